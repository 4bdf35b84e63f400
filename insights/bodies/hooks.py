"""The line of bodies in Wagtail's menu. Imported by insights/wagtail_hooks.py; every process loads
hooks, so what is heavy is imported inside."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


def _reads_somewhere(request: HttpRequest) -> bool:
    from accounts.models import User
    from insights.bodies.permissions import may_read_somewhere

    return isinstance(request.user, User) and may_read_somewhere(request.user)


class BodiesMenuItem(MenuItem):
    """Shown to those who may read what bodies sent."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _reads_somewhere(request)


@hooks.register("register_admin_menu_item")
def bodies_menu_item() -> MenuItem:
    """The line in the menu."""
    return BodiesMenuItem(
        _("Organisations"),
        reverse("insights:bodies"),
        name="bodies",
        icon_name="group",
        order=310,
    )
