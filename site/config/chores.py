"""What has to be done regularly, judged by "due and not yet done", never by a time window."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger("alongside.chores")
SATURDAY = 5
DAY = 24 * 60


@dataclass(frozen=True)
class Chore:
    """Something to do every so many minutes; a day or more means once each working day."""

    name: str
    every_minutes: int
    run: Callable[[], object]


def is_due(last: datetime | None, now: datetime, every_minutes: int) -> bool:
    """Whether a chore last done at `last` has to be done now. Both are aware local times."""
    if every_minutes >= DAY:
        return now.weekday() < SATURDAY and (last is None or last.date() < now.date())
    return last is None or now - last >= timedelta(minutes=every_minutes)


def chores() -> list[Chore]:
    """The chores of this installation."""
    return [
        # Looks at months that have ended: all but the first look of a month find nothing new. It
        # comes before the sweep, which empties SQLite's write-ahead logs.
        Chore("equality", DAY, lambda: call_command("sweep_equality", verbosity=0)),
        Chore(
            "sweep", settings.SWEEP_EVERY_MINUTES, lambda: call_command("sweep_intake", verbosity=0)
        ),
        # After the sweep: what it has just taken in starts the clock of its area.
        Chore("alarms", 15, lambda: call_command("watch_queue", verbosity=0)),
        Chore(
            "retention",
            DAY,
            lambda: call_command("purge_expired", by="the worker", verbosity=0),
        ),
        # What could not be sent is owed still, and sent on the next working day.
        Chore("promises", DAY, lambda: call_command("remind_of_promises", verbosity=0)),
        # What a consultation was checked with may have gone since: it doesn't open without.
        Chore("gates", 30, lambda: call_command("ask_gates", verbosity=0)),
        # What waited for the hours of a panel member, and places whose days of thinking are over.
        Chore("members", 5, lambda: call_command("tell_members", verbosity=0)),
        Chore("publish", 10, lambda: call_command("publish_scheduled", verbosity=0)),
    ]


def run_due_chores() -> list[str]:
    """Do what is due, note when, and return the names. A chore that fails is tried again."""
    done, times = [], _times()
    now = timezone.localtime()
    for chore in chores():
        if not is_due(times.get(chore.name), now, chore.every_minutes):
            continue
        close_old_connections()
        try:
            chore.run()
        except Exception:
            logger.exception("The chore %s failed and will be tried again.", chore.name)
            continue
        times[chore.name] = now
        done.append(chore.name)
    if done:
        _note(times)
    return done


def _note(times: dict[str, datetime]) -> None:
    """Remember what was done. Where that can't be written, it is done again: nothing is lost."""
    try:
        _file().write_text(json.dumps({name: at.isoformat() for name, at in times.items()}))
    except OSError as error:
        logger.error("What was done can't be noted: %s.", error.strerror)


def _file() -> Path:
    return Path(settings.DATA_DIR) / "chores.json"


def _times() -> dict[str, datetime]:
    try:
        raw: dict[str, str] = json.loads(_file().read_text())
        return {name: datetime.fromisoformat(at) for name, at in raw.items()}
    except (OSError, ValueError):
        return {}
