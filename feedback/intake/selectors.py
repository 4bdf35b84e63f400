"""Reads of the intake that any process may make."""

from feedback.intake.models import ReceiptAct


def withdrawn_hashes() -> list[bytes]:
    """Receipt hashes whose words were taken back and not yet removed: readers leave them out."""
    acts = ReceiptAct.objects.filter(kind=ReceiptAct.Kind.WITHDRAW)
    return [bytes(h) for h in acts.values_list("receipt_hash", flat=True)]
