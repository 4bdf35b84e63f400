"""Writes on panels that both halves need: places, and who must not meet."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import HERE, KeptApart, Membership, PanelMember
from consultations.panels.permissions import require_coordinator_of

State = Membership.State
# What may follow what, and who may do it is said where it is done (people.places).
STEPS: dict[str, frozenset[str]] = {
    State.INVITED: frozenset({State.INTERESTED, State.LEFT}),
    State.INTERESTED: frozenset({State.BRIEFED, State.LEFT}),
    State.BRIEFED: frozenset({State.AGREED, State.LEFT}),
    State.AGREED: frozenset({State.BRIEFED, State.ACTIVE, State.ON_BREAK, State.LEFT}),
    State.ACTIVE: frozenset({State.BRIEFED, State.ON_BREAK, State.LEFT}),
    State.ON_BREAK: frozenset({State.BRIEFED, State.AGREED, State.ACTIVE, State.LEFT}),
    State.LEFT: frozenset({State.ALUMNI, State.INVITED}),
    State.ALUMNI: frozenset({State.INVITED}),
}


# What other parts do when somebody is no longer here, and when two must not meet from now on.
_when_away: list[Callable[[Membership], None]] = []
_when_apart: list[Callable[[KeptApart], None]] = []


def register_away(follow: Callable[[Membership], None]) -> None:
    """Sessions say here what ends with her being here: by a break, by leaving, or by a yes that
    she took back."""
    if follow not in _when_away:
        _when_away.append(follow)


def register_apart(follow: Callable[[KeptApart], None]) -> None:
    """Sessions say here what is looked at again when a pair is made."""
    if follow not in _when_apart:
        _when_apart.append(follow)


class NotFromHere(Exception):
    """This step doesn't follow the state that her place is in."""


@transaction.atomic
def move_place(*, place: Membership, to: str) -> Membership:
    """Take a place to its next state. Raises NotFromHere. Who may ask is decided by the caller."""
    locked = Membership.objects.select_for_update().get(pk=place.pk)
    if to not in STEPS[locked.state]:
        raise NotFromHere
    was_here, locked.state = locked.state in HERE, to
    locked.since = timezone.localdate()
    locked.save(update_fields=["state", "since"])
    place.state, place.since = locked.state, locked.since
    if (was_here and to not in HERE) or to == State.LEFT:  # also from a break
        for follow in _when_away:
            follow(locked)
    return locked


@transaction.atomic
def keep_apart(*, user: Any, one: PanelMember, other: PanelMember) -> KeptApart:
    """Note that two women must not meet. Twice changes nothing. Raises PermissionDenied, and
    ValueError for one woman and herself."""
    require_coordinator_of(user, one)
    require_coordinator_of(user, other)
    first, second = _in_order(one, other)
    pair, made = KeptApart.objects.get_or_create(first=first, second=second)
    if made:
        audit(user=user, action="kept two members apart", subject=f"pair {pair.pk}")
        for follow in _when_apart:
            follow(pair)
    return pair


@transaction.atomic
def let_meet(*, user: Any, one: PanelMember, other: PanelMember) -> None:
    """Take that back. Raises PermissionDenied, ValueError."""
    require_coordinator_of(user, one)
    require_coordinator_of(user, other)
    first, second = _in_order(one, other)
    for pair in KeptApart.objects.filter(first=first, second=second):
        audit(user=user, action="let two members meet", subject=f"pair {pair.pk}")
        pair.delete()


def _in_order(one: PanelMember, other: PanelMember) -> tuple[PanelMember, PanelMember]:
    if one.pk == other.pk:
        raise ValueError("Nobody is kept apart from herself.")
    return (one, other) if one.pk < other.pk else (other, one)
