"""Reads of the intake that any process may make."""

from feedback.intake.models import ReceiptAct


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
    kinds = ReceiptAct.Kind
    return _hashes(kinds.WITHDRAW, kinds.CORRECT, kinds.CONSENT)


def _hashes(*kinds: ReceiptAct.Kind) -> list[bytes]:
    acts = ReceiptAct.objects.filter(kind__in=kinds)
    return [bytes(h) for h in acts.values_list("receipt_hash", flat=True).distinct()]
