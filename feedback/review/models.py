"""The reading room. Staff are in it, with times and names; nothing of that stands on a Response."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area
from feedback.models import Channel, FormVersion
from feedback.sealing import random_id


class CueLevel(models.IntegerChoices):
    """How soon a person should read it. Cues order the queue; they never clear anything."""

    NONE = 0, _("No cue found")
    CONCERN = 1, _("Concern")
    URGENT = 2, _("Urgent")


class ReviewBatch(models.Model):
    """A handful of responses that one reviewer opened together, in shuffled order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    opened_at = models.DateTimeField(_("opened at"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at"]
        verbose_name = _("review batch")

    def __str__(self) -> str:
        return str(self.id)


class WaitingResponse(models.Model):
    """A response on its way from the intake to reviewed words: still sealed, with its cue level."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READ = "read", _("Read")
        SET_ASIDE = "set_aside", _("Set aside")

    id = models.BigAutoField(primary_key=True, default=random_id)
    intake_hash = models.BinaryField(max_length=32, unique=True)
    key_id = models.CharField(max_length=12)
    sealed = models.BinaryField()
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    language = models.CharField(_("language"), max_length=5)
    receipt_hash = models.BinaryField(max_length=32, null=True, db_index=True)
    cue_level = models.PositiveSmallIntegerField(_("cues"), choices=CueLevel, default=0)
    cue_kinds = models.JSONField(_("kinds of cue"), default=list)
    swept_on = models.DateField(_("swept on"))
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    batch = models.ForeignKey(ReviewBatch, on_delete=models.SET_NULL, null=True, blank=True)
    response_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area", "status", "-cue_level"])
        ]
        verbose_name = _("waiting response")

    def __str__(self) -> str:
        return f"waiting response {self.pk}"


class Redaction(models.Model):
    """A span that a reader took out, and why. The words themselves are not kept."""

    waiting = models.ForeignKey(
        WaitingResponse, on_delete=models.CASCADE, related_name="redactions"
    )
    question_key = models.UUIDField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=20)
    reason = models.CharField(_("reason"), max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("redaction")

    def __str__(self) -> str:
        return f"[{self.kind}]"


class SafeguardingCase(models.Model):
    """Somebody may be in danger: who has to look, since when, and what was decided."""

    waiting = models.OneToOneField(
        WaitingResponse, on_delete=models.PROTECT, related_name="safeguarding_case"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=CueLevel)
    opened_at = models.DateTimeField(_("open since"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(_("what was done, and why"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-level", "opened_at"]
        verbose_name = _("safeguarding case")

    def __str__(self) -> str:
        return f"case since {self.opened_at:%d %B}"
