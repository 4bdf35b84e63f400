"""Removing words that a woman took back from everything that we still hold."""

from collections.abc import Iterable

from django.db import transaction

from feedback.models import Response
from feedback.review.models import Redaction, WaitingResponse


@transaction.atomic
def forget(receipt_hashes: Iterable[bytes]) -> None:
    """Delete the responses with these receipts, read or waiting, and all that hangs on them.

    Where a safeguarding case was opened, the case stays as a record of what was done, on an empty
    row: no words, no receipt, nothing that leads to her.
    """
    hashes = list(receipt_hashes)
    Response.objects.filter(receipt_hash__in=hashes).delete()
    waiting = WaitingResponse.objects.filter(receipt_hash__in=hashes)
    with_case = waiting.exclude(safeguarding_case=None)
    Redaction.objects.filter(waiting__in=with_case).delete()
    waiting.filter(safeguarding_case=None).delete()
    with_case.update(
        sealed=b"",
        receipt_hash=None,
        response_id=None,
        batch=None,
        cue_kinds=[],
        status=WaitingResponse.Status.SET_ASIDE,
    )
