"""Equality answers, each on its own: nothing here can be put together again, or with a response."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from feedback.sealing import random_id


class EqualityAnswer(models.Model):
    """One answer of one woman to one question. Answers of a woman share nothing but the batch."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    consultation = models.ForeignKey(ConsultationPage, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    wording = models.CharField(_("wording"), max_length=20)
    question = models.CharField(_("question"), max_length=30)
    option = models.CharField(_("option"), max_length=30)

    class Meta:
        verbose_name = _("equality answer")
        verbose_name_plural = _("equality answers")

    def __str__(self) -> str:
        return "an equality answer"


class EqualityTaken(models.Model):
    """Which sealed rows a sweep has stored and not yet deleted: empty but for that moment.

    Answers keep no trace of the row they came from, so a repeated sweep asks here (§11.9).
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    intake_hash = models.BinaryField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("sealed equality answers taken in")
        verbose_name_plural = _("sealed equality answers taken in")

    def __str__(self) -> str:
        return "sealed equality answers taken in"
