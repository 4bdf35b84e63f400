"""What was sent in nearly the same words, group by group."""

from typing import Any

from django.utils.translation import gettext as _

from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.selectors import rows_of
from insights.selectors.alike import alike_in
from insights.views.base import ConsultationScreen

SHOWN, SHOWN_EACH = 50, 20


class AlikeView(ConsultationScreen):
    """Groups of responses in nearly the same words, the largest first."""

    template_name = "insights/themes/alike.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Nearly the same words")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = alike_in(self.consultation)
        return {
            **super().get_context_data(**kwargs),
            "groups": [self._group(group) for group in groups[:SHOWN]],
            "more": len(groups[SHOWN:]),
        }

    def _group(self, group: list[int]) -> dict[str, Any]:
        rows = responses_for(use=Use.READING_TEAM, consultation=self.consultation)
        shown: list[Response] = list(rows.filter(pk__in=group[:SHOWN_EACH]).order_by("pk"))
        return {
            "number": len(group),
            "rows": rows_of(shown, reader=self.user),
            "more": len(group) - len(shown),
        }
