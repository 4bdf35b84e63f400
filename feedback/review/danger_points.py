"""Points for danger that is told indirectly: "dont need them where im off".

Plain Python. Each word, pair of words and idea of a text has a weight, learned from invented texts
(tests/benchmarks/learn_safety.py writes feedback/data/safety-points.txt; the method is logistic
regression on texts as sets of features of length 1). A pair may leave out the word between ("he _
me") or hold an idea ("@he hit"), so that few texts teach much. A text is judged in stretches of a
few sentences, and the stretch with the most points decides, so that one line at the end of a long
answer counts. Points only ever raise a text in the queue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from feedback.review.phrase_files import read_sets
from feedback.review.phrases import STOP

_FILE = Path(__file__).resolve().parents[1] / "data" / "safety-points.txt"
STRETCH, STEP = 40, 20  # words


@dataclass(frozen=True)
class Points:
    """Weights of a feature for danger at all and for danger now, and where each begins."""

    weights: dict[str, tuple[float, float]]
    base: tuple[float, float]
    least: tuple[float, float]


def danger_points(words: Sequence[str]) -> tuple[float, float]:
    """Points for danger at all and for danger now, above (or below) where a flag begins."""
    points = _points()
    best = (float("-inf"), float("-inf"))
    for stretch in stretches(words):
        one, two = score(stretch, points)
        best = (max(best[0], one - points.least[0]), max(best[1], two - points.least[1]))
    return best


def stretches(words: Sequence[str]) -> Iterator[list[str]]:
    """Overlapping stretches; a short text is one."""
    for start in range(0, max(1, len(words) - STEP), STEP):
        yield list(words[start : start + STRETCH])


def score(words: list[str], points: Points) -> tuple[float, float]:
    """Points of one stretch."""
    found = features(words)
    length = sqrt(len(found)) or 1.0
    known = [points.weights[name] for name in found if name in points.weights]
    return (
        points.base[0] + sum(w[0] for w in known) / length,
        points.base[1] + sum(w[1] for w in known) / length,
    )


def features(words: list[str]) -> set[str]:
    """Words, pairs of neighbours, pairs with one word between, ideas, and pairs with ideas."""
    spoken = [word for word in words if word != STOP]
    first = [_first_idea(word) for word in spoken]
    found = set(spoken)
    found.update(f"{one} {other}" for one, other in pairwise(spoken))
    found.update(f"{one} _ {other}" for one, other in zip(spoken, spoken[2:], strict=False))
    found.update(f"{one} {other}" for one, other in pairwise(first))
    found.update(f"@{idea}" for word in spoken for idea in _ideas_of(word))
    return found


_KINDS = {
    "suicide_self_harm": ("die", "selfharm", "pills", "farewell"),
    "domestic_abuse_now": ("he", "violence", "weapon", "trapped", "watch"),
    "child_at_risk": ("kid",),
    "staff_misconduct": ("staff",),
    "sexual_violence": ("sex",),
    "exploitation_trafficking": ("papers", "money", "gang"),
    "health_emergency": ("body",),
    "nowhere_tonight": ("street",),
    "honour_based_abuse": ("shame",),
    "threat_to_others": ("voices",),
}


def likely_kind(words: Sequence[str]) -> str:
    """The kind that most ideas of the text belong to: a guess for the reader, no more."""
    ideas = [idea for word in words for idea in _ideas_of(word)]
    counts = {kind: sum(ideas.count(idea) for idea in some) for kind, some in _KINDS.items()}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else "adult_at_risk"


def speaks_of_now(words: Sequence[str]) -> bool:
    """Whether any word is of today, tonight or the days around."""
    return any("now" in _ideas_of(word) for word in words)


def _ideas_of(word: str) -> tuple[str, ...]:
    return _ideas().get(word, ())


def _first_idea(word: str) -> str:
    """The first idea of a word, or the word."""
    ideas = _ideas_of(word)
    return f"@{ideas[0]}" if ideas else word


@cache
def _ideas() -> dict[str, tuple[str, ...]]:
    ideas: dict[str, tuple[str, ...]] = {}
    for name, words in read_sets("safety-concepts").items():
        for word in words.split():
            ideas[word] = (*ideas.get(word, ()), name)
    return ideas


@cache
def _points() -> Points:
    """Read the file once: base and least, then `weight weight feature` a line."""
    weights: dict[str, tuple[float, float]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            one, two, feature = line.split(" ", 2)
            weights[feature] = (float(one), float(two))
    base, least = weights.pop("[base]"), weights.pop("[least]")
    return Points(weights, base, least)
