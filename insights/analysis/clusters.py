"""Where a text may be cut without cutting what a reader takes for one sign. Plain Python.

Enough of Unicode's grapheme clusters (UAX 29) for words of people: letters with their accents and
vowel signs, joined emoji, their skin tones, flags, and the two signs of a line's end. Conjoining
Hangul letters, which no keyboard writes, may be cut.
"""

import re
from unicodedata import category

JOINER = "\u200d"
TONES = range(0x1F3FB, 0x1F400)
FLAGS = range(0x1F1E6, 0x1F200)
WORD = re.compile(r"\w")


def is_boundary(text: str, place: int) -> bool:
    """Whether a text may be cut before the character at this place."""
    if place <= 0 or place >= len(text):
        return True
    before, after = text[place - 1], text[place]
    if category(after).startswith("M") or after == JOINER or before == JOINER:
        return False
    if ord(after) in TONES or (before, after) == ("\r", "\n"):
        return False
    if ord(after) in FLAGS:
        flags = 0
        while place - flags > 0 and ord(text[place - flags - 1]) in FLAGS:
            flags += 1
        return flags % 2 == 0
    return True


def widened(text: str, start: int, end: int) -> tuple[int, int] | None:
    """These characters of a text, so that no sign is cut in two and without the space around
    them. None where they hold no word."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return (start, end) if start < end and WORD.search(text[start:end]) else None
