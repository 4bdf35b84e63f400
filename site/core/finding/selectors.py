"""Published pages and helplines that have the words, in the language of the page that asks."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageQuerySet

from core.base_page import BasePage
from core.finding.meanings import meant_by, telling
from core.finding.words import WORD, words_in
from core.models import Helpline
from core.welsh_mutations import forms_of

WELSH = "cy"
# What a hit is worth: the very word in a title, in the text, another word for it.
IN_TITLE, IN_TEXT, MEANT = 4, 3, 1


@dataclass(frozen=True)
class Found:
    """What was found. has_all: whether each page has each word, or another word for it. meant: the
    words as they may have been meant, where one of them stands nowhere."""

    pages: list[BasePage] = field(default_factory=list)
    lines: list[Helpline] = field(default_factory=list)
    has_all: bool = True
    meant: str = ""


def with_all(text: str, pages: "PageQuerySet[Any]") -> set[int]:
    """Ids of those of the pages that have each of the words, or a longer one that begins so. Where
    nothing can be looked for, none.

    A plural finds the one. A Welsh word is found however its first sound has changed.
    """
    words = words_in(text)
    return set.intersection(*(_with([word], pages) for word in words)) if words else set()


def find(text: str) -> Found:
    """All kinds of published pages, and helplines, what fits best first. Where no page has all of
    the words, those that have most of them."""
    words = telling(words_in(text))
    if not words:
        return Found()
    here = Locale.objects.filter(language_code=get_language() or settings.LANGUAGE_CODE)
    pages = Page.objects.live().public().filter(locale__in=here)
    worth: Counter[int] = Counter()
    had: Counter[int] = Counter()
    for word in words:
        said, likened = _with([word], pages), _with(meant_by(word), pages)
        had.update(said | likened)
        worth.update(dict.fromkeys(said, IN_TEXT))
        worth.update(dict.fromkeys(likened - said, MEANT))
    ours = {
        page.pk: page
        for page in pages.filter(pk__in=had).specific()
        if isinstance(page, BasePage) and page.is_findable
    }
    most = max((had[pk] for pk in ours), default=0)
    best = [page for page in ours.values() if had[page.pk] == most]

    def rank(page: BasePage) -> tuple[int, int, str]:
        titled = sum(_stands_in(word, page.title) for word in words)
        fit = worth[page.pk] + titled * (IN_TITLE - IN_TEXT)
        return (-fit, page.found_at, page.title.casefold())

    lines = _lines(words)
    meant = "" if best and most == len(words) else _spelt(words)
    return Found(sorted(best, key=rank), lines, most == len(words), meant)


def _with(words: Iterable[str], pages: "PageQuerySet[Any]") -> set[int]:
    """Ids of those that have one of the words at least: one question for all of them, since a word
    of hers has several others and, in Welsh, each has several forms."""
    forms = " ".join(form for word in words for form in _forms(word))
    if not forms:
        return set()
    found = pages.only("pk").autocomplete(forms, operator="or", order_by_relevance=False)
    return {page.pk for page in found}


def _forms(word: str) -> list[str]:
    stem = word[:-1] if len(word) > 4 and word.endswith("s") else word
    return list(forms_of(stem)) if get_language() == WELSH else [stem]


def _stands_in(word: str, text: str) -> bool:
    begins = tuple(_forms(word))
    return any(one.lower().startswith(begins) for one in WORD.findall(text))


def _lines(words: list[str]) -> list[Helpline]:
    """Helplines with a word, or another word for it: those with most of them first, and in the
    order of the page of help. Everybody finds the same, whichever area she comes from."""
    fit: list[tuple[int, int, Helpline]] = []
    for place, line in enumerate(Helpline.objects.select_related("area")):
        text = f"{line.name} {line.local_about}"
        worth = sum(
            IN_TEXT if _stands_in(word, text) else
            MEANT if any(_stands_in(other, text) for other in meant_by(word)) else 0
            for word in words
        )  # fmt: skip
        if worth:
            fit.append((-worth, place, line))
    return [line for _, _, line in sorted(fit, key=lambda one: one[:2])]


def _spelt(words: list[str]) -> str:
    """The words with each that stands nowhere put right, as titles, first sentences and helplines
    spell it; nothing where none is near."""
    here = Locale.objects.filter(language_code=get_language() or settings.LANGUAGE_CODE)
    live = Page.objects.live().public().filter(locale__in=here).specific()
    texts = [f"{page.title} {page.summary}" for page in live if isinstance(page, BasePage)]
    texts += [f"{line.name} {line.local_about}" for line in Helpline.objects.all()]
    known = {word.lower() for text in texts for word in WORD.findall(re.sub(r"[’']s\b", "", text))}
    known |= {other for word in known for other in meant_by(word)}
    put_right = [
        word
        if any(one.startswith(word) for one in known)
        else next(iter(get_close_matches(word, known, 1, cutoff=0.8)), word)
        for word in words
    ]
    return " ".join(put_right) if put_right != words else ""
