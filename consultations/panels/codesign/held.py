"""What rooms hold about a member: told to her with all the rest, and let go when she leaves."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.panels.codesign.activities.cards import remove
from consultations.panels.codesign.activities.models import Ballot, Card, Naming
from consultations.panels.codesign.asks.credits import credits_of
from consultations.panels.codesign.asks.models import Signing
from consultations.panels.codesign.care.models import Report
from consultations.panels.codesign.rooms.models import InRoom
from consultations.panels.codesign.rooms.services import end_places
from consultations.panels.models import PanelMember
from consultations.panels.people.holding import INNER, Section, register_teller
from consultations.panels.people.leaving import register_forgetter
from consultations.panels.people.tables import Table
from consultations.panels.people.terms import Credit
from consultations.panels.services import register_away
from consultations.services import name_again

BESIDE = {
    **dict.fromkeys(("rooms", "told_in_private"), "room"),
    **dict.fromkeys(("cards", "votes"), "activity"),
    "signed": "recommendation",
}


PLACES = Table(
    InRoom,
    {
        "left_on": gettext_lazy("You left it on"),
        "left_herself": gettext_lazy("By your own press"),
    },
    {**INNER, "room": "the heading"},
    lambda row: str(row.room),
)
CARDS = Table(
    Card,
    {
        "text": gettext_lazy("Your words"),
        "naming": gettext_lazy("Your name on it"),
        "hard": gettext_lazy("May be hard to read"),
        "step": gettext_lazy("Where on the way"),
        "row": gettext_lazy("In which row"),
        "feeling": gettext_lazy("How it felt"),
        "state": gettext_lazy("What became of it"),
        "because": gettext_lazy("Because"),
        "on_paper": gettext_lazy("It came on paper"),
        "is_hidden": gettext_lazy("Hidden from others"),
        "made_on": gettext_lazy("Written on"),
    },
    {
        "id": "a number by chance",
        "activity": "the heading",
        "author": "it is she",
        "from_staff": "hers are of no staff",
        "number": "of the paper card or the board: it says nothing of her",
        "paragraph": "which part of the draft it stands beside",
        "group": "where others put it",
        "merged_into": "where others put it",
        "stands_for": "the card that it was copied from",
    },
    lambda row: str(row.activity),
)
BALLOTS = Table(
    Ballot,
    {"on_paper": gettext_lazy("It came on paper")},
    {
        **INNER,
        "activity": "the heading",
        "staff": "hers are of no staff",
        "choices": "shown in the room, to her alone, until it is counted",
    },
    lambda row: str(row.activity),
)
SIGNINGS = Table(
    Signing,
    {
        "stance": gettext_lazy("How you see it"),
        "otherwise": gettext_lazy("What you see otherwise"),
        "credit": gettext_lazy("How you are named"),
        "name": gettext_lazy("Name"),
    },
    {**INNER, "recommendation": "the heading"},
    lambda row: str(row.recommendation),
)
REPORTS = Table(
    Report,
    {
        "words": gettext_lazy("Your words"),
        "made_on": gettext_lazy("Written on"),
        "remedy": gettext_lazy("What was done"),
        "told": gettext_lazy("What you were told"),
        "settled_on": gettext_lazy("Settled on"),
    },
    {
        "id": "a random number",
        "by": "it is she",
        "room": "the heading",
        "for_lead_only": "who reads it, as she chose",
        "card": "somebody else's words",
        "note": "for colleagues: it may be about somebody else. She can ask for it by hand",
    },
    lambda row: _("You told us in private, in %(room)s") % {"room": row.room},
)


def tell(member: PanelMember) -> tuple[list[Section], dict[str, Any]]:
    """Rooms, cards that say they are hers, open votes, signings, what she told us in private."""
    parts = (
        ("rooms", _("Rooms"), PLACES, InRoom.objects.filter(member=member)),
        ("cards", _("Cards"), CARDS, Card.objects.filter(author=member, stands_for=None)),
        ("votes", _("Open votes"), BALLOTS, Ballot.objects.filter(member=member)),
        ("signed", _("Signed"), SIGNINGS, Signing.objects.filter(member=member)),
        ("told_in_private", _("Told in private"), REPORTS, Report.objects.filter(by=member)),
    )
    sections: list[Section] = []
    data: dict[str, Any] = {}
    for key, heading, table, rows in parts:
        found = list(rows.select_related(BESIDE[key]))
        sections.append(table.sections(heading, found))
        data[key] = [{"of": table.title(row), **table.data(row)} for row in found]
    return sections, data


def forget(member: PanelMember, credit: str) -> None:
    """Open votes and what she told in private go always. What she said stays with her chosen name,
    without one, or goes, as she wants; a name in public stays only if she wants it."""
    Ballot.objects.filter(member=member).delete()
    Report.objects.filter(by=member).update(by=None, words="")
    InRoom.objects.filter(member=member).delete()
    cards = Card.objects.filter(author=member)
    if credit == Credit.NONE:
        for pk in list(cards.values_list("pk", flat=True)):
            if card := Card.objects.filter(pk=pk).first():  # a copy may have gone with another
                remove(card)
    elif credit == Credit.UNNAMED:
        cards.update(author=None, naming=Naming.NEVER)
    if credit != Credit.CHOSEN:
        _unname(member, credit)


def _unname(member: PanelMember, credit: str) -> None:
    signings = list(Signing.objects.filter(member=member).select_related("recommendation"))
    rows = Signing.objects.filter(member=member)
    if credit == Credit.NONE:
        rows.delete()
    else:
        rows.update(credit=Signing.Credit.NONE, name="")
    for signing in signings:
        name_again(key=signing.recommendation.key, credits=credits_of(signing.recommendation))


def register() -> None:
    """For ready()."""
    register_teller(tell, PLACES, CARDS, BALLOTS, SIGNINGS, REPORTS)
    register_forgetter(forget)
    register_away(end_places)
