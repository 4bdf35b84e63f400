"""What a slip says of reading, what was taken out and why, what was held back or set aside, what
came of a second look; and of our plans. By receipt: one woman may have sent more than once."""

from collections import Counter, defaultdict
from typing import Any

from django.utils import timezone

from feedback.models import Response
from feedback.redaction import TOKENS
from feedback.review.models import Redaction, WaitingResponse
from feedback.review.replies.models import Reply, SecondLook
from feedback.sealing import monday
from feedback.slips import Part

Status = WaitingResponse.Status


def read_parts(receipts: list[bytes]) -> dict[bytes, Part]:
    """Receipt → its "read" part. Left out where no record is left; empty where nothing is
    known yet, also when it was set aside and put back."""
    rows: dict[bytes, list[WaitingResponse]] = defaultdict(list)
    for row in WaitingResponse.objects.filter(receipt_hash__in=receipts).defer("sealed"):
        rows[bytes(row.receipt_hash or b"")].append(row)
    details = _details(receipts)
    looks = _looks(receipts)
    return {r: _part(rows[r], details.get(r, Counter()), looks.get(r)) for r in rows}


def _part(
    rows: list[WaitingResponse], details: Counter[tuple[str, str, str]], look: Part | None
) -> Part:
    held = sum(row.status == Status.WAITING and bool(row.held_because) for row in rows)
    aside = [
        row.discarded_because for row in rows if row.status in {Status.DISCARDED, Status.SET_ASIDE}
    ]
    read = any(row.status == Status.READ for row in rows)
    if not (read or held or aside or look):
        return {}
    told = {"look": look} if look else {}
    return {
        "read": read,
        "removed": details.total(),
        "details": [
            [token, reason, n, week] for (token, reason, week), n in sorted(details.items())
        ],
        "held": held,
        "aside": sorted(aside),
        **told,
    }


def _details(receipts: list[bytes]) -> dict[bytes, Counter[tuple[str, str, str]]]:
    """Receipt → (what stands in the text instead, why, in which week) → how many. A week and no
    day: no date beside her words is finer (design §4)."""
    counts: dict[bytes, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    found = Redaction.objects.filter(waiting__receipt_hash__in=receipts)
    for receipt, kind, reason, at in found.values_list(
        "waiting__receipt_hash", "kind", "reason", "at"
    ):
        week = monday(timezone.localdate(at)).isoformat()
        counts[bytes(receipt or b"")][TOKENS.get(kind, "").strip("[]"), reason, week] += 1
    return counts


def _looks(receipts: list[bytes]) -> dict[bytes, Part]:
    return {
        bytes(look.receipt_hash): {"outcome": look.outcome, "words": look.words}
        for look in SecondLook.objects.filter(receipt_hash__in=receipts)
    }


def reply_parts(receipts: list[bytes]) -> dict[bytes, dict[str, Any]]:
    """Receipt → {"replies": [{"week", "language", "words"}, …]}, the first one first."""
    parts: dict[bytes, dict[str, Any]] = {}
    found = Reply.objects.filter(response__receipt_hash__in=receipts, state=Reply.State.SENT)
    for reply in found.select_related("response").order_by("sent_at", "pk"):
        if reply.sent_at is None or reply.response.receipt_hash is None:
            continue
        part = parts.setdefault(bytes(reply.response.receipt_hash), {"replies": []})
        week = monday(reply.sent_at.date()).isoformat()
        part["replies"].append({"week": week, "language": reply.language, "words": reply.words})
    return parts


def plan_parts(receipts: list[bytes]) -> dict[bytes, Part]:
    """Receipt → the day by which its consultation promises an answer, as it is promised now."""
    parts: dict[bytes, Part] = {}
    for model in (WaitingResponse, Response):
        rows = model.objects.filter(receipt_hash__in=receipts)
        days = rows.values_list("receipt_hash", "version__form__consultation__reply_by")
        parts |= {bytes(receipt or b""): {"by": by.isoformat()} for receipt, by in days}
    return parts
