"""A short dated note below the page of a consultation: "We met the probation team"."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from consultations.our_words import not_ours, require_changed_in_our_words
from consultations.stages.archive import ArchiveLock
from core.models import BasePage

READ_BY_ANYONE = ("title", "note")
OUTCOME = "outcome"  # the address of what came of a consultation, below its page
FIRST_PART = re.compile(r"\^?([a-z0-9-]+)/")


def addresses_below() -> set[str]:
    """What the addresses below a consultation's page begin with: a child page of that name would be
    read by nobody."""
    from consultations.models import ConsultationPage

    patterns = (str(route.pattern) for route in ConsultationPage.get_subpage_urls())
    found = (FIRST_PART.match(pattern) for pattern in patterns)
    return {part[1] for part in found if part}


class UpdateForm(WagtailAdminPageForm):
    """A new one has no place yet: its words are looked at beside the page that it will be under."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk is None and self.parent_page is not None:
            for name in set(READ_BY_ANYONE) & set(self.fields):
                texts = {f"“{self.fields[name].label}”": cleaned.get(name) or ""}
                for said in not_ours(self.parent_page.specific, texts):
                    self.add_error(name, said)
        return cleaned


class UpdatePage(BasePage):
    """News of one consultation. It is read on the consultation's own page too, by its day."""

    told_on = models.DateField(_("day of the news"), default=timezone.localdate)
    note = models.TextField(
        _("what happened, in a few sentences"),
        max_length=600,
        help_text=_("Plain English, no names, nothing about one woman."),
    )

    base_form_class = UpdateForm
    content_panels = [*Page.content_panels, FieldPanel("told_on"), FieldPanel("note")]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.AutocompleteField("note")]
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "consultations/update_page.html"
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("told_on", overridable=False)
    ]

    found_as = _("News")
    found_at = 5

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")

    def clean(self) -> None:
        super().clean()
        if self.told_on and self.told_on > timezone.localdate():
            raise ValidationError({"told_on": _("This day is still to come. Choose another.")})
        if self.slug in addresses_below():
            taken = _(
                "“%(slug)s” is an address of the consultation itself. Write another, such as news."
            )
            raise ValidationError({"slug": taken % {"slug": self.slug}})
        if self.pk:
            require_changed_in_our_words(self, self.consultation, READ_BY_ANYONE)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """No news of what is over."""
        return super().can_create_at(parent) and not parent.specific.is_archived

    def get_lock(self) -> Any:
        """Its own, or that of the archive: a draft of news doesn't go up there either."""
        is_over = bool(self.pk) and self.consultation.is_archived  # a new one has no place yet
        return ArchiveLock(self) if is_over else super().get_lock()

    @property
    def is_findable(self) -> bool:
        return bool(self.live and self.consultation.is_findable)

    @cached_property
    def consultation(self) -> Any:
        """The consultation that this is news of."""
        return self.get_parent().specific

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """News of a consultation that was taken down is down too."""
        if not (self.consultation.live and self.consultation.source.live):
            raise Http404
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response
