"""Points for danger that is told indirectly: "dont need them where im off".

Plain Python. Each word, pair of words and idea has a weight, learned from invented texts
(tests/benchmarks/learn_safety.py writes feedback/data/safety-points.txt; the method is logistic
regression). A pair may leave out the word between ("he _ me") or hold an idea ("@he hit"), and a
word counts by its beginning too ("^stra"), so that few texts teach much.

Each sentence is judged by itself and the highest decides, so no sentence beside it lowers it. Few
women in a hurry write full stops, so stretches of a sentence are judged too: those of SHORTEST to
LONGEST words that begin and end at a seam, a place where sentences could meet ("… was ok | he
says …"). A sentence of up to LONGEST words is a stretch itself; one cut anywhere would often read
like danger where there is none. Points only ever raise a text in the queue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from feedback.review.phrase_files import read_sets
from feedback.review.phrases import STOP

_FILE = Path(__file__).resolve().parents[1] / "data" / "safety-points.txt"
SHORTEST, LONGEST = 4, 24  # words
_BEGINNING = 4  # letters
LENGTH_POWER = 0.4  # how much of its length a stretch is divided by
_DIVIDE = [size**LENGTH_POWER for size in range(LONGEST + 1)]


@dataclass(frozen=True)
class Points:
    """Weights of a feature for danger at all and for danger now, and where each begins."""

    weights: dict[str, tuple[float, float]]
    base: tuple[float, float]
    least: tuple[float, float]


@dataclass(frozen=True)
class Hint:
    """Points above (or below) where a flag begins: of danger at all, and of danger now too."""

    at_all: float
    now: float
    stretch: tuple[int, int]  # the words that gave it: those of now, where there is danger now


NO_HINT = Hint(float("-inf"), float("-inf"), (0, 0))


def sentences(words: Sequence[str]) -> Iterator[list[str]]:
    """The words between one STOP and the next."""
    sentence: list[str] = []
    for word in (*words, STOP):
        if word != STOP:
            sentence.append(word)
        elif sentence:
            yield sentence
            sentence = []


def hint_of(sentence: Sequence[str], points: Points | None = None) -> Hint:
    """The most points that a stretch of the sentence has; too short, it tells nothing."""
    points = points or load_points()
    if len(sentence) < SHORTEST:
        return NO_HINT
    sums = [_Sums(sentence, points.weights, which) for which in (0, 1)]
    from_zero = [base - least for base, least in zip(points.base, points.least, strict=True)]
    all_best = now_best = (float("-inf"), 0, 0)
    for start, end in _stretches(sentence):
        divide = _DIVIDE[end - start]
        at_all = sums[0].of(start, end) / divide + from_zero[0]
        if at_all > all_best[0]:
            all_best = (at_all, start, end)
        if at_all > now_best[0]:
            now = min(at_all, sums[1].of(start, end) / divide + from_zero[1])
            if now > now_best[0]:
                now_best = (now, start, end)
    return Hint(all_best[0], now_best[0], (now_best if now_best[0] >= 0 else all_best)[1:])


def _stretches(sentence: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(start, end) from seam to seam."""
    seams = list(_seams(sentence))
    for first, start in enumerate(seams):
        for end in seams[first + 1 : first + 1 + LONGEST]:
            if end - start > LONGEST:
                break
            if end - start >= SHORTEST:
                yield start, end


def _seams(sentence: Sequence[str]) -> Iterator[int]:
    """Places where a sentence could begin and another end; its own edges; one at least in 24."""
    begins, inside = _seam_words()
    last = 0
    yield 0
    for place in range(1, len(sentence)):
        is_seam = sentence[place] in begins and sentence[place - 1] not in inside
        if is_seam or place - last == LONGEST:
            last = place
            yield place
    yield len(sentence)


class _Sums:
    """Sums of weights, from which that of any stretch is one subtraction."""

    def __init__(
        self, sentence: Sequence[str], weights: dict[str, tuple[float, float]], which: int
    ) -> None:
        until = [0.0] * (len(sentence) + 1)  # of what ends before a place
        since = [0.0] * (len(sentence) + 1)  # of what starts before a place
        for start, end, name in features(sentence):
            if name in weights:
                until[end + 1] += weights[name][which]
                since[start + 1] += weights[name][which]
        self._until, self._since = list(accumulate(until)), list(accumulate(since))

    def of(self, start: int, end: int) -> float:
        """The sum of a stretch, which is longer than any feature."""
        return self._until[end] - self._since[start]


def features(sentence: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first place, last place, name) of words, beginnings, ideas, pairs, and pairs of ideas."""
    before, before_that = "", ""
    idea_before = ""
    for place, word in enumerate(sentence):
        idea = _first_idea(word)
        yield place, place, word
        if len(word) > _BEGINNING:
            yield place, place, f"^{word[:_BEGINNING]}"
        for name in _ideas_of(word):
            yield place, place, f"@{name}"
        if place:
            yield place - 1, place, f"{before} {word}"
            if idea != word or idea_before != before:
                yield place - 1, place, f"{idea_before} {idea}"
        if place > 1:
            yield place - 2, place, f"{before_that} _ {word}"
        before_that, before, idea_before = before, word, idea


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
        for word in dict.fromkeys(words.split()):
            ideas[word] = (*ideas.get(word, ()), name)
    return ideas


@cache
def _seam_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that begin sentences, and those that end none."""
    sets = read_sets("safety-seams")
    return frozenset(sets["begin"].split()), frozenset(sets["inside"].split())


@cache
def load_points() -> Points:
    """Read the file once: base and least, then `weight weight feature` a line."""
    weights: dict[str, tuple[float, float]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            one, two, feature = line.split(" ", 2)
            weights[feature] = (float(one), float(two))
    base, least = weights.pop("[base]"), weights.pop("[least]")
    return Points(weights, base, least)
