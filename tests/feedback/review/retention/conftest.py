"""Responses of a while ago, read and waiting, as the purge finds them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from feedback.models import Form
from feedback.review.cases.services import decide_case
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.review.retention import due
from feedback.review.retention.services import PurgeReport, purge_expired
from feedback.review.services import complete_review, open_batch
from tests.factories.accounts import make_staff
from tests.feedback.review.conftest import Send, sweep_now
from tests.fixtures.story import StaffClient

Old = Callable[..., WaitingResponse]


def noon(days: int) -> datetime:
    """Noon of so many days ago: an hour of summer time must not make it another day."""
    day = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def waiting(send: Send, one_form: Form) -> Old:
    """waiting("her words", days=100): sent and swept so many days ago; nobody has read it."""

    def make(
        text: str = "They listened to me.", days: int = 100, **more: object
    ) -> WaitingResponse:
        before = set(WaitingResponse.objects.values_list("pk", flat=True))
        with time_machine.travel(noon(days)):
            send(text, **more)
            sweep_now()
        return WaitingResponse.objects.exclude(pk__in=before).get()

    return make


@pytest.fixture
def read(waiting: Old, reader: User, one_form: Form) -> Old:
    """read("her words", days=100, level=0): read on the day that it was swept."""

    def make(
        text: str = "They listened to me.", days: int = 100, level: int = 0, **more: object
    ) -> WaitingResponse:
        row = waiting(text, days, **more)
        with time_machine.travel(noon(days)):
            batch = open_batch(user=reader, area=row.area)
            assert batch is not None
            row.refresh_from_db()
            complete_review(user=reader, waiting=row, spans={}, level=level)
        row.refresh_from_db()
        return row

    return make


@pytest.fixture(autouse=True)
def nobody_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Second checks are drawn by chance, and one that waits keeps its original: see test_due."""
    monkeypatch.setattr(due, "_keepers", [])


def decide(case: SafeguardingCase, days: int) -> None:
    """Note that the case was decided so many days ago."""
    if case.decided_at:
        case.decided_at = timezone.now() - timedelta(days=days)
        case.save()
        return
    lead = make_staff("safeguarding_lead", case.waiting.area)
    with time_machine.travel(timezone.now() - timedelta(days=days)):
        decide_case(user=lead, case=case, done=["prison"], words="We told them.", seen=0)
    case.refresh_from_db()


def purge() -> PurgeReport:
    return purge_expired(ran_by="a test")


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


@pytest.fixture
def administrator(staff: Callable[..., StaffClient], one_form: Form) -> User:
    return staff("administrator", one_form.consultation.area).user


@pytest.fixture
def lead(staff: Callable[..., StaffClient], one_form: Form) -> User:
    return staff("safeguarding_lead", one_form.consultation.area).user
