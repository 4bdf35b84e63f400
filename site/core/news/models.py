"""News: what is new for everybody. What concerns one consultation is told on its own page."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.admin_forms import PlacedPageForm
from core.base_page import BasePage
from core.blocks import BodyBlock

EACH = 12  # on one page of the list


class NewsIndexPage(BasePage):
    """All news, the newest first."""

    lead = models.TextField(_("first sentences"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["core.HomePage"]
    subpage_types: ClassVar[list[str]] = ["core.NewsPage"]
    template = "core/news_index_page.html"

    class Meta:
        verbose_name = _("news page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.live().child_of(self).select_related("area")
        pages = Paginator(news.order_by("-told_on", "-path"), EACH)
        wanted = request.GET.get("page", "")
        return context | {"news": pages.get_page(wanted if wanted.isdecimal() else 1)}


class NewsPage(BasePage):
    """One piece of news, of one area or of all."""

    told_on = models.DateField(_("day of the news"), default=timezone.localdate)
    area = models.ForeignKey(
        "core.Area",
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Leave it empty for news for everybody."),
    )
    lead = models.TextField(_("what is new, in a sentence or two"), max_length=400)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("told_on"), FieldPanel("area")]),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["core.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        *(index.AutocompleteField(name) for name in ("lead", "body")),
    ]
    template = "core/news_page.html"
    base_form_class = PlacedPageForm
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("told_on", overridable=False),
        SynchronizedField("area", overridable=False),
    ]

    found_as = _("News")
    found_at = 4

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    def clean(self) -> None:
        super().clean()
        if self.told_on and self.told_on > timezone.localdate():
            raise ValidationError({"told_on": _("This day is still to come. Choose another.")})
