"""How sure a share is: Wilson's score interval of one proportion."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True)
class Share:
    """`count` of `base`: the share and the ends of its interval, each from 0 to 1."""

    count: int
    base: int
    value: float
    low: float
    high: float


def wilson(count: int, base: int, *, level: float = LEVEL) -> Share:
    """The score interval without continuity correction, which holds for few women and for shares
    near none or all, where the textbook's interval does not.

    Source: Wilson (1927), J. Am. Stat. Assoc. 22, 209–212; method 3 of Newcombe (1998), Statistics
    in Medicine 17, 857–872. Raises ValueError for a base of none and for a count outside of it.
    """
    if base < 1 or not 0 <= count <= base:
        raise ValueError("A share needs a base, and a count between none and all of it.")
    z = z_of(level)
    share = count / base
    middle = 2 * count + z * z
    spread = z * sqrt(z * z + 4 * count * (1 - share))
    whole = 2 * (base + z * z)
    # at none and at all the ends are 0 and 1; without this, rounding may miss them by a hair
    low = 0.0 if count == 0 else (middle - spread) / whole
    high = 1.0 if count == base else (middle + spread) / whole
    return Share(count, base, share, low, high)


def z_of(level: float) -> float:
    """How many standard errors an interval of this level reaches to each side: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)
