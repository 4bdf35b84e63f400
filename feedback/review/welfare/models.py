"""What readers have opened today, and batches that went from one to another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Opening(models.Model):
    """That a reader opened this response on this day: for her daily limit. Kept for a week."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    waiting = models.ForeignKey(
        "review.WaitingResponse", on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reader", "waiting", "day"], name="opened_once_a_day")
        ]
        verbose_name = _("opening")

    def __str__(self) -> str:
        return f"opened on {self.day}"


class HandOver(models.Model):
    """A note to whoever reads on. It goes when the last response that it is about has been read."""

    note = models.TextField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    on = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("hand-over")

    def __str__(self) -> str:
        return f"handed over on {self.on}"
