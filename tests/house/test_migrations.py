"""Migrations say what the models say, and each table lives in its own database."""

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_intake_holds_intake_tables_and_no_other(db: None) -> None:
    tables = set(connections["intake"].introspection.table_names())
    assert {t for t in tables if not t.startswith("intake_")} == {"django_migrations"}


def test_default_holds_no_intake_table(db: None) -> None:
    tables = connections["default"].introspection.table_names()
    assert not [t for t in tables if t.startswith("intake_")]
    assert "feedback_answer" in tables


def test_each_app_has_one_last_migration(db: None) -> None:
    assert not MigrationLoader(None).detect_conflicts()
