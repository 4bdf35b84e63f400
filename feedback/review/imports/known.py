"""Which rows of a file the reading room has taken in, so that a second import leaves them out."""

from collections.abc import Sequence

from feedback.review.models import WaitingResponse


def waiting_hashes(hashes: Sequence[bytes]) -> set[bytes]:
    """Those of these intake hashes that wait to be read, or were read."""
    rows = WaitingResponse.objects.filter(intake_hash__in=list(hashes))
    return {bytes(found) for found in rows.values_list("intake_hash", flat=True)}
