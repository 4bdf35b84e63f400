"""What is owed to a member: fees and expenses, in tables of their own since they share no total.

They outlast her name here: when she leaves, `member` empties, and what is unpaid is paid by
`payee` or by its reference (decision 0056).
"""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.ids import random_id
from consultations.panels.sessions.models import MEMBER, PANEL, Session

STAFF = settings.AUTH_USER_MODEL
SIGNS = "23456789BCDFGHJKMNPQRTVWXY"  # no sign that is read for another, and no vowel: no word


def new_reference() -> str:
    """What stands on her bank statement: eight signs that say nothing."""
    return "".join(secrets.choice(SIGNS) for _ in range(8))


class Method(models.TextChoices):
    """How she gets it."""

    BANK = "bank", _("Into a bank account")
    CASH = "cash", _("In cash")
    VOUCHER = "voucher", _("As a voucher")
    PREPAID = "prepaid", _("On a prepaid card")
    GOVERNOR = "governor", _("As agreed with the governor")


class Choice(models.TextChoices):
    """What she says to a fee that is offered."""

    ACCEPT = "accept", _("Yes, all of it")
    LESS = "less", _("Yes, but less")
    DECLINE = "decline", _("No, I want no fee")
    DONATE = "donate", _("Give it to a charity")
    LATER = "later", _("I decide later")


class Fee(models.Model):
    """What one woman is offered for one session. Declined has no amount: it is never zero paid."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        CHOSEN = "chosen", _("Chosen")
        APPROVED = "approved", _("Approved")
        SENT = "sent", _("Sent")
        RECEIVED = "received", _("It came")
        FAILED = "failed", _("Came back")
        REISSUED = "reissued", _("To be sent again")
        DECLINED = "declined", _("Declined")
        DONATED = "donated", _("Given to a charity")

    id = models.BigAutoField(primary_key=True, default=random_id)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="fees")
    attendance = models.OneToOneField(
        "panels.Attendance", on_delete=models.SET_NULL, related_name="fee", null=True
    )
    member = models.ForeignKey(MEMBER, on_delete=models.SET_NULL, related_name="fees", null=True)
    payee = models.ForeignKey(
        "panels.Payee", on_delete=models.SET_NULL, related_name="fees", null=True
    )
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    rate = models.CharField(_("by the rate card"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes that are paid"))
    offered_pence = models.PositiveIntegerField(_("offered"))
    offered_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OFFERED)
    choice = models.CharField(_("her choice"), max_length=8, choices=Choice, blank=True)
    method = models.CharField(_("how"), max_length=10, choices=Method, blank=True)
    chosen_pence = models.PositiveIntegerField(_("she takes"), null=True)
    donate_to = models.CharField(_("charity"), max_length=120, blank=True)
    chosen_on = models.DateField(null=True)
    # Who noted it for her; nobody where she did it herself.
    chosen_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    governor_agreed_on = models.DateField(_("the governor agreed on"), null=True)
    governor_agreed = models.CharField(_("what was agreed"), max_length=200, blank=True)
    # No more than this goes while she is inside, whatever she chose; and who noted it.
    governor_pence = models.PositiveIntegerField(null=True)
    governor_noted_by = models.ForeignKey(
        STAFF, on_delete=models.SET_NULL, related_name="+", null=True
    )
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    missing_said_on = models.DateField(null=True)  # she says that it has not come
    times = models.PositiveSmallIntegerField(default=0)  # how often it had to be sent again

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(state="declined") | models.Q(chosen_pence=None),
                name="declined_is_never_an_amount",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=["approved", "sent", "received", "failed", "reissued", "donated"]
                )
                | models.Q(chosen_pence__isnull=False, chosen_pence__gt=0),
                name="what_is_paid_has_an_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(chosen_pence=None)
                | models.Q(chosen_pence__lte=models.F("offered_pence")),
                name="never_more_than_offered",
            ),
            models.CheckConstraint(
                condition=models.Q(governor_pence=None) | models.Q(governor_pence__gt=0),
                name="a_governor_agrees_to_something",
            ),
        ]
        verbose_name = _("fee")
        verbose_name_plural = _("fees")

    def __str__(self) -> str:
        return f"fee {self.reference}"

    @property
    def is_hers_to_choose(self) -> bool:
        """Until it is approved she may change her mind, as often as she likes."""
        return self.state in OPEN

    @property
    def goes_pence(self) -> int | None:
        """What is approved and sent: what she chose, and of that no more than the governor agreed
        to."""
        if self.chosen_pence is None or self.governor_pence is None:
            return self.chosen_pence
        return min(self.chosen_pence, self.governor_pence)

    @property
    def is_held_to_less(self) -> bool:
        """Whether the governor agreed to less than she chose."""
        return self.goes_pence != self.chosen_pence

    @property
    def is_owed(self) -> bool:
        """Whether somebody has still to do something, so that she has what she chose."""
        return self.state not in SETTLED


S = Fee.State
OPEN = (S.OFFERED, S.CHOSEN)
TO_SEND = (S.APPROVED, S.REISSUED)
PAID = (S.SENT, S.RECEIVED)
SETTLED = (S.SENT, S.RECEIVED, S.DECLINED, S.DONATED)


class Expense(models.Model):
    """What taking part costs her, paid before or paid back. It is no pay, and counts as none."""

    class Kind(models.TextChoices):
        TRAVEL = "travel", _("Travel")
        CHILDCARE = "childcare", _("Childcare")
        CARER = "carer", _("Somebody who cares in your place")
        ACCESS = "access", _("Something that makes it possible to take part")
        FOOD = "food", _("Food")
        DATA = "data", _("Telephone or data")

    class State(models.TextChoices):
        REQUESTED = "requested", _("Asked for")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Not paid, because")
        PAID = "paid", _("Paid")

    class Receipt(models.TextChoices):
        NOT_NEEDED = "not_needed", _("No receipt needed")
        WANTED = "wanted", _("We need to see a receipt")
        SEEN = "seen", _("Receipt seen")

    id = models.BigAutoField(primary_key=True, default=random_id)
    panel = models.ForeignKey(PANEL, on_delete=models.PROTECT, related_name="expenses")
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="expenses", null=True
    )
    member = models.ForeignKey(
        MEMBER, on_delete=models.SET_NULL, related_name="expenses", null=True
    )
    payee = models.ForeignKey(
        "panels.Payee", on_delete=models.SET_NULL, related_name="expenses", null=True
    )
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    kind = models.CharField(_("what it is for"), max_length=10, choices=Kind)
    about = models.CharField(_("in a few words"), max_length=120, blank=True)
    is_up_front = models.BooleanField(_("before the session"), default=False)
    pence = models.PositiveIntegerField(_("amount"))
    method = models.CharField(_("how"), max_length=10, choices=Method)
    evidence = models.CharField(max_length=10, choices=Receipt, default=Receipt.NOT_NEEDED)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED)
    requested_on = models.DateField(default=timezone.localdate)
    # Who put it in for her; nobody where she did it herself.
    requested_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    due_on = models.DateField(_("due on"))
    governor_agreed_on = models.DateField(_("the governor agreed on"), null=True)
    governor_agreed = models.CharField(_("what was agreed"), max_length=200, blank=True)
    refused_because = models.CharField(_("because"), max_length=200, blank=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    paid_on = models.DateField(null=True)
    missing_said_on = models.DateField(null=True)  # she says that it has not come
    times = models.PositiveSmallIntegerField(default=0)  # how often it came back

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(pence__gt=0), name="an_expense_is_something")
        ]
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")

    def __str__(self) -> str:
        return f"expense {self.reference}"

    @property
    def is_owed(self) -> bool:
        return self.state in (self.State.REQUESTED, self.State.APPROVED)


class Custody(models.Model):
    """That she is in custody, as long as she is: what she is owed goes as the governor agreed.
    Neither where, nor why, nor for how long. It is deleted once she is out, or leaves."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    member = models.OneToOneField(MEMBER, on_delete=models.CASCADE, related_name="custody")
    noted_on = models.DateField(default=timezone.localdate)
    noted_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        verbose_name = _("time in custody")
        verbose_name_plural = _("times in custody")

    def __str__(self) -> str:
        return f"time in custody {self.pk}"


class Advice(models.Model):
    """That a member was offered independent advice on benefits. What she gets, or was told, is
    never kept."""

    class Taken(models.TextChoices):
        YES = "yes", _("She took it")
        NO = "no", _("She did not want it")
        RATHER_NOT = "rather_not", _("She would rather not say")

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="advice")
    offered_on = models.DateField(_("offered on"), default=timezone.localdate)
    offered_by = models.CharField(_("who offered it"), max_length=80)
    taken = models.CharField(_("taken"), max_length=10, choices=Taken, blank=True)
    letter_on = models.DateField(null=True)  # when a letter for the Jobcentre was last made

    class Meta:
        ordering: ClassVar[list[str]] = ["-offered_on", "-pk"]
        verbose_name = _("offer of advice")
        verbose_name_plural = _("offers of advice")

    def __str__(self) -> str:
        return f"offer of advice {self.pk}"
