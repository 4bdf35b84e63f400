"""The tables of an edition as a workbook, and as a ZIP of CSV files. Nothing in them runs."""

import io
import zipfile
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, to_locale

from core.cells import sheet_text
from insights.handover.archive import write_csv
from insights.packs.editions import Edition
from insights.packs.files.bundle import without_traces
from insights.packs.files.days import day_of
from insights.packs.files.tables import Cell, Table, tables_of

WIDEST, NARROWEST = 60, 12  # signs of a column
CLAY, SOFT = "A24A26", "EFE8DB"


def pack_xlsx(edition: Edition) -> bytes:
    """A workbook: numbers are numbers, everything else is text and stays text."""
    import openpyxl  # here: the public process never loads it

    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in tables_of(edition):
        _add(book, table, is_review=edition["edition"] == "review")
    out = io.BytesIO()
    book.save(out)
    language = to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-")
    day = day_of(edition)
    return without_traces(out.getvalue(), title=edition["title"], language=language, day=day)


def _add(book: Any, table: Table, *, is_review: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.name)
    for line in [table.head, *table.lines]:
        sheet.append([cell if isinstance(cell, int) else sheet_text(cell) for cell in line])
    wrapped = Alignment(wrap_text=True, vertical="top")
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        cell.alignment = wrapped
        if not isinstance(cell.value, int):
            cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
            cell.number_format, cell.quotePrefix = "@", True
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=SOFT)
    for place, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.oddHeader.left.text = _for_a_head(str(table.lines[0][0]))
    sheet.oddFooter.right.text = "&P / &N"
    if is_review:
        sheet.sheet_properties.tabColor = CLAY


def _for_a_head(words: str) -> str:
    """Words for the head of a printed page, where "&" begins a command."""
    return words.replace("&", "&&")


def _widths(table: Table) -> list[int]:
    columns = zip(table.head, *table.lines, strict=True)
    longest = [max(len(str(cell)) for cell in column) for column in columns]
    return [min(WIDEST, max(NARROWEST, length + 2)) for length in longest]


def pack_csv(edition: Edition) -> bytes:
    """A ZIP of the same tables, a file each, in UTF-8 with its mark."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for table in tables_of(edition):
            lines = [table.head, *table.lines]
            write_csv(archive, f"{table.file}.csv", [_as_text(line) for line in lines])
    return out.getvalue()


def _as_text(line: Any) -> list[str]:
    cells: list[Cell] = list(line)
    return [str(cell) for cell in cells]
