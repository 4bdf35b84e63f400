"""What was printed. Nothing here says which woman got which copy, or which came back."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area
from feedback.models import FormVersion

MOST_COPIES = 200


class PrintRun(models.Model):
    """So many copies of one version in one language. Its id and the place of a copy make the
    number on the sheet (feedback.review.paper.numbers); who printed it stands in the audit log."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=5)
    copies = models.PositiveSmallIntegerField(_("copies"))
    uses_wording = models.PositiveSmallIntegerField(_("wording of the uses"))
    returns = models.TextField(_("how it comes back"), max_length=600)
    printed_on = models.DateField(_("printed on"))
    # the quality of keying, in numbers: sheets keyed twice, and those where the two differed
    checked = models.PositiveIntegerField(default=0)
    differed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("print run")

    def __str__(self) -> str:
        return f"print run {self.pk}"
