"""The steps of a member's place on a panel: from which state, to which, and who may take them.

Nobody is asked for a reason, and none is kept. A break keeps the place.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.permissions import user_may
from accounts.services import audit
from consultations.panels.models import GONE, Membership, Panel
from consultations.panels.people.models import Agreement
from consultations.panels.permissions import COORDINATE
from consultations.panels.services import NotFromHere, move_place

State = Membership.State
SHE, COORDINATOR = "she", "coordinator"


@dataclass(frozen=True)
class Step:
    """One step: from these states to that one, by these."""

    begins: frozenset[str]
    ends: str
    by: frozenset[str]


BOTH = frozenset({SHE, COORDINATOR})  # a coordinator notes what she was told on the telephone
STAYING = frozenset(State.values) - frozenset(GONE)
# Ways onto a panel, which a closed one no longer has.
JOINING = frozenset({"invite_again", "say_interested", "tell_about_it", "agree"})
STEPS: dict[str, Step] = {
    "say_interested": Step(frozenset({State.INVITED}), State.INTERESTED, BOTH),
    "tell_about_it": Step(frozenset({State.INTERESTED}), State.BRIEFED, frozenset({COORDINATOR})),
    "agree": Step(frozenset({State.BRIEFED}), State.AGREED, BOTH),
    "take_break": Step(frozenset({State.AGREED, State.ACTIVE}), State.ON_BREAK, BOTH),
    "come_back": Step(frozenset({State.ON_BREAK}), State.ACTIVE, BOTH),
    "leave": Step(STAYING, State.LEFT, BOTH),
    # She asked for it herself (joining.invite_known): all that follows is asked anew.
    "invite_again": Step(frozenset(GONE), State.INVITED, frozenset({COORDINATOR})),
    "stay_in_touch": Step(frozenset({State.LEFT}), State.ALUMNI, frozenset({SHE})),
}


def actor(user: Any, place: Membership) -> str:
    """Who she is to this place: she herself, its coordinator, or nobody. A coordinator who is a
    member too is herself for her own place."""
    if place.member.user_id is not None and place.member.user_id == user.pk:
        return SHE
    return COORDINATOR if user_may(user, COORDINATE, place.panel.area_id) else ""


def may_take(user: Any, place: Membership, name: str) -> bool:
    """Whether she may take this step now."""
    step = STEPS[name]
    if name in JOINING and _is_closed(place):
        return False
    return place.state in step.begins and actor(user, place) in step.by


def steps_for(user: Any, place: Membership) -> list[str]:
    """Names of the steps that she may take now."""
    return [name for name in STEPS if may_take(user, place, name)]


@transaction.atomic
def take_step(*, user: Any, place: Membership, name: str) -> Membership:
    """Take it. Raises PermissionDenied, and NotFromHere where it doesn't follow."""
    step = STEPS[name]
    who = actor(user, place)
    if who not in step.by:
        raise PermissionDenied
    if place.state not in step.begins or (name in JOINING and _is_closed(place)):
        raise NotFromHere
    ends = _back_to(place) if name == "come_back" else step.ends
    moved = move_place(place=place, to=ends)
    if who == COORDINATOR:
        audit(user=user, action=f"place: {name.replace('_', ' ')}", subject=f"place {place.pk}")
    return moved


def _is_closed(place: Membership) -> bool:
    return place.panel.state == Panel.State.CLOSED


def _back_to(place: Membership) -> str:
    """Where a break is left to: who had still days to change her mind has them; who changed it
    during the break, and has agreed to nothing else, is where she was before she agreed."""
    agreed = place.agreements.exclude(agreed_on=None)
    hers = agreed.filter(withdrawn_on=None, ended_on=None).first()
    if hers is None and agreed.exclude(withdrawn_on=None).exists():
        return State.BRIEFED
    return State.AGREED if hers and hers.is_cooling else State.ACTIVE


@transaction.atomic
def begin_after_cooling_off() -> int:
    """Places whose days to change her mind are over become active; returns how many."""
    over = Agreement.objects.filter(
        withdrawn_on=None,
        ended_on=None,
        cooling_off_until__lt=timezone.localdate(),
        place__state=State.AGREED,
    )
    places = Membership.objects.filter(pk__in=over.values("place"))
    for place in places:
        move_place(place=place, to=State.ACTIVE)
    return len(places)
