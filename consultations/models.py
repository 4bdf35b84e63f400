"""ASK: what is being asked, of whom, until when, and what came of it.

Outcomes and decisions stand here as frozen text, so that pages, receipts and panels can read them
without reaching up to insights (design §11.4).
"""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks import BodyBlock
from core.journey import JourneyStage
from core.models import Area, BasePage


def end_of_day(day: Any) -> datetime:
    """The moment after the last minute of a day where the consultation is held."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)


class ConsultationIndexPage(BasePage):
    """All consultations of the site, open ones first."""

    lead = models.TextField(_("first sentences"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    subpage_types: ClassVar[list[str]] = ["consultations.ConsultationPage"]
    template = "consultations/consultation_index_page.html"

    class Meta:
        verbose_name = _("consultations page")


class ConsultationPage(BasePage):
    """One consultation: purpose, who reads the answers, dates and the promise of a reply."""

    class Progress(models.TextChoices):
        GATHERING = "gathering", _("We are listening")
        READING = "reading", _("We are reading")
        GROUPING = "grouping", _("We are grouping what was said")
        DECIDED = "decided", _("Decided")

    class State(models.TextChoices):
        PLANNED = "planned", _("Not open yet")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        DECIDED = "decided", _("Decided")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    journey_stage = models.CharField(_("journey stage"), max_length=20, choices=JourneyStage)
    purpose = models.TextField(_("purpose: what can still change"), max_length=600)
    who_reads = models.TextField(_("who reads the answers"), max_length=400)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes at the end of"))
    reply_by = models.DateField(_("reply promised by"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=6)
    progress = models.CharField(
        _("progress"), max_length=20, choices=Progress, default=Progress.GATHERING
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("area"), FieldPanel("journey_stage"), FieldPanel("minutes")]),
        FieldPanel("purpose"),
        FieldPanel("who_reads"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                FieldRowPanel([FieldPanel("reply_by"), FieldPanel("progress")]),
            ],
            heading=_("Dates and progress"),
        ),
        "body",
    ]
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "consultations/consultation_page.html"

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    def clean(self) -> None:
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("Choose a day on or after the opening day.")})
        if self.closes_on and self.reply_by and self.reply_by < self.closes_on:
            raise ValidationError({"reply_by": _("Promise a reply after the closing day.")})

    @property
    def closes_at(self) -> datetime:
        """The moment from which new answers are refused."""
        return end_of_day(self.closes_on)

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether answers are taken at this moment. Judged at each request, never stored."""
        at = at or timezone.now()
        if not self.live or self.progress == self.Progress.DECIDED:
            return False
        return self.opens_on <= timezone.localtime(at).date() and at < self.closes_at

    @property
    def state(self) -> "ConsultationPage.State":
        """Where it stands now, by the clock and by what was published."""
        if self.progress == self.Progress.DECIDED:
            return self.State.DECIDED
        if self.is_open():
            return self.State.OPEN
        if timezone.localdate() < self.opens_on:
            return self.State.PLANNED
        return self.State.CLOSED

    @property
    def is_overdue(self) -> bool:
        """Whether the promised day of the reply has gone by without one."""
        return self.progress != self.Progress.DECIDED and timezone.localdate() > self.reply_by

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultations.selectors import outcomes_for

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["outcomes"] = outcomes_for(consultation=self)
        return context


class WhatHappenedPage(BasePage):
    """Every promise of a reply, its date and whether it was kept."""

    lead = models.TextField(_("first sentences"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    subpage_types: ClassVar[list[str]] = []
    template = "consultations/what_happened_page.html"

    class Meta:
        verbose_name = _("what happened page")


class Outcome(models.Model):
    """What came of one consultation, published and frozen. A newer one supersedes, never edits."""

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.PROTECT, related_name="outcomes"
    )
    version = models.CharField(_("version of the pack"), max_length=10)
    summary = models.TextField(_("what women said, in short"))
    taken_to = models.CharField(_("where it was taken"), max_length=200)
    # [{"name", "name_cy", "words": many|some|few|few_or_none, "number": 15, "share": 20}]; number
    # and share are None where there is none for the public.
    themes = models.JSONField(_("themes in words and rounded numbers"), default=list)
    women = models.PositiveIntegerField(_("how many answered, rounded"), null=True)
    published_on = models.DateField(_("published on"))
    superseded = models.BooleanField(_("superseded"), default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-published_on", "-pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return f"{self.consultation}, {self.version}"


class Decision(models.Model):
    """One answer to one thing that women said: we did, in part, or we could not, because."""

    class Answer(models.TextChoices):
        DO = "do", _("We did")
        PART = "part", _("We did in part")
        NOT = "not", _("We could not")

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="decisions")
    order = models.PositiveSmallIntegerField(default=0)
    you_said = models.CharField(_("you said"), max_length=300)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    what = models.TextField(_("what was decided"), max_length=600)
    because = models.TextField(_("because"), max_length=600, blank=True)
    owner = models.CharField(_("owner"), max_length=120)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    themes = models.JSONField(_("codes of the themes that it answers"), default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.you_said
