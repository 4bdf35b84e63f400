"""What consultations.middleware can't see: pages chosen in bulk, and pages that must stay."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from consultations.permissions import consultations_at, may_edit
from core.selectors import must_stay


@hooks.register("before_bulk_action")
def require_areas(
    request: HttpRequest, action: str, objects: Iterable[Any], action_class: Any
) -> HttpResponse | None:
    """Raises PermissionDenied for a page of an area where she is no editor."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if not may_edit(request.user, consultations_at([page.pk for page in pages], below=True)):
        raise PermissionDenied
    return keep(request, pages) if action == "delete" else None


@hooks.register("before_delete_page")
def keep_what_was_asked(request: HttpRequest, page: Page) -> HttpResponse | None:
    return keep(request, [page])


def keep(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Refuse to delete pages that forms, answers or outcomes hang on."""
    for page in pages:
        below = page.get_descendants(inclusive=True).specific()
        if any(must_stay([thing]) for thing in below):
            messages.error(
                request,
                _("“%(page)s” was kept: forms or answers belong to it. Unpublish it instead.")
                % {"page": page.title},
            )
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
