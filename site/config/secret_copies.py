"""The secrets of the settings, and whether a copy of them was tried. Without RECEIPT_KEY nobody's
six words work, without PANEL_KEY nobody knows who the members are, and SECRET_KEY holds the audit
log's chain: none of them is in a backup.

What is noted is a day, under a hash of the secrets: when one changes, a copy is asked for anew.
"""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.settings.environment import ENTRY
from core.day_one.checks import Check, State
from core.day_one.days import day_of, note_day

NAMES = ("SECRET_KEY", "RECEIPT_KEY", "PANEL_KEY")


class SecretsDiffer(ValueError):
    """Why this is no copy, in one sentence without a secret."""


def try_secrets(path: Path) -> None:
    """Compare a copy of `.env` with the secrets that are used here, and note the day.

    Raises SecretsDiffer: for a file that can't be read, and for one that lacks a secret or has
    another value.
    """
    try:
        lines = path.read_text().splitlines()
    except (OSError, ValueError):
        raise SecretsDiffer(f"{path.name} can't be read.") from None
    given = dict(_entry(line) for line in lines if ENTRY.match(line))
    for name in _used():
        if name not in given:
            raise SecretsDiffer(f"{path.name} has no {name}.")
        if not hmac.compare_digest(given[name].encode(), str(getattr(settings, name)).encode()):
            raise SecretsDiffer(f"{path.name} has another {name} than this site uses.")
    note_day(_mark())


def tried_on() -> date | None:
    """The day on which a copy of today's secrets was last tried, or None."""
    return day_of(_mark())


def check_secrets(user: Any) -> Iterator[Check]:
    """For *Is everything ready?*: a key of its own for members, and a copy of all three."""
    if "PANEL_KEY" not in _used():
        why = _("What is known of panel members is lost when SECRET_KEY changes.")
        do = _("Where there are panels: set PANEL_KEY before the first member joins.")
        yield Check(State.TO_DO, _("Panels have no key of their own."), why, do)
    why = _("They are in no backup. Without them six words open nothing, and no member is known.")
    if day := tried_on():
        what = _("A copy of the secrets was tried on %(day)s.")
        yield Check(State.FINE, what % {"day": date_format(day, "j F Y")}, why)
        return
    do = _("Copy .env to a custodian. Then try her copy, from where she keeps it:")
    what = _("No copy of the secrets was tried.")
    yield Check(State.DANGER, what, why, do, command="manage.py try_secrets_copy FILE")


def _used() -> list[str]:
    """Those that were set. A key of panels that is made from SECRET_KEY needs no copy."""
    made = f"panel:{settings.SECRET_KEY}" == settings.PANEL_KEY
    return [name for name in NAMES if not (made and name == "PANEL_KEY")]


def _entry(line: str) -> tuple[str, str]:
    name, value = line.removeprefix("export ").split("=", 1)
    return name, value.strip().strip("\"'")


def _mark() -> str:
    values = "\n".join(str(getattr(settings, name)) for name in NAMES)
    return (
        f"secrets-{hashlib.blake2b(values.encode(), digest_size=8, person=b'copies').hexdigest()}"
    )
