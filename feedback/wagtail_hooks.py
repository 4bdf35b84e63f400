"""Registration only."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from feedback import publish_views
from feedback.models import Form
from feedback.viewsets import AskingGroup

register_snippet(AskingGroup)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("forms/<int:pk>/publish/", publish_views.publish, name="publish_form")]


@hooks.register("before_edit_snippet")
def require_area(request: HttpRequest, snippet: Any) -> None:
    """Wagtail's lists are scoped by a policy; its single screens ask here (design §11.18)."""
    if isinstance(snippet, Form) and not request.user.has_perm("feedback.edit_forms", snippet):
        raise PermissionDenied


@hooks.register("before_delete_snippet")
def require_areas(request: HttpRequest, snippets: list[Any]) -> None:
    for snippet in snippets:
        require_area(request, snippet)


@hooks.register("register_snippet_listing_buttons")
def publish_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Form) and user.has_perm("feedback.edit_forms", snippet):
        yield Button(
            _("Publish questions"),
            reverse("publish_form", args=[snippet.pk]),
            icon_name="upload",
            priority=30,
        )
