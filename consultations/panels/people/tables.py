"""A table that holds something about a member, as she is told of it: each field has words for her,
or a reason why she isn't shown it. A test goes through the schema, so that none is forgotten."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# (key in the file, label on the page, what it is): for what a table holds sealed.
More = list[tuple[str, str, Any]]


def _nothing_more(row: Any) -> More:
    return []


@dataclass(frozen=True)
class Table:
    """`labels`: field → words; `left_out`: field → why; `title`: what a row is called; `more`: what
    stands sealed in it, opened."""

    model: type[models.Model]
    labels: dict[str, Any]
    left_out: dict[str, str]
    title: Callable[[Any], str]
    more: Callable[[Any], More] = field(default=_nothing_more)
    # Values that say nothing to who reads it: a count of none, or that nothing was said yet.
    silent: tuple[Any, ...] = ()

    def said(self, row: Any) -> tuple[str, str]:
        """A row to read: its title, and a line for each field that says something."""
        lines = [f"{label}: {_words(row, name)}" for name, label in self.labels.items()]
        full = [
            line for line, name in zip(lines, self.labels, strict=True) if self._says(row, name)
        ]
        full += [f"{label}: {shown(value)}" for _key, label, value in self.more(row) if value]
        return self.title(row), "\n".join(full)

    def _says(self, row: Any, name: str) -> bool:
        value = getattr(row, name)
        return value not in (None, "") and value not in self.silent

    def data(self, row: Any) -> dict[str, Any]:
        """The same for a machine: plain JSON, days as 2026-11-27."""
        told = {name: plain(getattr(row, name)) for name in self.labels}
        return told | {key: plain(value) for key, _label, value in self.more(row)}

    def sections(self, heading: str, rows: Iterable[Any]) -> tuple[str, list[tuple[str, str]]]:
        """All rows below one heading."""
        return heading, [self.said(row) for row in rows]


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, models.Model) else value


def shown(value: Any) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def _words(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    return str(display()) if display else shown(getattr(row, name))
