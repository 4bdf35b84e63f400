"""Who may touch a consultation's page: an editor of its area. Wagtail's groups know no areas."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

EDIT = "consultations.edit_consultations"


def require_area(request: HttpRequest, page: Page, *args: Any) -> None:
    """Raises PermissionDenied for a page of an area where she is no editor."""
    area = getattr(page.specific, "area", None)
    if area is not None and not request.user.has_perm(EDIT, area):
        raise PermissionDenied


for moment in ("edit", "delete", "publish", "unpublish", "move", "copy"):
    hooks.register(f"before_{moment}_page", require_area)


@hooks.register("before_bulk_action")
def require_areas(
    request: HttpRequest, action: str, objects: Iterable[Any], action_class: Any
) -> None:
    for thing in objects:
        if isinstance(thing, Page):
            require_area(request, thing)
