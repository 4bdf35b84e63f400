"""Who answered the equality questions of a consultation, as far as it may be shown."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from insights.packs.wording import share_words
from insights.permissions import user_can_read_equality
from insights.selectors.equality import equality_questions
from insights.views.base import ConsultationScreen


class EqualityView(ConsultationScreen):
    """Counts by question, for the facilitators of the area. No two questions together."""

    template_name = "insights/themes/equality.html"

    def prepare(self) -> None:
        super().prepare()
        if not user_can_read_equality(self.user, self.consultation):
            raise PermissionDenied

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Who answered")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        questions = equality_questions(
            consultation=self.consultation, language=get_language() or "en-gb"
        )
        rows = [
            (question, [(line, share_words(line.words)) for line in question.lines])
            for question in questions
        ]
        return {**super().get_context_data(**kwargs), "questions": rows}
