"""What the reading room adds to Wagtail's menu and first screen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from feedback.review.permissions import decide_areas, review_areas
from feedback.review.selectors import open_cases_for, queues_for


class ReadingRoomItem(MenuItem):
    """Shown to those who read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return review_areas(request.user).exists()


class SafeguardingItem(MenuItem):
    """Shown to safeguarding leads."""

    def is_shown(self, request: HttpRequest) -> bool:
        return decide_areas(request.user).exists()


class ReadingRoomPanel(Component):
    """How much waits for her, in numbers."""

    order = 50
    template_name = "review/home_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        queues = queues_for(user)
        return {
            "queues": [q for q in queues if q.to_read or q.batch],
            "to_read": sum(q.to_read for q in queues),
            "urgent": sum(q.urgent for q in queues),
            "cases": open_cases_for(user).count(),
        }
