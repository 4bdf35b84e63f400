"""Where the parts of a picture stand, in its own units: templates write them down as SVG.

Plain numbers. Shares go from 0 to 1; x grows to the right, y downwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from insights.analysis.proportions import Share
from insights.charts.over_time import Line

WIDTH, LEFT, RIGHT = 320.0, 34.0, 6.0
TOP, HEIGHT, STRIP, FOOT = 8.0, 110.0, 12.0, 18.0
GAP = 6.0  # between the picture of shares and the strip that says how much is coded
ROW, LABEL = 38.0, 14.0  # of dots and whiskers: a row, and the words above its line
HEAD = 18.0
LONGEST = 46  # characters of a name that there is room for; the table has it whole


@dataclass(frozen=True)
class Tick:
    """A mark of an axis, and what it says."""

    at: float
    label: str


@dataclass(frozen=True)
class Step:
    """A period of a picture: from left to right its share and interval, and how much is coded."""

    x: float
    width: float
    end: float
    y: float
    low: float
    height: float
    strip: float
    strip_height: float
    is_half_coded: bool


@dataclass(frozen=True)
class Steps:
    """A theme over time."""

    width: float
    height: float
    left: float
    right: float
    strip_top: float
    strip_height: float
    foot: float
    ticks: list[Tick]
    steps: list[Step]


@dataclass(frozen=True)
class Whisker:
    """A row of dots and whiskers; no dot where there is no share."""

    label: str
    text_y: float
    y: float
    dot: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Whiskers:
    """Rows beneath each other on one axis; `zero` is where "no difference" stands, if it does."""

    width: float
    height: float
    top: float
    ticks: list[Tick]
    rows: list[Whisker]
    zero: float | None


def axis_end(shares: Iterable[Share | None]) -> float:
    """Where the axis that all pictures of a page share ends, so that they can be told apart by
    eye: at a fifth of all, at two fifths, and so on."""
    return _fifths(max((share.high for share in shares if share), default=1))


def _fifths(most: float) -> float:
    return max(1, ceil(round(5 * most, 6))) / 5


def draw_line(line: Line, top: float) -> Steps:
    """A theme over time as steps, each as wide as its period is long, on an axis from 0 to `top`.
    Nothing is drawn between two periods, since nothing is known of what is between."""
    periods = [point.period for point in line.points]
    first = periods[0].first.toordinal()
    days = periods[-1].last.toordinal() + 1 - first
    across = WIDTH - LEFT - RIGHT
    bottom, strip_top = TOP + HEIGHT, TOP + HEIGHT + GAP

    def y(value: float) -> float:
        return _r(bottom - HEIGHT * value / top)

    steps = []
    for point in line.points:
        period, share = point.period, point.share
        if share is None:
            continue
        x = LEFT + across * (period.first.toordinal() - first) / days
        end = LEFT + across * (period.last.toordinal() + 1 - first) / days
        width = max(end - x - 1, 1.5)
        tall = STRIP * period.coded_share
        steps.append(
            Step(
                x=_r(x),
                width=_r(width),
                end=_r(x + width),
                y=y(share.value),
                low=y(share.high),
                height=_r(max(y(share.low) - y(share.high), 0.5)),
                strip=_r(strip_top + STRIP - tall),
                strip_height=_r(tall),
                is_half_coded=period.is_half_coded,
            )
        )
    return Steps(
        width=WIDTH,
        height=strip_top + STRIP + FOOT,
        left=LEFT,
        right=WIDTH - RIGHT,
        strip_top=strip_top,
        strip_height=STRIP,
        foot=strip_top + STRIP + FOOT - 4,
        ticks=[Tick(y(top * part / 2), _percent(top * part / 2)) for part in range(3)],
        steps=steps,
    )


def draw_shares(rows: Sequence[tuple[str, Share | None]], top: float) -> Whiskers:
    """Shares of places beneath each other, on an axis from 0 to `top`."""
    ends = [(name, (s.value, s.low, s.high) if s else None) for name, s in rows]
    return _whiskers(ends, 0, top)


def draw_differences(rows: Sequence[tuple[str, tuple[float, float, float]]]) -> Whiskers:
    """Differences beneath each other, as far to the left of none as to the right."""
    top = _fifths(max((max(-low, high) for _, (_, low, high) in rows), default=1))
    return _whiskers(rows, -top, top)


def _whiskers(
    rows: Sequence[tuple[str, tuple[float, float, float] | None]], low: float, high: float
) -> Whiskers:
    left, across = 8.0, WIDTH - 24.0

    def x(value: float) -> float:
        return _r(left + across * (value - low) / (high - low))

    made = []
    for place, (label, ends) in enumerate(rows):
        top = HEAD + ROW * place
        value, start, end = ends or (0.0, 0.0, 0.0)
        made.append(
            Whisker(
                label=label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…",
                text_y=_r(top + LABEL),
                y=_r(top + LABEL + 11),
                dot=x(value) if ends else None,
                low=x(start),
                high=x(end),
            )
        )
    return Whiskers(
        width=WIDTH,
        height=HEAD + ROW * len(made),
        top=HEAD,
        ticks=[Tick(x(v), _percent(v)) for v in (low, (low + high) / 2, high)],
        rows=made,
        zero=x(0) if low < 0 else None,
    )


def _percent(value: float) -> str:
    points = round(100 * value, 1)
    return f"{points:g}%".replace("-", "−")


def _r(number: float) -> float:
    return round(number, 1)
