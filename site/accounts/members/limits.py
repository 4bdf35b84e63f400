"""How many codes go to one address: whoever types it asks for them, and that needn't be she.

She asked, so one is expected at once, at any hour. But her post must not ring by day and night
because somebody else types her address: so many a day, and outside the hours that are safe for her
one. Whoever asks is answered alike. Counted in the cache, by a keyed hash, until the day is over.
"""

import hashlib
import hmac
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

MOST_A_DAY = 6
MOST_OUTSIDE = 1
DAY = 24 * 60 * 60
# Whether now is an hour at which this login expects post. It takes as long for nobody (None).
Expects = Callable[[int | None], bool]
_expects: list[Expects] = []


def register_hours(expects: Expects) -> None:
    """Panels say here at which hours a member may be reached."""
    if expects not in _expects:
        _expects.append(expects)


def may_send(email: str, user_id: int | None) -> bool:
    """Whether one more code may go to this address today. Each question counts as one."""
    answers = [expects(user_id) for expects in _expects]  # each is asked: no answer is quicker
    is_safe = all(answers)
    most, hours = (MOST_A_DAY, "in") if is_safe else (MOST_OUTSIDE, "out")
    of_her = hmac.new(settings.SECRET_KEY.encode(), email.lower().encode(), hashlib.sha256)
    key = f"members:codes:{timezone.localdate()}:{hours}:{of_her.hexdigest()}"
    cache.add(key, 0, timeout=DAY)
    return cache.incr(key) <= most
