"""What consultations.middleware can't see: pages chosen in bulk, and pages that must stay.

Screens of versions are registered where they are (consultations.accessible.hooks)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from consultations.accessible import hooks as accessible_hooks
from consultations.bodies.viewsets import BodyFormViewSet
from consultations.copying import hooks as copying_hooks
from consultations.permissions import may_edit, pages_of_areas_at
from consultations.promises import hooks as promises_hooks
from consultations.promises.selectors import has_promised
from consultations.stages import hooks as stage_hooks
from core.selectors import must_stay

__all__ = ["accessible_hooks", "copying_hooks", "promises_hooks", "stage_hooks"]

register_snippet(BodyFormViewSet)


@hooks.register("before_bulk_action")
def require_areas(
    request: HttpRequest, action: str, objects: Iterable[Any], action_class: Any
) -> HttpResponse | None:
    """Raises PermissionDenied for a page of an area where she is no editor."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if not may_edit(request.user, pages_of_areas_at([page.pk for page in pages], below=True)):
        raise PermissionDenied
    return keep(request, pages) if action == "delete" else None


@hooks.register("before_delete_page")
def keep_what_was_asked(request: HttpRequest, page: Page) -> HttpResponse | None:
    return keep(request, [page])


def keep(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Refuse to delete pages that forms, answers or outcomes hang on, or on which women were
    promised a reply."""
    for page in pages:
        below = page.get_descendants(inclusive=True).specific()
        if any(has_promised(thing) or must_stay([thing]) for thing in below):
            messages.error(
                request,
                _(
                    "“%(page)s” was kept: forms, answers or promises belong to it. Unpublish it "
                    "instead."
                )
                % {"page": page.title},
            )
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
