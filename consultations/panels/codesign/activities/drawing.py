"""Where things stand on the two drawings: the map of a journey, and how it felt. Plain numbers; the
table beside each says the same in words, and is what a screen reader reads."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LEFT, TOP, STEP = 720, 20, 34, 26
MOST_DOTS = 8  # in one column of dots; more are said as a number


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    kind: str


@dataclass(frozen=True)
class Stop:
    """A step on the road, with dots above for what would help and below for what was missing."""

    x: int
    label: str
    number: int
    dots: list[Dot]
    more: int


def road(steps: Sequence[tuple[str, int, int]], *, middle: int = 130) -> list[Stop]:
    """Stops of (label, ideas, gaps), evenly along the width."""
    gap = (WIDTH - 2 * LEFT) // max(1, len(steps))
    stops = []
    for index, (label, ideas, gaps) in enumerate(steps):
        x = LEFT + gap * index + gap // 2
        dots = [Dot(x, middle - STEP - 12 * n, "idea") for n in range(min(ideas, MOST_DOTS))]
        dots += [Dot(x, middle + STEP + 12 * n, "gap") for n in range(min(gaps, MOST_DOTS))]
        more = max(0, ideas - MOST_DOTS) + max(0, gaps - MOST_DOTS)
        stops.append(Stop(x, label, index + 1, dots, more))
    return stops


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    size: int
    number: int


def felt(steps: int, feelings: int, said: Sequence[tuple[int, int, int]]) -> list[Point]:
    """Points of (step, feeling, how many): feelings from light at the top to heavy; size by how
    many said it."""
    gap = (WIDTH - 2 * LEFT) // max(1, steps)
    return [
        Point(LEFT + gap * step + gap // 2, TOP + STEP * feeling, min(11, 5 + 2 * number), number)
        for step, feeling, number in said
        if 0 <= feeling < feelings
    ]
