"""What pay goes by: rate cards in versions, budgets, limits of benefits, and an area's own account.

What is owed stands in `owed`, whom and how it is paid in `paid`. Money is whole pence.
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.pay.rates import Band

AREA = "core.Area"
PANEL = "panels.Panel"


class RateCard(models.Model):
    """What is paid on one panel, in versions. Once published it stands: fees refer to it."""

    panel = models.ForeignKey(PANEL, on_delete=models.PROTECT, related_name="rate_cards")
    number = models.PositiveSmallIntegerField(_("version"))
    source = models.CharField(
        _("where the rates come from"), max_length=300, help_text=_("Members may ask.")
    )
    source_url = models.URLField(_("address of the source"), blank=True)
    checked_on = models.DateField(_("looked up on"), null=True)
    floor_pence = models.PositiveIntegerField(_("an hour comes to at least"))
    floor_source = models.CharField(_("where that comes from"), max_length=200)
    floor_checked_on = models.DateField(_("looked up on"), null=True)
    published_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["panel", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "number"], name="one_rate_card_a_number")
        ]
        verbose_name = _("rate card")
        verbose_name_plural = _("rate cards")

    def __str__(self) -> str:
        return f"{self.panel}, {self.number}"

    def bands(self) -> list[Band]:
        """Its lines as plain data."""
        return [Band(line.label, line.up_to_minutes, line.pence) for line in self.lines.all()]


class RateLine(models.Model):
    """One band of a rate card."""

    card = models.ForeignKey(RateCard, on_delete=models.CASCADE, related_name="lines")
    label = models.CharField(_("called"), max_length=80)
    up_to_minutes = models.PositiveSmallIntegerField(_("up to so many minutes in all"))
    pence = models.PositiveIntegerField(_("pays"))

    class Meta:
        ordering: ClassVar[list[str]] = ["up_to_minutes"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["card", "up_to_minutes"], name="one_band_a_length")
        ]
        verbose_name = _("line of a rate card")
        verbose_name_plural = _("lines of rate cards")

    def __str__(self) -> str:
        return self.label


class Budget(models.Model):
    """Money of one panel for a time; fees and expenses apart, and never added up."""

    panel = models.ForeignKey(PANEL, on_delete=models.PROTECT, related_name="budgets")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    fees_pence = models.PositiveIntegerField(_("for fees"))
    expenses_pence = models.PositiveIntegerField(_("for expenses"))

    class Meta:
        ordering: ClassVar[list[str]] = ["panel", "-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "starts_on"], name="one_budget_a_start"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="budget_in_order"
            ),
        ]
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")

    def __str__(self) -> str:
        return f"{self.panel}: {self.starts_on}"


class PayTerms(models.Model):
    """How an area pays: from which account, and up to what nobody asks for a receipt."""

    area = models.OneToOneField(AREA, on_delete=models.PROTECT, related_name="+")
    account_name = models.CharField(
        _("your name, as statements show it"),
        max_length=18,
        blank=True,
        help_text=_("Her bank statement shows it, and somebody may look. Say nothing of prison."),
    )
    sort_code = models.CharField(_("your sort code"), max_length=6, blank=True)
    account_number = models.CharField(_("your account number"), max_length=8, blank=True)
    no_receipt_pence = models.PositiveIntegerField(
        _("no receipt is asked for up to"), default=1_000
    )

    class Meta:
        verbose_name = _("how an area pays")
        verbose_name_plural = _("how areas pay")

    def __str__(self) -> str:
        return f"{self.area}"


class BenefitLimit(models.Model):
    """An amount that somebody on a benefit should know of before she comes near it. Who is on
    which benefit is never kept: each woman near the amount reads the same words."""

    class Per(models.TextChoices):
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")
        YEAR = "year", _("a tax year")

    area = models.ForeignKey(AREA, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("what it is"), max_length=120)
    name_cy = models.CharField(_("the same in Welsh"), max_length=120, blank=True)
    pence = models.PositiveIntegerField(_("amount"))
    per = models.CharField(_("in"), max_length=5, choices=Per)
    source = models.CharField(_("where it comes from"), max_length=200)
    checked_on = models.DateField(_("looked up on"), default=timezone.localdate)
    holds_until = models.DateField(_("holds until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["area", "name", "pk"]
        verbose_name = _("limit of a benefit")
        verbose_name_plural = _("limits of benefits")

    def __str__(self) -> str:
        return self.name
