"""A session of a panel, what is written for it, and each step that it took.

No revisions: what is corrected is gone. Who comes and what she asked for stands in `attending`.
"""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PANEL = "panels.Panel"
MEMBER = "panels.PanelMember"
STAFF = settings.AUTH_USER_MODEL
# What women read a week ahead; and within how many days a session that we cancel is paid in full.
BRIEFING_DAYS = 7
FULL_PAY_DAYS = 7


class Session(models.Model):
    """A time at which members of a panel work together. Design §7 names the states."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        OPEN = "open", _("Invitations open")
        BRIEFED = "briefed", _("Briefing sent")
        READY = "ready", _("Ready")
        LIVE = "live", _("Going on")
        DONE = "done", _("Held")
        TOLD = "told", _("Told what came of it")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Getting to know each other")
        READING = "reading", _("Looking at what women said")
        JOURNEY = "journey", _("Mapping a journey")
        IDEAS = "ideas", _("Working out ideas")
        DRAFT = "draft", _("Reading a draft")
        CHOOSING = "choosing", _("Choosing what matters most")
        LOOKING_BACK = "looking_back", _("Looking back")

    class Way(models.TextChoices):
        ROOM = "room", _("In a room")
        ONLINE = "online", _("Online or by telephone")
        BOTH = "both", _("In a room, or online")

    class PlaceTold(models.TextChoices):
        """From when the address is shown. Until then she reads roughly where it is."""

        ASKED = "asked", _("With the invitation")
        YES = "yes", _("Once she has said yes")
        DAY_BEFORE = "day_before", _("On the day before, to who said yes")

    panel = models.ForeignKey(PANEL, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(
        _("title"),
        max_length=80,
        help_text=_("Members see it on their screens. Say nothing of prison, court or probation."),
    )
    title_cy = models.CharField(_("the title in Welsh"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    purpose = models.TextField(
        _("what it is for"),
        max_length=600,
        blank=True,
        help_text=_("What will be different because of it, in plain English. Members read it."),
    )
    purpose_cy = models.TextField(_("the same in Welsh"), max_length=600, blank=True)
    questions = models.TextField(
        _("what we will ask"),
        max_length=1_000,
        blank=True,
        help_text=_("So that nobody is taken by surprise. Never for her story."),
    )
    questions_cy = models.TextField(_("the questions in Welsh"), max_length=1_000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("how long, in minutes"), default=120)
    prep_minutes = models.PositiveSmallIntegerField(
        _("getting ready, in minutes"), default=0, help_text=_("What is paid on top, for reading.")
    )
    debrief_minutes = models.PositiveSmallIntegerField(
        _("talking it over afterwards, in minutes"), default=0, help_text=_("This is paid too.")
    )
    breaks = models.CharField(_("breaks"), max_length=120, blank=True)
    breaks_cy = models.CharField(_("breaks, in Welsh"), max_length=120, blank=True)
    way = models.CharField(_("how"), max_length=6, choices=Way, default=Way.ROOM)
    place = models.TextField(_("address, and how to get in"), max_length=400, blank=True)
    place_roughly = models.CharField(
        _("roughly where"),
        max_length=120,
        blank=True,
        help_text=_("For everyone who is asked, such as: ten minutes from the bus station."),
    )
    place_roughly_cy = models.CharField(_("roughly where, in Welsh"), max_length=120, blank=True)
    place_told = models.CharField(
        _("when the address is shown"), max_length=10, choices=PlaceTold, default=PlaceTold.YES
    )
    online_link = models.URLField(_("link"), max_length=300, blank=True)
    online_how = models.CharField(_("how to join by telephone"), max_length=200, blank=True)
    facilitator = models.CharField(_("who leads it"), max_length=80, blank=True)
    co_facilitator = models.CharField(
        _("who leads it with her, from lived experience"), max_length=80, blank=True
    )
    support_person = models.CharField(
        _("support person"),
        max_length=80,
        blank=True,
        help_text=_("There for the women, and not leading the session."),
    )
    interpreter = models.CharField(_("interpreter"), max_length=120, blank=True)
    childcare = models.CharField(_("childcare"), max_length=200, blank=True)
    childcare_cy = models.CharField(_("childcare, in Welsh"), max_length=200, blank=True)
    travel = models.CharField(
        _("travel"), max_length=200, blank=True, help_text=_("Such as: fares are paid beforehand.")
    )
    travel_cy = models.CharField(_("travel, in Welsh"), max_length=200, blank=True)
    paid_words = models.CharField(
        _("what she is paid"),
        max_length=200,
        blank=True,
        help_text=_("In words, before she says yes. Fee and expenses apart."),
    )
    paid_words_cy = models.CharField(_("what she is paid, in Welsh"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), default=8)
    minimum = models.PositiveSmallIntegerField(_("held from how many on"), default=3)
    risks = models.TextField(
        _("what could be hard, and what we do then"),
        max_length=1_000,
        blank=True,
        help_text=_("For colleagues. Name nobody."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    # Who approves a fee may not have made the session (design §7, rule 3).
    made_by = models.ForeignKey(STAFF, on_delete=models.SET_NULL, related_name="+", null=True)
    # Who wrote any of the plan may not approve it; and what is approved is the text as it stands.
    written_by: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(STAFF, related_name="+")
    is_approved = models.BooleanField(default=False)
    briefed_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_because = models.CharField(_("because"), max_length=300, blank=True)
    cancelled_because_cy = models.CharField(_("because, in Welsh"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> date:
        """The day on which it begins, where it is held."""
        return timezone.localdate(self.starts_at)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_in_room(self) -> bool:
        return self.way in (self.Way.ROOM, self.Way.BOTH)

    @property
    def is_online(self) -> bool:
        return self.way in (self.Way.ONLINE, self.Way.BOTH)

    @property
    def was_cancelled_late(self) -> bool:
        """Whether we cancelled so late that it is paid in full (rule 2)."""
        on = self.cancelled_on
        return on is not None and on > self.day - timedelta(days=FULL_PAY_DAYS)


def named_anew(instance: models.Model, filename: str) -> str:
    """A name that nobody chose: it tells nothing and can't be guessed."""
    return f"panels/sessions/{uuid4().hex}.mp3"


class SessionText(models.Model):
    """What is written for a session: before it, of it, and what came of it. Sent once."""

    class Kind(models.TextChoices):
        BRIEFING = "briefing", _("Briefing")
        MINUTES = "minutes", _("Minutes")
        FEEDBACK = "feedback", _("What came of it")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(_("in plain English"), max_length=6_000, blank=True)
    text_cy = models.TextField(_("in Welsh"), max_length=6_000, blank=True)
    # Of a briefing: what in it may be hard, or that somebody looked and nothing is.
    hard = models.TextField(_("what may be hard in it"), max_length=600, blank=True)
    hard_cy = models.TextField(_("the same in Welsh"), max_length=600, blank=True)
    nothing_hard = models.BooleanField(
        _("we looked: nothing in it is likely to be hard"), default=False
    )
    audio = models.FileField(_("read aloud (MP3)"), upload_to=named_anew, blank=True)
    read_by = models.CharField(
        _("or: who reads it out on the telephone"), max_length=80, blank=True
    )
    sent_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "kind"], name="one_text_a_kind")
        ]
        verbose_name = _("text for a session")
        verbose_name_plural = _("texts for sessions")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.session_id}"


class StepTaken(models.Model):
    """A panel or one of its sessions went from one state to another: when, and by whom, under the
    name of the audit log."""

    panel = models.ForeignKey(PANEL, on_delete=models.CASCADE, related_name="steps_taken")
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="steps_taken", null=True
    )
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    taken_on = models.DateField(default=timezone.localdate)
    by = models.CharField(max_length=32)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("step of a panel or session")
        verbose_name_plural = _("steps of panels and sessions")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    def said(self) -> str:
        """The state that was entered, in words."""
        kind = Session.State if self.session_id else self.panel.State
        return str(kind(self.after).label)
