"""What the reading room adds to Wagtail's menu and first screen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from feedback.review.cases.selectors import open_cases_for
from feedback.review.contacts.permissions import contact_areas
from feedback.review.contacts.selectors import listed, open_requests_for
from feedback.review.duty.selectors import contact_alarms_for, notices_for
from feedback.review.permissions import decide_areas, review_areas, set_up_areas
from feedback.review.selectors import held_for, queues_for


class ReadingRoomItem(MenuItem):
    """Shown to those who read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return review_areas(request.user).exists()


class SafeguardingItem(MenuItem):
    """Shown to safeguarding leads."""

    def is_shown(self, request: HttpRequest) -> bool:
        return decide_areas(request.user).exists()


class ContactsItem(MenuItem):
    """Shown to those who pass requests for contact on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return contact_areas(request.user).exists()


class ContactsPanel(Component):
    """How many women wait to be contacted, how many of them too long or in danger, and alarms."""

    order = 51
    template_name = "review/contacts/home_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        rows = listed(open_requests_for(user))
        return {
            "waiting": len(rows),
            "new": sum(row.request.state == "new" for row in rows),
            "late": sum(row.is_late for row in rows),
            "urgent": sum(row.is_urgent for row in rows),
            "alarms": contact_alarms_for(user),
            "handles": contact_areas(user).exists(),
        }


class RoomsItem(MenuItem):
    """Shown to administrators, in the settings."""

    def is_shown(self, request: HttpRequest) -> bool:
        return set_up_areas(request.user).exists()


class ReadingRoomPanel(Component):
    """How much waits for her, in numbers, and what is not as promised in her areas."""

    order = 50
    template_name = "review/home_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        queues = queues_for(user)
        return {
            "queues": [q for q in queues if q.to_read or q.batch],
            "to_read": sum(q.to_read for q in queues),
            "urgent": sum(q.urgent for q in queues),
            "held": held_for(user).count(),
            "cases": open_cases_for(user).count(),
            "reads": review_areas(user).exists(),
            "notices": notices_for(user),
        }
