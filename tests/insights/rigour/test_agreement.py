"""Agreement: against worked examples that others published, and against NLTK by hand."""

from typing import Any

import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance

from insights.analysis.agreement import Pair, alpha, measure
from insights.analysis.agreement import _alphas as alphas
from insights.analysis.agreement import _kappas as kappas

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, twelve
# units, values missing; nominal alpha = 0.743. "." is no value.
FOUR = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
# The same, section A: two observers, ten units, binary; alpha = 0.095.
BINARY = {"A": "0 1 0 0 0 0 0 0 1 0", "B": "1 1 1 0 0 1 0 0 0 0"}
# The same, section B: two observers, twelve units, nominal; alpha = 0.692.
NOMINAL = {"A": "a a b b d c c c e d d a", "B": "b a b b b c c c e d d d"}
# Cohen's kappa as in most textbooks: both yes 20, first alone 5, second alone 10, both no 15.
FIFTY: list[Pair] = [
    *[(frozenset({1}), frozenset({1}))] * 20,
    *[(frozenset({1}), frozenset[int]())] * 5,
    *[(frozenset[int](), frozenset({1}))] * 10,
    *[(frozenset[int](), frozenset[int]())] * 15,
]
ONE, TWO, NO = frozenset({1}), frozenset({2}), frozenset[int]()


def labelled(table: dict[str, str]) -> list[tuple[str, str, object]]:
    return [
        (coder, str(unit), label)
        for coder, row in table.items()
        for unit, label in enumerate(row.split())
        if label != "."
    ]


@pytest.mark.parametrize(("table", "published"), [(FOUR, 0.743), (BINARY, 0.095), (NOMINAL, 0.692)])
def test_alpha_is_what_krippendorff_published(table: dict[str, str], published: float) -> None:
    assert alpha(labelled(table)) == pytest.approx(published, abs=0.0005)


def test_binary_codes_are_measured_as_published() -> None:
    pairs = [
        (ONE if a == "1" else NO, ONE if b == "1" else NO)
        for a, b in zip(BINARY["A"].split(), BINARY["B"].split(), strict=True)
    ]
    found = measure(pairs, [1]).codes[1]
    assert (found.first, found.second, found.both) == (2, 4, 1)
    assert found.percent.value == 60
    assert found.alpha is not None
    assert found.alpha.value == pytest.approx(0.095, abs=0.0005)


def test_kappa_of_the_textbook_is_point_four() -> None:
    found = measure(FIFTY, [1]).codes[1]
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(0.4)
    assert found.percent.value == 70
    assert found.kappa.low is not None
    assert found.kappa.high is not None
    assert found.kappa.low < 0.4 < found.kappa.high


@pytest.mark.parametrize("start", [0, 7, 21])
def test_each_resample_is_measured_as_nltk_measures_it(start: int) -> None:
    """The bootstrap works kappa and alpha out by itself: it has to say what NLTK says."""
    np: Any = pytest.importorskip("numpy")
    pairs = FIFTY[start : start + 25]
    first = np.array([bool(a) for a, _ in pairs])
    second = np.array([bool(b) for _, b in pairs])
    same, one, other = (np.array([x.mean()]) for x in (first == second, first, second))
    rows = [
        (coder, str(item), bool(pair[place]))
        for item, pair in enumerate(pairs)
        for place, coder in enumerate("ab")
    ]
    task = AnnotationTask(data=rows)
    assert kappas(same, one, other)[0] == pytest.approx(task.kappa())
    assert alphas(same, one, other, len(pairs))[0] == pytest.approx(task.alpha())


def test_sets_are_compared_by_masi_as_nltk_does() -> None:
    pairs = [(ONE, ONE | TWO), (TWO, TWO), (ONE | TWO, ONE | TWO), (ONE, TWO)]
    rows = [(who, str(n), p[k]) for n, p in enumerate(pairs) for k, who in enumerate("ab")]
    by_nltk = AnnotationTask(data=rows, distance=masi_distance).alpha()
    found = measure(pairs, [1, 2]).sets
    assert found is not None
    assert found.value == pytest.approx(by_nltk)
    # by hand: observed (2/3 + 0 + 0 + 1) / 4; sets {1} 2, {2} 3, {1, 2} 3 of 8
    expected = 2 * (2 * 3 * 1 + 2 * 3 * 2 / 3 + 3 * 3 * 2 / 3) / (8 * 7)
    assert found.value == pytest.approx(1 - (5 / 12) / expected)


@pytest.mark.parametrize(
    ("pairs", "used"),
    [
        ([(NO, NO)] * 5, (0, 0)),  # NLTK calls this 1.0
        ([(ONE, ONE)] * 5, (5, 5)),  # and this
    ],
)
def test_what_never_varies_has_no_measure(pairs: list[Pair], used: tuple[int, int]) -> None:
    found = measure(pairs, [1])
    code = found.codes[1]
    assert (code.first, code.second) == used
    assert code.kappa is None
    assert code.alpha is None
    assert found.sets is None


def test_a_code_that_one_of_them_used_has_a_measure() -> None:
    code = measure([(ONE, NO), (NO, NO), (NO, NO)], [1]).codes[1]
    assert code.kappa is not None
    assert code.kappa.value == pytest.approx(0)
    assert code.alpha is not None
    assert code.alpha.value <= 0


def test_no_response_at_all_is_no_agreement() -> None:
    assert measure([], [1]).codes == {}
    assert measure([], [1]).n == 0


def test_nothing_given_is_a_set_too() -> None:
    found = measure([(NO, NO), (ONE, ONE), (NO, ONE)], [1]).sets
    assert found is not None
    assert 0 < found.value < 1


def test_sets_are_compared_by_the_themes_on_top_alone() -> None:
    pairs = [(ONE, ONE | TWO), (NO, NO), (ONE, ONE)]
    by_top = measure(pairs, [1, 2], tops=[1])
    assert by_top.sets == measure([(ONE, ONE), (NO, NO), (ONE, ONE)], [1]).sets
    assert by_top.sets != measure(pairs, [1, 2]).sets
    assert by_top.codes[2].second == 1


def test_intervals_come_out_the_same_with_the_same_seed() -> None:
    one, again, other = (measure(FIFTY, [1], draws=200, seed=s) for s in (1, 1, 2))
    assert one == again
    assert one != other


@pytest.mark.parametrize(("given", "has_interval"), [(1, False), (2, False), (4, True)])
def test_what_too_few_responses_were_given_has_no_interval(given: int, has_interval: bool) -> None:
    pairs = [*[(ONE, ONE)] * given, *[(NO, NO)] * 30]
    found = measure(pairs, [1]).codes[1]
    for measured in (found.kappa, found.alpha):
        assert measured is not None
        assert measured.value == pytest.approx(1)
        assert (measured.low is not None) is has_interval
    assert found.percent.low is not None
