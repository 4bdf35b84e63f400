"""Danger that is denied: "he has never hit me". Each denial becomes one word of its own.

Plain Python. A denial takes out its own words and no others, so what stands beside it is judged as
if it stood alone. The phrases, and why so few words may stand inside one, are in
feedback/data/safety-denials.txt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from feedback.review.phrase_files import read_parts
from feedback.review.phrases import STOP, PhraseBook

DENIED, HALF_DENIED = "DENIED", "HALFDENIED"  # no word of a text has capitals by now
_DOUBT_REACH, _YES_REACH = 5, 8  # words


@dataclass(frozen=True)
class _Denials:
    book: PhraseBook
    names: tuple[str, ...]  # by the number of the phrase
    yes: PhraseBook
    doubt: PhraseBook
    unless: frozenset[str]


def without_denied(words: list[str]) -> list[str]:
    """The words with DENIED or HALF_DENIED in place of each denial."""
    spans = sorted(_spans(words))
    if not spans:
        return words
    out: list[str] = []
    place = 0
    for start, end, sign in spans:
        if start >= place:
            out += words[place:start]
            out.append(sign)
            place = end
    return out + words[place:]


def _spans(words: list[str]) -> Iterator[tuple[int, int, str]]:
    """(first place, place after the last, what stands for it), the longest of each start."""
    denials = _denials()
    found = list(denials.book.find(words))
    if not found:  # as in most texts
        return
    ends_of_yes = {end for _, end in denials.yes.find(words)}
    ends_of_doubt = {end for _, end in denials.doubt.find(words)}
    longest: dict[int, tuple[int, str]] = {}
    for number, end in found:
        name = denials.names[number]
        start = denials.book.start_of(number, words, end)
        if (
            longest.get(start, (0, ""))[0] <= end
            and not _is_doubted(words, start, ends_of_doubt)
            and not (name == "others" and denials.unless.intersection(words[end + 1 : end + 2]))
            and not _is_owned(words, end, ends_of_yes)
        ):
            longest[start] = (end + 1, HALF_DENIED if name == "half" else DENIED)
    for start, (end, sign) in longest.items():
        yield start, end, sign


def _is_doubted(words: list[str], start: int, doubts: set[int]) -> bool:
    """Whether a word of doubt stands shortly before: "cant promise i wont"."""
    for place in range(start - 1, max(-1, start - 1 - _DOUBT_REACH), -1):
        if words[place] == STOP:
            return False
        if place in doubts:
            return True
    return False


def _is_owned(words: list[str], end: int, ends_of_yes: set[int]) -> bool:
    """Whether she takes it back shortly after: "… but i am"."""
    for place in range(end + 1, min(len(words), end + 1 + _YES_REACH)):
        if words[place] == STOP:
            return False
        if place in ends_of_yes:
            return True
    return False


@cache
def _denials() -> _Denials:
    """Read the file once."""
    parts = read_parts("safety-denials")
    sets = dict(line.split(": ", 1) for line in parts["sets"])
    names = [name for name in ("self", "half", "others", "asked") for _ in parts[name]]
    return _Denials(
        book=PhraseBook([line for name in dict.fromkeys(names) for line in parts[name]], sets),
        names=tuple(names),
        yes=PhraseBook(parts["yes"]),
        doubt=PhraseBook(parts["doubt"]),
        unless=frozenset(word for line in parts["unless"] for word in line.split()),
    )
