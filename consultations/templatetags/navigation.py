"""The frame of every content page: where its links go, found with one query a request."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.template import Context
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from consultations.models import ConsultationIndexPage, WhatHappenedPage
from consultations.selectors import home_address
from core.models import HomePage, InformationPage

register = template.Library()
LANDMARKS = (HomePage, ConsultationIndexPage, WhatHappenedPage, InformationPage)


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language, or the first page of that language."""

    code: str
    name: str
    address: str


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
    links = [(code, _in_language(request, page, code)) for code in others]
    return [
        LanguageLink(code, get_language_info(code.split("-")[0])["name_local"], address)
        for code, address in links
        if address
    ]


def _in_language(request: HttpRequest, page: object, code: str) -> str:
    if isinstance(page, Page):
        twins = Page.objects.live().filter(translation_key=page.translation_key)
        if twin := twins.filter(locale__language_code=code).first():
            return twin.get_url(request) or ""
    elif request.resolver_match and request.resolver_match.view_name != "wagtail_serve":
        return translate_url(request.path, code)
    return home_address(code) if _of(request, HomePage, code) else ""


@register.inclusion_tag("components/nav.html", takes_context=True)
def site_nav(context: Context) -> dict[str, Any]:
    """The five ways on: have your say, what happened, your six words, help, another language."""
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
    kinds = {"consultations": ConsultationIndexPage, "what_happened": WhatHappenedPage}
    return _address(context["request"], kinds[kind])


@register.simple_tag(takes_context=True)
def menu_pages(context: Context) -> list[dict[str, str]]:
    """Plain pages that an editor put into the menu: privacy, accessibility and the like."""
    request = context["request"]
    return [
        {"title": page.title, "address": page.get_url(request) or ""}
        for page in _of(request, InformationPage)
    ]
