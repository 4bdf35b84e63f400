"""What an area knows about names, and the second look at a sample. Staff are in it, with times."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area


class ListedPhrase(models.Model):
    """What is never marked in an area (a centre), or always (a person known there).

    It may be the name of a person: it never leaves the reading room.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(_("words"), max_length=120)
    # the words as they are compared (feedback.redaction.area_lists.fold), so that none is twice
    folded = models.CharField(max_length=240)
    kind = models.CharField(_("kind"), max_length=20, blank=True)  # empty: never marked
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "review"
        ordering: ClassVar[list[str]] = ["folded"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "folded"], name="one_listed_phrase")
        ]
        verbose_name = _("listed phrase")

    def __str__(self) -> str:
        return f"listed phrase {self.pk}"  # its words may be a name: they stay out of logs


class SecondCheck(models.Model):
    """A response that was drawn when its batch was finished, for another reader to look at."""

    waiting = models.OneToOneField(
        "review.WaitingResponse", on_delete=models.CASCADE, related_name="second_check"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(null=True)
    # kind → how many details of it the first reader had left in, and had taken out without need
    missed = models.JSONField(default=dict)
    given_back = models.JSONField(default=dict)

    class Meta:
        app_label = "review"
        verbose_name = _("second check")

    def __str__(self) -> str:
        return f"second check {self.pk}"
