"""ASK: what is being asked, of whom, until when, and what came of it.

Outcomes, decisions and panel briefs stand here as frozen text, so that pages, receipts and panels
can read them without reaching up to insights (design §11.4).
"""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from consultations.accessible.light_panel import LightsPanel
from consultations.accessible.models import EasyLine as EasyLine
from consultations.accessible.models import EasyRead as EasyRead
from consultations.accessible.models import LargePrint as LargePrint
from consultations.accessible.models import NotNeeded as NotNeeded
from consultations.accessible.models import OtherLanguage as OtherLanguage
from consultations.accessible.models import Part as Part
from consultations.accessible.models import Recording as Recording
from consultations.accessible.models import Translated as Translated
from consultations.accessible.pages import WithVersions
from consultations.admin_forms import ConsultationForm
from consultations.bodies.models import BodyAnswer as BodyAnswer  # of this app: made tables
from consultations.bodies.models import BodyForm as BodyForm
from consultations.bodies.models import BodyReading as BodyReading
from consultations.bodies.models import note_opened, require_reply_after_all
from consultations.copying.panels import CopiedFromPanel
from consultations.our_words import require_changed_in_our_words
from consultations.outcomes.models import Brief as Brief
from consultations.outcomes.models import Decision as Decision
from consultations.outcomes.models import FollowUp as FollowUp
from consultations.outcomes.models import Outcome as Outcome
from consultations.outcomes.models import Telling as Telling
from consultations.outcomes.pages import AnswersBelow
from consultations.promises import holding
from consultations.promises.models import Move as Move
from consultations.promises.models import PaidInTime as PaidInTime
from consultations.promises.models import Promise as Promise
from consultations.promises.models import Reminder as Reminder
from consultations.recommended.models import PanelAnswer as PanelAnswer
from consultations.stages import announced, fairness, opening
from consultations.stages.archive import ArchiveLock
from consultations.stages.changed import PageChange as PageChange
from consultations.stages.fairness import Involvement as Involvement
from consultations.stages.fairness import Route as Route
from consultations.stages.fairness import Setting as Setting
from consultations.stages.models import SENDING_GRACE as SENDING_GRACE
from consultations.stages.models import OnTheRoad
from consultations.stages.models import Stage as Stage
from consultations.stages.models import StageChange as StageChange
from consultations.stages.models import State as State
from consultations.updates.models import UpdatePage as UpdatePage
from core.blocks import BodyBlock
from core.journey import JourneyStage
from core.models import Area, BasePage


class ConsultationIndexPage(RoutablePageMixin, BasePage):
    """All consultations of the site, open ones first; those that are over in its archive."""

    lead = models.TextField(_("first sentences"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    subpage_types: ClassVar[list[str]] = ["consultations.ConsultationPage"]
    template = "consultations/consultation_index_page.html"

    @path("archive/", name="archive")
    def archive(self, request: HttpRequest) -> HttpResponse:
        """What is over: its outcome was published, and all that was owed was told."""
        from consultations.selectors import archived_consultations

        context = {"consultations": archived_consultations()}
        template = "consultations/archive.html"
        answer: HttpResponse = self.render(request, template=template, context_overrides=context)
        return answer

    class Meta:
        verbose_name = _("consultations page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultations.listing.board import board_for

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"board": board_for(request.GET)}


class ConsultationPage(WithVersions, AnswersBelow, OnTheRoad, fairness.AskedFairly):
    """One consultation: purpose, who reads the answers, dates and the promise of a reply.

    What is SHARED is set on the page in English, its source, and holds in every language: whoever
    saves a translation saves what its source says.
    """

    SHARED = (
        *("area", "journey_stage", "opens_on", "closes_on", "reply_by"),
        *("reached", "held_back", "opened_once"),
        *fairness.AskedFairly.FOR_EVERY_LANGUAGE,
    )

    CLOCK = ("opens_on", "closes_on", "reached", "held_back", "opened_once")
    READ_BY_ANYONE = (
        *("title", "purpose", "who_reads"),
        *("open_to_change", "reasons", "considered"),
    )

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    journey_stage = models.CharField(_("journey stage"), max_length=20, choices=JourneyStage)
    purpose = models.TextField(_("purpose: what this is about"), max_length=600)
    who_reads = models.TextField(_("who reads the answers"), max_length=400)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=6)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    # what consultations.copying made it from
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    content_panels = [
        CopiedFromPanel(),
        fairness.WHERE,
        *Page.content_panels,
        FieldRowPanel([FieldPanel("area"), FieldPanel("journey_stage"), FieldPanel("minutes")]),
        FieldPanel("purpose"),
        FieldPanel("who_reads"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                FieldPanel("reply_by"),
            ],
            heading=_("Dates"),
        ),
        *fairness.PANELS,
        "body",
        LightsPanel(heading=_("Versions")),
    ]
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationIndexPage"]
    subpage_types: ClassVar[list[str]] = ["consultations.UpdatePage"]
    # Found by the beginnings of words, on the page of all consultations.
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        *(index.AutocompleteField(name) for name in ("purpose", "body")),
    ]
    template = "consultations/consultation_page.html"
    base_form_class = ConsultationForm
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField(name, overridable=False) for name in SHARED
    ]
    # a copy begins as a draft
    exclude_fields_in_copy: ClassVar[list[str]] = [
        *("reached", "held_back", "opened_once", "days_read")
    ]

    found_as = _("Have your say")
    found_at = 0

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    def clean(self) -> None:
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("Choose a day on or after the opening day.")})
        if self.closes_on and self.reply_by and self.reply_by < self.closes_on:
            raise ValidationError(self._reply_too_early())
        if self.pk:
            require_reply_after_all(self)
            require_changed_in_our_words(self, self, self.READ_BY_ANYONE)

    def _reply_too_early(self) -> dict[str, Any]:
        if not (self.pk and self.has_opened):
            return {"reply_by": _("Promise a reply after the closing day.")}
        words = _("The reply is promised for an earlier day. Move that day first, in Promises.")
        return {"closes_on": words}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("source", None)  # what was read a while ago may have changed
        written = kwargs.get("update_fields")
        if written is None or set(written) & {*holding.HELD, *holding.IN_WORDS}:
            holding.hold_as_stored(self)
        with transaction.atomic():
            self._stay_where_it_stands()
            self.take_shared()
            is_whole = self.source is self and written is None
            read = opening.before_saving(self) if is_whole else None
            super().save(*args, **kwargs)
            if read is not None:
                announced.tell(self, read)
            if self.source is self and (written is None or set(written) & set(self.SHARED)):
                self._hand_on()

    def with_content_json(self, content: Any) -> "ConsultationPage":
        """A draft is as old as it is; where it stands, what is shared and what was promised, is of
        today."""
        page: ConsultationPage = super().with_content_json(content)
        page.reached, page.held_back = self.reached, self.held_back
        page.opened_once, page.days_read = self.opened_once, self.days_read
        holding.hold(page, self)
        page.take_shared()
        return page

    @cached_property
    def source(self) -> "ConsultationPage":
        """The page in the first language of the site, which this one translates; or itself.

        A preview that is asked for before anything was typed has no language yet.
        """
        if not self.locale_id or self.locale.language_code == settings.LANGUAGE_CODE:
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

    def _stay_where_it_stands(self) -> None:
        """Saving a page never moves it: who loaded it a while ago doesn't take it back. Whether it
        has opened by now is noted, before the page that could tell is gone."""
        held = ConsultationPage.objects.select_for_update(of=("self",)).filter(pk=self.pk)
        for stored in held.only("live", "locale", "translation_key", *self.CLOCK):
            stored.locale = self.locale
            is_source = self.source is self
            self.reached, self.held_back = stored.reached, stored.held_back
            self.opened_once = stored.has_opened if is_source else stored.opened_once
            note_opened(stored)

    def _hand_on(self) -> None:
        twins = ConsultationPage.objects.filter(translation_key=self.translation_key)
        twins.exclude(pk=self.pk).update(**self.shared())

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A translation goes down with the page that it translates. Raises Http404."""
        if not self.is_published:
            raise Http404
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    @cached_property
    def first_reply_by(self) -> date:
        """The day of the reply that was promised first, whatever it was moved to. Lists of pages
        come with it (selectors.live_consultations)."""
        moves = Move.objects.filter(consultation__translation_key=self.translation_key)
        first = moves.filter(promise=None).order_by("pk").values_list("was", flat=True).first()
        return first or self.reply_by

    @property
    def is_findable(self) -> bool:
        return self.is_published and self.stage != Stage.DRAFT

    @property
    def is_published(self) -> bool:
        return bool(self.live and self.source.live)

    def get_lock(self) -> Any:
        """Wagtail's own lock, or that of the archive: what is over is read, and not changed."""
        return ArchiveLock(self) if self.is_archived else super().get_lock()


class WhatHappenedPage(BasePage):
    """Every promise of a reply, its date and whether it was kept."""

    lead = models.TextField(_("first sentences"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    subpage_types: ClassVar[list[str]] = []
    template = "consultations/what_happened_page.html"

    class Meta:
        verbose_name = _("what happened page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultations.promises.board import board_for
        from consultations.recommended.selectors import panel_answers

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        board = board_for(request.GET)
        first = board.slice.number == 1
        told = panel_answers(board.chosen) if first else []
        return context | {"board": board, "panel_answers": told}
