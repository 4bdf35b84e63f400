"""Shares and differences with their intervals: against published worked examples, and SciPy."""

from typing import Any

import pytest

from insights.analysis.differences import Verdict, newcombe, verdict
from insights.analysis.proportions import wilson, z_of

# Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
PUBLISHED_SHARES = [
    ((81, 263), (0.2553, 0.3662)),
    ((15, 148), (0.0624, 0.1605)),
    ((0, 20), (0.0, 0.1611)),
    ((1, 29), (0.0061, 0.1718)),
]
# Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
PUBLISHED_DIFFERENCES = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0)),
    ((10, 10), (0, 10), (0.6075, 1.0)),
]


@pytest.mark.parametrize(("counts", "published"), PUBLISHED_SHARES)
def test_a_share_has_the_interval_that_newcombe_published(
    counts: tuple[int, int], published: tuple[float, float]
) -> None:
    share = wilson(*counts)
    assert (share.low, share.high) == pytest.approx(published, abs=0.00005)
    assert (share.count, share.base, share.value) == (*counts, counts[0] / counts[1])


@pytest.mark.parametrize("base", [1, 9, 10, 143, 10_000])
@pytest.mark.parametrize("part", [0, 0.1, 0.5, 1])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.999])
def test_it_is_what_scipy_says(base: int, part: float, level: float) -> None:
    stats: Any = pytest.importorskip("scipy.stats")
    count = round(base * part)
    told = stats.binomtest(count, base).proportion_ci(level, method="wilson")
    share = wilson(count, base, level=level)
    assert (share.low, share.high) == pytest.approx((told.low, told.high), abs=1e-9)


@pytest.mark.parametrize("base", [1, 3, 10, 1_000])
def test_ends_stay_between_none_and_all(base: int) -> None:
    for count in range(base + 1):
        share = wilson(count, base)
        assert 0 <= share.low <= share.value <= share.high <= 1
    assert (wilson(0, base).low, wilson(base, base).high) == (0, 1)


@pytest.mark.parametrize("counts", [(0, 0), (1, 0), (-1, 5), (6, 5), (0, -1)])
def test_what_is_no_share_is_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="base"):
        wilson(*counts)


@pytest.mark.parametrize(("level", "errors"), [(0.95, 1.959964), (0.9, 1.644854)])
def test_a_level_in_standard_errors(level: float, errors: float) -> None:
    assert z_of(level) == pytest.approx(errors, abs=1e-6)


@pytest.mark.parametrize(("first", "second", "published"), PUBLISHED_DIFFERENCES)
def test_a_difference_has_the_interval_that_newcombe_published(
    first: tuple[int, int], second: tuple[int, int], published: tuple[float, float]
) -> None:
    found = newcombe(first, second)
    assert (found.low, found.high) == pytest.approx(published, abs=0.00005)
    back = newcombe(second, first)
    assert (back.value, back.low, back.high) == pytest.approx(
        (-found.value, -found.high, -found.low)
    )


def test_a_difference_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="base"):
        newcombe((0, 0), (1, 2))


@pytest.mark.parametrize(
    ("first", "second", "compared", "said"),
    [
        ((56, 70), (48, 80), 1, Verdict.LIKELY),  # 0.05 to 0.33
        ((56, 70), (48, 80), 40, Verdict.UNSURE),  # of forty, some look like this by chance
        ((70, 100), (20, 100), 40, Verdict.LIKELY),
        ((40, 70), (48, 80), 1, Verdict.CHANCE),
        ((40, 70), (40, 70), 1, Verdict.CHANCE),
        ((9, 9), (0, 100), 1, Verdict.FEW),
        ((0, 100), (9, 9), 1, Verdict.FEW),
        ((10, 10), (0, 100), 1, Verdict.LIKELY),
    ],
)
def test_what_may_be_said_of_a_difference(
    first: tuple[int, int], second: tuple[int, int], compared: int, said: Verdict
) -> None:
    assert verdict(wilson(*first), wilson(*second), compared=compared) is said
    assert verdict(wilson(*second), wilson(*first), compared=compared) is said
