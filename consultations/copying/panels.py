"""A line on the editing screen of a copy: what it came from."""

from typing import Any

from wagtail.admin.panels import Panel


class CopiedFromPanel(Panel):
    """Shown on a copy alone."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/admin/copied_from.html"

        def is_shown(self) -> bool:
            return bool(self.instance.copied_from_id) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"copied_from": self.instance.copied_from}
