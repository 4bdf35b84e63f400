"""Whom money goes to, and in which run. Bank details are sealed (keys), for finance alone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.ids import random_id
from consultations.panels.pay.owed import Expense, Fee, Method
from consultations.panels.sessions.models import MEMBER

STAFF = settings.AUTH_USER_MODEL


class Payee(models.Model):
    """Where a member's money goes. `member` empties when she leaves with something unpaid; the
    row goes once that is settled (keeping)."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    member = models.OneToOneField(
        MEMBER, on_delete=models.SET_NULL, related_name="payee", null=True
    )
    sealed = models.BinaryField()  # payees.Details
    key_id = models.CharField(max_length=8)  # which key sealed it
    # A keyed hash of sort code and account: equal ones are one account.
    account_mark = models.BinaryField(max_length=32, blank=True, default=b"")
    from_paper = models.BooleanField(default=False)
    # Who typed it in from her paper; nobody where she did it herself.
    typed_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    given_on = models.DateField(default=timezone.localdate)
    changed_on = models.DateField(null=True)  # since it was first given
    checked_on = models.DateField(null=True)  # what is flagged was looked at
    used_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("payee")
        verbose_name_plural = _("payees")

    def __str__(self) -> str:
        return f"payee {self.pk}"


class PaymentRun(models.Model):
    """What is paid in one go: fees or expenses of one area, in one way. Two people stand for it."""

    class Kind(models.TextChoices):
        FEES = "fees", _("Fees")
        EXPENSES = "expenses", _("Expenses")

    class State(models.TextChoices):
        MADE = "made", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        SENT = "sent", _("Sent")

    area = models.ForeignKey("core.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    method = models.CharField(_("how"), max_length=10, choices=Method)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MADE)
    made_on = models.DateField(default=timezone.localdate)
    made_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    exported_on = models.DateField(null=True)  # the first time
    exports = models.PositiveSmallIntegerField(default=0)
    sent_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("payment run")
        verbose_name_plural = _("payment runs")

    def __str__(self) -> str:
        return f"R{self.pk:05d}"


class RunLine(models.Model):
    """One payment of a run, with a sealed copy of where it went: what she changes later changes no
    run that was made."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    run = models.ForeignKey(PaymentRun, on_delete=models.CASCADE, related_name="lines")
    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="lines", null=True)
    expense = models.ForeignKey(Expense, on_delete=models.PROTECT, related_name="lines", null=True)
    pence = models.PositiveIntegerField()
    sealed = models.BinaryField(blank=True, default=b"")
    key_id = models.CharField(max_length=8, blank=True)
    failed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["run", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(fee=None, expense__isnull=False)
                | models.Q(fee__isnull=False, expense=None),
                name="a_fee_or_an_expense",
            ),
            models.UniqueConstraint(fields=["run", "fee"], name="a_fee_once_a_run"),
            models.UniqueConstraint(fields=["run", "expense"], name="an_expense_once_a_run"),
        ]
        verbose_name = _("line of a payment run")
        verbose_name_plural = _("lines of payment runs")

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def owed(self) -> Fee | Expense:
        """What it pays."""
        found = self.fee or self.expense
        assert found is not None
        return found
