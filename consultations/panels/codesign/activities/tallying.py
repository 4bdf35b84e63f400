"""Ballots become totals, and are gone: what is kept says nothing of who chose what."""

from typing import Any

from consultations.panels.codesign.activities.counting import (
    LEAST_BALLOTS,
    dots_together,
    places_together,
)
from consultations.panels.codesign.activities.models import Activity, Ballot
from consultations.panels.codesign.rooms.stages import Kind


def count_ballots(activity: Activity) -> dict[str, Any]:
    """{"members", "staff": {"ballots", "passed", "totals"}}; `totals` is None where too few members
    voted to show any. Deletes the ballots. Her own ballot counts before her paper."""
    ballots = list(Ballot.objects.filter(activity=activity))
    hers: dict[int, Ballot] = {}
    for ballot in sorted(ballots, key=lambda one: not one.on_paper):  # paper first, then her own
        if ballot.member_id is not None:
            hers[ballot.member_id] = ballot
    staff = [ballot for ballot in ballots if ballot.member_id is None]
    cards = [str(pk) for pk in activity.cards.values_list("pk", flat=True)]
    result = {
        "members": _of(activity, list(hers.values()), cards, LEAST_BALLOTS),
        "staff": _of(activity, staff, cards, 1),
    }
    Ballot.objects.filter(activity=activity).delete()
    return result


def _of(activity: Activity, ballots: list[Ballot], cards: list[str], least: int) -> dict[str, Any]:
    cast = [ballot.choices for ballot in ballots if ballot.choices]
    together: Any = dots_together if activity.kind == Kind.DOTS else places_together
    return {
        "ballots": len(ballots),
        "passed": len(ballots) - len(cast),
        "totals": together(cast, cards) if len(cast) >= least else None,
    }
