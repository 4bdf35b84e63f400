"""Quotes of the bank, and what its readers checked. Days of staff work only."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models import Response


class BankQuote(models.Model):
    """Words of one woman that somebody wants to repeat: characters of a redacted answer.

    The words stand in the answer alone; uses are asked of it each time. Goes when its words change,
    since what was checked is no longer what is there, and with the response.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="bank_quotes")
    answer = models.BigIntegerField()  # as Passage.answer
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    theme = models.ForeignKey("insights.Theme", on_delete=models.CASCADE, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["answer", "start", "end"], name="one_bank_quote"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="quote_has_words"
            ),
        ]
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        return f"quote {self.pk}"


class QuoteCheck(models.Model):
    """That one reader went through the checklist for a quote, and what she held.

    Two different readers have to pass it before it may be repeated; one who doesn't stops it.
    """

    quote = models.ForeignKey(BankQuote, on_delete=models.CASCADE, related_name="checks")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Keys of the checklist (insights.quotes.checklist) that she held to be so.
    held = models.JSONField(default=list)
    passed = models.BooleanField(_("it may be repeated"))
    why = models.TextField(_("why not"), blank=True)
    checked_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["quote", "reader"], name="one_quote_check")
        ]
        verbose_name = _("check of a quote")
        verbose_name_plural = _("checks of quotes")

    def __str__(self) -> str:
        return f"check {self.pk}"
