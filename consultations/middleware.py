"""One guard for every address of the admin that names a page (design §11.18)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from consultations.admin_forms import EDIT
from consultations.permissions import OfAnArea, may_edit, pages_of_areas_at

Handler = Callable[[HttpRequest], HttpResponse]
NAMES_OF_PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# Where `pk` is a page: Wagtail's own screens and its API for script.
OF_PAGES = {"wagtailadmin_pages", "wagtailadmin_api"}
WITH_ALL_BELOW = {"delete", "unpublish", "move", "move_confirm", "copy", "action"}
# A page behind a password would set a cookie and have no way to leave: for nobody, on no page.
# Questions are the only snippets with a Welsh self, and have a page of ours for it, which asks for
# their areas; Wagtail's doesn't.
FOR_NOBODY = {
    *("wagtailadmin_pages:set_privacy", "wagtail_localize:submit_snippet_translation"),
    "wagtailadmin_error_test",
}
# Wagtail shows the titles of all pages to all staff, drafts too, to make links to them.
FOR_EDITORS = "wagtailadmin_choose_page"
# What Wagtail's API for script would double without its forms (consultations.copying does it).
DOUBLES = {"copy", "create_alias"}


class HerConsultationsOnly:
    """Refuse a page of an area where she is no editor, whatever she was about to do with it.

    Wagtail's hooks come after a screen has begun, and some screens have none. Pages that are named
    in a query, in bulk, are asked for by a hook.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        staff = request.path_info.startswith("/manage/") and request.user.is_authenticated
        if not staff or match is None:
            return None
        touched = named(request, match, kwargs)
        refused = (
            match.view_name in FOR_NOBODY
            or (match.view_name.startswith(FOR_EDITORS) and not request.user.has_perm(EDIT))
            or (bool(touched) and kwargs.get("action_name") in DOUBLES)
            or not may_edit(request.user, touched)
        )
        answer: HttpResponse | None = permission_denied(request) if refused else None
        return answer


def named(request: HttpRequest, match: ResolverMatch, kwargs: dict[str, Any]) -> list[OfAnArea]:
    """Pages of areas that an address names, or that stand below a page that it would change."""
    if key := _translated(kwargs):
        twins = Page.objects.filter(translation_key=key)
        return pages_of_areas_at(twins.values_list("pk", flat=True))
    pages = [kwargs[name] for name in NAMES_OF_PAGES if name in kwargs]
    if OF_PAGES & set(match.namespaces) and "pk" in kwargs:
        pages.append(kwargs["pk"])
    if not pages:
        return []
    return pages_of_areas_at(pages, below=_reaches_below(request, match))


def _reaches_below(request: HttpRequest, match: ResolverMatch) -> bool:
    if match.view_name == "wagtail_localize:submit_page_translation":
        return "include_subtree" in request.POST
    return bool(OF_PAGES & set(match.namespaces)) and match.url_name in WITH_ALL_BELOW


def _translated(kwargs: dict[str, Any]) -> Any:
    """The key that wagtail-localize knows the translated thing by; None where there is none."""
    if "translation_id" in kwargs:
        found = Translation.objects.filter(pk=kwargs["translation_id"])
        return found.values_list("source__object_id", flat=True).first()
    if "translation_source_id" in kwargs:
        sources = TranslationSource.objects.filter(pk=kwargs["translation_source_id"])
        return sources.values_list("object_id", flat=True).first()
    return None
