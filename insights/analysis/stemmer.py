"""NLTK's English Snowball stemmer (Porter2), without all that NLTK would load beside it.

`import nltk` loads scikit-learn, SciPy and NumPy wherever they are installed, for parts that no
stemmer needs: 137 MB and a second in a web process, which stems what a person searches for. NLTK
asks for them in `try`, so they are kept from it while it is loaded, and only then: 31 MB.
Source of the rules: M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Protocol

NOT_FOR_STEMS = ("sklearn", "scipy", "numpy", "matplotlib")
_loading = RLock()


class Stemmer(Protocol):
    def stem(self, token: str) -> str: ...


def snowball(word: str) -> str:
    """The stem of a word in lower case."""
    return _stemmer().stem(word)


def special_words() -> Mapping[str, str]:
    """Words whose stem isn't what the rules make of them, with that stem."""
    # NLTK keeps them to itself; a test says when a later one keeps them elsewhere
    special: Mapping[str, str] = _stemmer()._EnglishStemmer__special_words  # type: ignore[attr-defined]
    return special


@cache
def _stemmer() -> Stemmer:
    with _loading, _kept_away(NOT_FOR_STEMS):
        from nltk.stem.snowball import EnglishStemmer

    stemmer: Stemmer = EnglishStemmer()
    return stemmer


@contextmanager
def _kept_away(names: tuple[str, ...]) -> Iterator[None]:
    """Make importing these fail, but for what is loaded already, as long as NLTK isn't loaded."""
    absent = () if "nltk" in sys.modules else [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
