"""Three flags kept apart: swearing and abuse at a person here, safety in the cues.

Plain Python. A flag labels a text for its reader; none hides, holds back or orders anything.
Swearing alone is never abuse: distress and dark humour are how many women speak.
"""

import re
from dataclasses import dataclass
from functools import cache

from feedback.review.phrase_files import read_parts, read_sets
from feedback.review.phrases import STOP, PhraseBook
from feedback.review.plain_words import plain_words

SWEARING, ABUSE = "swearing", "abuse_at_person"
_REACH = 8  # words that a report ("he called me …") reaches on
_MASKED = re.compile(r"(?<![^\s\"“(])[a-z][a-z0-9*@$#!-]{1,14}(?![^\s.,?\"”)])")
_DRAWN = re.compile(r"([a-z])\1{2,60}")
_LETTERS = str.maketrans("013457@$!", "oieastasi")
_HIDDEN = frozenset("*#-")
_ENDINGS = ("", "s", "ed", "ing", "in", "er", "ers", "y")


@dataclass(frozen=True)
class _Rules:
    abuse: PhraseBook
    reported: PhraseBook
    swearing: PhraseBook


def content_flags(text: str) -> frozenset[str]:
    """A subset of {"swearing", "abuse_at_person"}."""
    rules = _rules()
    words = plain_words(_unmasked(text))
    flags = set()
    if any(True for _ in rules.swearing.find(words)):
        flags.add(SWEARING)
    if _is_abuse(words, rules):
        flags.add(ABUSE)
    return frozenset(flags)


def _is_abuse(words: list[str], rules: _Rules) -> bool:
    """Whether an aimed phrase stands out of the reach of every report."""
    reports = {place for _, place in rules.reported.find(words)}
    aimed = {place for _, place in rules.abuse.find(words)}
    reported: int | None = None
    for place, word in enumerate(words):
        if word == STOP:
            reported = None
        elif place in reports:
            reported = place
        if place in aimed and (reported is None or place - reported > _REACH):
            return True
    return False


def _unmasked(text: str) -> str:
    """f*ck, sh!t and b1tch with their letters; other words as they are, in lower case."""
    return _MASKED.sub(lambda match: _read_mask(match.group()), _DRAWN.sub(r"\1", text.lower()))


def _read_mask(word: str) -> str:
    plain = word.translate(_LETTERS)
    if plain == word and plain.isalpha():
        return word
    for rude in _by_shape().get((plain[0], len(plain)), ()):
        if all(a == b or a in _HIDDEN for a, b in zip(plain, rude, strict=True)):
            return rude
    return word


@cache
def _by_shape() -> dict[tuple[str, int], list[str]]:
    """Rude words by their first letter and length, the way in for a masked one."""
    shapes: dict[tuple[str, int], list[str]] = {}
    for members in read_sets("rude-words").values():
        for member in members.split():
            ends = _ENDINGS if member.endswith("~") else ("",)
            for rude in (member.rstrip("~") + end for end in ends):
                shapes.setdefault((rude[0], len(rude)), []).append(rude)
    return shapes


@cache
def _rules() -> _Rules:
    """Read the files once."""
    rude = read_sets("rude-words")
    parts = read_parts("abuse-cues")
    sets = rude | dict(line.split(": ", 1) for line in parts["sets"])
    return _Rules(
        abuse=PhraseBook(parts["abuse"], sets),
        reported=PhraseBook(parts["reported"], sets),
        swearing=PhraseBook(parts["swearing"], sets),
    )
