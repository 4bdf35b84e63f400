"""Which themes of the codebook a body's answer was given: apart from women's codings, and counted
apart."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import BodyAnswer


class BodyTheme(models.Model):
    """One theme of one body's answer, given by a facilitator. Nothing suggests it."""

    answer = models.ForeignKey(BodyAnswer, on_delete=models.CASCADE, related_name="given_themes")
    theme = models.ForeignKey("insights.Theme", on_delete=models.CASCADE, related_name="+")
    given_on = models.DateField(_("given on"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["answer", "theme"], name="one_theme_of_a_body")
        ]
        verbose_name = _("theme of an organisation's answer")
        verbose_name_plural = _("themes of organisations' answers")

    def __str__(self) -> str:
        return f"theme {self.theme_id} of body answer {self.answer_id}"
