"""Candidates of one answer as a reader sees them: one row for the same words, and marked pieces."""

import re
from dataclasses import dataclass, field

from feedback.redaction import Span

MOST_ROWS = 60  # of one answer; what is above it is taken out without a row


@dataclass
class Row:
    """The same words of the same kind, wherever they stand in the answer; out, or kept."""

    words: str
    kind: str
    reason: str
    places: list[tuple[int, int]] = field(default_factory=list)
    out: bool = True

    @property
    def packed(self) -> str:
        """Places as a hidden field carries them."""
        return pack(self.places)


@dataclass(frozen=True)
class Piece:
    """A piece of the answer; `row` is the number of its row where it is marked."""

    text: str
    row: int | None = None


def rows_of(text: str, spans: list[Span]) -> list[Row]:
    """Rows in the order of the text."""
    rows: dict[tuple[str, str, str], Row] = {}
    for span in spans:
        words = text[span.start : span.end]
        key = (words.casefold(), span.kind, span.reason)
        row = rows.setdefault(key, Row(words, span.kind, span.reason))
        row.places.append((span.start, span.end))
    return list(rows.values())


def rows_again(text: str, chosen: list[Span], found: list[Span]) -> list[Row]:
    """Rows of a response that was read: what was taken out, and what was found and kept."""
    out = rows_of(text, chosen)
    kept = [s for s in found if not any(s.start < c.end and c.start < s.end for c in chosen)]
    rows = rows_of(text, kept)
    for row in rows:
        row.out = False
    return sorted([*out, *rows], key=lambda row: row.places[0])


def pieces_of(text: str, rows: list[Row]) -> list[Piece]:
    """The whole answer in pieces, so that a template can mark and escape them."""
    places = sorted((start, end, i) for i, row in enumerate(rows) for start, end in row.places)
    pieces, done = [], 0
    for start, end, number in places:
        pieces += [Piece(text[done:start]), Piece(text[start:end], number)]
        done = end
    return [piece for piece in [*pieces, Piece(text[done:])] if piece.text]


def pack(places: list[tuple[int, int]]) -> str:
    """12:17,40:45"""
    return ",".join(f"{start}:{end}" for start, end in places)


def unpack(packed: str, text: str) -> list[tuple[int, int]]:
    """Undo pack. Raises ValueError for anything that doesn't lie in the text."""
    places = []
    for part in packed.split(","):
        start, _, end = part.partition(":")
        place = int(start), int(end)
        if not 0 <= place[0] < place[1] <= len(text):
            raise ValueError("Not a place in the text.")
        places.append(place)
    return places


def occurrences(words: str, text: str, start: int | None = None) -> list[tuple[int, int]]:
    """Where these words stand: at `start` if they do, or else everywhere, as whole words if they
    can be found so, in capitals or not."""
    if start is not None and text[start : start + len(words)] == words:
        return [(start, start + len(words))]
    escaped = re.escape(words)
    for pattern in (rf"(?<!\w){escaped}(?!\w)", escaped):
        found = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
        if found:
            return found
    return []
