"""Copying one whole database into a file and back: SQLite by its backup API, PostgreSQL by its own
programs. Both see one moment of the database, however busy it is."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connections

from feedback.review.backups.folders import BackupRefused


def save(alias: str, path: Path) -> None:
    """Copy a database into this new file. Raises BackupRefused."""
    if connections[alias].vendor == "sqlite":
        _save_sqlite(str(connections[alias].settings_dict["NAME"]), path)
    else:
        _run(
            "pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={path}"], alias
        )
    path.chmod(0o600)


def load(alias: str, path: Path) -> None:
    """Put this file in the place of the database, all or nothing. Raises BackupRefused."""
    if connections[alias].vendor == "sqlite":
        connections[alias].close()
        _load_sqlite(path, str(connections[alias].settings_dict["NAME"]))
    else:
        _load_postgres(alias, path)


def _save_sqlite(name: str, path: Path) -> None:
    with closing(_read_only(name)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        if target.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupRefused(f"The database in {name} is damaged, so this is no backup.")


def _load_sqlite(path: Path, name: str) -> None:
    """Through SQLite itself: processes that have the file open see all of the old or all of the
    new database. Its write-ahead log, which holds the old one, is cut to nothing."""
    with closing(_read_only(str(path))) as source, closing(sqlite3.connect(name)) as target:
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA secure_delete = ON")
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _read_only(name: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{name}?mode=ro", uri=True, timeout=20)


def _load_postgres(alias: str, path: Path) -> None:
    """What is there goes first, newer tables too. Until the dump is in, pages find no tables."""
    _find("pg_restore")
    connection = connections[alias]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if tables:
            cursor.execute(f"DROP TABLE {', '.join(map(quote, tables))} CASCADE")
    connection.close()
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", [*options, f"--dbname={connection.settings_dict['NAME']}", str(path)], alias)


def _run(program: str, options: list[str], alias: str) -> None:
    """Run one of PostgreSQL's programs. What it says may repeat rows, so it isn't passed on."""
    told: dict[str, Any] = connections[alias].settings_dict
    places = {"--host": told["HOST"], "--port": told["PORT"], "--username": told["USER"]}
    command = [_find(program), *(f"{name}={value}" for name, value in places.items() if value)]
    command += options if program == "pg_restore" else [*options, told["NAME"]]
    environment = {**os.environ, "PGPASSWORD": told["PASSWORD"] or ""}
    run = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    if run.returncode != 0:
        raise BackupRefused(
            f"{program} ended with {run.returncode} for the {alias} database. It is at least as "
            "new as the server, isn't it? Run it by hand to see what it says."
        )


def _find(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(
            f"{program} isn't on this machine. Install PostgreSQL's client programs, of the "
            "server's version or newer."
        )
    return found
