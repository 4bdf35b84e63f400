"""Who else has to know how it was for a woman, such as pay. Filled in ready()."""

from collections.abc import Callable
from typing import Any

AfterNoting = Callable[[Any], object]  # takes the place in a session (attending.Attendance)
_after: list[AfterNoting] = []


def register_after_noting(act: AfterNoting) -> None:
    """Let another part act in the same transaction, once attendance is noted or put right."""
    if act not in _after:
        _after.append(act)


def was_noted(place: Any) -> None:
    for act in _after:
        act(place)
