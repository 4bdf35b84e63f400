"""Promises beside the reply, days that were moved, and reminders. The reply itself is no row: the
page says by when, and the first outcome says when it came (consultations.promises.clock)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PAGE = "consultations.ConsultationPage"


class Promise(models.Model):
    """Something that we said we would do by a day. Its words stand once they are public."""

    class State(models.TextChoices):
        STANDS = "stands", _("Still to come")
        KEPT = "kept", _("Promise kept")
        BROKEN = "broken", _("Promise not kept")

    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="promises")
    what = models.CharField(_("what we promise"), max_length=200)
    what_cy = models.CharField(_("the same in Welsh"), max_length=200, blank=True)
    owner = models.CharField(_("owner"), max_length=120)
    made_on = models.DateField(_("promised on"))
    due_on = models.DateField(_("by"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STANDS)
    ended_on = models.DateField(_("kept, or given up, on"), null=True)
    told_on = models.DateField(_("told on"), null=True)  # on this day it may be put right
    # How it was kept, or because of what it was not.
    how = models.TextField(_("how, or why not"), max_length=400, blank=True)
    how_cy = models.TextField(_("the same in Welsh"), max_length=400, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        verbose_name = _("promise")
        verbose_name_plural = _("promises")

    def __str__(self) -> str:
        return self.what


class Move(models.Model):
    """A promised day that was moved: the old day stays to be seen, and why. Without a promise, it
    is the day of the reply."""

    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="moves")
    promise = models.ForeignKey(
        Promise, on_delete=models.PROTECT, related_name="moves", null=True, blank=True
    )
    was = models.DateField(_("the day before"))
    now = models.DateField(_("the new day"))
    moved_on = models.DateField(_("moved on"))
    because = models.CharField(_("because"), max_length=300)
    because_cy = models.CharField(_("the same in Welsh"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["moved_on", "pk"]
        verbose_name = _("moved day")
        verbose_name_plural = _("moved days")

    def __str__(self) -> str:
        return f"{self.was} → {self.now}"


class Reminder(models.Model):
    """One person was told of one promise once: before its day, or after it. For staff alone.

    `promise` names what was promised and its day, so that a moved day is reminded of anew.
    """

    class About(models.TextChoices):
        SOON = "soon", _("Soon due")
        LATE = "late", _("Late")

    promise = models.CharField(max_length=60)
    due_on = models.DateField()
    about = models.CharField(max_length=10, choices=About)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    claimed_at = models.DateTimeField()  # who claims it sends it; a claim that led to nothing ends
    sent_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "promise", "due_on", "about"], name="one_reminder"
            )
        ]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self) -> str:
        return f"{self.promise}, {self.get_about_display()}"


class PaidInTime(models.Model):
    """How many in a hundred fees of panel members were paid in time: a number that panels write
    here, where the public side may read it, rounded and in batches (decision 0058)."""

    percent = models.PositiveSmallIntegerField()
    within_days = models.PositiveSmallIntegerField()
    come_due = models.PositiveIntegerField()  # fees that ever came due, when it was written
    told_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("share of fees that were paid in time")
        verbose_name_plural = _("shares of fees that were paid in time")

    def __str__(self) -> str:
        return f"{self.percent} %"
