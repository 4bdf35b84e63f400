"""The archive that leaves: CSV and XLSX for people, JSON lines without loss, the dictionary."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from core.cells import safe_cell, sheet_text
from feedback.exporting import dictionary, tables
from feedback.exporting.gathering import Export

SAME_DAY = (1980, 1, 1, 0, 0, 0)  # an archive says no time of its own


def to_zip(export: Export) -> bytes:
    """responses.csv, responses.xlsx, responses.jsonl, dictionary.csv."""
    header, lines = tables.header(export), list(tables.lines(export))
    entries = list(dictionary.entries(export))
    files = {
        "responses.csv": as_csv([header, *lines]),
        "responses.xlsx": as_xlsx(
            {"Responses": [header, *lines], "Dictionary": [dictionary.HEADER, *entries]}
        ),
        "responses.jsonl": as_json_lines(export),
        "dictionary.csv": as_csv([dictionary.HEADER, *entries]),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, SAME_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, so that Excel reads Welsh; nothing in it runs."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe_cell(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig", "replace")


def as_json_lines(export: Export) -> bytes:
    """A line for each response, keys as the dictionary has them: nothing is lost or escaped."""
    return b"".join(json.dumps(asdict(row), sort_keys=True).encode() + b"\n" for row in export.rows)


def as_xlsx(sheets: dict[str, Iterable[Sequence[str]]]) -> bytes:
    """A workbook in which every cell is text, and stays text when somebody edits it."""
    import openpyxl  # here: the public process never loads it

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "Alongside"
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append([_text_cell(sheet, words) for words in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, words: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=sheet_text(words))
    cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell
