"""Removing responses, read or waiting, from everything that we still hold."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from feedback.models import Response
from feedback.review.models import Opening, Redaction, SecondCheck, WaitingResponse
from feedback.review.replies.looking import forget_looks


@transaction.atomic
def forget(receipt_hashes: Iterable[bytes]) -> None:
    """Delete the responses with these receipts, which were taken back."""
    hashes = list(receipt_hashes)
    waiting = _held(WaitingResponse.objects.filter(receipt_hash__in=hashes))
    forget_looks(hashes)
    Response.objects.filter(receipt_hash__in=hashes).delete()
    _remove(waiting)


@transaction.atomic
def forget_responses(ids: Iterable[int]) -> None:
    """Delete these responses that were read, whose time is over, with all that led to them."""
    wanted = list(ids)
    waiting = _held(WaitingResponse.objects.filter(response_id__in=wanted))
    Response.objects.filter(pk__in=wanted).delete()
    _remove(waiting)


@transaction.atomic
def forget_rows(intake_hashes: Iterable[bytes]) -> None:
    """Delete what came in as these rows of the intake: she put other words in their place."""
    hashes = list(intake_hashes)
    waiting = _held(WaitingResponse.objects.filter(intake_hash__in=hashes))
    Response.objects.filter(intake_hash__in=hashes).delete()
    _remove(waiting)


def _held(waiting: QuerySet[WaitingResponse]) -> QuerySet[WaitingResponse]:
    """The same rows, held first: a reader who is storing one ends before anything of it goes, and
    what she stored, a second check among it, goes too."""
    list(waiting.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    return waiting


def _remove(waiting: QuerySet[WaitingResponse]) -> None:
    """Delete the rows and all that hangs on them. Where a safeguarding case was opened, the case
    stays as a record of what was done, on an empty row: no words, no receipt, nothing that leads
    to her."""
    with_case = waiting.exclude(safeguarding_case=None)
    for trace in (Redaction, SecondCheck, Opening):
        trace.objects.filter(waiting__in=with_case).delete()
    waiting.filter(safeguarding_case=None).delete()
    with_case.update(
        sealed=b"",
        receipt_hash=None,
        response_id=None,
        batch=None,
        invite=None,
        cue_kinds=[],
        content_flags=[],
        held_because="",
        discarded_because="",
        discarded_by=None,
        handed_over=None,
        status=WaitingResponse.Status.SET_ASIDE,
    )
