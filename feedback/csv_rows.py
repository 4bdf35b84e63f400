"""Rows of a CSV file, or problems that name the row and the column.

Rows are numbered as a spreadsheet shows them: the header is row 1. No sentence here quotes a cell,
since a cell holds somebody's words.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST_CELL = 20_000
MOST_PROBLEMS = 20  # after these, a person mends the file rather than reads on
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where."""

    text: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = {"row": self.row, "column": self.column}
        if self.row and self.column:
            return _("Row %(row)s, column “%(column)s”: ") % place + self.text
        if self.row:
            return _("Row %(row)s: ") % place + self.text
        return _("Column “%(column)s”: ") % place + self.text if self.column else self.text


class BrokenFile(ValueError):
    """The file can't be taken in; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """The cells of one row, by position."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A header and the rows below it; rows without any cell filled are left out."""

    header: list[str]
    rows: list[Row]


def read_table(data: bytes) -> Table:
    """Read a CSV file in UTF-8, with or without its mark. Raises BrokenFile."""
    text = _decode(data)
    csv.field_size_limit(MOST_BYTES)  # our own limit names the row and the column
    rows = list(_records(text))
    if not rows:
        raise BrokenFile([Problem(_("The file is empty."))])
    header = [cell.strip() for cell in rows[0].cells]
    _check_header(header)
    filled = [row for row in rows[1:] if any(cell.strip() for cell in row.cells)]
    problems = [p for row in filled for p in _problems(row, header)]
    if problems:
        raise BrokenFile(problems)
    if not filled:
        raise BrokenFile([Problem(_("The file has a header and no row below it."))])
    return Table(header, filled)


def _decode(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise BrokenFile([Problem(_("The file is larger than 64 MB. Import it in parts."))])
    if data.startswith(b"PK\x03\x04"):
        raise BrokenFile([Problem(_("This is a spreadsheet. Save it as “CSV UTF-8” first."))])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenFile([_undecoded(data, error.start)]) from None


def _undecoded(data: bytes, position: int) -> Problem:
    """Where the first byte stands that isn't UTF-8."""
    text = _("A character is not in UTF-8. Save the file as “CSV UTF-8”.")
    before = list(csv.reader(io.StringIO(data[:position].decode("utf-8-sig"), newline="")))
    if data[position - 1 : position] in {b"", b"\n", b"\r"} or not before:
        return Problem(text, len(before) + 1)
    header, place = before[0], len(before[-1]) - 1
    inside = len(before) > 1 and place < len(header)
    return Problem(text, len(before), header[place] if inside else "")


def _records(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, cells)
    except csv.Error:
        sentence = _("A quotation mark is missing or one too many, here or in the row before.")
        raise BrokenFile([Problem(sentence, number + 1)]) from None


def _check_header(header: list[str]) -> None:
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        raise BrokenFile(
            [Problem(_("The cells are not parted by commas. Save the file as “CSV UTF-8”."), 1)]
        )
    for place, name in enumerate(header, start=1):
        if not name:
            raise BrokenFile([Problem(_("Column %(place)s has no name.") % {"place": place}, 1)])
        if header.index(name) != place - 1:
            raise BrokenFile([Problem(_("Two columns have this name."), 1, name)])


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
