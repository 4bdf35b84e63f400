"""A consultation of which nothing is missing, and people of both areas."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from consultations.models import ConsultationPage, Stage
from core.models import Area
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.review.models import LeadPeriod
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_form

Make = Callable[..., ConsultationPage]


@pytest.fixture
def leads(area: Area) -> list[LeadPeriod]:
    """Who leads safeguarding in the area, and who stands in."""
    today = timezone.localdate()
    return [
        LeadPeriod.objects.create(
            area=area,
            person=make_staff("safeguarding_lead", area),
            part=part,
            first_day=today + timedelta(days=first),
            last_day=last,
            reach="room 2",
        )
        for part, first, last in (
            (LeadPeriod.Part.LEADS, -10, None),
            (LeadPeriod.Part.STANDS_IN, 5, today + timedelta(days=9)),
        )
    ]


def in_welsh(page: ConsultationPage, *, publish: bool = True) -> ConsultationPage:
    """Its Welsh page, below Welsh pages of those above it."""
    welsh = Locale.objects.get(language_code="cy")
    index = page.get_parent().specific
    for above in (index.get_parent().specific, index):
        if not above.has_translation(welsh):
            above.copy_for_translation(welsh).save_revision().publish()
    twin: ConsultationPage = page.copy_for_translation(welsh)
    for name in ("purpose", "open_to_change", "reasons", "who_reads"):
        setattr(twin, name, f"Cymraeg: {getattr(twin, name)}")
    twin.save()
    if publish:
        twin.save_revision().publish()
    return twin


@pytest.fixture
def ready(consultation: Make, intake_key: IntakeKey, leads: list[LeadPeriod]) -> Form:
    """A draft of which nothing is missing: its form."""
    return make_form(consultation("planned", reached=Stage.DRAFT, title="Getting out"))


@pytest.fixture
def page(ready: Form) -> ConsultationPage:
    return ready.consultation
