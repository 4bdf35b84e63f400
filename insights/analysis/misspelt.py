"""How long words are often misspelt: a letter left out, doubled or swapped, or heard otherwise.

Short words are left alone, since too many of their misspellings are words of their own.
"""

from collections.abc import Iterable

from insights.analysis.stopwords import STOPWORDS
from insights.analysis.synonyms import rings_of
from insights.analysis.tokens import stem

SHORTEST = 7
SHORTEST_STEM = 5  # "dealing" is no "dealers" with an r left out
AMERICAN = (("tre", "ter"), ("our", "or"), ("ise", "ize"))  # shorter words too: "center"
# What sounds alike. Each stands for the other too.
HEARD = (
    ("c", "s"),
    ("tion", "sion"),
    ("ie", "ei"),
    ("ph", "f"),
    ("ance", "ence"),
    ("a", "e"),
    ("e", "i"),
    ("o", "u"),
)


def misspellings(word: str) -> set[str]:
    """One mistake each, in lower case; none for a short word."""
    if not word.isalpha():
        return set()
    found = {word.removesuffix(ours) + theirs for ours, theirs in AMERICAN if word.endswith(ours)}
    if len(word) < SHORTEST:
        return found
    # The first letter stays: people rarely miss it, and it keeps other words away.
    places = range(1, len(word))
    found |= {word[:n] + word[n + 1 :] for n in places}
    found |= {word[:n] + word[n] + word[n:] for n in places}
    found |= {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in places if n + 1 < len(word)}
    for one, other in (*HEARD, *((b, a) for a, b in HEARD)):
        found |= {
            word[:n] + other + word[n + len(one) :] for n in places if word.startswith(one, n)
        }
    return found - {word}


def meant(words: Iterable[str]) -> dict[str, str]:
    """Stem of a misspelt form → stem of the word that was meant.

    Forms that could be two of the words, or that are words of their own as far as our lists know,
    are left out.
    """
    right = {word.lower() for word in words}
    stems = {stem(word) for word in right}
    ordinary = stems | set(rings_of()) | {stem(word) for word in STOPWORDS}
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for word in sorted(right):
        for form in {stem(form) for form in misspellings(word)} - ordinary:
            if len(form) >= SHORTEST_STEM and found.setdefault(form, stem(word)) != stem(word):
                doubtful.add(form)
    return {form: word for form, word in found.items() if form not in doubtful}


def spellings(word: str) -> set[str]:
    """Stems of other spellings of a word that a person types: of those that are often mistakes for
    it and, where it is no word that our lists know, of the known ones that it may be one for."""
    found = set(meant([word]))
    if stem(word) not in rings_of():
        found |= {stem(form) for form in misspellings(word.lower())} & set(rings_of())
    return found - {stem(word)}
