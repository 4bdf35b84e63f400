"""What rooms hold about a member: told to her with all the rest, and let go when she leaves."""

from typing import Any

from django.utils.translation import gettext as _

from consultations.panels.codesign.activities.cards import remove
from consultations.panels.codesign.activities.models import Ballot, Card, Naming
from consultations.panels.codesign.asks.credits import credits_of
from consultations.panels.codesign.asks.models import Signing
from consultations.panels.codesign.care.models import Report
from consultations.panels.codesign.rooms.models import InRoom
from consultations.panels.models import PanelMember
from consultations.panels.people.holding import Section, register_teller
from consultations.panels.people.leaving import register_forgetter
from consultations.panels.people.terms import Credit
from consultations.services import name_again


def tell(member: PanelMember) -> tuple[list[Section], dict[str, Any]]:
    """Rooms, cards that say they are hers, open votes, signings, what she told us in private."""
    rooms = list(InRoom.objects.filter(member=member).select_related("room"))
    cards = list(Card.objects.filter(author=member, stands_for=None).select_related("activity"))
    ballots = list(Ballot.objects.filter(member=member).select_related("activity"))
    signings = list(Signing.objects.filter(member=member).select_related("recommendation"))
    reports = list(Report.objects.filter(by=member).select_related("room"))
    rows = [(str(p.room), _("You left it") if p.left_on else _("You are in it")) for p in rooms]
    rows += [(str(card.activity), card.text) for card in cards]
    rows += [(str(b.activity), _("You voted; it is not counted yet.")) for b in ballots]
    rows += [(str(s.recommendation), str(s.get_stance_display())) for s in signings]
    rows += [(_("You told us in private"), report.words) for report in reports]
    data = {
        "rooms": [{"room": str(p.room), "left": bool(p.left_on)} for p in rooms],
        "cards": [{"question": str(card.activity), "words": card.text} for card in cards],
        "votes": [{"question": str(b.activity), "choices": len(b.choices)} for b in ballots],
        "signed": [
            {"what": str(s.recommendation), "stance": s.stance, "named": s.shown_name}
            for s in signings
        ],
        "told_in_private": [{"room": str(r.room), "words": r.words} for r in reports],
    }
    return [(_("Rooms"), rows)], {"rooms": data}


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
    register_teller(tell)
    register_forgetter(forget)
