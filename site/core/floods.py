"""A limit on how much is taken in a minute, that looks at no address and no person. Plain Python.

Who uses it never refuses anybody by it: what is above the limit is marked, for a person to look at.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

TRAP = "website"  # a field out of sight, that only a machine fills in
HONEYPOT, FAST, FLOOD = "honeypot", "fast", "flood"
FLAGS = (HONEYPOT, FAST, FLOOD)


@dataclass
class Bucket:
    """Lets so many through in a minute, and as many at once after a quiet minute. It is in the
    memory of this process alone, and is only a number."""

    clock: Callable[[], float] = time.monotonic
    _left: float = field(default=float("inf"), init=False)
    _last: float = field(default=0.0, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def has_room(self, a_minute: int) -> bool:
        """Take one out, or say that there is none."""
        with self._lock:
            now = self.clock()
            self._left = min(float(a_minute), self._left + (now - self._last) * a_minute / 60)
            self._last = now
            if self._left < 1:
                return False
            self._left -= 1
            return True
