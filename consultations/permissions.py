"""Who may touch a consultation's page: an editor of its area. Wagtail's groups know no areas."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from consultations.admin_forms import EDIT
from consultations.models import ConsultationPage
from core.policies import areas_where


def may_edit(user: Any, consultations: Iterable[ConsultationPage]) -> bool:
    """Whether she is an editor of each of their areas, and of those that their drafts name."""
    touched = set().union(*(_areas(page) for page in consultations))
    return not touched or touched <= {area.pk for area in areas_where(user, EDIT)}


def _areas(page: ConsultationPage) -> set[int]:
    draft = page.latest_revision
    return {page.area_id} | ({draft.content["area"]} if draft else set())


def consultations_at(pages: Iterable[Any], *, below: bool = False) -> list[ConsultationPage]:
    """Those of these pages that are consultations; also those that stand below them."""
    paths = Page.objects.filter(pk__in=pages).values_list("path", flat=True)
    found = ConsultationPage.objects.none()
    for path in paths:
        same = {"path__startswith": path} if below else {"path": path}
        found |= ConsultationPage.objects.filter(**same)
    return list(found.select_related("latest_revision"))
