"""Published pages that have the words, in the language of the page that asks."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageQuerySet

from core.base_page import BasePage
from core.finding.words import words_in
from core.welsh_mutations import forms_of

WELSH = "cy"


def with_all(text: str, pages: "PageQuerySet[Any]") -> set[int]:
    """Ids of those of the pages that have each of the words, or a longer one that begins so. Where
    nothing can be looked for, none.

    A plural finds the one. A Welsh word is found however its first sound has changed.
    """
    words = words_in(text)
    return set.intersection(*(_with(word, pages) for word in words)) if words else set()


def _with(word: str, pages: "PageQuerySet[Any]") -> set[int]:
    stem = word[:-1] if len(word) > 4 and word.endswith("s") else word
    forms = forms_of(stem) if get_language() == WELSH else [stem]
    return {
        page.pk
        for form in forms
        for page in pages.only("pk").autocomplete(form, order_by_relevance=False)
    }


def find_pages(text: str) -> list[BasePage]:
    """All kinds of published pages with the words; what can still be answered comes first."""
    if not words_in(text):
        return []
    here = Locale.objects.filter(language_code=get_language() or settings.LANGUAGE_CODE)
    pages = Page.objects.live().public().filter(locale__in=here)
    found = pages.filter(pk__in=with_all(text, pages)).specific()
    ours = [page for page in found if isinstance(page, BasePage) and page.is_findable]
    return sorted(ours, key=lambda page: (page.found_at, page.title.casefold()))
