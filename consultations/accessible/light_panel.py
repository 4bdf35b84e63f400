"""The lights on the page of a consultation, for its editor."""

from typing import Any

from wagtail.admin.panels import Panel


class LightsPanel(Panel):
    """On the page of a consultation: what it can be had in, and what is still to do."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/accessible/admin/panel.html"

        def is_shown(self) -> bool:
            page = self.instance
            return page is not None and page.pk is not None and page.source is page

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from consultations.accessible.lights import lights

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"lights": lights([self.instance])[0]}
