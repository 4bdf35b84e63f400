"""A world that three people read, and a browser of her own for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import Browser, expect
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import log_in
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import World, copy_in, copy_out, load, the_world

# Milliseconds. A machine that does much else is slow, not wrong.
PATIENCE, USUAL = 30_000, 5_000
Walkers = Callable[..., Walker]


@pytest.fixture(scope="package")
def told(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder with copies of both databases once the story is loaded, and its keys."""
    folder = tmp_path_factory.mktemp("story")
    with (
        django_db_blocker.unblock(),
        override_settings(
            DATA_DIR=folder, MEDIA_ROOT=folder / "media", INTAKE_KEYS_DIR=folder / "keys"
        ),
    ):
        copy_out(folder / "before")
        load(folder / "keys")
        copy_out(folder / "after")
        copy_in(folder / "before")
        cache.clear()
    return folder


@pytest.fixture
def world(told: Path, live_server: object, settings: Any) -> World:
    settings.INTAKE_KEYS_DIR = told / "keys"
    copy_in(told / "after")
    cache.clear()
    return the_world()


@pytest.fixture
def walkers(browser: Browser, live_server: object, axe: AxeCheck) -> Iterator[Walkers]:
    """walkers(user, script=…): a browser of hers, logged in."""
    opened: list[Walker] = []
    expect.set_options(timeout=PATIENCE)

    def make(user: User, *, script: bool = True) -> Walker:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            locale="en-GB",
            accept_downloads=True,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        session = log_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
        walker = Walker(context.new_page(), str(live_server), axe if script else None)
        opened.append(walker)
        return walker

    yield make
    expect.set_options(timeout=USUAL)
    for walker in opened:
        walker.tab.context.close()
