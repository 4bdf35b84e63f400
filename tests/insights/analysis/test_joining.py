"""Neighbours that are too small are joined, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.analysis.joining import join_small


@pytest.mark.parametrize(
    ("counts", "runs"),
    [
        ([], []),
        ([10, 10], [(0, 1), (1, 2)]),
        ([4, 6, 12], [(0, 2), (2, 3)]),
        ([12, 4, 6], [(0, 1), (1, 3)]),
        ([12, 4], [(0, 2)]),  # what is left over at the end goes to the last
        ([0, 0, 3], [(0, 3)]),  # less than enough in all: one
        ([0, 10, 0, 0], [(0, 4)]),
        ([9], [(0, 1)]),
    ],
)
def test_neighbours_are_joined(counts: list[int], runs: list[tuple[int, int]]) -> None:
    assert [(run.start, run.stop) for run in join_small(counts, 10)] == runs


@given(st.lists(st.integers(0, 30)), st.integers(1, 20))
def test_every_place_is_in_one_run_and_each_run_is_large_enough(
    counts: list[int], least: int
) -> None:
    runs = join_small(counts, least)
    assert [place for run in runs for place in run] == list(range(len(counts)))
    if len(runs) > 1:
        assert all(sum(counts[place] for place in run) >= least for run in runs)
