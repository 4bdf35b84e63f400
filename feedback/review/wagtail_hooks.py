"""Registration only."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from feedback.review.admin_parts import ReadingRoomItem, ReadingRoomPanel, SafeguardingItem
from feedback.review.imports import hooks as import_hooks  # noqa: F401
from feedback.review.permissions import review_areas


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("reading-room/", include("feedback.review.urls"))]


@hooks.register("register_admin_menu_item")
def reading_room() -> MenuItem:
    url = reverse_lazy("reading_room:queue")
    return ReadingRoomItem(_("Reading room"), url, icon_name="openquote", order=110)


@hooks.register("register_admin_menu_item")
def safeguarding() -> MenuItem:
    url = reverse_lazy("reading_room:cases")
    return SafeguardingItem(_("Safeguarding"), url, icon_name="warning", order=120)


@hooks.register("construct_homepage_panels")
def panel(request: HttpRequest, panels: list[object]) -> None:
    if review_areas(request.user).exists():
        panels.append(ReadingRoomPanel())
