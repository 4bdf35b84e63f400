"""What the reading room adds to Wagtail's menu and first screen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.permissions import user_may_anywhere
from feedback.review.contacts.permissions import HANDLE, contact_areas
from feedback.review.duty.selectors import contact_alarms_for, notices_for
from feedback.review.permissions import DECIDE, REVIEW, SET_UP


class ReadingRoomItem(MenuItem):
    """Shown to those who read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_may_anywhere(request.user, REVIEW)


class SafeguardingItem(MenuItem):
    """Shown to safeguarding leads."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_may_anywhere(request.user, DECIDE)


class ContactsItem(MenuItem):
    """Shown to those who pass requests for contact on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_may_anywhere(request.user, HANDLE)


class RoomsItem(MenuItem):
    """Shown to administrators, in the settings."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_may_anywhere(request.user, SET_UP)


class NoticesPanel(Component):
    """What is not as promised in her areas: alarms, no lead today, a worker that has stopped. What
    waits to be done stands above it (today.py)."""

    order = 20
    template_name = "review/home_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "notices": notices_for(user),
            "alarms": contact_alarms_for(user),
            "handles": contact_areas(user).exists(),
        }
