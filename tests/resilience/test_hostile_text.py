"""Twice as much hostile text costs about twice as much, in each engine that reads women's words."""

import pytest

from tests.benchmarks.adversarial import ENGINES, SIZE, milliseconds, texts

pytestmark = pytest.mark.long
FLOOR_MS = 5  # what is too short to be compared


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cost_grows_with_the_length(engine: str) -> None:
    short, double = texts(SIZE), texts(2 * SIZE)
    ENGINES[engine](short["a real story"])  # the lists are read once
    for name, text in short.items():
        once = max(FLOOR_MS, milliseconds(ENGINES[engine], text))
        assert milliseconds(ENGINES[engine], double[name]) < 4 * once, name
