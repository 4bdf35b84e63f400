"""Words and their stems, with the places where they stand in the text."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from nltk.stem.snowball import EnglishStemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A phrase may run over a line end, never over the end of a sentence or a paragraph.
BREAK = re.compile(r"[.!?;:]|\n\s*\n")
_stemmer = EnglishStemmer()


class Token(NamedTuple):
    """One word as it is compared (`stem`), and its characters in the text.

    `joined` says that a phrase may run on from the token before it.
    """

    stem: str
    start: int
    end: int
    joined: bool


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word: lower case, straight apostrophes, "don't" and "dont" alike.

    Other apostrophes stay, so that "I'd" is not "ID" and "we'll" is not "well".
    """
    plain = word.lower().replace("’", "'").replace("n't", "nt")
    if not plain.isascii():  # tŷ and ty, café and cafe: accents are often left out on a phone
        plain = "".join(c for c in normalize("NFD", plain) if not combining(c))
    return _stemmer.stem(plain)


def tokenise(text: str) -> list[Token]:
    """The words of a text in order."""
    tokens: list[Token] = []
    last = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        # Most words are joined by one space: the pattern is asked about the others only.
        gap = text[last:start]
        joined = bool(tokens) and (gap == " " or not BREAK.search(gap))
        tokens.append(Token(stem(match[0]), start, end, joined))
        last = end
    return tokens


def stems(text: str) -> list[str]:
    """The stems of a text in order, without their places: what is counted, not shown."""
    return [stem(word) for word in WORD.findall(text)]
