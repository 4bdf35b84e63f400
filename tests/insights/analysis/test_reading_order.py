"""What to read next: coverage, then what the model is unsure of."""

import numpy as np
import pytest

from insights.analysis.reading_order import MOST_LOOKED_AT, read_next, sample, unsure
from insights.analysis.space import Rows, Space

SAID = [
    "The hostel was cold",
    "The hostel was full",
    "The hostel had mice",
    "My benefits were stopped",
    "My benefits came late",
    "Sheep",
]


@pytest.fixture
def rows() -> Rows:
    return Space(SAID).rows(SAID)


def test_the_first_stands_for_most_and_the_second_for_the_rest(rows: Rows) -> None:
    first, second, *_ = read_next(rows, [], 3)
    assert first in {0, 1, 2}
    assert second in {3, 4}


def test_what_is_like_a_coded_one_waits(rows: Rows) -> None:
    assert read_next(rows, [0], 1)[0] in {3, 4}


def test_a_coded_one_is_never_named(rows: Rows) -> None:
    assert sorted(read_next(rows, [0, 3], 99)) == [1, 2, 4, 5]


def test_nothing_is_left_when_all_are_coded(rows: Rows) -> None:
    assert read_next(rows, range(6), 5) == []


def test_what_the_model_is_sure_of_draws_nobody(rows: Rows) -> None:
    weight = np.array([0, 0, 0, 0, 0, 1], dtype=np.float32)
    assert read_next(rows, [], 1, weight) == [5]


def test_no_more_than_asked_for(rows: Rows) -> None:
    assert len(read_next(rows, [], 2)) == 2
    assert read_next(rows, [], 0) == []


def test_the_same_twice(rows: Rows) -> None:
    assert read_next(rows, [], 6) == read_next(rows, [], 6)


def test_unsure_is_most_at_one_half() -> None:
    settled, open_ = unsure(np.array([[0.99, 0.01], [0.5, 0.5]], dtype=np.float32))
    assert open_ == pytest.approx(0.5)
    assert settled < 0.03


@pytest.mark.parametrize("many", [0, 5, MOST_LOOKED_AT])
def test_few_are_all_looked_at(many: int) -> None:
    assert sample(many) == list(range(many))


def test_of_many_a_sample_is_drawn_and_stays_the_same() -> None:
    drawn = sample(MOST_LOOKED_AT + 500)
    assert len(set(drawn)) == MOST_LOOKED_AT
    assert drawn == sample(MOST_LOOKED_AT + 500) == sorted(drawn)
