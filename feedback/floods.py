"""What looks automatic, without knowing who sends: nobody is refused, and nothing is thrown away.

Three signs: a field that people can't see is filled in, it took less time than a person needs, or
far more is sent than usual. A sign travels inside the seal as a flag; the sweep holds the response
back until a person has looked (feedback.review.quarantine). She gets her six words as anyone.
No address is looked at. The counter is in the memory of this process alone, and is only a number.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from feedback.state import State

TRAP = "website"  # the field that only a machine fills in
HONEYPOT, FAST, FLOOD = "honeypot", "fast", "flood"
FLAGS = (HONEYPOT, FAST, FLOOD)


@dataclass
class Bucket:
    """Lets so many through in a minute, and as many at once after a quiet minute."""

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


sends = Bucket()


def noticed(posted: Mapping[str, object], state: State) -> State:
    """The state with a flag, if the field that people can't see came filled in."""
    if not posted.get(TRAP) or HONEYPOT in state.flags:
        return state
    return replace(state, flags=[*state.flags, HONEYPOT])


def flags_of(state: State) -> list[str]:
    """Everything that looks automatic about this sending. Counts it."""
    least, most = settings.LEAST_SECONDS_TO_SEND, settings.MOST_SENDS_A_MINUTE
    fast = state.visit.age < least and not state.draft  # she wrote it on another day
    flood = most > 0 and not sends.has_room(most)
    now = [flag for flag, seen in ((FAST, fast), (FLOOD, flood)) if seen]
    return [flag for flag in FLAGS if flag in state.flags or flag in now]
