"""On the first admin screen: whom to tell that words were taken back. Imported by
insights/wagtail_hooks.py; every process loads hooks, so what is heavy is imported inside."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component


class ToTellPanel(Component):
    """Consultations from whose hand-overs words were taken back, and nobody was told."""

    template_name = "insights/handover/home_panel.html"
    order = 110

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        from insights.handover.selectors import to_tell

        return {"rows": to_tell(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def add_to_tell_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For those who may hand over somewhere."""
    from accounts.models import User
    from accounts.permissions import user_may_anywhere
    from insights.handover.permissions import EXPORT_RESPONSES

    if isinstance(request.user, User) and user_may_anywhere(request.user, EXPORT_RESPONSES):
        panels.append(ToTellPanel())
