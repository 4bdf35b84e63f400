"""A detail that has a shape of its own: a pattern, and a last look by code. Plain Python.

No repeat stands inside a repeat, and each is bounded, so that a hostile text costs no more than its
length (a test walks the parsed patterns). `(?:…)?` may hold one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from feedback.redaction.spans import Span, make_span

DIGIT = "#"
_NEAR = 60
_DIGITS = re.compile(r"\d{1,40}")
Judge = Callable[[re.Match[str], str], bool]


def always(match: re.Match[str], text: str) -> bool:
    """Whatever the pattern matches is one."""
    return True


@dataclass(frozen=True)
class Shape:
    """A kind of detail, its pattern (the group `it`, or the whole), and a last look by code."""

    kind: str
    pattern: re.Pattern[str]
    judge: Judge = always
    needs: tuple[str, ...] = ()
    instead: tuple[str, Judge] | None = None


class Reading(NamedTuple):
    """A text with what every shape asks of it: small letters, and stretches with digits."""

    text: str
    low: str
    windows: list[tuple[int, int]]


def read(text: str, unlike: str = "") -> Reading:
    """A text, read once for all shapes; with `unlike` (as long), only where it is another."""
    windows = list(_around_digits(text))
    if unlike:
        windows = [(start, end) for start, end in windows if text[start:end] != unlike[start:end]]
    return Reading(text, text.lower(), windows)


def shape(
    kind: str,
    pattern: str,
    judge: Judge = always,
    flags: int = re.IGNORECASE,
    needs: tuple[str, ...] = (),
    instead: tuple[str, Judge] | None = None,
) -> Shape:
    """A shape without regard to capitals, unless `flags` say otherwise.

    `needs`: one of these must be in the text (in lower case), else the pattern isn't tried; with
    DIGIT it is tried around digits alone. `instead`: another kind, where its judge says so.
    """
    return Shape(kind, re.compile(pattern, flags), judge, needs, instead)


def find_shapes(shapes: Iterable[Shape], reading: Reading) -> Iterator[Span]:
    """Spans of every shape, those of a higher rank first."""
    text = reading.text
    for one in shapes:
        group = "it" if "it" in one.pattern.groupindex else 0
        for match in _tried(one, *reading):
            if one.instead is not None and one.instead[1](match, text):
                yield make_span(*match.span(group), one.instead[0])
            elif one.judge(match, text):
                yield make_span(*match.span(group), one.kind)


def _tried(
    one: Shape, text: str, low: str, windows: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    if DIGIT in one.needs:
        for start, end in windows:
            yield from one.pattern.finditer(text, start, end)
    elif not one.needs or any(sign in low for sign in one.needs):
        yield from one.pattern.finditer(text)


def _around_digits(text: str) -> Iterator[tuple[int, int]]:
    """Stretches with digits in them and what stands near, cut between words; apart, in order."""
    start = end = -1
    for match in _DIGITS.finditer(text):
        left, right = max(0, match.start() - _NEAR), min(len(text), match.end() + _NEAR)
        if start >= 0 and left <= end:
            end = right
            continue
        if start >= 0:
            yield _between_words(text, start, end)
        start, end = left, right
    if start >= 0:
        yield _between_words(text, start, end)


def _between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Moved in to the next space, so that no word is cut."""
    left = 0 if start == 0 else text.find(" ", start) + 1
    right = len(text) if end == len(text) else text.rfind(" ", 0, end)
    return (left or start, right if right > left else end)
