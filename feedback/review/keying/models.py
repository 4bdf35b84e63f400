"""Sheets drawn for a second key: the first keying waits here, sealed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.review.paper.models import PrintRun


class FirstKey(models.Model):
    """What one worker keyed, sealed to the intake key. It goes when the second key is settled,
    or after `services.WAITS_DAYS`; whichever comes first, her words then take the usual road."""

    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, related_name="first_keys")
    place = models.PositiveSmallIntegerField(_("copy"))
    key_id = models.CharField(max_length=12)
    sealed = models.BinaryField()
    keyed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    keyed_on = models.DateField(_("keyed on"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "place"], name="one_first_key")
        ]
        verbose_name = _("first key")

    def __str__(self) -> str:
        return f"a sheet of {self.run}"
