"""Replies to a woman who is unknown, and her asking for a second look. Staff and times are here."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area
from feedback.models import Response
from feedback.sealing import random_id

LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]


class Reply(models.Model):
    """A reply that only her six words open. It goes when her words go."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        READY = "ready", _("Waits for a second person")
        SENT = "sent", _("Sent")

    id = models.BigAutoField(primary_key=True, default=random_id)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="en-gb")
    words = models.TextField(_("reply"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    note = models.TextField(_("what should change"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-written_at", "id"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return f"reply of {self.written_at:%d %B}"


class SecondLook(models.Model):
    """By her six words she asked once that another reader looks at what was taken out or set
    aside. What she is told is the outcome and the words that explain it."""

    class Outcome(models.TextChoices):
        STAYS = "stays", _("It stays as it is")
        CHANGED = "changed", _("What was taken out is changed")
        READ = "read", _("A person will read it now")

    id = models.BigAutoField(primary_key=True, default=random_id)
    receipt_hash = models.BinaryField(max_length=32, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(_("came in"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    words = models.TextField(_("what she is told"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_on", "id"]
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")

    def __str__(self) -> str:
        return f"second look of {self.asked_on:%d %B}"
