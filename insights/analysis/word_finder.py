"""Finds what a search asks for in one text after another. Plain Python; keeps no text.

A database can leave out most texts before: `fragments` are letters of which a text that has a term
has at least one, or letters that lose an accent. They are more than the terms, never less.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from insights.analysis.misspelt import spellings
from insights.analysis.search_query import Query, Term
from insights.analysis.stemmer import special_words
from insights.analysis.synonyms import ring_words
from insights.analysis.tokens import IRREGULAR, WORD, folded, stem, tokenise, without_redacted

# Letters that are ASCII ones once their accents are taken off. As a database's regular expression.
ACCENTED = "[\u00c0-\u024f\u1e00-\u1eff\u212a\u212b]"
# The last letter of a stem may be another in the text ("happy", "hoping"), and so may what follows
# "n" where an apostrophe may stand ("didn't"). A stem of special words may begin otherwise.
SAFE = re.compile(r"[a-z0-9]*?n(?=t)|[a-z0-9]+")
FEW = 2  # fragments that are asked for as they are


def words_beside(term: Term) -> list[str]:
    """Everyday words that stand for the same as a word; none for a phrase or an exact spelling."""
    if term.is_phrase or term.exact:
        return []
    (own,) = term.key
    return [word for word in ring_words(own) if stem(word) != own]


@cache
def _special() -> dict[str, tuple[str, ...]]:
    """Stem → words that have it against the rules."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, own in ({**special_words(), **IRREGULAR}).items():
        found[own].append(word)
    return {own: tuple(words) for own, words in found.items()}


def _letters(text: str) -> str:
    """The first letters of a word that stand in a text as they are; empty if none do."""
    found = SAFE.match(text)
    return found[0] if found else ""


def _shared(own: str, others: Iterable[str]) -> set[str]:
    """Letters of which each word with one of these stems has some. One mistake leaves half of a
    word as it is, and so two fragments are enough for most."""
    half = len(own) // 2
    needed = {one for other in others for one in fragments_of(other)}
    parts = {part for part in (own[:half], own[half:-1]) if sum(part in n for n in needed) > FEW}
    return parts | {one for one in needed if not any(part in one for part in parts)}


def fragments_of(stems: str) -> set[str]:
    """Letters of which every word with this stem has some, accents apart. An empty one: any."""
    return {_letters(stems[:-1]), *map(_letters, _special().get(stems, ()))}


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: tuple[str, ...]
    exact: bool
    bit: int


class Finder:
    """The terms of a query, each a bit: first those that are wanted, then those left out.

    A word is found in other spellings, too; with `synonyms` by the words beside it in our rings.
    """

    def __init__(self, query: Query, *, synonyms: bool = False) -> None:
        self.query = query
        self._by_stem: dict[str, int] = defaultdict(int)
        self._by_word: dict[str, int] = defaultdict(int)
        self._phrases: list[_Phrase] = []
        self._fragments: set[str] = set()
        for place, term in enumerate((*query.wanted, *query.without)):
            self._add(term, 1 << place, words_beside(term) if synonyms else [])
        self._wanted = (1 << len(query.wanted)) - 1
        self._by_stem, self._by_word = dict(self._by_stem), dict(self._by_word)

    def _add(self, term: Term, bit: int, beside: Iterable[str]) -> None:
        if term.is_phrase:
            self._phrases.append(_Phrase(term.key, term.exact, bit))
        elif term.exact:
            self._by_word[term.key[0]] |= bit
        else:
            misspelt = spellings(folded(term.words[0]))
            for one in (term.key[0], *misspelt, *map(stem, beside)):
                self._by_stem[one] |= bit
            self._fragments |= _shared(term.key[0], misspelt)
        if term.exact:  # one of a phrase is enough, so the longest
            self._fragments.add(max(map(_letters, term.key), key=len))
        elif term.is_phrase:
            choices = [fragments_of(one) for one in term.key]
            self._fragments |= max(choices, key=lambda some: min(map(len, some)))
        else:
            for one in (term.key[0], *map(stem, beside)):
                self._fragments |= fragments_of(one)

    @property
    def fragments(self) -> list[str]:
        """Letters to ask a database for, without those that hold a shorter one; [] where it can
        leave nothing out."""
        found = self._fragments
        if "" in found:
            return []
        return sorted(
            one for one in found if not any(other in one and other != one for other in found)
        )

    def found_in(self, text: str) -> int:
        """The bits of the terms that a text has."""
        words = set(WORD.findall(without_redacted(text)))
        bits = 0
        if self._by_stem:
            for one in self._by_stem.keys() & set(map(stem, words)):
                bits |= self._by_stem[one]
        if self._by_word:
            for one in self._by_word.keys() & set(map(folded, words)):
                bits |= self._by_word[one]
        if self._phrases:
            for _, _, bit in self._phrase_places(text):
                bits |= bit
        return bits

    def holds(self, bits: int) -> bool:
        """Whether a woman whose words have these terms is found."""
        wanted = bits & self._wanted
        if bits & ~self._wanted:
            return False
        if not self._wanted:
            return True
        return bool(wanted) if self.query.any_of else wanted == self._wanted

    def places(self, text: str) -> list[tuple[int, int]]:
        """The (start, end) of all that is wanted, in order, none inside of another."""
        found = [(s, e) for s, e, bit in self._phrase_places(text) if bit & self._wanted]
        for token in tokenise(text):
            bits = self._by_stem.get(token.stem, 0)
            if self._by_word:
                bits |= self._by_word.get(folded(text[token.start : token.end]), 0)
            if bits & self._wanted:
                found.append((token.start, token.end))
        kept: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
            if not kept or start >= kept[-1][1]:
                kept.append((start, end))
        return kept

    def _phrase_places(self, text: str) -> list[tuple[int, int, int]]:
        phrases = self._phrases
        if not phrases:
            return []
        tokens = tokenise(text)
        stems = [token.stem for token in tokens]
        words: list[str] = []
        if any(phrase.exact for phrase in phrases):
            words = [folded(text[token.start : token.end]) for token in tokens]
        found = []
        for phrase in phrases:
            said, length = words if phrase.exact else stems, len(phrase.key)
            for place in _starts(said, phrase.key[0]):
                run = tokens[place + 1 : place + length]
                if tuple(said[place : place + length]) == phrase.key and all(
                    token.joined for token in run
                ):
                    end = run[-1].end if run else tokens[place].end
                    found.append((tokens[place].start, end, phrase.bit))
        return found


def _starts(said: Collection[str], first: str) -> list[int]:
    return [place for place, one in enumerate(said) if one == first]
