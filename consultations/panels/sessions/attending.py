"""Who was asked to a session, what she answered and needs, and how it was for pay.

What she asks for and what was changed for her is sealed, as her profile is (people.vault).
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.ids import random_id
from consultations.panels.sessions.models import MEMBER, Session

PAY_DAYS = 7  # days after the session until she should have her money


class Attendance(models.Model):
    """One woman and one session. Nobody asks why she says no, or wasn't there."""

    class Answer(models.TextChoices):
        NONE = "none", _("Not answered yet")
        YES = "yes", _("Yes")
        MAYBE = "maybe", _("Maybe")
        NO = "no", _("No")
        # Not hers to choose: what ended her place in this session, and keeps none for her.
        AWAY = "away", _("Asked before a break")
        OFF = "off", _("Taken off the list")

    class Came(models.TextChoices):
        FULL = "full", _("There")
        BREAK = "break", _("Went out for a break")
        CONTENT = "content", _("Left early because of what it was about")
        EARLY = "early", _("Left early")
        PART = "part", _("There for a part")
        NOT_THERE = "not_there", _("Not there")
        CANCELLED = "cancelled", _("We cancelled")

    class Contact(models.TextChoices):
        """How being in touch afterwards went. No word of what was said."""

        REACHED = "reached", _("We spoke")
        NOT_REACHED = "not_reached", _("We tried and did not reach her")
        NOT_WANTED = "not_wanted", _("She did not want it after all")
        # Noted by closing, not chosen: nobody rings who is on a break, or has left.
        AWAY = "away", _("On a break, or gone: nobody was in touch")

    id = models.BigAutoField(primary_key=True, default=random_id)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="attendances")
    answer = models.CharField(_("answer"), max_length=6, choices=Answer, default=Answer.NONE)
    by_phone = models.BooleanField(_("joins online or by telephone"), default=False)
    asked_on = models.DateField(default=timezone.localdate)
    briefed_on = models.DateField(null=True)  # when she was sent the briefing
    # Of her profile, as it was when somebody said that what she needs will be there.
    needs_as = models.CharField(max_length=64, blank=True)
    # In force when she was asked, or said yes: the price that she was asked with.
    rate_card = models.ForeignKey(
        "panels.RateCard", on_delete=models.PROTECT, related_name="+", null=True
    )
    # The day that she had kept free, and minutes, when we changed the plan late (rule 2).
    kept_free_on = models.DateField(null=True)
    kept_free_minutes = models.PositiveSmallIntegerField(null=True)
    came = models.CharField(_("how it went"), max_length=10, choices=Came, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes that count"), null=True)
    sealed = models.BinaryField(blank=True, default=b"")  # adjustments that were used
    noted_on = models.DateField(null=True)
    pay_due_on = models.DateField(_("pay is due on"), null=True)
    wants_contact = models.BooleanField(_("wants somebody to be in touch after"), default=False)
    contact_by = models.CharField(_("who is in touch"), max_length=80, blank=True)
    contact_due_on = models.DateField(null=True)
    contact_done_on = models.DateField(null=True)
    contact_went = models.CharField(_("how it went"), max_length=12, choices=Contact, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["session", "member__chosen_name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "member"], name="asked_once")
        ]
        verbose_name = _("place in a session")
        verbose_name_plural = _("places in sessions")

    def __str__(self) -> str:
        return f"place in a session {self.pk}"

    @property
    def may_come(self) -> bool:
        """Whether she said yes or maybe."""
        return self.answer in (self.Answer.YES, self.Answer.MAYBE)

    @property
    def keeps_place(self) -> bool:
        """Whether a place is kept for her, as far as her answer says."""
        return self.may_come or self.answer == self.Answer.NONE

    @property
    def is_contact_owed(self) -> bool:
        """Whether somebody has still to be in touch with her, once she is here (`is_here`)."""
        is_open = not self.contact_done_on and not self.contact_went
        return self.wants_contact and self.contact_due_on is not None and is_open


class AccessRequest(models.Model):
    """One thing that she asked for in one session, and our answer to it."""

    class Answer(models.TextChoices):
        OPEN = "open", _("Not answered yet")
        YES = "yes", _("Yes")
        IN_THIS_WAY = "way", _("In this way")
        NO = "no", _("No, because")

    id = models.BigAutoField(primary_key=True, default=random_id)
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="requests")
    sealed = models.BinaryField()  # asks.Ask
    answer = models.CharField(_("answer"), max_length=4, choices=Answer, default=Answer.OPEN)
    answered_on = models.DateField(null=True)
    times = models.PositiveSmallIntegerField(default=0)  # how often it was answered

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("something asked for")
        verbose_name_plural = _("things asked for")

    def __str__(self) -> str:
        return f"something asked for {self.pk}"
