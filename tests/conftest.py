"""The bench: databases, people, places, forms and a browser. Every test uses both databases."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from tests import databases

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in this thread
pytest_plugins = ["tests.fixtures.story", "tests.fixtures.browser", "tests.fixtures.tiers"]
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for one database has both, so that no test needs to say so. Those in a
    browser come first: the longest at the end would leave the other workers idle."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = set(getattr(item, "fixturenames", []))
        if marker is None and not fixtures & DATABASE_FIXTURES:
            continue
        options = {"databases": list(databases.ALIASES), **(marker.kwargs if marker else {})}
        if {"transactional_db", "live_server"} & fixtures:
            options["transaction"] = True
        item.add_marker(pytest.mark.django_db(**options), append=False)
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """This worker's copies of the migrated templates; a fresh copy after a test that commits."""
    ours = databases.for_this_run()
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        ours.create()
    TransactionTestCase._fixture_teardown = lambda case: ours.restore()  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        ours.drop()


def pytest_unconfigure() -> None:
    databases.remove_data_folder()


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, settings: Any) -> None:
    """Files that a test makes stay in its own folder, and no cached page tree or language of the
    page before outlives a test."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INTAKE_KEYS_DIR = tmp_path / "keys"
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _cheap_words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching six words into a key takes a twentieth of the work, or it would be a seventh of
    the suite's. The slow tier, the demo and tests/feedback/test_receipts.py do all of it."""
    if not request.node.get_closest_marker("long") and request.path.name != "test_receipts.py":
        monkeypatch.setattr("feedback.receipts.MEMORY_KIB", 1024)
