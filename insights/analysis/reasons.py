"""Which words and which sentences of a text speak for a theme, so that a person can disagree."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from insights.analysis.cues import NEGATIONS, Span
from insights.analysis.stopwords import STOPWORDS, VAGUE
from insights.analysis.tokens import Token, stem

MOST_WORDS = 4  # more colour a page and explain nothing
WORTH = 0.4  # a word is a reason when it weighs at least so much of the heaviest
# A cue was written by people: four learned words together (MOST_WORDS) don't outweigh one. What a
# model learned has no scale of its own: its heaviest word in a text is the measure of the others.
CUE_WEIGHT, WORD_WEIGHT = 1.0, 0.1
SENTENCE_SHARE = 0.5  # a sentence is pointed at when it weighs at least so much of the heaviest
# A "no" or a "please" is in texts about anything: it moves the score and tells nobody why.
_EMPTY = frozenset({"please", "once", "whole", "didn't", "wasn't", "isn't"})
SILENT = NEGATIONS | frozenset(stem(word) for word in STOPWORDS | VAGUE | _EMPTY)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a response, cut once into words and sentences, and the cues found in it by theme
    number."""

    tokens: Sequence[Token]
    sentences: Sequence[tuple[int, int]]
    cues: Mapping[int, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Reason:
    """Characters of a passage that speak for a theme. `cue` as the codebook has it, or empty for a
    word that the machine weighed."""

    passage: int
    start: int
    end: int
    cue: str = ""
    weight: float = CUE_WEIGHT
    negated: bool = False  # a cue after "no", "not" or "never"


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a theme is suggested for one response. Words in order of weight, cues before others."""

    words: tuple[Reason, ...]
    sentences: tuple[tuple[int, int, int], ...]  # (passage, start, end), the heaviest first


Spots = dict[str, list[tuple[int, int, int]]]


def spots(passages: Sequence[Passage], translated: Collection[int] = ()) -> Spots:
    """Where each stem stands that may be a reason: stem → (passage, start, end), in order.

    Not in passages that are `translated`: the reader goes by the translation, and a word that two
    languages spell alike may mean something else.
    """
    found: Spots = {}
    for number, passage in enumerate(passages):
        if number in translated:
            continue
        for token in passage.tokens:
            if token.stem not in SILENT and not token.stem.isnumeric():
                found.setdefault(token.stem, []).append((number, token.start, token.end))
    return found


def reasons(
    passages: Sequence[Passage], theme: int, weights: Iterable[tuple[str, float]], where: Spots
) -> Reasons:
    """The reasons for one theme. `weights`: stems of the text with what each brings to the theme,
    heaviest first; `where` as `spots` has it."""
    cues = [
        Reason(number, span.start, span.end, span.cue, negated=span.negated)
        for number, passage in enumerate(passages)
        for span in passage.cues.get(theme, ())
    ]
    words = cues + _heavy_words(weights, where, cues)
    return Reasons(tuple(words), tuple(_heavy_sentences(passages, words)))


def _heavy_words(
    weights: Iterable[tuple[str, float]], where: Spots, cues: Sequence[Reason]
) -> list[Reason]:
    """The words that weigh most, each stem once, outside of cues."""
    found: list[Reason] = []
    heaviest = 0.0
    for word, weight in weights:
        if weight <= 0 or len(found) == MOST_WORDS or weight < WORTH * heaviest:
            break
        for place in where.get(word, ()):
            if not _is_covered(place, cues):
                heaviest = heaviest or weight
                found.append(Reason(*place, weight=WORD_WEIGHT * weight / heaviest))
                break
    return found


def _is_covered(place: tuple[int, int, int], cues: Sequence[Reason]) -> bool:
    passage, start, _ = place
    return any(cue.passage == passage and cue.start <= start < cue.end for cue in cues)


def _heavy_sentences(
    passages: Sequence[Passage], words: Sequence[Reason]
) -> list[tuple[int, int, int]]:
    """The sentences in which those words stand, the heaviest first, without those that hold little
    of their weight: beside a cue, none that holds learned words alone."""
    weighed: dict[tuple[int, int, int], float] = {}
    for number in dict.fromkeys(word.passage for word in words):
        here = [word for word in words if word.passage == number]
        for start, end in passages[number].sentences:
            weight = sum(word.weight for word in here if start <= word.start < end)
            if weight:
                weighed[number, start, end] = weight
    heaviest = max(weighed.values(), default=0)
    held = [(-w, place) for place, w in weighed.items() if w >= SENTENCE_SHARE * heaviest]
    return [place for _, place in sorted(held)]
