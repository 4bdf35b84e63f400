"""Where a screen of the reading room stands, as Wagtail's header wants it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(*more: tuple[str, str | None]) -> list[dict[str, Any]]:
    """Home, Reading room, then label and address of each step; the last has no address."""
    steps: list[tuple[str, str | None]] = [
        (_("Home"), reverse("wagtailadmin_home")),
        (_("Reading room"), reverse("reading_room:queue") if more else None),
        *more,
    ]
    return [{"label": label, "url": url or ""} for label, url in steps]


def trail(*more: tuple[str, str | None]) -> list[dict[str, str]]:
    """Home, then the steps, for people who have no way into the queue."""
    steps = [(_("Home"), reverse("wagtailadmin_home")), *more]
    return [{"label": label, "url": url or ""} for label, url in steps]
