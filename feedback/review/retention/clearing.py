"""After deleting: no word stands on in a file, a search index or a log beside the file (trap 8).

SQLite: `secure_delete` overwrites, a full-text index is made anew, VACUUM writes the file anew,
and the write-ahead log is cut to nothing. PostgreSQL: VACUUM FULL writes tables anew; its own
log keeps what was written for as long as its settings say (docs/data-protection.md).
"""

from typing import Any

from django.db import Error, connections

ALIASES = ("default", "intake")
LOCK_MS = 5_000
# Tables of the default database that hold words, or copies of them, or what was made from them.
WITH_WORDS = ("feedback_", "review_", "insights_", "consultations_", "django_tasks", "wagtail")


class NotClear(RuntimeError):
    """A database is in use, so that what was deleted may still be in its files. Run it again."""


def clear_files() -> None:
    """Remove what deleting leaves behind. Does nothing inside a transaction. Raises NotClear."""
    for alias in ALIASES:
        connection = connections[alias]
        if connection.in_atomic_block:
            continue
        if connection.vendor == "sqlite":
            _clear_sqlite(connection)
        elif connection.vendor == "postgresql":
            _clear_postgres(connection, full=alias == "default")


def _clear_sqlite(connection: Any) -> None:
    try:
        with connection.cursor() as cursor:
            for table in _full_text_tables(cursor):
                cursor.execute(f'INSERT INTO "{table}"("{table}") VALUES (\'optimize\')')  # noqa: S608
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # waits as long as any write does
            busy = cursor.fetchone()[0]
    except Error as error:
        raise NotClear(_why(connection, type(error).__name__)) from None
    if busy:
        raise NotClear(_why(connection, "somebody reads it for long"))


def _full_text_tables(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
    )
    return [name for (name,) in cursor.fetchall()]


def _why(connection: Any, why: str) -> str:
    return (
        f"What was deleted may still be in the files of the {connection.alias} database: {why}. "
        "Nothing is lost; run `manage.py purge_expired` again."
    )


def _clear_postgres(connection: Any, *, full: bool) -> None:
    """Tables that women's pages write to are never locked: what is in them is sealed."""
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {LOCK_MS}")
        try:
            for name in sorted(n for n in names if not full or n.startswith(WITH_WORDS)):
                _vacuum(cursor, connection.ops.quote_name(name), full)
        finally:
            cursor.execute("SET lock_timeout = DEFAULT")


def _vacuum(cursor: Any, table: str, full: bool) -> None:
    if full:
        try:
            cursor.execute(f"VACUUM FULL {table}")
            return
        except Error:  # somebody reads it for long: the plain one waits for nobody
            pass
    cursor.execute(f"VACUUM {table}")
