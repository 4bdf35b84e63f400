"""That a group spoke: when, how many points, and about how many people. Nobody's name."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area
from feedback.models import FormVersion


class Present(models.TextChoices):
    """How many were there: a range, since a small number beside a place is nearly a name."""

    FEW = "2-4", _("2 to 4")
    SOME = "5-9", _("5 to 9")
    MANY = "10-19", _("10 to 19")
    CROWD = "20", _("20 or more")


class GroupNotes(models.Model):
    """One set of notes. No row leads from here to its points; `notes_hash`, keyed, says only
    whether the same notes came before."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    week = models.DateField(_("week"))
    present = models.CharField(_("people there"), max_length=10, choices=Present)
    points = models.PositiveSmallIntegerField(_("points"))
    notes_hash = models.BinaryField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-week", "-pk"]
        verbose_name = _("notes of a group")
        verbose_name_plural = _("notes of groups")

    def __str__(self) -> str:
        return f"notes {self.pk}"
