"""Sessions in the admin: menu, addresses, first screen. Every process loads hooks, so what is heavy
is imported inside."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from consultations.panels.admin_forms import SAFEGUARD
from consultations.panels.permissions import COORDINATE


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("sessions/", include("consultations.panels.sessions.staff.urls"))]


class SessionsItem(MenuItem):
    """For who coordinates panels somewhere, and for a panel's safeguarding lead."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_sessions(request.user)


def has_sessions(user: Any) -> bool:
    """Whether sessions can be hers at all: she coordinates, or leads a panel's safeguarding."""
    from consultations.panels.models import Panel

    if user.has_perm(COORDINATE):
        return True
    leads = user.has_perm(SAFEGUARD)
    return bool(leads and Panel.objects.filter(safeguarding_lead=user).exists())


@hooks.register("register_admin_menu_item")
def sessions_item() -> MenuItem:
    return SessionsItem(
        _("Sessions"), reverse("panel_sessions:list"), icon_name="calendar-alt", order=163
    )


class WaitingPanel(Component):
    """On the first screen: what of sessions waits for her."""

    template_name = "panels/admin/sessions/home_panel.html"
    order = 106

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        from consultations.panels.sessions.staff.due import due_for

        user = parent_context["request"].user
        known = getattr(user, "due_on_sessions", None)  # read by the first screen's one list
        return {"due": due_for(user) if known is None else known}


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    if has_sessions(request.user):
        panels.append(WaitingPanel())
