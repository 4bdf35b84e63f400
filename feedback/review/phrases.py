"""Finds many phrases in one walk over the words of a text, at the same cost for any text.

Plain Python. All phrases are states of one machine whose set of live states is the bits of one
integer: a word shifts it by one and keeps what the word allows (the Shift-And method of Baeza-Yates
and Gonnet, with gaps as in Navarro and Raffinot, Flexible Pattern Matching in Strings, 2002).
So 20 kB of hostile text costs what 20 kB of any text costs; there is no backtracking.

How phrases are written: words with a space between them; `a|b` is either word, `word~` any word
that begins so, `@name` any word of a named set, `_` up to four words of any kind, `-` one or none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

STOP = "."  # between sentences: no phrase reaches across it
_GAPS = {"_": 4, "-": 1}
_LEAST_PREFIX = 3


@dataclass(frozen=True)
class Phrase:
    """Where the parts of a phrase stand among the states: (bit, longest gap before it)."""

    parts: tuple[tuple[int, int], ...]


class PhraseBook:
    """Phrases that are looked for together. Their number in the list is their name."""

    def __init__(self, lines: Sequence[str], sets: Mapping[str, str] | None = None) -> None:
        self._sets = {name: words.split() for name, words in (sets or {}).items()}
        self._whole: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._gaps: dict[int, int] = dict.fromkeys(_GAPS.values(), 0)
        self._any = self._starts = self._ends = self._bits = 0
        self._by_end: dict[int, int] = {}
        self.phrases = [self._add(number, line) for number, line in enumerate(lines)]
        self.longest_prefix = max(map(len, self._prefixes), default=0)

    @property
    def words(self) -> frozenset[str]:
        """The whole words that any phrase has."""
        return frozenset(self._whole)

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(number of the phrase, place of its last word) for each place where one ends."""
        masks: dict[str, int] = {STOP: 0}
        live = 0
        for place, word in enumerate(words):
            mask = masks.get(word)
            if mask is None:
                mask = masks[word] = self._mask(word)
            live = ((live << 1) | self._starts) & mask
            ended = live & self._ends
            while ended:
                last = ended & -ended
                yield self._by_end[last.bit_length() - 1], place
                ended ^= last
            for length, before in self._gaps.items():
                waiting = live & before
                for _ in range(length if waiting else 0):
                    waiting <<= 1
                    live |= waiting

    def start_of(self, number: int, words: Sequence[str], end: int) -> int:
        """The place of the first word of a phrase that was found with its last word at `end`."""
        places = {end}
        following = 0
        for position, (bit, gap) in enumerate(reversed(self.phrases[number].parts)):
            if position:
                places = {p - 1 - skip for p in places for skip in range(following + 1)}
            places = {p for p in places if p >= 0 and self._mask(words[p]) >> bit & 1}
            following = gap
        return max(places)

    def _mask(self, word: str) -> int:
        mask = self._any | self._whole.get(word, 0)
        for length in range(_LEAST_PREFIX, min(len(word), self.longest_prefix) + 1):
            mask |= self._prefixes.get(word[:length], 0)
        return mask

    def _add(self, number: int, line: str) -> Phrase:
        if not line.split() or _GAPS.keys() & {line.split()[0], line.split()[-1]}:
            raise ValueError(f"A phrase begins and ends with a word: {line!r}")
        parts: list[tuple[int, int]] = []
        gap = 0
        self._starts |= 1 << self._bits
        for word in line.split():
            if word in _GAPS:
                gap = _GAPS[word]
                self._add_gap(gap)
            else:
                parts.append((self._add_word(word, line), gap))
                gap = 0
        self._ends |= 1 << (self._bits - 1)
        self._by_end[self._bits - 1] = number
        return Phrase(tuple(parts))

    def _add_gap(self, length: int) -> None:
        self._gaps[length] |= 1 << (self._bits - 1)
        self._any |= ((1 << length) - 1) << self._bits
        self._bits += length

    def _add_word(self, choices: str, line: str) -> int:
        for word in self._choices(choices, line):
            if word.endswith("~"):
                stem = word[:-1]
                if len(stem) < _LEAST_PREFIX:
                    raise ValueError(f"Too short a beginning of a word: {line!r}")
                self._prefixes[stem] = self._prefixes.get(stem, 0) | 1 << self._bits
            else:
                self._whole[word] = self._whole.get(word, 0) | 1 << self._bits
        self._bits += 1
        return self._bits - 1

    def _choices(self, choices: str, line: str) -> Iterator[str]:
        for word in choices.split("|"):
            if not word.startswith("@"):
                yield word
            elif word[1:] in self._sets:
                for member in self._sets[word[1:]]:
                    yield from self._choices(member, line)
            else:
                raise ValueError(f"No set of words has the name {word}: {line!r}")
