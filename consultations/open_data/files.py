"""A table as CSV or JSON, row by row, so that no table has to fit into memory."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from consultations.open_data.fields import NOT_TOLD, Cell, Field, Row, Table, english_of
from core.cells import safe_cell

BOM = "\ufeff"  # so that a spreadsheet reads Welsh


class _Line:
    """What a csv.writer writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def as_csv(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """UTF-8 with its mark; names of columns first; nothing in it runs in a spreadsheet."""
    writer: Any = csv.writer(_Line())
    yield BOM + writer.writerow([column.name for column in table.fields])
    for row in rows:
        yield writer.writerow([_cell(column, row.get(column.name)) for column in table.fields])


def _cell(column: Field, value: Cell) -> str:
    if value is None or value == "":
        return NOT_TOLD if column.is_number and value is None else ""
    return safe_cell(str(value))


def as_json(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """One object: what it is, its licence, all columns of each row, and the last day of change."""
    head = {
        "table": table.name,
        "title": english_of(table.title),
        "publisher": settings.OPERATOR_NAME,
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
    }
    yield json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "rows": ['
    updated, between = "", "\n"
    for row in rows:
        cells = {column.name: _value(column, row.get(column.name)) for column in table.fields}
        updated = max(updated, str(row.get("updated") or ""))
        yield between + json.dumps(cells, ensure_ascii=False)
        between = ",\n"
    yield f'\n], "updated": {json.dumps(updated or None)}}}\n'


def _value(column: Field, value: Cell) -> Cell:
    """No number is null, no words are empty."""
    if value is None and not column.is_number:
        return ""
    return value
