"""A batch that goes back to the queue or to a colleague, with a note for whoever reads on."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import people_who_may
from accounts.services import audit
from core.models import Area
from feedback.review.models import HandOver, ReviewBatch, WaitingResponse
from feedback.review.permissions import REVIEW
from feedback.review.redacting.sample import draw_from
from feedback.review.selectors import unfinished_batches

WAITING = WaitingResponse.Status.WAITING


def colleagues_of(user: User, area: Area | int) -> QuerySet[User]:
    """Others who read in this area."""
    return people_who_may(REVIEW, area).exclude(pk=user.pk)


def notes_of(batch: ReviewBatch) -> QuerySet[HandOver]:
    """What colleagues wrote to whoever reads the unread ones of this batch."""
    notes = HandOver.objects.filter(rows__batch=batch, rows__status=WAITING).exclude(note="")
    return notes.distinct().select_related("by")


@transaction.atomic
def hand_back_batch(
    *, user: User, batch: ReviewBatch, note: str = "", by: User | None = None
) -> int:
    """Put what she has not read back into the queue, and return how many. `by`: who does it for
    her, when she leaves.

    Raises PermissionDenied.
    """
    unread = _unread_of(user, batch)
    number = _move(unread, None, _noted(user, None, note))
    audit(user=by or user, action="handed back batch", subject=str(batch.pk))
    draw_from(batch)
    return number


@transaction.atomic
def hand_over_batch(
    *, user: User, batch: ReviewBatch, to: User, note: str = "", by: User | None = None
) -> int:
    """Give what she has not read to a colleague of the area, and return how many. `by`: who does it
    for her, when she leaves.

    They go into the batch that the colleague has open there, or a new one, so that the old one
    still says who read what. Raises PermissionDenied, and ValueError where the colleague may not
    read there.
    """
    unread = _unread_of(user, batch)
    if not colleagues_of(user, batch.area_id).filter(pk=to.pk).exists():
        raise ValueError("A batch goes to somebody who reads in its area.")
    Area.objects.select_for_update(no_key=True).get(pk=batch.area_id)  # as open_batch does
    if not unread.exists():
        return 0
    theirs = unfinished_batches(to).filter(area=batch.area_id).first()
    theirs = theirs or ReviewBatch.objects.create(
        area_id=batch.area_id, opened_by=to, opened_at=timezone.now()
    )
    number = _move(unread, theirs, _noted(user, to, note))
    audit(user=by or user, action="handed over batch", subject=f"{batch.pk} to {theirs.pk}")
    draw_from(batch)
    return number


def _unread_of(user: User, batch: ReviewBatch) -> QuerySet[WaitingResponse]:
    if batch.opened_by_id != user.pk:
        raise PermissionDenied
    return WaitingResponse.objects.filter(batch=batch, status=WAITING)


def _noted(user: User, to: User | None, note: str) -> HandOver | None:
    """The hand-over, where there is something to tell: a note, or who it came from."""
    if not note.strip() and to is None:
        return None
    return HandOver.objects.create(note=note.strip(), by=user, to=to, on=timezone.localdate())


def _move(
    unread: QuerySet[WaitingResponse], batch: ReviewBatch | None, note: HandOver | None
) -> int:
    if note is None:
        return unread.update(batch=batch)
    return unread.update(batch=batch, handed_over=note)


def purge_hand_overs() -> int:
    """Delete notes about responses that have all been read or taken back."""
    waiting = WaitingResponse.objects.filter(status=WAITING).exclude(handed_over=None)
    deleted, _ = HandOver.objects.exclude(pk__in=waiting.values("handed_over")).delete()
    return deleted
