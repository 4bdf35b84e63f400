"""Where replies and second looks hang in the admin. Imported by feedback.review.wagtail_hooks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from feedback.review.permissions import review_areas
from feedback.review.replies.permissions import reply_areas
from feedback.review.replies.selectors import open_looks_for, to_check


class RepliesItem(MenuItem):
    """Shown to those who may reply somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reply_areas(request.user).exists()


class LooksItem(MenuItem):
    """Shown to those who read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return review_areas(request.user).exists()


class RepliesPanel(Component):
    """What waits for her, in numbers."""

    order = 52
    template_name = "review/replies/home_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"to_check": to_check(user).count(), "looks": open_looks_for(user).count()}


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("replies/", include("feedback.review.replies.urls"))]


@hooks.register("register_admin_menu_item")
def replies() -> MenuItem:
    return RepliesItem(
        _("Replies"), reverse_lazy("replies:replies"), icon_name="comment", order=122
    )


@hooks.register("register_admin_menu_item")
def second_looks() -> MenuItem:
    url = reverse_lazy("replies:looks")
    return LooksItem(_("Second looks"), url, icon_name="view", order=123)


@hooks.register("construct_homepage_panels")
def panel(request: HttpRequest, panels: list[object]) -> None:
    if reply_areas(request.user).exists():
        panels.append(RepliesPanel())
