"""Registration only. Every process loads hooks, so nothing heavy is imported here (trap 4)."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from insights.bodies import hooks as body_hooks
from insights.packs import hooks as pack_hooks

__all__ = ["body_hooks", "pack_hooks"]


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
