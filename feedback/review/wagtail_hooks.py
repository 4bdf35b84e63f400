"""Registration only."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from feedback.models import Form
from feedback.review import ways
from feedback.review.admin_parts import (
    ContactsItem,
    NoticesPanel,
    ReadingRoomItem,
    RoomsItem,
    SafeguardingItem,
)
from feedback.review.duty.selectors import contact_alarms_for, notices_for
from feedback.review.exports import hooks as export_hooks  # noqa: F401
from feedback.review.imports import hooks as import_hooks  # noqa: F401
from feedback.review.paper.services import areas_of_paper
from feedback.review.replies import hooks as reply_hooks  # noqa: F401
from feedback.review.retention import hooks as retention_hooks  # noqa: F401


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("reading-room/", include("feedback.review.urls")), *ways.doors]


@hooks.register("register_admin_menu_item")
def reading_room() -> MenuItem:
    url = reverse_lazy("reading_room:queue")
    return ReadingRoomItem(_("Reading room"), url, icon_name="openquote", order=110)


@hooks.register("register_admin_menu_item")
def safeguarding() -> MenuItem:
    url = reverse_lazy("reading_room:cases")
    return SafeguardingItem(_("Safeguarding"), url, icon_name="warning", order=120)


@hooks.register("register_admin_menu_item")
def contacts() -> MenuItem:
    url = reverse_lazy("reading_room:contacts")
    return ContactsItem(_("Requests for contact"), url, icon_name="mail", order=125)


@hooks.register("register_settings_menu_item")
def rooms() -> MenuItem:
    url = reverse_lazy("reading_room:rooms")
    return RoomsItem(_("Reading rooms"), url, icon_name="group", order=700)


@hooks.register("register_admin_menu_item")
def other_ways() -> MenuItem:
    return ways.WaysMenuItem(
        _("Other ways in"), reverse_lazy("ways:home"), icon_name="edit", order=340
    )


@hooks.register("register_snippet_listing_buttons")
def print_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Form) and snippet.area_id in areas_of_paper(user):
        url = f"{reverse('paper:print')}?form={snippet.pk}"
        yield Button(_("Print paper forms"), url, icon_name="doc-full", priority=35)


@hooks.register("construct_homepage_panels")
def panel(request: HttpRequest, panels: list[object]) -> None:
    if notices_for(request.user) or contact_alarms_for(request.user):
        panels.append(NoticesPanel())
