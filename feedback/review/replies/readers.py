"""Who had to do with a woman's words: she can't be the one who looks at them again."""

from feedback.review.models import Redaction, WaitingResponse


def were_here(receipt_hash: bytes) -> set[int]:
    """Ids of those who read, redacted or discarded what this receipt belongs to."""
    rows = WaitingResponse.objects.filter(receipt_hash=receipt_hash)
    done = Redaction.objects.filter(waiting__in=rows).values_list("by", flat=True)
    read = rows.filter(status=WaitingResponse.Status.READ).values_list(
        "batch__opened_by", flat=True
    )
    discarded = rows.values_list("discarded_by", flat=True)
    return {pk for pk in (*done, *read, *discarded) if pk is not None}
