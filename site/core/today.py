"""What needs somebody today, on the first screen. Each app tells what it knows of: filled in its
ready() (design §11.4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One thing that waits for her: in words, with a count, and the screen where it is done."""

    words: str
    url: str
    is_urgent: bool = False


Teller = Callable[[Any], Iterable[Line]]  # what waits for this person
_tellers: list[tuple[int, Teller]] = []


def register_today(teller: Teller, *, order: int) -> Teller:
    """Let an app say what waits for somebody. `order`: where its lines stand, since apps above are
    ready first."""
    if teller not in (known for _, known in _tellers):
        _tellers.append((order, teller))
        _tellers.sort(key=lambda entry: entry[0])
    return teller


def lines_for(user: Any) -> list[Line]:
    """What waits for her, what is urgent first."""
    lines = [line for _, teller in _tellers for line in teller(user)]
    return sorted(lines, key=lambda line: not line.is_urgent)
