"""Promises in the admin: menu, first screen, lines in a page's history. Imported by
consultations/wagtail_hooks.py; every process loads hooks, so what is heavy is imported inside."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from consultations.admin_forms import EDIT

LOGGED = {
    "make": (_("Promise something"), _("Promised something")),
    "move": (_("Move a promised day"), _("Moved a promised day")),
    "close": (_("Move the closing day"), _("Moved the closing day")),
    "bodies_close": (
        _("Move the closing day for organisations"),
        _("Moved the closing day for organisations"),
    ),
    "change": (_("Change what is promised"), _("Changed what is promised")),
    "kept": (_("Keep a promise"), _("Told that a promise was kept")),
    "welsh": (_("Write promises in Welsh"), _("Wrote promises in Welsh")),
    "broken": (_("Give up a promise"), _("Told that a promise can’t be kept")),
}


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("promises/", include("consultations.promises.urls"))]


class PromisesItem(MenuItem):
    """For editors somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(EDIT))


@hooks.register("register_admin_menu_item")
def promises_item() -> MenuItem:
    return PromisesItem(_("Promises"), reverse("promises:list"), icon_name="date", order=150)


class DuePanel(Component):
    """On the first screen: what she can do something about that is late, or due in 14 days."""

    template_name = "consultations/promises/admin/home_panel.html"
    order = 104

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        from consultations.promises.due import due_for

        user = parent_context["request"].user
        return {"due": due_for(user), "may_keep": user.has_perm(EDIT)}


@hooks.register("construct_homepage_panels")
def add_due_panel(request: HttpRequest, panels: list[Any]) -> None:
    from consultations.promises.permissions import DOERS

    names = {name for names in DOERS.values() for name in names}
    if any(request.user.has_perm(name) for name in names):
        panels.append(DuePanel())


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, (label, message) in LOGGED.items():
        actions.register_action(f"promises.{name}", label, message)
