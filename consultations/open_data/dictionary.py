"""The dictionary: every column and value of the tables, in English and Welsh, and the licence."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from consultations.open_data.fields import Row, Said, Table, english_of, welsh_of


def entries(tables: Iterable[Table]) -> Iterator[Row]:
    """A row for the licence and each table, for each of its columns, and for each value of one."""
    licence = settings.OPEN_DATA_LICENCE
    yield _row("", "", "licence", licence, settings.OPEN_DATA_LICENCE_URL)
    for table in tables:
        yield _row(table.name, "", "", table.title)
        for column in table.fields:
            yield _row(table.name, column.name, "", column.label, column.meaning)
            for value, label in column.choices:
                yield _row(table.name, column.name, value, label, column.meanings.get(value, ""))


def _row(table: str, field: str, value: str, name: Said, meaning: Said = "") -> Row:
    return {
        "table": table,
        "field": field,
        "value": value,
        "name": english_of(name),
        "name_cy": welsh_of(name),
        "meaning": english_of(meaning),
        "meaning_cy": welsh_of(meaning),
    }
