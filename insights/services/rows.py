"""Suggestions as rows, written many at a time.

A look for themes through 100,000 responses writes some 280,000 rows. `bulk_create` makes an object
of each and prepares each value anew, which took longer than finding the suggestions; here a chunk
is one statement.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from django.db import connections, router
from django.db.models import Model, QuerySet

from insights.models import Suggestion

ROWS_AT_ONCE = 500  # values of one statement: SQLite takes 32,766


class Row(NamedTuple):
    """A suggestion, its fields named as its columns are."""

    response_id: int
    theme_id: int
    words: str  # JSON
    sentences: str  # JSON
    band: str
    chance: float | None
    nearest_id: int | None
    engine: str
    codebook_version: str
    model_version: str


def write_rows(rows: Sequence[Row]) -> None:
    """Write suggestions. Those of a response and theme that are there already are left alone."""
    using = router.db_for_write(Suggestion)
    with connections[using].cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            cursor.execute(_insert(len(some)), list(chain.from_iterable(some)))


def forget_undecided(suggestions: QuerySet[Suggestion]) -> None:
    """Delete those of them that nobody has decided on."""
    # Nothing hangs on an undecided suggestion, so Django needn't fetch each to look for what does.
    suggestions.filter(codings=None)._raw_delete(router.db_for_write(Suggestion))


def count_anew(*models: type[Model]) -> None:
    """Have PostgreSQL count the rows of these tables again: it plans by counts that may be minutes
    old, and with 100,000 rows that it hadn't heard of a question took minutes instead of seconds.
    """
    connection = connections[router.db_for_write(Suggestion)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"ANALYZE {model._meta.db_table}")


def _insert(rows: int) -> str:
    columns = ", ".join(Row._fields)
    values = ", ".join([f"({', '.join(['%s'] * len(Row._fields))})"] * rows)
    table = Suggestion._meta.db_table
    return f"INSERT INTO {table} ({columns}) VALUES {values} ON CONFLICT DO NOTHING"  # noqa: S608  names of ours
