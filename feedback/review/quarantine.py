"""Held back: what looks automatic stays out of the queue until a person has looked at it.

The machine throws nothing away, and holds nobody back who may be in danger. A person releases a
response into the queue, or discards it with a reason; what was discarded can be put back.
"""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.services import audit
from core.floods import FLAGS
from feedback.payload import Payload
from feedback.review.choices import DISCARD_REASONS
from feedback.review.duty.alarms import note_opened, note_reading
from feedback.review.models import CueLevel, WaitingResponse
from feedback.review.permissions import user_can_review
from feedback.review.selectors import discarded_for, held_for, is_standing
from feedback.review.services import AlreadyRead, TakenBack
from feedback.review.unsealing import open_sealed
from feedback.review.welfare.openings import count_opening

Rows = QuerySet[WaitingResponse]
Status = WaitingResponse.Status


def held_because(payload: Payload, level: int) -> str:
    """The flags that hold a response back, when it is taken in. An urgent cue beats them all."""
    if level == CueLevel.URGENT:
        return ""
    return " ".join(flag for flag in FLAGS if flag in payload.flags)


def open_held(*, user: User, waiting: WaitingResponse) -> Payload:
    """Unseal one that is held back, in memory. Each look leaves an audit line.

    Raises PermissionDenied, AlreadyRead (it is not held back any more), TakenBack,
    EnoughForToday, CannotBeOpened.
    """
    if not user_can_review(user, waiting.area_id):
        raise PermissionDenied
    if waiting.status != Status.WAITING or not waiting.held_because:
        raise AlreadyRead
    if not is_standing(waiting):
        raise TakenBack
    count_opening(user=user, waiting=waiting)
    audit(user=user, action="opened held response", subject=f"area {waiting.area.slug}")
    payload = open_sealed(waiting.key_id, bytes(waiting.sealed))
    note_opened(user=user, waiting=waiting)
    return payload


def release(*, user: User, rows: Rows) -> int:
    """Put these of her areas that are held back into the queue. Returns how many."""
    return _move(user, held_for(user), rows, "released held responses", held_because="")


def discard(*, user: User, rows: Rows, reason: str) -> int:
    """Take these of her areas that are held back out of the way, still sealed.

    Returns how many. Raises ValueError for a reason that we don't know.
    """
    if reason not in dict(DISCARD_REASONS):
        raise ValueError("Say why.")
    what = f"discarded held responses: {reason}"
    change: dict[str, Any] = {
        "status": Status.DISCARDED,
        "discarded_because": reason,
        "discarded_by": user,
    }
    return _move(user, held_for(user), rows, what, **change)


def put_back(*, user: User, rows: Rows) -> int:
    """Put what was discarded into the queue after all. Returns how many."""
    change: dict[str, Any] = {"status": Status.WAITING, "held_because": ""}
    change |= {"discarded_because": "", "discarded_by": None}
    return _move(user, discarded_for(user), rows, "put back discarded responses", **change)


@transaction.atomic
def _move(user: User, hers: Rows, rows: Rows, action: str, **change: Any) -> int:
    """Change these rows, with an audit line for each area. Who is second changes nothing."""
    asked = hers.filter(pk__in=rows.values("pk")).order_by().select_for_update(of=("self",))
    found = list(asked.values_list("pk", "area", "area__slug"))
    WaitingResponse.objects.filter(pk__in=[pk for pk, _, _ in found]).update(**change)
    for (area, slug), number in sorted(Counter((area, slug) for _, area, slug in found).items()):
        audit(user=user, action=action, subject=f"{number} in area {slug}")
        note_reading(area)
    return len(found)
