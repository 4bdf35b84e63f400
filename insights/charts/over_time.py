"""Over time: of the women coded in each week or month, what share was given a theme."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from insights.analysis.joining import join_small
from insights.analysis.proportions import Share, wilson
from insights.charts.tally import Tally
from insights.models import Theme

FEWEST = 10  # coded women behind a share; periods with fewer are joined
NOT_CODED, ANY, ALL = 0, -1, -2  # in place of a theme: not coded yet, coded, all who answered
HALF_CODED = 0.8  # below this, what is said of a period may change with what is coded still


class Span(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """From the first day to the last, and how many women answered and were coded in it. `parts` are
    weeks or months that had answers and were joined: 1 for one."""

    first: date
    last: date
    women: int
    coded: int
    parts: int

    @property
    def coded_share(self) -> float:
        return self.coded / self.women if self.women else 0.0

    @property
    def is_half_coded(self) -> bool:
        return self.coded_share < HALF_CODED

    @property
    def uncoded(self) -> int:
        return self.women - self.coded

    @property
    def last_week(self) -> date:
        """The Monday of the last week that belongs to it: what a list's "until" means."""
        return self.last - timedelta(days=self.last.weekday())


@dataclass(frozen=True)
class Point:
    """A theme in a period: its share, and the women behind it by consultation (id of its page).
    No share where nobody is coded."""

    period: Period
    share: Share | None
    behind: list[tuple[int, int]]


@dataclass(frozen=True)
class Line:
    """A theme over all periods."""

    theme: Theme
    points: list[Point]


@dataclass(frozen=True)
class OverTime:
    """`few`: fewer than ten women are coded in all. `joined`: periods were."""

    periods: list[Period]
    lines: list[Line]
    # A period: women who answered, are coded, and aren't yet, by consultation.
    answered: list[list[tuple[int, int]]]
    coded: list[list[tuple[int, int]]]
    uncoded: list[list[tuple[int, int]]]

    @property
    def joined(self) -> bool:
        return any(period.parts > 1 for period in self.periods)

    @property
    def few(self) -> bool:
        return sum(period.coded for period in self.periods) < FEWEST


def over_time(tally: Tally, span: Span, themes: Sequence[Theme]) -> OverTime:
    """Periods in which women answered, joined until each has ten coded women, and these themes."""
    women: Counter[date] = Counter()
    coded: Counter[date] = Counter()
    given: dict[tuple[date, int], Counter[int]] = {}
    for kind, n in tally.kinds.items():
        start = _start(kind.week, span)
        women[start] += n
        coded[start] += n if kind.themes else 0
        for theme in (*kind.themes, ANY if kind.themes else NOT_CODED, ALL):
            given.setdefault((start, theme), Counter())[kind.consultation] += n
    starts = sorted(women)
    runs = [starts[r.start : r.stop] for r in join_small([coded[s] for s in starts], FEWEST)]
    periods = [
        Period(
            first=run[0],
            last=_end(run[-1], span),
            women=sum(women[start] for start in run),
            coded=sum(coded[start] for start in run),
            parts=len(run),
        )
        for run in runs
    ]

    def behind(run: Sequence[date], theme: int) -> list[tuple[int, int]]:
        found: Counter[int] = Counter()
        for start in run:
            found.update(given.get((start, theme), {}))
        return sorted(found.items())

    return OverTime(
        periods=periods,
        lines=[
            Line(
                theme,
                [_point(p, behind(run, theme.pk)) for p, run in zip(periods, runs, strict=True)],
            )
            for theme in themes
        ],
        answered=[behind(run, ALL) for run in runs],
        coded=[behind(run, ANY) for run in runs],
        uncoded=[behind(run, NOT_CODED) for run in runs],
    )


def _point(period: Period, behind: list[tuple[int, int]]) -> Point:
    count = sum(n for _, n in behind)
    return Point(period, wilson(count, period.coded) if period.coded else None, behind)


def _start(week: date, span: Span) -> date:
    """The first day of the period that a week belongs to: a month has the weeks whose Monday is in
    it."""
    return week if span == Span.WEEK else week.replace(day=1)


def _end(start: date, span: Span) -> date:
    if span == Span.WEEK:
        return start + timedelta(days=6)
    return (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
