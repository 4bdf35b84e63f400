"""What stands about a member in tables of its own: sealed parts, codes, messages, agreements."""

from datetime import timedelta
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.ids import random_id
from consultations.panels.people.records import Channel, Part
from consultations.panels.people.terms import Credit, Format

MEMBER = "panels.PanelMember"


class PersonalRecord(models.Model):
    """One sealed part of what is known about her (consultations.panels.people.vault)."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="records")
    part = models.CharField(max_length=10, choices=Part)
    sealed = models.BinaryField()
    changed_on = models.DateField(default=timezone.localdate)
    # Of what she needs: whom she names as it was when that was seen to, as a keyed mark; and for
    # which panels, each with the newest place on it by then (people.naming).
    named_as = models.CharField(max_length=64, blank=True)
    named_on = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "part"], name="one_record_a_part")
        ]
        verbose_name = _("sealed part about a member")
        verbose_name_plural = _("sealed parts about members")

    def __str__(self) -> str:
        return f"sealed part {self.pk}"


class OneTimeCode(models.Model):
    """A code on paper, on the phone or in an invitation. Only a keyed hash of it is kept."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.BinaryField(max_length=32, unique=True)
    expires_on = models.DateField()
    used_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")

    def __str__(self) -> str:
        return f"one-time code {self.pk}"


class NewAddress(models.Model):
    """An e-mail address that she typed, sealed, until the code that went there shows it is hers."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    member = models.OneToOneField(MEMBER, on_delete=models.CASCADE, related_name="new_address")
    sealed = models.BinaryField()
    code_hash = models.BinaryField(max_length=32)
    asked_on = models.DateField(default=timezone.localdate)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("new address of a member")
        verbose_name_plural = _("new addresses of members")

    def __str__(self) -> str:
        return f"new address {self.pk}"


class Message(models.Model):
    """Something for her to know. She reads it when logged in; what reaches her outside says only
    that there is something, unless she has letters."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        NEWS = "news", _("Message")

    class State(models.TextChoices):
        """How far it got. In which way it may go now isn't kept: people.reaching asks for it, of
        her break and of how she may be reached, each time that it counts."""

        WAITING = "waiting", _("Not with her yet")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DONE = "done", _("Done by a person")
        FAILED = "failed", _("Could not be sent")

    id = models.BigAutoField(primary_key=True, default=random_id)
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="messages")
    # What makes sending it twice the same as once: "session 12 briefing".
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NEWS)
    title = models.CharField(_("title"), max_length=120)
    # Never an address of a session: that stands beside it as long as she may know it (`about`).
    text = models.TextField(_("text"))
    # Of which panel it speaks: a break from that one holds it back. Empty: of none.
    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="+", null=True)
    about = models.ForeignKey(
        "panels.Attendance", on_delete=models.SET_NULL, related_name="+", null=True
    )
    channel = models.CharField(max_length=10, choices=Channel, blank=True)  # by which it went
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    # After that day it tells her nothing that she could still use: it stays on her page.
    useful_until = models.DateField(null=True)
    made_on = models.DateField(default=timezone.localdate)
    sent_on = models.DateField(null=True)
    read_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "key"], name="one_message_a_key")
        ]
        verbose_name = _("message to a member")
        verbose_name_plural = _("messages to members")

    def __str__(self) -> str:
        return f"message {self.pk}"


def named_anew(instance: models.Model, filename: str) -> str:
    """A name that nobody chose: it tells nothing and can't be guessed."""
    return f"panels/agreements/{uuid4().hex}.mp3"


class AgreementText(models.Model):
    """The words of an agreement of one panel, in versions. Once published it stands for ever."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField(_("version"))
    # Keys of terms.TERMS → words.
    terms = models.JSONField(_("in English"), default=dict)
    terms_cy = models.JSONField(_("in Welsh"), default=dict, blank=True)
    easy = models.TextField(_("easy read"), blank=True)
    easy_cy = models.TextField(_("easy read in Welsh"), blank=True)
    audio = models.FileField(_("read aloud (MP3)"), upload_to=named_anew, blank=True)
    audio_cy = models.FileField(_("read aloud in Welsh (MP3)"), upload_to=named_anew, blank=True)
    cooling_off_days = models.PositiveSmallIntegerField(_("days to change her mind"), default=14)
    review_months = models.PositiveSmallIntegerField(_("looked at again after (months)"), default=6)
    published_on = models.DateField(_("published on"), null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["panel", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "number"], name="one_text_a_number")
        ]
        verbose_name = _("text of an agreement")
        verbose_name_plural = _("texts of agreements")

    def __str__(self) -> str:
        return f"{self.panel}, {self.number}"


class Agreement(models.Model):
    """What she and we have agreed, by one version of the text; and each day that matters to it."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        AGREED = "agreed", _("Agreed")
        REVIEWED = "reviewed", _("Looked at again")
        WITHDRAWN = "withdrawn", _("Taken back")
        ENDED = "ended", _("Ended")

    place = models.ForeignKey(
        "panels.Membership", on_delete=models.CASCADE, related_name="agreements"
    )
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="agreements")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    format = models.CharField(_("how it was given"), max_length=12, choices=Format)
    credit = models.CharField(_("named as"), max_length=12, choices=Credit, blank=True)
    offered_on = models.DateField(default=timezone.localdate)
    agreed_on = models.DateField(null=True)
    cooling_off_until = models.DateField(null=True)
    review_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    copy_given_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-offered_on", "-pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    @property
    def state(self) -> str:
        """Where it stands, by the days that are filled in."""
        days = (
            (self.withdrawn_on, self.State.WITHDRAWN),
            (self.ended_on, self.State.ENDED),
            (self.reviewed_on, self.State.REVIEWED),
            (self.agreed_on, self.State.AGREED),
        )
        return next((state for day, state in days if day), self.State.OFFERED)

    @property
    def is_cooling(self) -> bool:
        """Whether she can still change her mind as if she had never agreed."""
        until = self.cooling_off_until
        if until is None or self.state != self.State.AGREED:
            return False
        return timezone.localdate() <= until

    def is_due(self, within: timedelta = timedelta(days=14)) -> bool:
        """Whether it has to be looked at again by then."""
        if self.review_on is None or self.state not in {self.State.AGREED, self.State.REVIEWED}:
            return False
        return self.review_on - within <= timezone.localdate()
