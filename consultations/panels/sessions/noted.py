"""Who else has to know that a woman was asked, and how it was for her, such as pay. Filled in
ready()."""

from collections.abc import Callable
from typing import Any

After = Callable[[Any], object]  # takes the place in a session (attending.Attendance)
_after: list[After] = []
_after_asking: list[After] = []


def register_after_noting(act: After) -> None:
    """Let another part act in the same transaction, once attendance is noted or put right."""
    if act not in _after:
        _after.append(act)


def was_noted(place: Any) -> None:
    for act in _after:
        act(place)


def register_after_asking(act: After) -> None:
    """Let another part act in the same transaction, once she is asked, and once she says that she
    comes."""
    if act not in _after_asking:
        _after_asking.append(act)


def was_asked(place: Any) -> None:
    for act in _after_asking:
        act(place)
