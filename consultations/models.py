"""ASK: what is being asked, of whom, until when, and what came of it.

Outcomes and decisions stand here as frozen text, so that pages, receipts and panels can read them
without reaching up to insights (design §11.4).
"""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from consultations.admin_forms import ConsultationForm
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


# A page begun before the close may be sent for so long after it (design §11.13).
SENDING_GRACE = timedelta(hours=24)


class ConsultationPage(BasePage):
    """One consultation: purpose, who reads the answers, dates and the promise of a reply.

    What is SHARED is set on the page in English, its source, and holds in every language: whoever
    saves a translation saves what its source says.
    """

    SHARED = ("area", "journey_stage", "opens_on", "closes_on", "reply_by", "progress")

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
    base_form_class = ConsultationForm
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField(name, overridable=False) for name in SHARED
    ]

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    def clean(self) -> None:
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("Choose a day on or after the opening day.")})
        if self.closes_on and self.reply_by and self.reply_by < self.closes_on:
            raise ValidationError({"reply_by": _("Promise a reply after the closing day.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("source", None)  # what was read a while ago may have changed
        self.take_shared()
        if self.pk and self._is_answered():  # an older draft may say something else
            self.progress = self.Progress.DECIDED
        with transaction.atomic():
            super().save(*args, **kwargs)
            written = kwargs.get("update_fields")
            if self.source is self and (written is None or set(written) & set(self.SHARED)):
                self._hand_on()

    def with_content_json(self, content: Any) -> "ConsultationPage":
        """A draft of a translation is as old as it is; what is shared is of today."""
        page: ConsultationPage = super().with_content_json(content)
        page.take_shared()
        return page

    @cached_property
    def source(self) -> "ConsultationPage":
        """The page in the first language of the site, which this one translates; or itself."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return self
        pages = ConsultationPage.objects.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
        )
        found: ConsultationPage | None = pages.first()
        return found or self

    def take_shared(self) -> None:
        """Say what the source says."""
        if self.source is not self:
            for name, value in self.source.shared().items():
                setattr(self, name, value)

    def shared(self) -> dict[str, Any]:
        """What holds in every language, by the names of its columns."""
        columns = [self._meta.get_field(name).attname for name in self.SHARED]
        return {column: getattr(self, column) for column in columns}

    def _is_answered(self) -> bool:
        """Whether an outcome stands: then this is decided, whatever anybody writes."""
        standing = Outcome.objects.filter(superseded=False)
        return standing.filter(consultation__translation_key=self.translation_key).exists()

    def _hand_on(self) -> None:
        twins = ConsultationPage.objects.filter(translation_key=self.translation_key)
        twins.exclude(pk=self.pk).update(**self.shared())

    @property
    def closes_at(self) -> datetime:
        """The moment from which new answers are refused."""
        return end_of_day(self.closes_on)

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether answers are taken at this moment. Judged at each request, never stored."""
        at = at or timezone.now()
        if self.progress == self.Progress.DECIDED or not (self.live and self.source.live):
            return False
        return self.opens_on <= timezone.localtime(at).date() and at < self.closes_at

    def takes(self, began: int) -> bool:
        """Whether an answer begun then, in seconds since 1970, is taken: while this is open, and
        for a day after it has closed if it was begun before (design §11.13)."""
        now = timezone.now()
        if self.is_open(now):
            return True
        in_grace = self.closes_at <= now < self.closes_at + SENDING_GRACE
        return in_grace and began < self.closes_at.timestamp()

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
    missing_voices = models.TextField(_("who is missing, and why"), blank=True)
    tensions = models.TextField(_("where women disagreed"), blank=True)
    recommendations = models.TextField(_("what we recommend"), blank=True)
    limits = models.TextField(_("limits of this evidence"), blank=True)
    # [{"theme", "theme_cy", "text", "language", "mark"}]: words whose women let anyone read them.
    # No text is left of words that were taken back. A mark names no response: insights alone can
    # tell whose it is. Read them through selectors.shown_quotes, which knows what was taken back.
    quotes = models.JSONField(_("quotes"), default=list)
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
