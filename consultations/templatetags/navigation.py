"""The frame of every content page: where its links go, found with one query a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.template import Context
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from consultations.models import ConsultationIndexPage, WhatHappenedPage
from consultations.selectors import home_address
from core.models import AreasPage, HomePage, InformationPage, NewsIndexPage

register = template.Library()
LANDMARKS = (
    *(HomePage, ConsultationIndexPage, WhatHappenedPage),
    *(AreasPage, NewsIndexPage, InformationPage),
)


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language, or the first page of that language.

    `carried` is what was posted to it and goes along: words that stand in no address.
    """

    code: str
    name: str
    address: str
    carried: Mapping[str, str] = field(default_factory=dict)


register.simple_tag(home_address)


def _landmarks(request: HttpRequest) -> list[Page]:
    if not hasattr(request, "_landmarks"):
        kinds = ContentType.objects.get_for_models(*LANDMARKS)
        pages = Page.objects.live().filter(content_type__in=kinds.values())
        request._landmarks = list(  # type: ignore[attr-defined]
            pages.exclude(content_type=kinds[InformationPage], show_in_menus=False)
            .select_related("locale", "content_type")
            .order_by("path")
        )
    return request._landmarks  # type: ignore[attr-defined]


def _of(request: HttpRequest, kind: type[Page], language: str | None = None) -> list[Page]:
    code = language or get_language()
    return [
        page
        for page in _landmarks(request)
        if page.content_type.model_class() is kind and page.locale.language_code == code
    ]


def _address(request: HttpRequest, kind: type[Page]) -> str:
    pages = _of(request, kind)
    return pages[0].get_url(request) or "" if pages else ""


def _language_links(context: Context, request: HttpRequest) -> list[LanguageLink]:
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    page = context.get("page")
    below: str = context.get("below") or ""  # a part of the page with an address of its own
    links = [(code, _in_language(request, page, code, below)) for code in others]
    carried: Mapping[str, str] = context.get("carried") or {}
    return [
        LanguageLink(code, get_language_info(code.split("-")[0])["name_local"], address, carried)
        for code, address in links
        if address
    ]


def _in_language(request: HttpRequest, page: object, code: str, below: str) -> str:
    """The same place there, narrowed as it is here; else the first page; else nothing."""
    if isinstance(page, Page):
        if twin := _twin(request, page, code):
            address = twin.get_url(request)
            return f"{address}{below}{_narrowed(request)}" if address else ""
    elif request.resolver_match and request.resolver_match.view_name != "wagtail_serve":
        return translate_url(request.path, code) + _narrowed(request)
    return home_address(code) if _of(request, HomePage, code) else ""


def _narrowed(request: HttpRequest) -> str:
    """What she chose to see of a list. It is in the address already: never words of hers."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _twin(request: HttpRequest, page: Page, code: str) -> Page | None:
    """The page in another language. Landmarks have been read already."""
    known = [one for one in _landmarks(request) if one.translation_key == page.translation_key]
    if not known:
        known = Page.objects.live().filter(translation_key=page.translation_key)
        return known.filter(locale__language_code=code).first()
    return next((one for one in known if one.locale.language_code == code), None)


@register.simple_tag(takes_context=True)
def main_lang(context: Context) -> str:
    """` lang="cy"` for a page that is in another language than its frame."""
    page = context.get("page")
    if page is None or not getattr(page, "locale_id", None):
        return ""
    languages = {one.locale_id: one.locale.language_code for one in _landmarks(context["request"])}
    code = languages.get(page.locale_id) or page.locale.language_code
    return "" if code == get_language() else format_html('lang="{}"', code)


@register.inclusion_tag("components/nav.html", takes_context=True)
def site_nav(context: Context) -> dict[str, Any]:
    """The ways on: have your say, what happened, six words, help, search, another language."""
    request = context["request"]
    return {
        "here": request.path,
        "consultations": _address(request, ConsultationIndexPage),
        "what_happened": _address(request, WhatHappenedPage),
        "languages": _language_links(context, request),
    }


@register.simple_tag(takes_context=True)
def page_address(context: Context, kind: str) -> str:
    """The address of the one page of its kind in this language; empty where there is none."""
    kinds: dict[str, type[Page]] = {
        "consultations": ConsultationIndexPage,
        "what_happened": WhatHappenedPage,
        "areas": AreasPage,
        "news": NewsIndexPage,
    }
    return _address(context["request"], kinds[kind])


@register.simple_tag(takes_context=True)
def menu_pages(context: Context) -> list[dict[str, str]]:
    """Areas, news, and plain pages that an editor put into the menu: privacy and the like."""
    request = context["request"]
    return [
        {"title": page.title, "address": page.get_url(request) or ""}
        for kind in (AreasPage, NewsIndexPage, InformationPage)
        for page in _of(request, kind)
    ]
