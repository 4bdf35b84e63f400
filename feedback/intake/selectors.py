"""Reads of the intake that any process may make."""

from core.once import once_a_page
from feedback.intake.models import ReceiptAct

# What keeps stored words from some reader until the sweep has done it.
WAITS = (ReceiptAct.Kind.WITHDRAW, ReceiptAct.Kind.CORRECT, ReceiptAct.Kind.CONSENT)


def withdrawn_hashes() -> list[bytes]:
    """Receipt hashes whose words were taken back and not yet removed: readers leave them out."""
    return _hashes(ReceiptAct.Kind.WITHDRAW)


def hidden_hashes() -> list[bytes]:
    """Receipt hashes whose stored words no reader sees: taken back, or put right by words that the
    sweep has not brought in yet."""
    return _hashes(ReceiptAct.Kind.WITHDRAW, ReceiptAct.Kind.CORRECT)


def changing_hashes() -> list[bytes]:
    """Receipt hashes with a change of uses that is not applied yet. What it says is sealed, so
    until then only the reading team may read these words."""
    return _hashes(ReceiptAct.Kind.CONSENT)


def unsettled_hashes() -> list[bytes]:
    """Receipt hashes of all of these: what is published of their words may not be read now."""
    return _hashes(*WAITS)


def _hashes(*kinds: ReceiptAct.Kind) -> list[bytes]:
    return list({receipt: None for receipt, kind in _acts() if kind in kinds})


@once_a_page(lambda: None)
def _acts() -> list[tuple[bytes, str]]:
    """Receipt hashes with what waits to be done about each: few, for a sweep does it."""
    acts = ReceiptAct.objects.filter(kind__in=WAITS)
    return [(bytes(h), kind) for h, kind in acts.values_list("receipt_hash", "kind").distinct()]
