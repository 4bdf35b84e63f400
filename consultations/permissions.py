"""Who may touch a page that belongs to an area: a consultation, news below it, the page or the news
of an area. An editor of that area. Wagtail's groups know no areas."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from consultations.admin_forms import EDIT
from consultations.models import ConsultationPage
from core.models import AreaPage, NewsPage
from core.policies import areas_where

OfAnArea = ConsultationPage | AreaPage | NewsPage


def may_edit(user: Any, pages: Iterable[OfAnArea]) -> bool:
    """Whether she is an editor of each of their areas, and of those that their drafts name."""
    touched = set().union(*(_areas(page) for page in pages)) - {None}  # news for everybody
    return not touched or touched <= {area.pk for area in areas_where(user, EDIT)}


def _areas(page: OfAnArea) -> set[int | None]:
    draft = page.latest_revision
    return {page.area_id} | ({draft.content["area"]} if draft else set())


def consultations_at(pages: Iterable[Any], *, below: bool = False) -> list[ConsultationPage]:
    """Those of these pages that are consultations, or whose news these pages are; also those that
    stand below them."""
    paths = Page.objects.filter(pk__in=pages).values_list("path", flat=True)
    found = ConsultationPage.objects.none()
    for path in paths:
        found |= ConsultationPage.objects.filter(path__in=[path, path[: -Page.steplen]])
        if below:
            found |= ConsultationPage.objects.filter(path__startswith=path)
    return list(found.select_related("latest_revision"))


def pages_of_areas_at(pages: Iterable[Any], *, below: bool = False) -> list[OfAnArea]:
    """Those of these pages that belong to an area; also those that stand below them."""
    wanted = list(pages)
    found: list[OfAnArea] = [*consultations_at(wanted, below=below)]
    paths = list(Page.objects.filter(pk__in=wanted).values_list("path", flat=True))
    for kind in (AreaPage, NewsPage):
        here = kind.objects.filter(path__in=paths)
        for path in paths if below else []:
            here |= kind.objects.filter(path__startswith=path)
        found += here.select_related("latest_revision")
    return found
