"""Writing onto receipt slips: that her words were read, replies, and what became of them."""

import random
from typing import Any

from django.db import transaction

from feedback.intake.models import ReceiptSlip
from feedback.models import Response
from feedback.review.models import WaitingResponse
from feedback.review.slip_facts import plan_parts, read_parts, reply_parts
from feedback.slips import Part, parts_for, seal_part

CHUNK = 500
WRITTEN = ("read", "themes", "outcome", "reply", "plan")


def write_slips(rng: random.Random) -> int:
    """Write each slip anew, in shuffled order, so that it doesn't show whose news is new. Returns
    how many say more than that her words were received."""
    models = (Response, WaitingResponse)
    found = [
        m.objects.exclude(receipt_hash=None).values_list("receipt_hash", flat=True) for m in models
    ]
    receipts = sorted({bytes(receipt) for hashes in found for receipt in hashes if receipt})
    rng.shuffle(receipts)
    return sum(_write(receipts[n : n + CHUNK]) for n in range(0, len(receipts), CHUNK))


def _write(receipts: list[bytes]) -> int:
    slips = list(ReceiptSlip.objects.filter(receipt_hash__in=receipts))
    told = _of_other_apps(receipts)
    read, replies, plans = read_parts(receipts), reply_parts(receipts), plan_parts(receipts)
    for slip in slips:
        receipt = bytes(slip.receipt_hash)
        parts = dict(told.get(receipt, {}))
        if receipt in replies:
            parts["reply"] = replies[receipt]
        if receipt in plans:
            parts["plan"] = plans[receipt]
        # where no record is left of how her words were read, what she has stays as it is
        names = [name for name in WRITTEN if name != "read" or receipt in read]
        if read.get(receipt):
            parts["read"] = read[receipt]
        _seal_onto(slip, parts, names)
    # all sealing is done before the intake is locked: a woman who sends waits for this write only
    with transaction.atomic(using="intake"):
        ReceiptSlip.objects.bulk_update(slips, WRITTEN, batch_size=100)
    news = set(WRITTEN) - {"plan"}
    return sum(any(getattr(slip, name) is not None for name in news) for slip in slips)


def _of_other_apps(receipts: list[bytes]) -> dict[bytes, dict[str, Part]]:
    """Receipt → what apps above say. Of several that she sent, all themes and the last outcome."""
    responses = list(Response.objects.filter(receipt_hash__in=receipts).order_by("week", "pk"))
    parts = parts_for(responses)
    told: dict[bytes, dict[str, Part]] = {}
    for response in responses:
        hers = told.setdefault(bytes(response.receipt_hash or b""), {})
        for name, part in parts[response.pk].items():
            hers[name] = _both(hers[name], part) if name in hers else part
    return told


def _both(before: Part, part: Part) -> Part:
    if "names" not in part:
        return part
    names: list[Any] = before["names"]
    return {"names": names + [name for name in part["names"] if name not in names]}


def _seal_onto(slip: ReceiptSlip, parts: dict[str, Part], names: list[str]) -> None:
    for name in names:
        if name not in parts:  # a coding was taken back: her receipt doesn't go on saying it
            setattr(slip, name, None)
            continue
        try:
            setattr(slip, name, seal_part(parts[name], bytes(slip.public_key)))
        except ValueError:  # more than the largest box holds: what she has stays as it is
            continue
