"""Words of a text with their places, and the word lists. Plain Python."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parents[1] / "data"
_WORD = re.compile(r"[^\W\d_][^\W_]{0,40}")
_WORD_INSIDE = re.compile(r"['’-][^\W\d_]")
SENTENCE_ENDS = frozenset(".!?\n:;•")


@dataclass(frozen=True)
class Word:
    """A word without a possessive s, and `low` for comparing. `starts`: it begins a sentence.
    `is_welsh`: a common word of a Welsh text (feedback.redaction.welsh)."""

    start: int
    end: int
    text: str
    gap: str
    starts: bool
    low: str
    is_welsh: bool = False

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_title(self) -> bool:
        """Sarah, O'Brien, McKay; not SARAH."""
        return self.is_capital and (len(self.text) == 1 or not self.text.isupper())


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list in feedback/data; lines that begin with # are for readers."""
    lines = (_DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


def word_set(name: str) -> frozenset[str]:
    """One of the small sets of redaction-words.txt."""
    return frozenset(_word_sets()[name].split())


@cache
def _word_sets() -> dict[str, str]:
    return dict(line.split(": ", 1) for line in line_list("redaction-words"))


@cache
def line_list(name: str) -> tuple[str, ...]:
    """The lines of a list in feedback/data."""
    lines = (_DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def words_of(text: str) -> list[Word]:
    """The words in order, each with what stands between it and the one before."""
    words: list[Word] = []
    end = 0
    for start, stop in _joined(text):
        stop = _without_possessive(text, start, stop)
        gap = text[end:start]
        starts = not words or not SENTENCE_ENDS.isdisjoint(gap)
        written = text[start:stop]
        low = written.lower().replace("’", "'")
        words.append(Word(start, stop, written, gap, starts, low))
        end = stop
    return words


def _joined(text: str) -> list[tuple[int, int]]:
    """Places of words; O'Brien and Mary-Jane are one word each."""
    places: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, stop = match.span()
        if places and _WORD_INSIDE.fullmatch(text[places[-1][1] : start + 1]):
            places[-1] = (places[-1][0], stop)
        else:
            places.append((start, stop))
    return places


def _without_possessive(text: str, start: int, stop: int) -> int:
    return stop - 2 if text[start:stop].lower().endswith(("'s", "’s")) else stop
