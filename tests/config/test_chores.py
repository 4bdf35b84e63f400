"""Chores are done when they are due and not yet done; one that fails is tried again."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from config import chores
from config.chores import DAY, Chore, is_due, run_due_chores

pytestmark = pytest.mark.django_db  # chores let go of old connections
LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("last", "now", "every", "due"),
    [
        (None, FRIDAY, DAY, True),
        (FRIDAY, FRIDAY + timedelta(hours=5), DAY, False),
        (FRIDAY, FRIDAY + timedelta(days=1), DAY, False),  # Saturday
        (None, FRIDAY + timedelta(days=2), DAY, False),  # Sunday
        (FRIDAY, FRIDAY + timedelta(days=3), DAY, True),
        (FRIDAY - timedelta(days=9), FRIDAY, DAY, True),
        (None, FRIDAY, 1, True),
        (FRIDAY, FRIDAY + timedelta(seconds=59), 1, False),
        (FRIDAY, FRIDAY + timedelta(seconds=61), 1, True),
    ],
)
def test_when_a_chore_is_due(last: datetime | None, now: datetime, every: int, due: bool) -> None:
    assert is_due(last, now, every) is due


def test_a_chore_is_done_once_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    chore = Chore("sweep", 60, lambda: done.append("swept"))
    monkeypatch.setattr(chores, "chores", lambda: [chore])
    assert run_due_chores() == ["sweep"]
    assert run_due_chores() == []
    assert done == ["swept"]


def test_a_chore_that_fails_is_tried_again_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(
        chores, "chores", lambda: [Chore("bad", 60, fail), Chore("good", 60, lambda: None)]
    )
    assert run_due_chores() == ["good"]
    assert run_due_chores() == []


def test_damaged_notes_of_chores_are_forgotten(settings: Any) -> None:
    (settings.DATA_DIR / "chores.json").write_text("{broken")
    assert chores._times() == {}


def test_what_can_not_be_noted_is_done_again(
    monkeypatch: pytest.MonkeyPatch, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    monkeypatch.setattr(chores, "chores", lambda: [Chore("sweep", 60, lambda: done.append("a"))])
    (settings.DATA_DIR / "chores.json").mkdir()
    assert run_due_chores() == ["sweep"]
    assert run_due_chores() == ["sweep"]
    assert done == ["a", "a"]
    assert "can't be noted" in caplog.text


def test_the_worker_does_what_is_due_and_ends(transactional_db: None, settings: Any) -> None:
    settings.SWEEP_EVERY_MINUTES = 1
    call_command("worker", "--once")
    daily = {"equality", "retention", "promises"}  # not on Saturdays and Sundays
    expected = {"sweep", "alarms", "gates", "members", "publish"}
    assert set(chores._times()) - daily == expected
