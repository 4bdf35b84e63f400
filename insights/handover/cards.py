"""Quotes for cards: whose words may be shown or read aloud, theme by theme.

Whole answers, or words that a coder pointed at; never cut to fit. Words that a safeguarding case
was opened for are never offered, nor what the reader codes blind.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from core.printing import has_other_letters, without_unprintable
from feedback.models import Response
from feedback.review.selectors import hard_to_hear, with_a_case
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Mark, Passage, Theme
from insights.packs.quotes import LONGEST, SHORTEST, filled_up
from insights.quotes.words import excerpt
from insights.rigour.blind import hidden_from
from insights.selectors.progress import codings_that_count
from insights.selectors.women import woman_of

CARD_USES = (Use.DESIGN_TEAM, Use.READ_ALOUD)
OFFERED = 5  # quotes a theme, those that people marked first
KEY = re.compile(r"(\d{1,19})-(\d{1,19})(?:-\d{1,6}-\d{1,6})?", re.ASCII)
LARGEST = 2**63 - 1  # that a database has a place for


@dataclass(frozen=True)
class CardQuote:
    """Words for a card. `key` says which, and under which theme: theme-answer, and the places of
    the words where they are a part of the answer."""

    key: str
    theme: Theme
    response: int
    woman: Hashable
    text: str
    language: str
    is_quotable: bool = False
    is_hard: bool = False


@dataclass(frozen=True)
class ThemeQuotes:
    """A theme and what may be chosen under it; nothing where no words may be quoted."""

    theme: Theme
    quotes: list[CardQuote]


@dataclass
class _Pool:
    """What is known of the responses that words may be taken from."""

    themes: dict[int, Theme]  # level 1
    given: dict[int, dict[int, None]]  # response → themes of level 1
    women: dict[int, Hashable]
    quotable: set[int] = field(default_factory=set)


def quotes_by_theme(consultation: ConsultationPage, use: Use, reader: User) -> list[ThemeQuotes]:
    """Themes of level 1 that were given to anybody, with some quotes each: a woman's words once."""
    pool = _pool(consultation, use, reader)
    found: dict[int, list[CardQuote]] = defaultdict(list)
    for quote in _found(consultation, use, pool):
        found[quote.theme.pk].append(quote)
    chosen = {pk: _chosen(found.get(pk, [])) for pk in pool.themes}
    hard = hard_to_hear({quote.text for quotes in chosen.values() for quote in quotes})
    return [
        ThemeQuotes(theme, [_with_note(quote, hard) for quote in chosen[pk]])
        for pk, theme in pool.themes.items()
    ]


@dataclass(frozen=True)
class Chosen:
    """Quotes for cards, each text once; and how many that were asked for may not be on one."""

    quotes: list[CardQuote]
    gone: int


def chosen_quotes(
    consultation: ConsultationPage, use: Use, reader: User, keys: Iterable[str]
) -> Chosen:
    """The quotes with these keys as they stand now, in the order of the keys. What was taken back,
    or isn't offered for this use, is not among them."""
    asked = list(dict.fromkeys(keys))
    answers = {pk for key in asked if (pk := _answer_of(key)) is not None}
    pool = _pool(consultation, use, reader)
    by_key = {quote.key: quote for quote in _found(consultation, use, pool, answers)}
    found = [by_key[key] for key in asked if key in by_key]
    hard = hard_to_hear({quote.text for quote in found})
    once = {quote.text: quote for quote in reversed(found)}
    return Chosen(
        [_with_note(quote, hard) for quote in found if once[quote.text] is quote],
        gone=len(asked) - len(found),
    )


def _answer_of(key: str) -> int | None:
    found = KEY.fullmatch(key)
    answer = int(found[2]) if found else LARGEST + 1
    return answer if answer <= LARGEST else None


def _pool(consultation: ConsultationPage, use: Use, reader: User) -> _Pool:
    if use not in CARD_USES:
        raise ValueError("Cards are shown to the design team, or read aloud.")
    rows = allowed_rows(consultation, use).exclude(pk__in=hidden_from(reader))
    marks = Mark.objects.filter(kind=Mark.Kind.QUOTABLE, response=OuterRef("pk"))
    found = list(rows.annotate(marked=Exists(marks)).values_list("pk", "visit_hash", "marked"))
    cases = with_a_case(pk for pk, *_ in found)
    women = {pk: woman_of(pk, visit) for pk, visit, _ in found if pk not in cases}
    given: dict[int, dict[int, None]] = defaultdict(dict)
    tops: set[int] = set()
    columns = ("response_id", "theme_id", "theme__parent_id")
    for response, theme, parent in codings_that_count(consultation).values_list(*columns):
        tops.add(parent or theme)
        if response in women:
            given[response][parent or theme] = None
    themes = {theme.pk: theme for theme in Theme.objects.filter(pk__in=tops).order_by("order")}
    return _Pool(themes, dict(given), women, {pk for pk, _, marked in found if marked})


def allowed_rows(consultation: ConsultationPage, use: Use) -> QuerySet[Response]:
    """Rows whose words this use may see."""
    return responses_for(use=use, consultation=consultation).order_by()


def _found(
    consultation: ConsultationPage, use: Use, pool: _Pool, only: Collection[int] | None = None
) -> Iterator[CardQuote]:
    """Answers that fit on a card, under each of her themes; and words that a coder pointed at,
    under the theme that she gave for them. Read in one go, kept only where they fit."""
    answers = answers_for(use=use, consultation=consultation).exclude(text="")
    passages = _passages(consultation, only)
    if only is not None:
        answers = answers.filter(pk__in=only)
    columns = ("pk", "response_id", "text", "language", "response__language")
    for pk, response, text, marked, asked in answers.order_by("pk").values_list(*columns):
        language = marked or asked
        if _fits(len(text)):
            yield from _quotes(pool, response, f"{pk}", text, language)
        for start, end, theme in passages.get(pk, ()):
            words = excerpt(text, start, end)
            yield from _quotes(pool, response, f"{pk}-{start}-{end}", words, language, theme)


def _passages(
    consultation: ConsultationPage, only: Collection[int] | None
) -> dict[int, list[tuple[int, int, int]]]:
    """Answer → runs of it that are long enough and fit, with the theme of level 1."""
    rows = Passage.objects.filter(coding__in=codings_that_count(consultation)).exclude(
        in_translation=True
    )
    if only is not None:
        rows = rows.filter(answer__in=only)
    columns = ("answer", "start", "end", "coding__theme_id", "coding__theme__parent_id")
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for answer, start, end, theme, parent in rows.order_by("pk").values_list(*columns):
        if _fits(end - start):
            found[answer].append((start, end, parent or theme))
    return found


def _fits(signs: int) -> bool:
    return SHORTEST <= signs <= LONGEST


def _quotes(
    pool: _Pool,
    response: int,
    key: str,
    text: str,
    language: str,
    only: int | None = None,
) -> list[CardQuote]:
    words = " ".join(without_unprintable(text).split())
    if response not in pool.women or has_other_letters(text) or not words:
        return []
    return [
        CardQuote(
            key=f"{theme}-{key}",
            theme=pool.themes[theme],
            response=response,
            woman=pool.women[response],
            text=words,
            language=language,
            is_quotable=response in pool.quotable,
        )
        for theme in pool.given.get(response, {})
        if only is None or theme == only
    ]


def _chosen(quotes: Sequence[CardQuote]) -> list[CardQuote]:
    """Those that somebody marked as worth quoting, then those closest to what others said."""
    chosen: dict[Hashable, CardQuote] = {}
    for quote in quotes:
        if quote.is_quotable and len(chosen) < OFFERED:
            chosen.setdefault(quote.woman, quote)
    return filled_up(list(chosen.values()), quotes, most=OFFERED)


def _with_note(quote: CardQuote, hard: set[str]) -> CardQuote:
    return replace(quote, is_hard=quote.text in hard)
