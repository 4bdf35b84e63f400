"""One guard for every address of the admin that names a page (design §11.18)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail_localize.models import Translation, TranslationSource

from consultations.models import ConsultationPage
from consultations.permissions import consultations_at, may_edit

Handler = Callable[[HttpRequest], HttpResponse]
NAMES_OF_PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# Where `pk` is a page: Wagtail's own screens and its API for script.
OF_PAGES = {"wagtailadmin_pages", "wagtailadmin_api"}
WITH_ALL_BELOW = {"delete", "unpublish", "move", "move_confirm", "copy", "action"}
# A page behind a password would set a cookie and have no way to leave: for nobody, on no page.
FOR_NOBODY = {"wagtailadmin_pages:set_privacy"}


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
        refused = match.view_name in FOR_NOBODY or not may_edit(
            request.user, named(request, match, kwargs)
        )
        answer: HttpResponse | None = permission_denied(request) if refused else None
        return answer


def named(
    request: HttpRequest, match: ResolverMatch, kwargs: dict[str, Any]
) -> list[ConsultationPage]:
    """Consultations that an address names, or that stand below a page that it would change."""
    if key := _translated(kwargs):
        twins = ConsultationPage.objects.filter(translation_key=key)
        return list(twins.select_related("latest_revision"))
    pages = [kwargs[name] for name in NAMES_OF_PAGES if name in kwargs]
    if OF_PAGES & set(match.namespaces) and "pk" in kwargs:
        pages.append(kwargs["pk"])
    if not pages:
        return []
    return consultations_at(pages, below=_reaches_below(request, match))


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
