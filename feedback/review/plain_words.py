"""A text as plain words, so that spelling, capitals and apostrophes make no difference.

Plain Python. The words that count as one ("do not", "dont", "dnt") stand in
feedback/data/same-words.txt.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from feedback.review.phrases import STOP

_DATA = Path(__file__).resolve().parents[1] / "data"
_NO_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_WITHOUT_BAR = str.maketrans("łøđß", "lods")
_ENDS = re.compile(r"[.!?\n;:]")
_WORD = re.compile(rf"[^\W_]{{1,40}}|{re.escape(STOP)}")
_LONG_DRAWN = re.compile(r"(.)\1{2,60}")


def plain_words(text: str) -> list[str]:
    """Lower case, no accents, no apostrophes, same words for the same; STOP between sentences."""
    return _joined(_WORD.findall(bare(text)))


def bare(text: str) -> str:
    """Lower case, no accents, no apostrophes, one sign for all that ends a sentence."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_NO_APOSTROPHES))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _ENDS.sub(STOP, _LONG_DRAWN.sub(r"\1\1", plain.translate(_WITHOUT_BAR)))


def same_word(word: str) -> str:
    """The one word that stands for it, or itself."""
    same = _same_words().get(word, (word,))
    return same[0] if len(same) == 1 else word


def same_pair(one: str, other: str) -> str:
    """What stands for the two words together, or nothing."""
    return " ".join(_same_words().get(f"{one} {other}", ()))


def _joined(words: list[str]) -> list[str]:
    """Words of the list in place of those that count as them."""
    same = _same_words()
    out: list[str] = []
    place = 0
    while place < len(words):
        pair = words[place : place + 2]
        if len(pair) == 2 and (one := same.get(" ".join(pair))) is not None:
            out += one
            place += 2
        else:
            out += same.get(words[place], (words[place],))
            place += 1
    return out


@cache
def _same_words() -> dict[str, tuple[str, ...]]:
    """Each way of writing (one word or two) and what stands for it."""
    ways: dict[str, tuple[str, ...]] = {}
    for line in (_DATA / "same-words.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            one, _, others = line.partition(":")
            for other in others.split(","):
                ways[other.strip()] = tuple(one.split())
    return ways
