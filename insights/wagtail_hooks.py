"""Registration only. Every process loads hooks, so nothing heavy is imported here (trap 4)."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from insights.handover import hooks as hand_over_hooks
from insights.packs import hooks as pack_hooks

__all__ = ["hand_over_hooks", "pack_hooks"]


class ThemesMenuItem(MenuItem):
    """Shown to people who may code somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        from accounts.models import User
        from insights.permissions import user_can_code_somewhere

        return isinstance(request.user, User) and user_can_code_somewhere(request.user)


@hooks.register("register_admin_menu_item")
def register_themes_menu_item() -> MenuItem:
    return ThemesMenuItem(
        _("Themes"),
        reverse("insights:themes"),
        name="themes",
        icon_name="clipboard-list",
        order=300,
    )


@hooks.register("register_admin_urls")
def register_insights_urls() -> list[URLResolver]:
    return [path("", include("insights.urls"))]


class ToReadPanel(Component):
    """On the first admin screen: what waits for her to read."""

    template_name = "insights/themes/home_panel.html"
    order = 120

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        from insights.selectors import consultations_to_code, progress_of

        user = parent_context["request"].user
        rows = progress_of(consultations_to_code(user), reader=user)
        return {"rows": [row for row in rows if row.unread_by_her]}


@hooks.register("construct_homepage_panels")
def add_to_read_panel(request: HttpRequest, panels: list[Any]) -> None:
    from accounts.models import User
    from insights.permissions import user_can_code_somewhere

    if isinstance(request.user, User) and user_can_code_somewhere(request.user):
        panels.append(ToReadPanel())
