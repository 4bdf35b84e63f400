"""A header and the rows below it, whatever kind of file they came in.

Rows are numbered as a spreadsheet shows them: the header is row 1, where nothing stands above it.
The limits keep a check under ten seconds and 300 MB (tests/resilience/test_hostile_files.py).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from feedback.importing.problems import MOST_COUNTED, BrokenFile, Problem, refuse
from feedback.importing.survey_tools import is_two_rows_of_header, merge_headers

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000
LONGEST_CELL = 20_000
LONGEST_NAME = 500


@dataclass(frozen=True)
class Row:
    """The cells of one row, by position."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A header and the rows below it; rows without any cell filled are left out.

    `kind` is csv or xlsx; `notes` say what of the file was not read.
    """

    header: list[str]
    rows: list[Row]
    kind: str = "csv"
    notes: list[str] = field(default_factory=list)

    def to_bytes(self) -> bytes:
        """For a page to carry."""
        rows = [[row.number, *row.cells] for row in self.rows]
        return json.dumps([self.header, rows, self.kind, self.notes], ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Table":
        """Read what to_bytes wrote."""
        header, rows, kind, notes = json.loads(data)
        return cls(header, [Row(number, cells) for number, *cells in rows], kind, notes)


def shape(records: Iterable[Row], *, kind: str, notes: list[str], ragged: bool = False) -> Table:
    """Header and filled rows. `ragged`: short rows are filled up. Raises BrokenFile."""
    filled = (row for row in records if any(cell.strip() for cell in row.cells))
    first = next(filled, None)
    if first is None:
        raise refuse(_("The file is empty."))
    header, at = [cell.strip() for cell in first.cells], first.number
    _check_width(header, at)
    rows = _collect(filled)
    if rows and is_two_rows_of_header(header, rows[0].cells):
        header = merge_headers(header, [cell.strip() for cell in rows.pop(0).cells])
    header, rows = _without_empty_columns(header, rows, ragged)
    _check_header(header, at)
    problems = list(islice((p for row in rows for p in _problems(row, header)), MOST_COUNTED))
    if problems:
        raise BrokenFile(problems)
    if not rows:
        raise refuse(_("The file has a header and no row below it."))
    return Table(header, rows, kind, notes)


def _check_width(header: list[str], at: int) -> None:
    if len(header) > MOST_COLUMNS:
        numbers = {"found": f"{len(header):,}", "most": MOST_COLUMNS}
        raise refuse(_("%(found)s columns; %(most)s is the most.") % numbers, at)


def _collect(filled: Iterator[Row]) -> list[Row]:
    rows: list[Row] = []
    cells = 0
    for row in filled:
        _check_width(row.cells, row.number)
        rows.append(row)
        cells += len(row.cells)
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            most = {"rows": f"{MOST_ROWS:,}", "cells": f"{MOST_CELLS:,}"}
            text = _("%(rows)s rows or %(cells)s cells are the most. Import it in parts.") % most
            raise refuse(text, row.number)
    return rows


def _without_empty_columns(
    header: list[str], rows: list[Row], ragged: bool
) -> tuple[list[str], list[Row]]:
    """Columns without a name and without a filled cell are no columns."""
    width = len(header)
    if ragged:
        width = max([width, *(len(row.cells) for row in rows)])
        header = header + [""] * (width - len(header))
    kept = [
        at
        for at in range(width)
        if header[at] or any(at < len(row.cells) and row.cells[at].strip() for row in rows)
    ]
    return [header[at] for at in kept], [
        Row(row.number, _cells(row.cells, kept, width, ragged)) for row in rows
    ]


def _cells(cells: list[str], kept: list[int], width: int, ragged: bool) -> list[str]:
    beyond = cells[width:]
    while beyond and not beyond[-1].strip():
        beyond.pop()
    if ragged:
        cells = cells + [""] * (width - len(cells))
    return [cells[at] for at in kept if at < len(cells)] + beyond


def _check_header(header: list[str], at: int) -> None:
    if len(header) == 1 and ";" in header[0]:
        raise refuse(_("The cells are not parted by commas. Save the file as “CSV UTF-8”."), at)
    seen: set[str] = set()
    for place, name in enumerate(header, start=1):
        if not name:
            raise refuse(_("Column %(place)s has no name.") % {"place": place}, at)
        if len(name) > LONGEST_NAME or "\0" in name:
            text = _("Column %(place)s has a name that is too long or broken.")
            raise refuse(text % {"place": place}, at)
        if name in seen:
            raise refuse(_("Two columns have this name."), at, name)
        seen.add(name)


def _problems(row: Row, header: list[str]) -> Iterator[Problem]:
    if len(row.cells) != len(header):
        numbers = {"found": len(row.cells), "expected": len(header)}
        yield Problem(_("%(found)s cells; the header has %(expected)s.") % numbers, row.number)
        return
    for name, cell in zip(header, row.cells, strict=True):
        if "\0" in cell:
            yield Problem(_("A character is broken (NUL)."), row.number, name)
        if len(cell) > LONGEST_CELL:
            lengths = {"found": f"{len(cell):,}", "most": f"{LONGEST_CELL:,}"}
            sentence = _("%(found)s characters; %(most)s is the most.") % lengths
            yield Problem(sentence, row.number, name)
