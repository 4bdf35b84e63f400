"""Which responses another reader looks at again: drawn at random when a batch is finished.

Two of a batch, or a tenth where that is more: of ten, one alone would say little about how much is
missed, and two take a reader some minutes (docs/decisions/0015-second-check.md).
"""

import random
from math import ceil

from django.db.models import Exists, OuterRef

from feedback.review.models import ReviewBatch, SecondCheck, WaitingResponse

FEWEST, PERCENT = 2, 10
Status = WaitingResponse.Status


def sample_size(read: int) -> int:
    """How many of so many responses that were read are looked at again."""
    return min(read, max(FEWEST, ceil(read * PERCENT / 100)))


def draw_from(batch: ReviewBatch, rng: random.Random | None = None) -> int:
    """Draw from a batch in which nothing is left to read. Once: the second time nothing is drawn.

    Returns how many were drawn.
    """
    rows = WaitingResponse.objects.filter(batch=batch)
    if rows.filter(status=Status.WAITING).exists():
        return 0
    if SecondCheck.objects.filter(waiting__batch=batch).exists():
        return 0
    read = sorted(rows.filter(status=Status.READ).exclude(sealed=b"").values_list("pk", flat=True))
    picked = (rng or random.SystemRandom()).sample(read, sample_size(len(read)))
    drawn = SecondCheck.objects.bulk_create(
        [SecondCheck(waiting_id=pk) for pk in picked], ignore_conflicts=True
    )
    return len(drawn)


def draw_from_finished() -> int:
    """Draw from batches that a sweep finished: it took back what was left lying in them."""
    rows = WaitingResponse.objects.filter(batch=OuterRef("pk"))
    finished = ReviewBatch.objects.filter(
        Exists(rows.filter(status=Status.READ)),
        ~Exists(rows.filter(status=Status.WAITING)),
        ~Exists(rows.filter(second_check__isnull=False)),
    )
    return sum(draw_from(batch) for batch in finished)
