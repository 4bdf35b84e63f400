"""Which rows are learned from and which are judged: the same for every method and label count."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.themes.methods import IntArray

MOST_TEST_ROWS = 1500


@dataclass(frozen=True)
class Split:
    """Row numbers. The first n of `pool` are the n labels: 200 labels hold the 50 before them."""

    pool: IntArray
    test: IntArray

    def train(self, labels: int) -> IntArray:
        """The rows that may be learned from with so many labels."""
        return self.pool[:labels]


def fitting(labels: Sequence[int], rows: int) -> list[int]:
    """The label counts that leave at least one of so many rows to be judged."""
    return [count for count in labels if count < rows]


def split(rows: int, labels: Sequence[int], seed: int) -> Split:
    """One random order of the rows; pool from its beginning, test rows from its end.

    `labels` are counts that fit. The test rows are MOST_TEST_ROWS, or what the largest count
    leaves over, and never change with the count.
    """
    order = np.random.default_rng(seed).permutation(rows).astype(np.intp)
    largest = max(labels)
    number = min(MOST_TEST_ROWS, rows - largest)
    return Split(pool=order[:largest], test=order[rows - number :])
