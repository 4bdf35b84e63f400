"""That words left the reading team: what for, who holds them, and whose they were."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from feedback.models import Response


class HandOver(models.Model):
    """A file or a set of cards with words of women in it. Days of staff work only.

    `responses` are those whose words are in it: what is taken back leaves them, and the difference
    to `sent` says that whoever holds it has to be told. No order or week stands beside them.
    """

    class Kind(models.TextChoices):
        CODED_CSV = "coded_csv", _("Coded responses as CSV")
        QDPX = "qdpx", _("REFI-QDA project")
        CARDS = "cards", _("Quote cards")

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="hand_overs"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    use = models.CharField(max_length=20)  # of feedback.uses; women read other words for it
    why = models.CharField(_("why"), max_length=300)
    held_by = models.CharField(_("who will have it"), max_length=120)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField()
    codebook_version = models.CharField(max_length=20, blank=True)
    women = models.PositiveIntegerField(_("women whose words are in it"))
    sent = models.PositiveIntegerField(_("responses whose words are in it"))
    responses = models.ManyToManyField(Response, related_name="+", editable=False)
    # Of how many responses that were taken back the holder was told.
    told_of = models.PositiveIntegerField(default=0)
    told_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.made_on}"
