"""Which kind of danger words without a telling phrase speak of, where they speak of one clearly.

Plain Python. Each word, its beginning and its ideas have a weight for each kind, learned from
invented texts (tests/benchmarks/learn_kinds.py writes feedback/data/safety-kinds.txt; the method is
logistic regression over all kinds at once). Where no kind is likely enough none is named: a wrong
kind misleads whoever reads in haste.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from math import exp
from pathlib import Path

from feedback.review.danger_points import LENGTH_POWER, features

_FILE = Path(__file__).resolve().parents[1] / "data" / "safety-kinds.txt"
LIKELY = 0.5
BASE = "[base]"


def likely_kind(stretch: Sequence[str]) -> str:
    """The kind the words speak of; empty where that is not clear."""
    if not stretch:
        return ""
    weights = _weights()
    points = dict(weights[BASE])
    divide = len(stretch) ** LENGTH_POWER
    for name in names_of(stretch):
        for kind, weight in weights.get(name, {}).items():
            points[kind] += weight / divide
    best = max(points, key=lambda kind: points[kind])
    likely = 1 / sum(exp(of - points[best]) for of in points.values())
    return best if likely >= LIKELY else ""


def names_of(stretch: Sequence[str]) -> Iterator[str]:
    """The features that tell a kind: all but pairs, each once."""
    return iter(dict.fromkeys(name for _, _, name in features(stretch) if " " not in name))


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Read the file once: a feature, then kind and weight in turn."""
    weights: dict[str, dict[str, float]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            feature, *rest = line.split()
            numbers = map(float, rest[1::2])
            weights[feature] = dict(zip(rest[::2], numbers, strict=True))
    return weights
