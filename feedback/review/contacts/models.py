"""Requests for contact, as the few people see them who pass them on. Details stay sealed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area
from feedback.sealing import random_id


class ContactRequest(models.Model):
    """A woman who wants to be contacted. Knows no response, and no response knows it."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        TRIED = "tried", _("Tried, not reached yet")
        REACHED = "reached", _("Reached")
        PASSED_ON = "passed_on", _("Passed on to the service")
        CLOSED = "closed", _("Closed")

    id = models.BigAutoField(primary_key=True, default=random_id)
    intake_hash = models.BinaryField(max_length=32, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    key_id = models.CharField(max_length=12)
    sealed = models.BinaryField()  # empty once it is long closed
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    swept_on = models.DateField(_("came in"))
    # From when the clock runs: the sweep, up to the full hour, so that it tells no more than a day
    # and an hour about when she was heard.
    clock_from = models.DateTimeField()
    # What cues found in what she typed: values of CueLevel, and kinds. They go when her details go.
    cue_level = models.PositiveSmallIntegerField(default=0)
    cue_kinds = models.JSONField(default=list)
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["swept_on", "id"]
        verbose_name = _("request for contact")
        verbose_name_plural = _("requests for contact")

    def __str__(self) -> str:
        return f"request for contact of {self.swept_on:%d %B}"


class ContactStep(models.Model):
    """What somebody did about it, when, and what came of it."""

    request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("then it was"), max_length=10, choices=ContactRequest.State)
    note = models.TextField(_("what was done"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        verbose_name = _("step of a request for contact")

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.at:%d %B}"
