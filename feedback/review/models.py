"""The reading room. Staff are in it, with times and names; nothing of that stands on a Response."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area
from feedback.models import Channel, FormVersion

# Django and the rest of the house find the models of the parts here.
from feedback.review.cases.models import CaseAct as CaseAct
from feedback.review.contacts.models import ContactRequest as ContactRequest  # of this app
from feedback.review.contacts.models import ContactStep as ContactStep
from feedback.review.duty.models import Alarm as Alarm
from feedback.review.duty.models import LastSweep as LastSweep
from feedback.review.duty.models import LeadPeriod as LeadPeriod
from feedback.review.duty.models import ReadingClock as ReadingClock
from feedback.review.duty.models import RoomRules as RoomRules
from feedback.review.groups.models import GroupNotes as GroupNotes  # of this app: made tables
from feedback.review.imports.models import ImportMapping as ImportMapping  # of this app
from feedback.review.imports.models import ImportRecord as ImportRecord
from feedback.review.invites.models import Invite as Invite
from feedback.review.keying.models import FirstKey as FirstKey
from feedback.review.paper.models import PrintRun as PrintRun
from feedback.review.redacting.models import ListedPhrase as ListedPhrase
from feedback.review.redacting.models import SecondCheck as SecondCheck
from feedback.review.replies.models import Reply as Reply
from feedback.review.replies.models import SecondLook as SecondLook
from feedback.review.welfare.models import HandOver as HandOver
from feedback.review.welfare.models import Opening as Opening
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
        DISCARDED = "discarded", _("Discarded")

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
    # Hundredths of a point: of one level, the higher the sooner. None without a cue, where it would
    # only put women of one mood together.
    cue_points = models.SmallIntegerField(default=0)
    cue_kinds = models.JSONField(_("kinds of cue"), default=list)
    # subset of "swearing", "abuse_at_person": for labels before the words are opened, nothing else
    content_flags = models.JSONField(_("other flags"), default=list)
    # flags of feedback.floods, a space between them; empty: it is in the queue
    held_because = models.CharField(_("held back because"), max_length=40, blank=True)
    # a reason of choices.DISCARD_REASONS, and who gave it
    discarded_because = models.CharField(_("discarded because"), max_length=10, blank=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    swept_on = models.DateField(_("swept on"))
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    batch = models.ForeignKey(ReviewBatch, on_delete=models.SET_NULL, null=True, blank=True)
    handed_over = models.ForeignKey(
        "review.HandOver", on_delete=models.SET_NULL, null=True, blank=True, related_name="rows"
    )
    response_id = models.BigIntegerField(null=True, blank=True)
    # the group that she came by, once it was read: to count it, never to show it beside her words
    invite = models.ForeignKey(
        Invite, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

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
    """Somebody may be in danger: who has to look, and since when. What was done stands in its acts
    (cases.models.CaseAct), so that nothing written is ever overwritten."""

    waiting = models.OneToOneField(
        WaitingResponse, on_delete=models.PROTECT, related_name="safeguarding_case"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=CueLevel)
    opened_at = models.DateTimeField(_("open since"))
    running_since = models.DateTimeField(_("clock runs since"))  # opened, or opened again
    looked_at = models.DateTimeField(_("first look of a lead"), null=True)  # in this running
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)  # None: it is open

    class Meta:
        ordering: ClassVar[list[str]] = ["-level", "running_since"]
        verbose_name = _("safeguarding case")

    def __str__(self) -> str:
        return f"case since {self.opened_at:%d %B}"

    @property
    def last_act(self) -> CaseAct | None:
        """Its last step."""
        return next(reversed(self.acts.all()), None)


# tables of this app too, in a module of their own
from feedback.review.retention.models import LegalHold as LegalHold  # noqa: E402
from feedback.review.retention.models import PurgeCertificate as PurgeCertificate  # noqa: E402
from feedback.review.retention.models import RetentionPeriod as RetentionPeriod  # noqa: E402
