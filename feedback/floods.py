"""What looks automatic, without knowing who sends: nobody is refused, and nothing is thrown away.

Three signs: a field that people can't see is filled in, it took less time than a person needs, or
far more is sent than usual. A sign travels inside the seal as a flag; the sweep holds the response
back until a person has looked (feedback.review.quarantine). She gets her six words as anyone.
No address is looked at. The counter is in the memory of this process alone, and is only a number.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings

from core.floods import FAST, FLAGS, FLOOD, HONEYPOT, TRAP, Bucket
from feedback.state import State

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
