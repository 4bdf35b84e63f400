"""Writing onto receipt slips: that her words were read, and what other apps say became of them."""

import random
from typing import Any

from django.db import transaction
from django.db.models import Count

from feedback.intake.models import ReceiptSlip
from feedback.models import Response
from feedback.review.models import WaitingResponse
from feedback.slips import parts_for, seal_part

CHUNK = 500
WRITTEN = ("read", "themes", "outcome")


def write_slips(rng: random.Random) -> int:
    """Write each slip anew, in shuffled order, so that it doesn't show whose news is new."""
    ids = list(Response.objects.exclude(receipt_hash=None).values_list("pk", flat=True))
    rng.shuffle(ids)
    return sum(_write(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK))


def _write(ids: list[int]) -> int:
    responses = list(Response.objects.filter(pk__in=ids))
    hashes = [bytes(r.receipt_hash) for r in responses if r.receipt_hash]
    found = ReceiptSlip.objects.filter(receipt_hash__in=hashes)
    slips = {bytes(slip.receipt_hash): slip for slip in found}
    parts = parts_for(responses)
    removed = removal_counts(ids)
    for response in responses:
        slip = slips.get(bytes(response.receipt_hash or b""))
        if slip is not None:
            _seal_onto(slip, {**_read_part(response, removed), **parts[response.pk]})
    # all sealing is done before the intake is locked: a woman who sends waits for this write only
    with transaction.atomic(using="intake"):
        ReceiptSlip.objects.bulk_update(slips.values(), WRITTEN, batch_size=100)
    return len(slips)


def removal_counts(response_ids: list[int]) -> dict[int, int]:
    """Response id → how many details a reader took out. Left out where the record has gone."""
    rows = WaitingResponse.objects.filter(response_id__in=response_ids)
    counted = rows.annotate(removed=Count("redactions")).values_list("response_id", "removed")
    return {pk: removed for pk, removed in counted if pk is not None}


def _read_part(response: Response, removed: dict[int, int]) -> dict[str, dict[str, Any]]:
    if response.pk not in removed:
        return {}
    return {"read": {"removed": removed[response.pk]}}


def _seal_onto(slip: ReceiptSlip, parts: dict[str, dict[str, Any]]) -> None:
    for name in WRITTEN:
        if name in parts:
            try:
                setattr(slip, name, seal_part(parts[name], bytes(slip.public_key)))
            except ValueError:  # more than the largest box holds: what she has stays as it is
                continue
        elif name != "read":  # a coding was taken back: her receipt doesn't go on saying it
            setattr(slip, name, None)
