"""On which day something was last done on this machine: a mail tried, a backup made, a copy of a
key tried. One small file each, in DATA_DIR; days alone."""

import re
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def note_day(name: str) -> None:
    """Remember that it was done today. Where that can't be written, it is asked for again."""
    path = _file(name)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(timezone.localdate().isoformat())
    except OSError:
        return


def day_of(name: str) -> date | None:
    """The day on which it was last done here, or None."""
    try:
        return date.fromisoformat(_file(name).read_text().strip())
    except (OSError, ValueError):
        return None


def _file(name: str) -> Path:
    assert re.fullmatch(r"[a-z0-9-]+", name), name
    return Path(settings.DATA_DIR) / "done-on" / name
