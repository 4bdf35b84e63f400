"""Registration only."""

from collections.abc import Iterator
from typing import Any

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


@hooks.register("register_snippet_listing_buttons")
def publish_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Form) and user.has_perm("feedback.edit_forms", snippet):
        yield Button(
            _("Publish questions"),
            reverse("publish_form", args=[snippet.pk]),
            icon_name="upload",
            priority=30,
        )
