"""An activity of a room, its cards, and ballots while a vote is open.

A ballot lives until its vote is closed: then totals are kept, and no row says who chose what. Cards
count up while an activity is open, so that a page can ask for what is new; closing numbers them
anew by chance, so that the order tells nothing of those whose name was taken off.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.stages import BOARDS, RULES, VOTES, Kind, Stage
from consultations.panels.ids import random_id
from core.journey import JourneyStage

MEMBER = "panels.PanelMember"


class Row(models.TextChoices):
    """What a map of a journey tells of each step."""

    HAPPENED = "happened", _("What happened")
    FELT = "felt", _("How it felt")
    THERE = "there", _("Who was there")
    GAP = "gap", _("What was missing")
    IDEA = "idea", _("What would help")


class Feeling(models.TextChoices):
    """From what is light to what is heavy (site order is the order on the chart)."""

    SAFE = "safe", _("Safe")
    HEARD = "heard", _("Listened to")
    HOPEFUL = "hopeful", _("Hopeful")
    CALM = "calm", _("Calm")
    UNSURE = "unsure", _("Not sure")
    TIRED = "tired", _("Tired")
    ALONE = "alone", _("Alone")
    ASHAMED = "ashamed", _("Ashamed")
    ANGRY = "angry", _("Angry")
    AFRAID = "afraid", _("Afraid")


class Naming(models.TextChoices):
    """Whose card it is, as others see it."""

    NAMED = "named", _("With my name")
    UNTIL_CLOSE = "until_close", _("With my name for now: take it off when this closes")
    NEVER = "never", _("Without my name")


class Activity(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("Not open yet")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    question = models.CharField(
        _("the question"), max_length=200, help_text=_("It stands above everything else.")
    )
    question_cy = models.CharField(_("the question in Welsh"), max_length=200, blank=True)
    hard = models.CharField(_("what may be hard in it"), max_length=300, blank=True)
    # Of a vote: the board whose cards are voted on, and how many dots each woman has.
    source = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True)
    dots = models.PositiveSmallIntegerField(_("dots for each woman"), default=0)
    # Of a draft: its paragraphs, as they are read.
    paragraphs = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    opened_on = models.DateField(null=True)
    # For members to know: it closes when the facilitator closes it, and not by itself.
    closes_on = models.DateField(_("planned to close on"), null=True)
    closed_on = models.DateField(null=True)
    # Of a vote that is closed: counting.Result as plain data.
    result = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self) -> str:
        return self.question

    @property
    def stage(self) -> Stage:
        return RULES[self.kind].stage

    @property
    def is_vote(self) -> bool:
        return self.kind in VOTES

    @property
    def is_board(self) -> bool:
        return self.kind in BOARDS

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class Group(models.Model):
    """Cards of a board that belong together."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name of the group"), max_length=60)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "name"], name="one_group_a_name")
        ]
        verbose_name = _("group of cards")
        verbose_name_plural = _("groups of cards")

    def __str__(self) -> str:
        return self.name


class Card(models.Model):
    """One thing that was said. What it stands on depends on the activity: a step and a row of a
    map, a feeling, a paragraph of a draft."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        TAKEN = "taken", _("Taken up")
        NOT = "not", _("Not taken up")

    id = models.BigAutoField(primary_key=True, default=random_id)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="cards")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(MEMBER, on_delete=models.SET_NULL, related_name="+", null=True)
    naming = models.CharField(_("whose it is"), max_length=12, choices=Naming, default=Naming.NAMED)
    from_staff = models.BooleanField(default=False)
    on_paper = models.BooleanField(default=False)
    text = models.TextField(_("in your words"), max_length=600)
    hard = models.BooleanField(_("this may be hard to read"), default=False)
    step = models.CharField(max_length=12, choices=JourneyStage, blank=True)
    row = models.CharField(max_length=10, choices=Row, blank=True)
    feeling = models.CharField(max_length=10, choices=Feeling, blank=True)
    paragraph = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN)
    because = models.CharField(_("because"), max_length=400, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, related_name="cards", null=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="parts", null=True
    )
    # Of a vote: the card of a board that this one stands for.
    stands_for = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True)
    is_hidden = models.BooleanField(default=False)  # after a report
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "pk"]
        verbose_name = _("card")
        verbose_name_plural = _("cards")

    def __str__(self) -> str:
        return f"card {self.pk}"

    @property
    def is_named(self) -> bool:
        """Whether others read whose it is."""
        return self.author_id is not None and self.naming != Naming.NEVER


class Ballot(models.Model):
    """What one woman chose, while the vote is open. Her own on a screen counts before her paper;
    nobody is told which there is. `choices`: card → dots, or must, should, could, wont."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+", null=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True
    )
    on_paper = models.BooleanField(default=False)
    choices = models.JSONField(default=dict)  # empty: she passes, and that counts

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["activity", "member", "on_paper"], name="one_ballot_a_woman"
            ),
            models.UniqueConstraint(fields=["activity", "staff"], name="one_ballot_of_staff"),
            models.CheckConstraint(
                condition=models.Q(member=None) ^ models.Q(staff=None), name="ballot_is_somebodys"
            ),
        ]
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")

    def __str__(self) -> str:
        return f"ballot {self.pk}"
