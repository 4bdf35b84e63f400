"""Looking for words on the disk or in a dump: what a thief of the machine or backup would see."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connections

ALIASES = ("default", "intake")


def hits(mark: str) -> list[str]:
    """Where the mark stands: files below the data folder and beside the databases, write-ahead
    logs included; on PostgreSQL dumps of both databases."""
    needle = mark.encode()
    found = [path.name for path in _files() if needle in path.read_bytes()]
    for alias in ALIASES:
        if connections[alias].vendor == "postgresql" and needle in dump(alias):
            found.append(f"dump of {alias}")
    return sorted(found)


def _files() -> set[Path]:
    folders = {Path(settings.DATA_DIR), Path(settings.INTAKE_KEYS_DIR)}
    for alias in ALIASES:
        if connections[alias].vendor == "sqlite":
            folders.add(Path(str(connections[alias].settings_dict["NAME"])).parent)
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def dump(alias: str) -> bytes:
    """All rows of a PostgreSQL database as text: by pg_dump, or else by COPY of each table."""
    connection = connections[alias]
    told = connection.settings_dict
    if shutil.which("pg_dump"):
        places = [f"--host={told['HOST']}", f"--port={told['PORT'] or 5432}"]
        command = ["pg_dump", "--data-only", *places, f"--username={told['USER']}", told["NAME"]]
        environment = {**os.environ, "PGPASSWORD": told["PASSWORD"] or ""}
        run = subprocess.run(command, capture_output=True, check=False, env=environment)
        if run.returncode == 0:
            return run.stdout
    text = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                text += b"".join(bytes(block) for block in copy)
    return text
