"""Consultation pages: open unless told otherwise."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from consultations.models import ConsultationIndexPage, ConsultationPage
from core.journey import JourneyStage
from core.models import Area, HomePage
from tests.factories.unindexed import unindexed

_numbers = count(1)
TRAITS = {"open": (-7, 21), "closed": (-60, -1), "planned": (7, 30), "last_day": (-7, 0)}


def make_index(home: HomePage) -> ConsultationIndexPage:
    """The page that consultations stand under; made once."""
    found = ConsultationIndexPage.objects.child_of(home).first()
    if found is None:
        home.refresh_from_db()
        found = home.add_child(
            instance=ConsultationIndexPage(
                title="Consultations", slug="consultations", locale=home.locale
            )
        )
    return found


@unindexed()
def make_consultation(
    home: HomePage, area: Area, trait: str = "open", **fields: object
) -> ConsultationPage:
    """A published consultation: open, closed, planned or on its last_day."""
    opens, closes = TRAITS[trait]
    today = timezone.localdate()
    number = next(_numbers)
    values: dict[str, object] = {
        "title": f"Consultation {number}",
        "slug": f"consultation-{number}",
        "area": area,
        "journey_stage": JourneyStage.RELEASE,
        "purpose": "We can still change how release days are planned.",
        "who_reads": "Two people of the women's service.",
        "opens_on": _day(today, opens),
        "closes_on": _day(today, closes),
        "reply_by": _day(today, closes + 30),
        "locale": home.locale,
        **fields,
    }
    index = make_index(home)
    index.refresh_from_db()
    page: ConsultationPage = index.add_child(instance=ConsultationPage(**values))
    return page


def _day(today: date, days: int) -> date:
    return today + timedelta(days=days)
