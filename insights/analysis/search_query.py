"""What a person typed into a search field, read as words and phrases. Plain Python.

Words are compared by stem; what stands in quotation marks is a phrase, its words side by side. "="
before either asks for exactly that spelling, "-" before either leaves responses with it out. OR,
AND and NOT in capitals are understood. Whatever is typed is read as it best can be, never refused:
`notes` says where that took guessing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from insights.analysis.tokens import REDACTED, WORD, folded, stem, without_redacted

LONGEST = 4_000  # signs that are read of a field; what was read of it is never longer
MOST_TERMS, MOST_WORDS, LONGEST_WORD = 20, 40, 60
OPERATORS = frozenset({"OR", "AND", "NOT"})
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
PIECE = re.compile(
    r"""
    (?P<signs>[-−–=]*)
    (?: "(?P<phrase>[^"]*)(?P<closed>"?)
      | (?<![^\s=−–-]) ['‘](?P<single>[^"\s][^"]*?)['’](?!\S)
      | (?P<word>[^\s"]+) )
    """,
    re.VERBOSE,
)


class Note(StrEnum):
    """What a reader of the page should know of how her words were read."""

    OPEN_QUOTE = "open quote"
    OR = "or"
    AND = "and"
    NOT = "not"
    NO_WORD = "no word"
    DETAIL = "detail"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of a phrase, as they were typed. `exact`: in this spelling alone."""

    words: tuple[str, ...]
    exact: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What it is compared by: stems, or for an exact one words without case and accents."""
        return tuple(map(folded if self.exact else stem, self.words))

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    def __str__(self) -> str:
        text = " ".join(self.words)
        quoted = f'"{text}"' if self.is_phrase or text in OPERATORS else text
        return f"={quoted}" if self.exact else quoted


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that all responses have, or with `any_of` at least one of, and terms that none has.

    `is_only_signs`: something was typed, and no word of it can be looked for. That finds nothing:
    all responses would look as if they had it.
    """

    wanted: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    any_of: bool = False
    notes: tuple[Note, ...] = ()
    is_only_signs: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted or self.without)

    @property
    def text(self) -> str:
        """What is wanted, as a field holds it: read again, it is the same."""
        return " ".join(map(str, self.wanted))

    @property
    def without_text(self) -> str:
        """The same for what is left out."""
        return " ".join(map(str, self.without))


def read_query(text: str, *, without: str = "", any_of: bool = False) -> Query:
    """Read both fields of a search. Never fails."""
    reader = _Reader()
    reader.read(without, leave_out=True)
    taken = reader.read(text)
    notes = [note for note in Note if note in reader.notes]
    return Query(
        tuple(reader.wanted.values()),
        tuple(reader.without.values()),
        any_of or Note.OR in reader.notes,
        tuple(notes),
        is_only_signs=bool(text.strip()) and not taken,
    )


Key = tuple[bool, tuple[str, ...]]


class _Reader:
    """Collects the terms of fields, each once."""

    def __init__(self) -> None:
        self.wanted: dict[Key, Term] = {}
        self.without: dict[Key, Term] = {}
        self.notes: set[Note] = set()
        self._words = 0

    def read(self, text: str, *, leave_out: bool = False) -> int:
        """Take the terms of one field; of the second one all are left out. Returns how many."""
        if len(text) > LONGEST:
            self.notes.add(Note.TOO_MANY)
        if REDACTED.search(text):
            self.notes.add(Note.DETAIL)
        text = without_redacted(text[:LONGEST]).translate(QUOTES)
        taken, negated = 0, False
        for piece in PIECE.finditer(text):
            if piece["word"] in OPERATORS and not piece["signs"]:
                if not leave_out:
                    self.notes.add(Note(piece["word"].lower()))
                negated = piece["word"] == "NOT"
                continue
            if piece["phrase"] is not None and not piece["closed"]:
                self.notes.add(Note.OPEN_QUOTE)
            signs = piece["signs"]
            out = leave_out or negated or bool(set(signs) - {"="})
            taken += self._take(_words(piece), exact="=" in signs, out=out)
            negated = False
        if text.strip() and not taken:
            self.notes.add(Note.NO_WORD)
        return taken

    def _take(self, words: tuple[str, ...], *, exact: bool, out: bool) -> int:
        if not words:
            return 0
        term = Term(words, exact)
        terms = self.without if out else self.wanted
        key = (exact, term.key)
        if key in terms:
            return 1
        self._words += len(words)
        too_many = len(self.wanted) + len(self.without) >= MOST_TERMS or self._words > MOST_WORDS
        if too_many or any(len(word) > LONGEST_WORD for word in words):
            self._words -= len(words)
            self.notes.add(Note.TOO_MANY)
        else:
            terms[key] = term
        return 1


def _words(piece: re.Match[str]) -> tuple[str, ...]:
    """The words of a piece. "Self-harm" is two, side by side."""
    found: Iterable[str | None] = (piece["phrase"], piece["single"], piece["word"])
    return tuple(WORD.findall(next(text for text in found if text is not None)))
