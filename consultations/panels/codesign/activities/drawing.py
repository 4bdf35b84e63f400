"""Where things stand on the two drawings: the map of a journey, and how it felt. Plain numbers; the
table beside each says the same in words, and is what a screen reader reads."""

from collections.abc import Sequence
from dataclasses import dataclass

# A width at which the numbers on it can be read on a phone.
WIDTH, LEFT, TOP, STEP, APART = 360, 10, 20, 26, 12
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


@dataclass(frozen=True)
class Road:
    """Stops along a line, `middle` from the top; as high as its dots need."""

    stops: list[Stop]
    middle: int
    height: int


def road(steps: Sequence[tuple[str, int, int]]) -> Road:
    """Stops of (label, ideas, gaps), evenly along the width."""
    above = min(MOST_DOTS, max((ideas for _, ideas, _ in steps), default=0))
    below = min(MOST_DOTS, max((gaps for _, _, gaps in steps), default=0))
    middle = TOP + STEP // 2 + APART * above
    height = middle + TOP + STEP // 2 + APART * below
    gap = (WIDTH - 2 * LEFT) // max(1, len(steps))
    stops = []
    for index, (label, ideas, gaps) in enumerate(steps):
        x = LEFT + gap * index + gap // 2
        dots = [Dot(x, middle - STEP - APART * n, "idea") for n in range(min(ideas, MOST_DOTS))]
        dots += [Dot(x, middle + STEP + APART * n, "gap") for n in range(min(gaps, MOST_DOTS))]
        more = max(0, ideas - MOST_DOTS) + max(0, gaps - MOST_DOTS)
        stops.append(Stop(x, label, index + 1, dots, more))
    return Road(stops, middle, height)


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
