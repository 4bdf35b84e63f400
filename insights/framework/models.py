"""What a coder made of one woman's words under one theme, in a sentence or two."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models import Response


class CaseSummary(models.Model):
    """A cell of the matrix. It stays within the reading team, as the words that it sums up do."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="summaries")
    theme = models.ForeignKey("insights.Theme", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("summary"), max_length=600)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["response", "theme"], name="one_case_summary")
        ]
        verbose_name = _("summary of a case")
        verbose_name_plural = _("summaries of cases")

    def __str__(self) -> str:
        return f"summary {self.pk}"
