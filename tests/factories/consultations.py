"""Consultation pages: open unless told otherwise."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from consultations.models import (
    ConsultationIndexPage,
    ConsultationPage,
    Involvement,
    Route,
    Setting,
    Stage,
)
from core.journey import JourneyStage
from core.models import Area, HomePage
from tests.factories.unindexed import unindexed

_numbers = count(1)
# What its gates ask for on the page itself.
FAIR: dict[str, object] = {
    "open_to_change": "The day of release, and who meets you.",
    "reasons": "Too many women leave on a Friday. It could be another day.",
    "involvement": Involvement.CONSULT,
    "routes": [Route.WEB.value, Route.PAPER.value],
    "setting": Setting.COMMUNITY,
    "short_because": "Women of one centre are asked.",
    "no_welsh_because": "Nobody in this area has asked for it.",
    "considered": "The board read it on two days.",
}
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
    """A consultation that was checked and published: open, closed, planned or on its last_day."""
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
        "reached": Stage.CHECKED,
        **FAIR,
        **fields,
    }
    index = make_index(home)
    index.refresh_from_db()
    page: ConsultationPage = index.add_child(instance=ConsultationPage(**values))
    return page


def _day(today: date, days: int) -> date:
    return today + timedelta(days=days)
