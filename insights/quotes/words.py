"""The words of a quote: cut from her answer each time, so that there is no second copy of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from feedback.selectors import answers_for
from feedback.uses import Use
from insights.models import BankQuote, Coding, Theme
from insights.selectors.progress import POSITIVE

MORE = "…"  # where she said more


@dataclass(frozen=True)
class Said:
    """An answer that a use may see: what it says, and in which language."""

    text: str
    language: str


def excerpt(text: str, start: int, end: int) -> str:
    """Words of an answer, with a sign where she said more."""
    words = text[start:end].strip()
    before = f"{MORE} " if text[:start].strip() else ""
    return f"{before}{words} {MORE}" if text[end:].strip() else f"{before}{words}"


def repeats(quoted: str, words: str) -> bool:
    """Whether what was quoted is just these words, whole or as an excerpt."""
    return words.strip() in (quoted.strip(), _bare(quoted))


def is_still_said(quoted: str, texts: Iterable[str]) -> bool:
    """Whether one of these answers would be quoted so today: whole, or as an excerpt."""
    return any(quoted.strip() in (text.strip(), *_like(quoted, text)) for text in texts)


def _like(quoted: str, text: str) -> Iterator[str]:
    """Excerpts of a text with the same words."""
    bare = _bare(quoted)
    at = text.find(bare) if bare else -1
    while at >= 0:
        yield excerpt(text, at, at + len(bare))
        at = text.find(bare, at + 1)


def _bare(quoted: str) -> str:
    return quoted.strip().removeprefix(f"{MORE} ").removesuffix(f" {MORE}").strip()


def said_by(quotes: Iterable[BankQuote], use: Use) -> dict[int, Said]:
    """Answer → what it says, of the answers of these quotes that this use may see now."""
    rows = [(quote.response_id, quote.answer) for quote in quotes]
    if not rows:
        return {}
    answers = answers_for(use=use, responses={response for response, _ in rows})
    found = answers.filter(pk__in={answer for _, answer in rows}).exclude(text="").order_by()
    columns = found.values_list("pk", "text", "language", "response__language")
    return {pk: Said(text, marked or asked) for pk, text, marked, asked in columns}


def stands_for(themes: Iterable[Theme]) -> dict[int, Theme]:
    """Theme → itself, or the one that it was merged into, of all themes of a codebook."""
    by_pk = {theme.pk: theme for theme in themes}

    def standing(theme: Theme) -> Theme:
        while theme.merged_into_id in by_pk:
            theme = by_pk[theme.merged_into_id]
        return theme

    return {pk: standing(theme) for pk, theme in by_pk.items()}


def of_theme(theme: Theme) -> Q:
    """Of a coding: that it is of this theme, or of a sub-theme of it."""
    return Q(theme=theme) | Q(theme__parent=theme)


def carry(responses: Iterable[int], theme: Theme) -> bool:
    """Whether a coding that counts gives one of these rows, which are one woman's, this theme."""
    codings = Coding.objects.filter(POSITIVE, of_theme(theme), response__in=list(responses))
    return codings.exists()
