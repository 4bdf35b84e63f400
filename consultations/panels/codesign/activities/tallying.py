"""Ballots become totals, and are gone: what is kept says nothing of who chose what."""

from typing import Any

from consultations.panels.codesign.activities.counting import (
    LEAST_BALLOTS,
    dots_together,
    places_together,
)
from consultations.panels.codesign.activities.models import Activity, Ballot
from consultations.panels.codesign.rooms.stages import Kind

FEW, BESIDE_PAPER = "few", "beside paper"


def count_ballots(activity: Activity) -> dict[str, Any]:
    """{"members", "staff": {"ballots", "passed", "totals"}, "why"}; `totals` and `passed` are None
    where they would tell of one woman, and `why` says of totals why. Deletes the ballots. Her own
    ballot counts before her paper; a choice of a card that was taken away or hidden meanwhile
    doesn't count."""
    ballots = list(Ballot.objects.filter(activity=activity))
    hers: dict[int, Ballot] = {}
    for ballot in sorted(ballots, key=lambda one: not one.on_paper):  # paper first, then her own
        if ballot.member_id is not None:
            hers[ballot.member_id] = ballot
    staff = [ballot for ballot in ballots if ballot.member_id is None]
    shown = activity.cards.filter(is_hidden=False)
    cards = [str(pk) for pk in shown.values_list("pk", flat=True)]
    members = list(hers.values())
    chose = [ballot for ballot in members if set(ballot.choices) & set(cards)]
    why = why_untold(chose) or why_untold(members)
    passes = {"tells_passes": not why_untold(members)}
    result = {
        "members": _of(activity, members, cards, is_told=not why, **passes),
        "staff": _of(activity, staff, cards, is_told=any(one.choices for one in staff)),
        "why": why,
    }
    Ballot.objects.filter(activity=activity).delete()
    return result


def why_untold(ballots: list[Ballot]) -> str:
    """Why nothing may be told of them all together; empty where it may. Of fewer than three it
    would tell who chose what. Who keyed in the paper knows it and can take it off: then one or two
    from screens would be what is left, and that they passed is something too."""
    on_screen = sum(not ballot.on_paper for ballot in ballots)
    if len(ballots) < LEAST_BALLOTS:
        return FEW
    return BESIDE_PAPER if 0 < on_screen < LEAST_BALLOTS else ""


def _of(
    activity: Activity,
    ballots: list[Ballot],
    cards: list[str],
    *,
    is_told: bool,
    tells_passes: bool = True,
) -> dict[str, Any]:
    cast = [ballot.choices for ballot in ballots if ballot.choices]
    together: Any = dots_together if activity.kind == Kind.DOTS else places_together
    return {
        "ballots": len(ballots),
        "passed": len(ballots) - len(cast) if tells_passes else None,
        "totals": together(cast, cards) if is_told else None,
    }
