"""Workbooks for tests: whole ones, and ones that no survey tool would write."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

Change = Callable[[str, bytes], bytes]


def workbook(*rows: Sequence[Any], change: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx file with these rows; `change` gets the openpyxl workbook before it is saved."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Change | None = None, **more: bytes) -> bytes:
    """The same archive with entries changed by name, and with more of them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, change(name, held) if change else held)
        for name, held in more.items():
            new.writestr(name, held)
    return out.getvalue()


def in_sheet(old: bytes, new: bytes) -> Change:
    """A change of the first sheet's XML."""

    def change(name: str, held: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return held
        assert old in held
        return held.replace(old, new, 1)

    return change


def sheet_of(xml: bytes) -> bytes:
    """A workbook whose first sheet is this XML."""
    return repacked(
        workbook(["text"]),
        lambda name, held: xml if name == "xl/worksheets/sheet1.xml" else held,
    )


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
