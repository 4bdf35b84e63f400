"""Panel members in the admin: menu and addresses. Every process loads hooks, so views are imported
when they are asked for."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from consultations.panels.permissions import COORDINATE, SEE_REAL_NAMES


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("members/", include("consultations.panels.people.staff.urls"))]


class MembersItem(MenuItem):
    """For who coordinates panels somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(COORDINATE))


class NamesItem(MenuItem):
    """For finance, who has no other way to names; a coordinator has each member's page."""

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm(SEE_REAL_NAMES) and not user.has_perm(COORDINATE))


@hooks.register("register_admin_menu_item")
def members_item() -> MenuItem:
    return MembersItem(_("Panel members"), reverse("members:list"), icon_name="group", order=161)


@hooks.register("register_admin_menu_item")
def names_item() -> MenuItem:
    return NamesItem(_("Names for payments"), reverse("members:names"), icon_name="user", order=162)
