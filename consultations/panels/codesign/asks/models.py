"""What a room recommends. Its words stand once it was sent out; what it was answered is frozen text
in `consultations` too, where the public reads it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.codesign.rooms.models import Room
from consultations.panels.ids import random_id


class Recommendation(models.Model):
    class Answer(models.TextChoices):
        DO = "do", _("We will do it")
        PART = "part", _("We will do part of it")
        NOT = "not", _("We will not do it")

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="recommendations")
    # The same in public, where no number leads back here.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(_("what we recommend"), max_length=400)
    text_cy = models.TextField(_("the same in Welsh"), max_length=400, blank=True)
    owner = models.CharField(_("who answers"), max_length=120, blank=True)
    due_on = models.DateField(_("answer due on"), null=True)
    sent_on = models.DateField(null=True)
    answer = models.CharField(_("answer"), max_length=4, choices=Answer, blank=True)
    because = models.TextField(_("because"), max_length=600, blank=True)
    because_cy = models.TextField(_("because, in Welsh"), max_length=600, blank=True)
    answered_on = models.DateField(null=True)
    done_by = models.DateField(_("done by"), null=True)
    evidence = models.TextField(_("what has changed"), max_length=600, blank=True)
    evidence_cy = models.TextField(_("the same in Welsh"), max_length=600, blank=True)
    evidence_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("recommendation of a panel")
        verbose_name_plural = _("recommendations of panels")

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """Whether an answer, or what was to be done, is owed since before today."""
        today = timezone.localdate()
        if not self.sent_on:
            return False
        if not self.answer:
            return bool(self.due_on and self.due_on < today)
        return bool(self.done_by and self.done_by < today and not self.evidence)


class Signing(models.Model):
    """Whether a member stands behind it, and how she wants to be named. Nobody else sees her
    stance; only how many there were, once it was sent."""

    class Stance(models.TextChoices):
        WITH = "with", _("I stand behind it")
        OTHERWISE = "otherwise", _("I see it differently")
        PASS = "pass", _("I pass")

    class Credit(models.TextChoices):
        NONE = "none", _("Don’t name me")
        FIRST = "first", _("My first name")
        NAME = "name", _("My name, as I write it here")

    id = models.BigAutoField(primary_key=True, default=random_id)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="signings"
    )
    member = models.ForeignKey("panels.PanelMember", on_delete=models.CASCADE, related_name="+")
    stance = models.CharField(_("where you stand"), max_length=10, choices=Stance)
    otherwise = models.CharField(_("how you see it"), max_length=300, blank=True)
    credit = models.CharField(max_length=6, choices=Credit, default=Credit.NONE)
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["recommendation", "member"], name="one_signing_each")
        ]
        verbose_name = _("signing")
        verbose_name_plural = _("signings")

    def __str__(self) -> str:
        return f"signing {self.pk}"

    @property
    def shown_name(self) -> str:
        """What the public reads of her: nothing, unless she asked for it."""
        if self.stance != self.Stance.WITH or self.credit == self.Credit.NONE:
            return ""
        words = self.name.split()
        return (words[0] if words else "") if self.credit == self.Credit.FIRST else self.name
