"""Common Welsh words, which are no names in a Welsh text. Plain Python.

They count in Welsh texts alone: "bob" and "mai" are ordinary words there and names elsewhere.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

from core.welsh_mutations import mutated
from feedback.redaction.words import line_list

_BEFORE_VOWELS = "h"  # "ei hystafell", "ein hofn"
_VOWELS = tuple("aeiouwyâêîôûŵŷ")
_SHORTEST = 4  # shorter forms look too much like words of other languages
_PAST, _LONG = ("ais", "aist", "odd", "asom", "asoch", "ason", "wyd"), 7
_SHORT = {"e", "i", "o"}  # "e'n", "i'r", "o'r"
_SHARE = 4  # one word in so many has to be Welsh and nothing else


def is_welsh_word(low: str) -> bool:
    """A common Welsh word, also with what hangs on it: "mae'n", "e'n", "i'r"."""
    words = _forms()["words"]
    return low in words or ("'" in low and low.split("'")[0] in words | _SHORT)


def is_welsh_verb(low: str) -> bool:
    """A longer word with the ending of a verb in the past, which a Welsh sentence begins with."""
    return len(low) >= _LONG and low.endswith(_PAST)


def may_have_capital(low: str) -> bool:
    """One that is no name with a capital within a sentence either: "Cymraeg", "Ionawr"."""
    return low in _forms()["capitals"]


def is_in_welsh(lows: Collection[str], is_english: Callable[[str], bool]) -> bool:
    """Whether a text of these words is Welsh. What English has too says nothing."""
    telling = sum(is_welsh_word(low) and not is_english(low) for low in lows)
    return telling >= min(2, len(lows)) and telling * _SHARE >= len(lows) > 0


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Words and capitals with their mutations; the words with the forms of verbs."""
    kinds: dict[str, list[str]] = {"endings": [], "stems": [], "words": [], "capitals": []}
    for line in line_list("welsh-words"):
        kind, _, words = line.partition(": ")
        kinds[kind] += words.split()
    verbs = [stem + ending for stem in kinds["stems"] for ending in kinds["endings"]]
    return {
        "words": _with_mutations([*kinds["words"], *kinds["capitals"], *verbs]),
        "capitals": _with_mutations(kinds["capitals"]),
    }


def _with_mutations(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word, *_mutated(word)))


def _mutated(word: str) -> Iterator[str]:
    if len(word) >= _SHORTEST and word.startswith(_VOWELS):
        yield _BEFORE_VOWELS + word
    yield from mutated(word, shortest=_SHORTEST)
