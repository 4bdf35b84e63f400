"""Writes on requests for contact: taking them in, opening one, noting what was done, forgetting."""

from collections import Counter
from dataclasses import fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from core.models import Area
from feedback.contact.asking import Asked
from feedback.intake.models import SealedContact
from feedback.keys import PrivateKeyMissing, private_key
from feedback.payload import from_json
from feedback.review.contacts.models import ContactRequest, ContactStep
from feedback.review.contacts.permissions import user_can_handle
from feedback.review.cues import Judged, judged
from feedback.review.duty.alarms import note_taken_up
from feedback.review.unsealing import CannotBeOpened, FindKey, showable
from feedback.sealing import unpad, unseal
from feedback.services import intake_hash_of

DETAILS_KEPT_DAYS = 30  # after it was closed; her page says so
TYPED = ("name", "reach", "safe")  # her own words; all else is ticked
State = ContactRequest.State


class AlreadyForgotten(Exception):
    """Her details were deleted: nothing more can be done about this request."""


def take_in_requests(left: Counter[str]) -> int:
    """Copy what has arrived, still sealed, then delete it from the intake (design §11.9)."""
    find_key, taken = cache(private_key), 0
    clock_from = _full_hour(timezone.now())  # one for all: not the order in which they are opened
    for row in SealedContact.objects.order_by("pk"):  # random ids: not the order of arrival
        try:
            told = _open(row.key_id, bytes(row.sealed), find_key)
        except CannotBeOpened as error:
            left[f"request for contact: {error.why}"] += 1
            continue
        area = Area.objects.filter(pk=told["area"]).first()
        if area is None:
            left["request for contact: unknown_area"] += 1
            continue
        taken += _copy(row, area, _danger_in(told), clock_from)
        SealedContact.objects.filter(pk=row.pk).delete()
    return taken


def _full_hour(now: datetime) -> datetime:
    """The hour that begins next: nobody is called late for minutes that she didn't have."""
    begun = now.replace(minute=0, second=0, microsecond=0)
    return begun if begun == now else begun + timedelta(hours=1)


def _danger_in(told: dict[str, Any]) -> Judged:
    """Cues in what she typed, while the box is open anyway. Only level and kinds are kept."""
    return judged("\n".join(told[name] for name in TYPED))


def _copy(row: SealedContact, area: Area, danger: Judged, clock_from: datetime) -> bool:
    found = {"intake_hash": intake_hash_of(row.pk)}
    if ContactRequest.objects.filter(**found).exists():
        return False  # a sweep was stopped between copy and delete
    request = ContactRequest(
        **found,
        area=area,
        key_id=row.key_id,
        sealed=bytes(row.sealed),
        swept_on=timezone.localdate(),
        clock_from=clock_from,
        cue_level=danger.level,
        cue_kinds=danger.kinds,
    )
    ContactRequest.objects.bulk_create([request], ignore_conflicts=True)
    return True


def _open(key_id: str, sealed: bytes, find_key: FindKey = private_key) -> dict[str, Any]:
    """What she told, checked. Raises CannotBeOpened: no_key, or damaged."""
    try:
        raw: dict[str, Any] = from_json(unpad(unseal(sealed, find_key(key_id))))
        asked = Asked(**{f.name: raw[f.name] for f in fields(Asked)})
        return {
            "area": int(raw["area"]),
            "language": str(raw["language"]),
            "names": [showable(name) for name in raw["names"]],
            "name": showable(asked.name),
            "route": asked.route,
            "reach": showable(asked.reach),
            "safe": showable(asked.safe),
            "care": [str(key) for key in asked.care],
            "about": [str(key) for key in asked.about],
        }
    except PrivateKeyMissing:
        why = "no_key"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        why = "damaged"
    raise CannotBeOpened(why)  # outside the except: the cause could quote her


def open_request(*, user: User, request: ContactRequest) -> dict[str, Any]:
    """How she can be reached, in memory. Each look leaves an audit line.

    Raises PermissionDenied, AlreadyForgotten, CannotBeOpened.
    """
    if not user_can_handle(user, request.area_id):
        raise PermissionDenied
    if not request.sealed:
        raise AlreadyForgotten
    audit(user=user, action="opened request for contact", subject=str(request.pk))
    return _open(request.key_id, bytes(request.sealed))


@transaction.atomic
def note_step(*, user: User, request: ContactRequest, state: str, note: str) -> ContactStep:
    """Write down what was done and how it stands now.

    Raises PermissionDenied, AlreadyForgotten, and ValueError for a state that can't follow.
    """
    locked = ContactRequest.objects.select_for_update().get(pk=request.pk)
    if not user_can_handle(user, locked.area_id):
        raise PermissionDenied
    if not locked.sealed:
        raise AlreadyForgotten
    if state not in State.values or state == State.NEW:
        raise ValueError("Nothing becomes new again.")
    locked.state = state
    locked.closed_on = timezone.localdate() if state == State.CLOSED else None
    locked.save(update_fields=["state", "closed_on"])
    audit(user=user, action="noted step of contact", subject=str(locked.pk))
    step = ContactStep.objects.create(
        request=locked, state=state, note=note, by=user, at=timezone.now()
    )
    note_taken_up(locked.area_id)
    return step


def forget_closed() -> int:
    """Delete the details, what cues found in them and what was noted, 30 days after closing;
    returns how many.

    The row stays, empty: that somebody asked, and when it was closed.
    """
    limit = timezone.localdate() - timedelta(days=DETAILS_KEPT_DAYS)
    old = ContactRequest.objects.filter(state=State.CLOSED, closed_on__lte=limit).exclude(
        sealed=b""
    )
    with transaction.atomic():
        pks = list(old.values_list("pk", flat=True))
        ContactStep.objects.filter(request__in=pks).delete()
        return ContactRequest.objects.filter(pk__in=pks).update(
            sealed=b"", cue_level=0, cue_kinds=[]
        )
