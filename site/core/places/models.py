"""Pages of areas. Each area has its own partners, and its own help at each stage."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.admin_forms import PlacedPageForm
from core.base_page import BasePage
from core.blocks import BodyBlock
from core.journey import JourneyStage
from core.places.blocks import PartnerBlock, ServiceBlock


@dataclass(frozen=True)
class StageOfHelp:
    """A stage of her journey, and what helps there."""

    stage: JourneyStage
    services: list[Any]


class AreasPage(BasePage):
    """All areas that have a page."""

    lead = models.TextField(_("first sentences"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["core.HomePage"]
    subpage_types: ClassVar[list[str]] = ["core.AreaPage"]
    template = "core/areas_page.html"

    class Meta:
        verbose_name = _("areas page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = AreaPage.objects.live().child_of(self).select_related("area")
        return context | {"areas": sorted(pages, key=lambda page: page.area.local_name)}


class AreaPage(BasePage):
    """One area: what works together there for women, and where to turn at each stage."""

    area = models.ForeignKey(
        "core.Area", verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    lead = models.TextField(_("first sentences"), max_length=400)
    services = StreamField(
        [("service", ServiceBlock())], blank=True, verbose_name=_("services and help")
    )
    partners = StreamField(
        [("partner", PartnerBlock())], blank=True, verbose_name=_("who works together here")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("more about it"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("area"),
        FieldPanel("lead"),
        HelpPanel(
            content=_(
                "Services are shown by stage, in the order of her journey. Helplines of the area "
                "are kept in Settings, Helplines, and are linked from here by themselves."
            )
        ),
        FieldPanel("services"),
        FieldPanel("partners"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["core.AreasPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        *(index.AutocompleteField(name) for name in ("lead", "services", "partners", "body")),
    ]
    template = "core/area_page.html"
    base_form_class = PlacedPageForm
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("area", overridable=False)
    ]

    found_as = _("Area")
    found_at = 1

    class Meta:
        verbose_name = _("page of an area")
        verbose_name_plural = _("pages of areas")

    def clean(self) -> None:
        super().clean()
        if self.area_id and self._others().filter(area=self.area_id).exists():
            words = _("This area has a page already. Change that one, or choose another area.")
            raise ValidationError({"area": words})

    def _others(self) -> Any:
        others = AreaPage.objects.exclude(pk=self.pk)
        return others.filter(locale=self.locale_id) if self.locale_id else others

    @property
    def by_stage(self) -> list[StageOfHelp]:
        """Services under each stage that has one, in the order of her journey."""
        values: list[blocks.StructValue] = [block.value for block in self.services]
        found = (
            StageOfHelp(stage, [value for value in values if stage in value["stages"]])
            for stage in JourneyStage
        )
        return [part for part in found if part.services]
