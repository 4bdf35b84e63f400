"""The road of a consultation: its stages, where it stands on it, and each step it took."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import BasePage

PAGE = "consultations.ConsultationPage"
# A page begun before the close may be sent for so long after it (design §11.13).
SENDING_GRACE = timedelta(hours=24)


class Stage(models.TextChoices):
    """In their order. What women read of them: templatetags.progress."""

    DRAFT = "draft", _("Draft")
    CHECKED = "checked", _("Checked")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    READING = "reading", _("Reading")
    THEMING = "theming", _("Theming")
    REVIEW = "review", _("Panel and review")
    DECIDED = "decided", _("Decided")
    FOLLOWED_UP = "followed_up", _("Followed up")

    @property
    def place(self) -> int:
        return ROAD.index(self)


ROAD = list(Stage)
BY_CLOCK = (Stage.OPEN, Stage.CLOSED)
BY_OUTCOME = (Stage.DECIDED, Stage.FOLLOWED_UP)
KEPT = [(stage.value, stage.label) for stage in ROAD if stage not in BY_CLOCK]


class State(models.TextChoices):
    """The road in the four words that pages sort by."""

    PLANNED = "planned", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    DECIDED = "decided", _("Decided")


def state_of(stage: Stage) -> State:
    """Which of the four a stage belongs to."""
    if stage.place < Stage.OPEN.place:
        return State.PLANNED
    if stage == Stage.OPEN:
        return State.OPEN
    return State.CLOSED if stage.place < Stage.DECIDED.place else State.DECIDED


def end_of_day(day: date) -> datetime:
    """The moment after the last minute of a day where the consultation is held."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)


class OnTheRoad(BasePage):
    """Where a consultation stands: by the stage that somebody entered, and by the clock.

    Open and closed are never stored: a consultation that was checked, and whose page is published,
    is open from its first day to the end of its last, judged at each request.
    """

    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes at the end of"))
    reply_by = models.DateField(_("reply promised by"))
    # Written by stages.services alone: no form, draft, copy or translation of a page moves it.
    reached = models.CharField(
        _("stage entered last"), max_length=12, choices=KEPT, default=Stage.DRAFT, editable=False
    )
    # It was checked, and by now something is missing: it doesn't open before that is mended. Never
    # set of what is open. Written by stages.services, and by saving the page (stages.opening).
    held_back = models.BooleanField(_("held back"), default=False, editable=False)
    # Noted at each saving once it has opened, for by then women were promised a reply: whoever
    # takes the page away saves it, and takes no promise away by that (decision 0052).
    opened_once = models.BooleanField(_("has been open"), default=False, editable=False)

    # The days that stood in public last, by what they are of: noted whenever it is written, so that
    # none of them moves by way of a draft (stages.announced). Of the source alone.
    days_read = models.JSONField(_("days read last"), default=dict, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Whether its page is there for everyone; a translation's English page too."""
        raise NotImplementedError

    @property
    def closes_at(self) -> datetime:
        """The moment from which new answers are refused."""
        return end_of_day(self.closes_on)

    def stage_at(self, at: datetime) -> Stage:
        """The stage at this moment."""
        if self.reached != Stage.CHECKED:
            return Stage(self.reached)
        if self.is_held_back:
            return Stage.CHECKED
        if at >= self.closes_at:
            return Stage.CLOSED
        if not self.is_published or timezone.localtime(at).date() < self.opens_on:
            return Stage.CHECKED
        return Stage.OPEN

    @property
    def stage(self) -> Stage:
        """The stage now."""
        return self.stage_at(timezone.now())

    @property
    def state(self) -> State:
        """The same in four words."""
        return state_of(self.stage)

    @property
    def has_opened(self) -> bool:
        """Whether women could read what it promises, wherever its page stands now."""
        return self.opened_once or (self.is_published and self.state != State.PLANNED)

    @property
    def was_public(self) -> bool:
        """Whether anybody could ever read its page: a draft, a copy too, has promised nothing."""
        return bool(self.live or self.first_published_at or self.opened_once)

    @property
    def is_archived(self) -> bool:
        """Whether all is over: it is read, and not changed."""
        return self.reached == Stage.FOLLOWED_UP

    @property
    def is_promised(self) -> bool:
        """Whether its dates hold for women: not before somebody has checked it."""
        return self.reached != Stage.DRAFT

    @property
    def opens_late(self) -> bool:
        """Whether its first day has come, and it is held back."""
        return self.is_held_back and self.opens_on <= timezone.localdate()

    @property
    def is_held_back(self) -> bool:
        """Whether something is missing before it may open. What has opened stays open: women are
        answering."""
        return self.held_back and not self.opened_once

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether answers are taken at this moment. Judged at each request, never stored."""
        return self.stage_at(at or timezone.now()) == Stage.OPEN

    def is_in_grace(self, at: datetime | None = None) -> bool:
        """Whether it closed less than a day ago, and nobody has begun to read."""
        at = at or timezone.now()
        return self.stage_at(at) == Stage.CLOSED and self._is_before_the_end(at)

    def takes(self, began: int) -> bool:
        """Whether an answer begun then, in seconds since 1970, is taken: while this is open, and
        for a day after it has closed if it was begun before (design §11.13)."""
        now = timezone.now()
        if self.is_open(now):
            return True
        return self.is_in_grace(now) and began < self.closes_at.timestamp()

    def may_still_come(self, at: datetime | None = None) -> bool:
        """Whether an answer may still come by its pages: until it closes and in the day after,
        unless somebody has entered a later stage."""
        is_before = Stage(self.reached).place < Stage.READING.place
        return is_before and self._is_before_the_end(at or timezone.now())

    def _is_before_the_end(self, at: datetime) -> bool:
        return at < self.closes_at + SENDING_GRACE

    @property
    def is_overdue(self) -> bool:
        """Whether the promised day of the reply has gone by without one. What never opened has
        promised nothing."""
        if not (self.is_promised and self.has_opened) or self.reached in BY_OUTCOME:
            return False
        return timezone.localdate() > self.reply_by


class StageChange(models.Model):
    """A stage that was entered, or gone back to: when, and who did it. Nothing of responses."""

    consultation = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="stage_changes")
    before = models.CharField(_("from"), max_length=12, choices=Stage)
    stage = models.CharField(_("to"), max_length=12, choices=Stage)
    entered_on = models.DateField(_("on"))
    # As the audit log knows her; empty where it came by an outcome that was published.
    by = models.CharField(_("by"), max_length=16, blank=True)
    why = models.CharField(_("why it went back"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_stage_display()}"

    @property
    def went_back(self) -> bool:
        return Stage(self.stage).place < Stage(self.before).place
