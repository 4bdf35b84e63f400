"""Guessing codes is slow: so many tries a quarter of an hour, for all who try together.

Counted for the whole door, since an address to count by isn't kept. In the cache alone, by the
quarter of an hour.
"""

from django.core.cache import cache
from django.utils import timezone

MOST_TRIES = 60
QUARTER = 15 * 60


def too_many_tries() -> bool:
    """Whether this wrong try is one too many now. A code has 57 bits: 60 tries find nothing."""
    key = f"panels:tries:{int(timezone.now().timestamp()) // QUARTER}"
    cache.add(key, 0, timeout=2 * QUARTER)
    return cache.incr(key) > MOST_TRIES
