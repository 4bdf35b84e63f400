"""Rooms in the admin: menu and addresses. Every process loads hooks, so views are imported when
they are asked for."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from consultations.panels.sessions.staff.hooks import SessionsItem


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("rooms/", include("consultations.panels.codesign.staff.urls"))]


@hooks.register("register_admin_menu_item")
def rooms_item() -> MenuItem:
    """For those who have sessions: coordinators, and the safeguarding lead of a panel."""
    return SessionsItem(_("Rooms"), reverse("panel_rooms:list"), icon_name="comment", order=164)
