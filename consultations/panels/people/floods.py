"""Wrong codes are counted, and nobody is kept out for them.

No address is kept to count by, so a limit would be one for the whole door, and whoever types sixty
wrong codes would shut it for every woman. It isn't needed. A code has 57 bits and lives for two
weeks: a thousand tries a second, all that time, against a hundred codes, hit with a chance of one
in a million (decision 0065). Who runs the site is told that somebody is guessing. In the cache
alone, by the quarter of an hour.
"""

import logging

from django.core.cache import cache
from django.utils import timezone

logger = logging.getLogger("alongside.panels")
MANY = 60
QUARTER = 15 * 60


def count_wrong_code() -> None:
    """One more in this quarter of an hour. The log says it once, when they become many."""
    key = f"panels:tries:{int(timezone.now().timestamp()) // QUARTER}"
    cache.add(key, 0, timeout=2 * QUARTER)
    if cache.incr(key) == MANY:
        logger.warning("%s wrong codes were typed within a quarter of an hour.", MANY)
