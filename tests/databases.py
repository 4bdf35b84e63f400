"""Test databases: both are migrated once into a template, and every worker gets a copy of it.

Wagtail's migrations cost half a minute; a copy costs some milliseconds. The template holds a site
too, with a home page and the page of consultations, for most tests start there. Triggers, roles
and other things that only migrations make exist in the copies too. A test that commits (live
server, browser) is followed by a fresh copy, never by a flush: a flush would take Wagtail's root
page away, and append-only triggers refuse it (docs/decisions).
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

import django
import wagtail
from django.apps import apps
from django.core.management import call_command
from django.db import connections

ALIASES = ("default", "intake")
PREFIX = "alongside_test_"
SITE_MADE_BY = ("core.py", "consultations.py")  # in tests/factories
KEEP_DAYS = 1  # templates that nobody used since are removed


class TestDatabases(Protocol):
    """Makes this worker's databases, puts them back as they were, takes them away."""

    def create(self) -> None: ...
    def restore(self) -> None: ...
    def drop(self) -> None: ...


def for_this_run() -> TestDatabases:
    """Files for SQLite, databases of the server for PostgreSQL."""
    vendors = {connections[alias].vendor for alias in ALIASES}
    if vendors == {"sqlite"}:
        return SqliteFiles()
    if vendors == {"postgresql"}:
        return PostgresDatabases()
    raise RuntimeError(f"Tests run on SQLite or on PostgreSQL, both databases alike: {vendors}.")


def fingerprint() -> str:
    """Changes when any migration of any installed app, the site, or Django or Wagtail, changes."""
    digest = hashlib.sha256(f"{sys.version} {django.__version__} {wagtail.__version__}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda c: c.label):
        for file in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    for name in SITE_MADE_BY:
        digest.update((Path(__file__).parent / "factories" / name).read_bytes())
    return digest.hexdigest()[:12]


def point_to(names: dict[str, str]) -> None:
    """Make every new connection of this process, of any thread, open these databases."""
    connections.close_all()
    for alias, name in names.items():
        connections.settings[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def fill() -> None:
    """Run all migrations of both databases, make the site, then let go of the connections."""
    for alias, apps_there in (("default", ()), ("intake", ("intake",))):
        call_command("migrate", *apps_there, database=alias, verbosity=0, interactive=False)
    from tests.factories.consultations import make_index  # needs Django set up
    from tests.factories.core import make_site

    make_index(make_site())
    connections.close_all()


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Hold the machine-wide lock under which templates of one kind are made and copied."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def cache_folder() -> Path:
    """Where templates outlive a run: the system's temporary folder, readable by this user alone."""
    folder = Path(tempfile.gettempdir()) / f"alongside-test-templates-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


class SqliteFiles:
    """File databases: in memory, threads of the live server would share one connection."""

    def __init__(self) -> None:
        self.cache = cache_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="alongside-test-"))
        self.fingerprint = fingerprint()  # once: a migration may change while tests run

    def template(self, alias: str) -> Path:
        return self.cache / f"{self.fingerprint}-{alias}.sqlite3"

    def create(self) -> None:
        with one_at_a_time(self.cache / "sqlite.lock"):
            self._forget_old()
            if not all(self.template(alias).exists() for alias in ALIASES):
                self._build()
            for alias in ALIASES:
                self.template(alias).touch()
                shutil.copyfile(self.template(alias), self.folder / f"{alias}.sqlite3")
        point_to({alias: str(self.folder / f"{alias}.sqlite3") for alias in ALIASES})

    def _build(self) -> None:
        names = {alias: str(self.folder / f"building-{alias}.sqlite3") for alias in ALIASES}
        point_to(names)
        fill()
        for alias in reversed(ALIASES):
            with sqlite3.connect(names[alias]) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            shutil.move(names[alias], self.template(alias))

    def _forget_old(self) -> None:
        limit = time.time() - KEEP_DAYS * 86400
        for file in self.cache.glob("*.sqlite3"):
            if file.stat().st_mtime < limit:
                file.unlink()

    def restore(self) -> None:
        connections.close_all()
        for alias in ALIASES:
            # The backup API writes into the file, so a thread that still has it open stays whole.
            source = sqlite3.connect(f"file:{self.template(alias)}?mode=ro", uri=True)
            target = sqlite3.connect(self.folder / f"{alias}.sqlite3", timeout=20)
            try:
                source.backup(target)
            finally:
                source.close()
                target.close()

    def drop(self) -> None:
        connections.close_all()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresDatabases:
    """Template databases of the server, one copy a worker; PostgreSQL copies files, not rows."""

    def __init__(self) -> None:
        self.cache = cache_folder()
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.names = {alias: f"{PREFIX}{os.getpid()}_{worker}_{alias}" for alias in ALIASES}

    def template(self, alias: str) -> str:
        return f"{PREFIX}tpl_{fingerprint()}_{alias}"

    def create(self) -> None:
        with one_at_a_time(self.cache / "postgres.lock"):
            self._forget_old()
            if not all(self._is_ready(alias) for alias in ALIASES):
                self._build()
            for alias in ALIASES:
                self._date(self.template(alias))
                self._copy(alias)
        point_to(self.names)

    def _build(self) -> None:
        for alias in ALIASES:
            self._server(f'ALTER DATABASE "{self.template(alias)}" IS_TEMPLATE false', quiet=True)
            self._server(f'DROP DATABASE IF EXISTS "{self.template(alias)}" WITH (FORCE)')
            self._server(f'CREATE DATABASE "{self.template(alias)}"')
        point_to({alias: self.template(alias) for alias in ALIASES})
        fill()
        for alias in ALIASES:
            self._server(f'ALTER DATABASE "{self.template(alias)}" IS_TEMPLATE true')

    def _is_ready(self, alias: str) -> bool:
        query = "SELECT 1 FROM pg_database WHERE datistemplate AND datname = %s"
        return bool(self._server(query, [self.template(alias)]))

    def _copy(self, alias: str) -> None:
        name = self.names[alias]
        self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._server(f'CREATE DATABASE "{name}" TEMPLATE "{self.template(alias)}"')
        self._date(name)

    def _date(self, name: str) -> None:
        self._server(f"COMMENT ON DATABASE \"{name}\" IS '{date.today().isoformat()}'")

    def _forget_old(self) -> None:
        query = (
            "SELECT datname FROM pg_database WHERE datname LIKE %s "
            "AND coalesce(shobj_description(oid, 'pg_database'), '') < %s"
        )
        limit = (date.today() - timedelta(days=KEEP_DAYS)).isoformat()
        for (name,) in self._server(query, [f"{PREFIX}%", limit]):
            self._server(f'ALTER DATABASE "{name}" IS_TEMPLATE false')
            self._server(f'DROP DATABASE "{name}" WITH (FORCE)')

    def restore(self) -> None:
        connections.close_all()
        with one_at_a_time(self.cache / "postgres.lock"):
            for alias in ALIASES:
                self._copy(alias)

    def drop(self) -> None:
        connections.close_all()
        for name in self.names.values():
            self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _server(
        self, command: str, values: list[str] | None = None, quiet: bool = False
    ) -> list[Any]:
        import psycopg

        settings = connections.settings["default"]
        with psycopg.connect(
            host=settings["HOST"],
            port=settings["PORT"] or None,
            user=settings["USER"],
            password=settings["PASSWORD"] or None,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            try:
                cursor = connection.execute(command, values)
            except psycopg.errors.InvalidCatalogName:
                if quiet:
                    return []
                raise
            return cursor.fetchall() if cursor.description else []


def prepare() -> None:
    """Make the templates before the tests need them: `python -m tests.databases`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))
    django.setup()
    ours = for_this_run()
    ours.create()
    ours.drop()
    remove_data_folder()


def remove_data_folder() -> None:
    """Remove the data folder that the test settings made for this process, and no other."""
    folder = Path(os.environ.get("DATA_DIR", ""))
    if folder.name == f"alongside-test-{os.getpid()}":
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    prepare()
