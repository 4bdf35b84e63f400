"""Cues that somebody may be in danger. They order the reading queue and never clear anything.

Plain Python. Two ways in, and the higher level stands: phrases that say it (safety-cues.txt, which
explains how they are written), and points for what is told indirectly (danger_points.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from feedback.review.danger_points import danger_points, likely_kind, speaks_of_now
from feedback.review.phrase_files import read_parts
from feedback.review.phrases import STOP, PhraseBook
from feedback.review.plain_words import plain_words

NONE, CONCERN, URGENT = 0, 1, 2
LEVELS = {"concern": CONCERN, "urgent": URGENT}
_WORDS_BEFORE = 5
_LEAST_WORDS = 4  # of fewer, points tell nothing


@dataclass(frozen=True)
class Cue:
    """What a phrase may mean and how soon it should be read."""

    category: str
    level: int
    is_topic: bool = False


@dataclass(frozen=True)
class CueList:
    """What the file holds; a cue stands at the place of its phrase in the book."""

    cues: tuple[Cue, ...]
    book: PhraseBook
    before: frozenset[str]
    past: PhraseBook
    figures: PhraseBook
    frames: PhraseBook


def safety_cues(text: str) -> tuple[int, list[str]]:
    """How soon a person should read this (0 none, 1 concern, 2 urgent), and the kinds found."""
    words = _without_figures(plain_words(text), load_cues().figures)
    found = _told(words, load_cues())
    hinted = _hinted(words, load_cues().past)
    if hinted > max(found.values(), default=NONE):
        kind = max(found, key=lambda k: found[k]) if any(found.values()) else likely_kind(words)
        found[kind] = hinted
    kinds = sorted(kind for kind, level in found.items() if level > NONE)
    return max(found.values(), default=NONE), kinds


def _told(words: list[str], cue_list: CueList) -> dict[str, int]:
    """Kind → level, of the phrases in the text."""
    found: dict[str, int] = {}
    past = _sentences_of(words, (place for _, place in cue_list.past.find(words)))
    framed = _sentences_of(words, (place for _, place in cue_list.frames.find(words)))
    for number, end in cue_list.book.find(words):
        cue = cue_list.cues[number]
        if cue.is_topic and end in framed:
            continue
        if found.get(cue.category, NONE) < cue.level:
            start = cue_list.book.start_of(number, words, end)
            softened = end in past or _is_denied(words, start, cue_list.before)
            found[cue.category] = max(found.get(cue.category, NONE), cue.level - softened)
    return found


def _hinted(words: list[str], past: PhraseBook) -> int:
    """The level that the points of the text give; what is all long over is a concern at most.

    Danger at all comes first: points for danger now only tell how soon, since a calm text ("they
    let me out at noon") has as many words of now as any.
    """
    if sum(word != STOP for word in words) < _LEAST_WORDS:
        return NONE
    at_all, now = danger_points(words)
    if at_all < 0:
        return NONE
    is_over = any(True for _ in past.find(words)) and not speaks_of_now(words)
    return URGENT if now >= 0 and not is_over else CONCERN


def _without_figures(words: list[str], figures: PhraseBook) -> list[str]:
    """The words without ways of speaking."""
    taken: set[int] = set()
    for number, end in figures.find(words):
        if end not in taken:
            taken.update(range(figures.start_of(number, words, end), end + 1))
    return [word for place, word in enumerate(words) if place not in taken]


def _is_denied(words: list[str], start: int, before: frozenset[str]) -> bool:
    """Denied it counts one level less, never nothing at once."""
    near = words[max(0, start - _WORDS_BEFORE) : start]
    if STOP in near:
        near = near[len(near) - near[::-1].index(STOP) :]
    return not before.isdisjoint(near)


def _sentences_of(words: list[str], marks: Iterable[int]) -> set[int]:
    """All places in the sentences that have one of the marks: what is long over."""
    marked = set(marks)
    places: set[int] = set()
    start = 0
    for place in range(len(words) + 1):
        if place == len(words) or words[place] == STOP:
            if any(mark in marked for mark in range(start, place)):
                places.update(range(start, place))
            start = place + 1
    return places


@cache
def load_cues() -> CueList:
    """Read the file once."""
    parts = read_parts("safety-cues")
    special = {name: parts.pop(name) for name in ("before", "past", "figures", "frames")}
    cues: list[Cue] = []
    lines: list[str] = []
    for name, some in parts.items():
        category, level, *topic = name.split()
        cues += [Cue(category, LEVELS[level], bool(topic))] * len(some)
        lines += some
    return CueList(
        cues=tuple(cues),
        book=PhraseBook(lines),
        before=frozenset(special["before"]),
        past=PhraseBook(special["past"]),
        figures=PhraseBook(special["figures"]),
        frames=PhraseBook(special["frames"]),
    )
