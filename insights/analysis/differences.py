"""Whether two shares differ: Newcombe's interval of a difference, and what may be said of it."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from insights.analysis.proportions import LEVEL, Share, wilson

FEWEST = 10  # women on each side, before anything is said of a difference


class Verdict(StrEnum):
    """What a difference may be called, the most careful first."""

    FEW = "few"  # too few women on one side to say
    CHANCE = "chance"  # the interval holds "no difference"
    UNSURE = "unsure"  # it doesn't; but among so many comparisons some look so by chance
    LIKELY = "likely"  # it doesn't, also when widened for all of them


@dataclass(frozen=True)
class Difference:
    """The first share less the second, and the ends of its interval, each from -1 to 1."""

    value: float
    low: float
    high: float

    @property
    def leaves_out_none(self) -> bool:
        """Whether "no difference" is outside of the interval."""
        return self.low > 0 or self.high < 0


def newcombe(
    first: tuple[int, int], second: tuple[int, int], *, level: float = LEVEL
) -> Difference:
    """The interval for the difference of two independent shares, each given as (count, base), from
    the Wilson intervals of both.

    Source: method 10 of Newcombe (1998), Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17, 873–890. Raises ValueError as `wilson` does.
    """
    one, other = wilson(*first, level=level), wilson(*second, level=level)
    value = one.value - other.value
    return Difference(
        value,
        low=value - _apart(one.value - one.low, other.high - other.value),
        high=value + _apart(one.high - one.value, other.value - other.low),
    )


def _apart(one: float, other: float) -> float:
    return sqrt(one * one + other * other)


def verdict(first: Share, second: Share, *, compared: int) -> Verdict:
    """What may be said of two shares that are one of `compared` pairs on a page.

    Of twenty pairs that don't differ, one is outside of its 95 % interval by chance. So a real
    difference is called likely only where the interval of level 1 - 0.05 / compared leaves "none"
    out too. Source: Bonferroni's inequality; Dunn (1961), J. Am. Stat. Assoc. 56, 52–64.
    """
    if min(first.base, second.base) < FEWEST:
        return Verdict.FEW
    one, other = (first.count, first.base), (second.count, second.base)
    if not newcombe(one, other).leaves_out_none:
        return Verdict.CHANCE
    wide = 1 - (1 - LEVEL) / max(compared, 1)
    return Verdict.LIKELY if newcombe(one, other, level=wide).leaves_out_none else Verdict.UNSURE
