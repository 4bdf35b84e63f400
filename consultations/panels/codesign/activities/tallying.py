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
    voted to show any. Deletes the ballots. Her own ballot counts before her paper; a choice of a
    card that was taken away or hidden meanwhile doesn't count."""
    ballots = list(Ballot.objects.filter(activity=activity))
    hers: dict[int, Ballot] = {}
    for ballot in sorted(ballots, key=lambda one: not one.on_paper):  # paper first, then her own
        if ballot.member_id is not None:
            hers[ballot.member_id] = ballot
    staff = [ballot for ballot in ballots if ballot.member_id is None]
    shown = activity.cards.filter(is_hidden=False)
    cards = [str(pk) for pk in shown.values_list("pk", flat=True)]
    members = list(hers.values())
    result = {
        "members": _of(activity, members, cards, is_told=_may_be_told(members, cards)),
        "staff": _of(activity, staff, cards, is_told=any(one.choices for one in staff)),
    }
    Ballot.objects.filter(activity=activity).delete()
    return result


def _may_be_told(ballots: list[Ballot], cards: list[str]) -> bool:
    """Whether enough voted, on screens too: who keyed in the paper knows it, and one or two votes
    from screens would be what is left of the totals."""
    cast = [ballot for ballot in ballots if set(ballot.choices) & set(cards)]
    on_screen = sum(not ballot.on_paper for ballot in cast)
    return len(cast) >= LEAST_BALLOTS and (on_screen == 0 or on_screen >= LEAST_BALLOTS)


def _of(
    activity: Activity, ballots: list[Ballot], cards: list[str], *, is_told: bool
) -> dict[str, Any]:
    cast = [ballot.choices for ballot in ballots if ballot.choices]
    together: Any = dots_together if activity.kind == Kind.DOTS else places_together
    return {
        "ballots": len(ballots),
        "passed": len(ballots) - len(cast),
        "totals": together(cast, cards) if is_told else None,
    }
