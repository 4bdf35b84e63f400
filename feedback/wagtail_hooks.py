"""Registration only."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from feedback import kiosk_views
from feedback.building.permissions import areas_of
from feedback.contact.models import ContactService
from feedback.contact.viewsets import ContactServiceViewSet
from feedback.models import Form, FormQuestion, Question
from feedback.viewsets import AskingGroup

register_snippet(AskingGroup)
register_snippet(ContactServiceViewSet)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [
        path("forms/", include("feedback.building.urls")),
        path("shared-devices/", kiosk_views.shared_devices, name="shared_devices"),
        path("forms/<int:pk>/shared-device/", kiosk_views.switch_on, name="form_kiosk"),
    ]


class SharedDevicesItem(MenuItem):
    """Centre workers have no forms to build, and switch devices on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(kiosk_views.USE_SHARED_DEVICE))


@hooks.register("register_admin_menu_item")
def shared_devices_item() -> MenuItem:
    return SharedDevicesItem(
        _("Shared devices"), reverse("shared_devices"), icon_name="desktop", order=160
    )


@hooks.register("before_delete_snippet")
def require_hers(request: HttpRequest, snippets: list[Any]) -> None:
    """Wagtail's lists are scoped by a policy; deleting several at once asks here (§11.18)."""
    for snippet in snippets:
        if isinstance(snippet, Form | Question | ContactService):
            policy = policy_registry.get_by_type(type(snippet))
            if not policy.user_has_permission_for_instance(request.user, "delete", snippet):
                raise PermissionDenied


@hooks.register("before_delete_snippet")
def keep_what_was_asked(request: HttpRequest, snippets: list[Any]) -> HttpResponse | None:
    """A form that was published and a question that a form asks stay."""
    for snippet in snippets if request.method == "POST" else []:
        words = ""
        if isinstance(snippet, Form) and snippet.versions.exists():
            words = _("“%(thing)s” was kept: it was published, and answers belong to it.")
        elif isinstance(snippet, Question) and FormQuestion.objects.filter(question=snippet):
            words = _("“%(thing)s” was kept: a form asks it. Take it out of the form first.")
        if words:
            messages.error(request, words % {"thing": snippet})
            return redirect(snippet.snippet_viewset.get_url_name("list"))
    return None


@hooks.register("register_snippet_listing_buttons")
def form_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if not isinstance(snippet, Form) or snippet.area_id not in areas_of(user):
        return
    for place, (label, name, icon) in enumerate(
        [
            (_("Publish questions"), "publish_form", "upload"),
            (_("Translate the questions"), "form_welsh", "wagtail-localize-language"),
            (_("Copy this form"), "copy_form", "copy"),
            (_("Versions"), "form_versions", "history"),
            (_("Use on a shared device"), "form_kiosk", "desktop"),
        ]
    ):
        yield Button(label, reverse(name, args=[snippet.pk]), icon_name=icon, priority=30 + place)
