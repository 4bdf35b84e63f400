"""Numbers that are named before they are told: "sort code double oh one one", "case LV21P 00455".

Behind the name of a number stands the number, however it is spaced, misspelt or spoken. Read word
by word from each cue, at most a line far.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from feedback.redaction.name_words import is_known
from feedback.redaction.spans import Span, make_span
from feedback.redaction.words import line_list, word_set

_WORD = re.compile(r"[^\W_]{1,30}")
_GAP = frozenset(" .,:;#=-–/'’()\"")
_MOST_GAP = 3
_MOST_FILLERS = 5
_MOST_VALUES = 16
_MOST_LETTERS = 5
_FILLERS = word_set("number-fillers")
_DIGITS, _TEENS = word_set("spoken-digits"), word_set("teens")
_REPEATS = word_set("spoken-repeats")
_LETTERS = word_set("spoken-letters")
_SOFT_LETTERS = word_set("letters-by-sound")
_COUNTED = word_set("counted")
_SPELT = frozenset(
    [
        "NI_NUMBER",
        "PRISON_NUMBER",
        "PROBATION_CRN",
        "POSTCODE",
        "VEHICLE_REG",
        "PASSPORT",
        "PNC",
        "HOME_OFFICE_REF",
    ]
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_WEAK = 4  # digits behind a cue that is an ordinary word


class _Cue(NamedTuple):
    kind: str
    least: int
    words: str


def _read_cues() -> dict[str, _Cue]:
    """Cue → its kind and how many digits make a number: lines of number-cues.txt."""
    cues: dict[str, _Cue] = {}
    for line in line_list("number-cues"):
        head, words = line.split(": ", 1)
        kind, least = head.split()
        cues |= {cue: _Cue(kind, int(least), cue) for cue in words.split(", ")}
    return cues


_CUES = _read_cues()
_CUE = re.compile(
    r"(?:" + "|".join(sorted(map(re.escape, _CUES), key=len, reverse=True)) + r")(?!\w)",
    re.IGNORECASE,
)
_FIRST_WORDS = frozenset(cue.split(".")[0].split()[0] for cue in _CUES)


def find_cued(text: str) -> Iterator[Span]:
    """Numbers behind their names."""
    for word in _WORD.finditer(text):
        match = _CUE.match(text, word.start()) if word.group().lower() in _FIRST_WORDS else None
        if match is None:
            continue
        cue = _CUES[match.group().lower()]
        values = _values(text, match.end(), cue)
        if values and _is_number(text, values, cue):
            yield make_span(values[0].start(), values[-1].end(), cue.kind)


def _values(text: str, place: int, cue: _Cue) -> list[re.Match[str]]:
    """The words of the number; first what fills in between is left out."""
    values: list[re.Match[str]] = []
    fillers = 0
    while len(values) < _MOST_VALUES:
        word = _WORD.search(text, place, place + _MOST_GAP + 31)
        if word is None or not _GAP.issuperset(text[place : word.start()]):
            break
        if word.start() - place > _MOST_GAP:
            break
        place = word.end()
        if _is_part(word.group(), cue, bool(values)):
            values.append(word)
        elif not values and fillers < _MOST_FILLERS and word.group().lower() in _FILLERS:
            fillers += 1
        else:
            break
    return _trimmed(values, cue)


def _is_part(word: str, cue: _Cue, begun: bool) -> bool:
    low = word.lower()
    if any(sign.isdigit() for sign in word):
        return True
    if low in _DIGITS or low in _TEENS or low in _REPEATS or low in _LETTERS:
        return True
    if len(word) == 1:
        return low not in "ai" or word.isupper() or begun
    if cue.kind in _SPELT and low in _SOFT_LETTERS:
        return True
    short = len(word) < 4 and (not begun or cue.kind == "VEHICLE_REG")
    return not is_known(low) and (short or (len(word) <= _MOST_LETTERS and word.isupper()))


def _trimmed(values: list[re.Match[str]], cue: _Cue) -> list[re.Match[str]]:
    """Without words at the end that are hardly letters of it: "0044 a month"."""
    while values and not _may_end(values[-1].group(), cue):
        values = values[:-1]
    return values


def _may_end(word: str, cue: _Cue) -> bool:
    low = word.lower()
    if len(word) == 1 or word.isupper():
        return low not in ("a", "i") or (word.isupper() and cue.kind in _SPELT)
    if low in _REPEATS:
        return False
    spoken = low in _DIGITS or low in _TEENS or low in _LETTERS
    soft = cue.kind in _SPELT and low in _SOFT_LETTERS
    return spoken or soft or any(sign.isdigit() for sign in word) or not is_known(low)


def _is_number(text: str, values: list[re.Match[str]], cue: _Cue) -> bool:
    """Enough digits, no year, no money, and nothing that is counted: "court 12 times"."""
    digits, times = 0, 1
    for value in values:
        low = value.group().lower()
        digits += times * _digits_of(low)
        times = 3 if low in ("treble", "triple") else 1 + (low == "double")
    if digits < cue.least or text[values[0].start() - 1] in "£$€":
        return False
    if len(values) == 1 and _YEAR.fullmatch(values[0].group()) and cue.least >= _LEAST_WEAK:
        return False
    following = _WORD.match(text, values[-1].end() + 1)
    return following is None or following.group().lower() not in _COUNTED


def _digits_of(low: str) -> int:
    written = sum(sign.isdigit() for sign in low)
    if written:
        return written
    return 2 if low in _TEENS else int(low in _DIGITS)
