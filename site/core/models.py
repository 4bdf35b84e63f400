"""The site itself: areas, its home page, plain pages and the helplines."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.admin_forms import HelplineForm
from core.base_page import BasePage as BasePage
from core.blocks import BodyBlock
from core.news.models import NewsIndexPage as NewsIndexPage  # of this app: made tables
from core.news.models import NewsPage as NewsPage
from core.places.models import AreaPage as AreaPage
from core.places.models import AreasPage as AreasPage

STALE_DAYS = 90  # after which a telephone number should be checked again


class Area(models.Model):
    """A place with its own Whole Systems Approach. Every staff role is held for areas (§11.18)."""

    class Country(models.TextChoices):
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")

    name = models.CharField(_("name"), max_length=80, unique=True)
    name_cy = models.CharField(_("name in Welsh"), max_length=80, blank=True)
    slug = models.SlugField(_("short name for addresses"), unique=True)
    country = models.CharField(_("country"), max_length=10, choices=Country)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the language of the page."""
        return self.name_cy if get_language() == "cy" and self.name_cy else self.name


class HomePage(BasePage):
    """The first screen: what this is, what is open, and the way in."""

    heading = models.CharField(_("heading"), max_length=120)
    lead = models.TextField(_("first sentences"), max_length=400)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("heading"), FieldPanel("lead"), "body"]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        *(index.AutocompleteField(name) for name in ("heading", "lead", "body")),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "core/home_page.html"

    class Meta:
        verbose_name = _("home page")


class InformationPage(BasePage):
    """A plain page: privacy, accessibility, how we keep you unknown."""

    lead = models.TextField(_("first sentences"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), "body"]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        *(index.AutocompleteField(name) for name in ("lead", "body")),
    ]
    template = "core/information_page.html"

    class Meta:
        verbose_name = _("information page")


class Helpline(models.Model):
    """A number that may help now. The same list for everyone; some lines are of one area."""

    class Country(models.TextChoices):
        BOTH = "both", _("England and Wales")
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")

    class Setting(models.TextChoices):
        BOTH = "both", _("In prison and outside")
        CUSTODY = "custody", _("In prison")
        COMMUNITY = "community", _("Outside prison")

    name = models.CharField(_("name"), max_length=80)
    number = models.CharField(_("number"), max_length=60)
    about = models.CharField(_("who it is for, when it is open"), max_length=200)
    about_cy = models.CharField(_("the same in Welsh"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=10, choices=Country, default=Country.BOTH)
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Leave it empty for a line that helps everywhere."),
    )
    setting = models.CharField(
        _("where it can be used"), max_length=10, choices=Setting, default=Setting.BOTH
    )
    source_url = models.URLField(_("where the number is published"))
    checked_on = models.DateField(_("last checked on"))
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    base_form_class = HelplineForm

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "name"]
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"

    @property
    def local_about(self) -> str:
        """The description in the language of the page."""
        return self.about_cy if get_language() == "cy" and self.about_cy else self.about

    @property
    def is_stale(self) -> bool:
        """Whether nobody has checked it for 90 days. Staff are told; it is never hidden for it."""
        return self.checked_on < timezone.localdate() - timedelta(days=STALE_DAYS)
