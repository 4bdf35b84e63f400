"""Hostile and odd files: refused with a reason and where there is one a row, or taken whole."""

import codecs
import json
from datetime import datetime
from typing import Any

import pytest

from feedback.importing import workbooks, xlsx_child
from feedback.importing.opening import OLE, read_table
from feedback.importing.problems import BrokenFile
from feedback.importing.tables import MOST_COLUMNS, Table
from tests.feedback.workbooks import END, SHEET, in_sheet, repacked, sheet_of, workbook

SECRET = "Sharon"
GOOD = workbook(["id", "text"], [1, SECRET])
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;">]>' + SHEET + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&c;'
    b"</t></is></c></row>" + END
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + SHEET
    + b'<row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>' + END
)
WIDE_ROW = b"<row%s>" + b"".join(b"<c><v>%d</v></c>" % n for n in range(100_000)) + b"</row>"
WIDE = SHEET + WIDE_ROW % b' r="1"' + b'<row r="2"><c><v>1</v></c></row>' + END


def hide(book: Any) -> None:
    book.create_sheet("More").append(["text", "x"])
    book.create_sheet("Hidden").sheet_state = "hidden"


def hide_all(book: Any) -> None:
    book.create_sheet("Empty")
    book.worksheets[0].sheet_state = "veryHidden"
    book.active = 1


def said(table: Table) -> list[list[str]]:
    return [table.header, *(row.cells for row in table.rows)]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read workbooks in this process, which is faster; the last tests start the real child."""

    def run(data: bytes) -> list[bytes]:
        try:
            return [line.encode() for line in xlsx_child.read(data, workbooks.limits())]
        except xlsx_child.Refused as refused:
            return [json.dumps(refused.about).encode()]

    monkeypatch.setattr(workbooks, "_run", run)


# -- taken whole


def test_cells_without_a_value_make_no_row_too_wide(here: None) -> None:
    styled = b"".join(b'<c s="1"/>' for _ in range(MOST_COLUMNS + 100))
    rows = b'<row r="1"><c><v>1</v></c>' + styled + b'</row><row r="2"><c><v>2</v></c></row>'
    assert said(read_table(sheet_of(SHEET + rows + END))) == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (
            workbook(
                ["id", "when", "text", "ok", "n"],
                [7, datetime(2026, 10, 5, 9, 30), "They\nlistened", True, 1.5],
                [8.0, datetime(2026, 10, 6), "=not a formula"[1:], None, 12345678901],
            ),
            [
                ["id", "when", "text", "ok", "n"],
                ["7", "2026-10-05T09:30:00", "They\nlistened", "TRUE", "1.5"],
                ["8", "2026-10-06", "not a formula", "", "12345678901"],
            ],
        ),
        (workbook([], ["text", None], [], ["x"], [None, None]), [["text"], ["x"]]),
        (workbook(["text"], ["x"], change=hide), [["text"], ["x"]]),
        (
            # the value that the sheet shows of a formula, which is never evaluated
            repacked(workbook(["text"], ["=1+1"]), in_sheet(b"<v></v>", b"<v>2</v>")),
            [["text"], ["2"]],
        ),
        (workbook(["text", "a"], ["x", "=1"[1:]]), [["text", "a"], ["x", "1"]]),
        (b"text\n=1+1\n+1\n-1\n@x\n", [["text"], ["=1+1"], ["+1"], ["-1"], ["@x"]]),
        (b"text\r\na\nb\rc\r\n", [["text"], ["a"], ["b"], ["c"]]),
        (b'text,a,\n"x ""y""\n",1,\n', [["text", "a"], ['x "y"\n', "1"]]),
        ("text\tŵ\nx\ty, z\n".encode("utf-16"), [["text", "ŵ"], ["x", "y, z"]]),
        (codecs.BOM_UTF8 + b"text\nx\n" + b"\n" * 1000, [["text"], ["x"]]),
    ],
    ids=[
        *("kinds of cell", "rows and cells that are empty", "hidden sheets", "a formula's value"),
        *("numbers", "signs of formulas in CSV", "mixed line ends", "quotation marks", "UTF-16"),
        "a mark and empty rows",
    ],
)
def test_a_whole_file_is_taken(here: None, data: bytes, rows: list[list[str]]) -> None:
    assert said(read_table(data)) == rows


# -- refused


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (sheet_of(LAUGHS), "This workbook holds what no survey tool writes."),
        (sheet_of(OUTSIDE), "This workbook holds what no survey tool writes."),
        (
            repacked(GOOD, None, **{"../evil": b"x"}),
            "This workbook holds what no survey tool writes.",
        ),
        (
            repacked(GOOD, None, **{"x.bin": b"0" * 9_000_000}),
            "Unpacked, this workbook is too large.",
        ),
        (repacked(GOOD, None, **{"xl/vbaProject.bin": b"x"}), "This workbook holds macros."),
        (repacked(GOOD, None, **{f"x{n}": b"" for n in range(400)}), "This workbook is damaged."),
        (GOOD[:-40], "This workbook is damaged."),
        (GOOD[:200] + b"\0" * 90 + GOOD[290:], "This workbook is damaged."),
        (b"PK\x03\x04" + b"\0" * 300, "This workbook is damaged."),
        (repacked(GOOD, lambda name, held: held[:20]), "This workbook is damaged."),
        (
            repacked(GOOD).replace(b"xl/workbook.xml", b"xl/document.xml"),
            "This is no Excel workbook.",
        ),
        (workbook(["x"], change=hide_all), "The file is empty."),
        (workbook(), "The file is empty."),
        (workbook(["text"]), "The file has a header and no row below it."),
        (workbook(["text"], ["=1+1"]), "Row 2, column “A”: A formula has no value yet."),
        (
            workbook(["text"], ["x"], ["y"], change=lambda book: book.active.merge_cells("A2:A3")),
            "Row 2: Cells are merged over rows.",
        ),
        (
            workbook(["text"], ["x"], [None] * 600 + ["y"]),
            f"Row 3: 601 columns; {MOST_COLUMNS} is the most.",
        ),
        (sheet_of(WIDE), f"Row 1: 100,000 columns; {MOST_COLUMNS} is the most."),
        (sheet_of(SHEET + WIDE_ROW % b"" + END), "Row 1: 100,000 columns;"),
        (
            workbook(["id", "text"], [1, "x" * 32_767]),
            "Row 2, column “text”: 32,767 characters; 20,000 is the most.",
        ),
        (workbook(["text", "text"], ["x", "y"]), "Row 1, column “text”: Two columns have this"),
        (workbook(["text", None], ["x", "y"]), "Row 1: Column 2 has no name."),
        (OLE + b"\0" * 600, "This is an old Excel file (.xls)."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "This workbook has a password."),
        (b"<html><table><tr><td>Sharon", "This is a web page, whatever its name."),
        (b'\n<?xml version="1.0"?><Workbook>', "This is a web page, whatever its name."),
        (b"%PDF-1.7 Sharon", "This is a PDF."),
        (b"\x1f\x8b\x08rest", "This file is packed."),
        (b"a," * 1_000_000 + b"\nSharon", "Row 1: 1,000,001 columns; 500 is the most."),
        (b"text\n" + b"," * 1_000_000 + b"x\n", "Row 2: 1,000,001 columns; 500 is the most."),
        ("text\nSharon \u2019\n".encode("cp1252"), "Row 2, column “text”: A character is not in"),
        (b"text\nSharon\xff\n", "Row 2, column “text”: A character is not in UTF-8."),
        ("text\nx\n".encode("utf-16") + b"\x00", "Row 3: A character is broken."),
        (b'text\n"Sharon\nand more\n', "Row 2: A quotation mark is missing"),
        (b"a" * 600 + b"\nSharon\n", "Row 1: Column 1 has a name that is too long or broken."),
    ],
)
def test_a_hostile_file_is_refused_with_a_reason(here: None, data: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        read_table(data)
    assert str(refused.value).startswith(sentence)
    assert SECRET not in str(refused.value)


# -- by the process of its own


def test_sheets_that_were_not_read_are_named() -> None:
    notes = read_table(workbook(["text"], ["x"], change=hide)).notes
    assert notes == ["Not read: 1 hidden sheet.", "Not read: 1 more sheet."]


def test_a_workbook_is_known_by_its_bytes_and_both_kinds_say_the_same() -> None:
    table = read_table(GOOD)
    assert (table.kind, said(table)) == ("xlsx", said(read_table(b"id,text\n1,Sharon\n")))
    assert Table.from_bytes(table.to_bytes()) == table


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE], ids=["entities", "a file of this machine"])
def test_a_process_of_its_own_expands_no_entity(xml: bytes) -> None:
    with pytest.raises(BrokenFile, match="holds what no survey tool writes"):
        read_table(sheet_of(xml))


@pytest.mark.parametrize(("limit", "value"), [("MEMORY", 24 * 1024 * 1024), ("LONGEST", 0.01)])
def test_a_child_that_ends_early_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    monkeypatch.setattr(workbooks, limit, value)
    with pytest.raises(BrokenFile, match="too long or too much memory"):
        read_table(GOOD)
