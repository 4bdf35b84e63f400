"""The line of packs in Wagtail's menu. Imported by insights/wagtail_hooks.py.

Every process loads hooks, the public one too, so what is heavy is imported inside functions.
"""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class PackMenuItem(MenuItem):
    """Shown to those who may make packs somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        from accounts.models import User
        from insights.packs.selectors import may_write_somewhere

        return isinstance(request.user, User) and may_write_somewhere(request.user)


@hooks.register("register_admin_menu_item")
def pack_menu_item() -> MenuItem:
    """The line in the menu."""
    return PackMenuItem(
        _("Review packs"),
        reverse("insights:packs:list"),
        name="packs",
        icon_name="doc-full",
        order=320,
    )
