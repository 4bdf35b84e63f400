"""A paragraph with its numbers, in the edition that fits where it goes."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.handover.paragraph import exact_paragraph, public_paragraph
from insights.models import Theme, Theming
from insights.templatetags.theme_names import called
from insights.views.base import ConsultationScreen


class ParagraphView(ConsultationScreen):
    """For all who code here: both editions, of the whole consultation or of one theme. It holds
    numbers that they see anyway, and no woman's words."""

    template_name = "insights/handover/paragraph.html"
    page_title = gettext_lazy("A paragraph to copy")
    theme: Theme | None = None

    def prepare(self) -> None:
        super().prepare()
        if "theme" in self.kwargs:
            key = self.consultation.translation_key
            themings = Theming.objects.filter(consultation__translation_key=key)
            themes = Theme.objects.filter(codebook__in=themings.values("codebook"))
            self.theme = get_object_or_404(themes, pk=self.kwargs["theme"])

    def trail(self) -> list[dict[str, Any]]:
        label = _("A paragraph to copy")
        if self.theme:
            label = _("%(theme)s: a paragraph to copy") % {"theme": called(self.theme, self.names)}
        return [*super().trail(), {"url": "", "label": label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "theme": self.theme,
            "exact": exact_paragraph(self.consultation, self.theme, reader=self.user),
            "public": public_paragraph(self.consultation, self.theme),
        }
