"""Reads of the bank of quotes. What a reader codes blind is not in what she sees of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.review.selectors import hard_to_hear, with_a_case
from feedback.selectors import answers_for, question_labels, responses_for
from feedback.uses import Use
from insights.analysis.sentences import sentences
from insights.models import BankQuote, Coding, QuoteCheck, Theme, Theming
from insights.quotes.states import READERS, WAITING, State, with_state
from insights.quotes.used import Used, used_in
from insights.quotes.words import excerpt, said_by, stands_for
from insights.rigour.blind import hidden_from
from insights.selectors.progress import POSITIVE
from insights.selectors.women import woman_of


@dataclass(frozen=True)
class Shown:
    """A quote with its words as they stand now. `theme` is what its theme was merged into, if it
    was; `woman` is what all her rows share."""

    quote: BankQuote
    text: str
    language: str
    theme: Theme
    state: State
    used: Sequence[Used] = field(default=())

    @property
    def woman(self) -> object:
        response = self.quote.response
        return woman_of(response.pk, response.visit_hash)


def bank(consultation: ConsultationPage, reader: User) -> QuerySet[Any]:
    """All quotes of a consultation that she may see, the last added first."""
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    quotes = BankQuote.objects.filter(response__in=rows.values("pk"))
    quotes = quotes.exclude(response__in=hidden_from(reader))
    related = quotes.select_related("response__version__form__consultation", "theme")
    return with_state(related).order_by("-pk")


def bank_of(
    consultation: ConsultationPage,
    reader: User,
    *,
    state: State | None = None,
    theme: Theme | None = None,
    use: Use | None = None,
    mine: bool = False,
) -> QuerySet[Any]:
    """Those of them in a state, of a theme with its sub-themes, whose women allow a use now, or
    (`mine`) that wait for her to read them."""
    quotes = bank(consultation, reader)
    if state is not None:
        quotes = quotes.filter(state=state.value)
    if mine:
        hers = QuoteCheck.objects.filter(quote=OuterRef("pk"), reader=reader)
        quotes = quotes.filter(~Exists(hers), state__in=[one.value for one in WAITING])
    if theme is not None:
        same = Q(theme=theme) | Q(theme__parent=theme)
        merged = Q(theme__merged_into=theme) | Q(theme__merged_into__parent=theme)
        quotes = quotes.filter(same | merged)
    if use is not None:
        allowed = responses_for(use=use, consultation=consultation).order_by()
        quotes = quotes.filter(response__in=allowed.values("pk")).exclude(
            response__in=with_a_case(quotes.values_list("response", flat=True))
        )
    return quotes


def may_be_repeated(
    consultation: ConsultationPage, reader: User, use: Use, theme: Theme | None = None
) -> list[Shown]:
    """What two readers passed and this use may show now, for whoever chooses quotes."""
    return shown(bank_of(consultation, reader, state=State.PASSED, theme=theme, use=use))


@dataclass(frozen=True)
class Numbers:
    """How many quotes are in each state, and how many wait for her."""

    of_state: Counter[str]
    mine: int

    @property
    def states(self) -> list[tuple[State, int]]:
        return [(state, self.of_state[state.value]) for state in State]


def numbers_of(consultation: ConsultationPage, reader: User) -> Numbers:
    """One query, whatever the bank holds."""
    hers = QuoteCheck.objects.filter(quote=OuterRef("pk"), reader=reader)
    quotes = bank(consultation, reader).select_related(None).order_by()
    rows = list(quotes.annotate(is_read=Exists(hers)).values_list("state", "is_read"))
    waiting = {state.value for state in WAITING}
    mine = sum(state in waiting and not is_read for state, is_read in rows)
    return Numbers(Counter(state for state, _ in rows), mine)


def shown(quotes: Iterable[Any], *, with_uses: bool = False) -> list[Shown]:
    """These quotes of one consultation with their words; those without any are left out."""
    rows = list(quotes)
    said = said_by(rows, Use.READING_TEAM)
    used = used_in(rows, said) if with_uses else {}
    books = {quote.theme.codebook_id for quote in rows}
    themes = stands_for(Theme.objects.filter(codebook__in=books)) if rows else {}
    return [
        Shown(
            quote=quote,
            text=excerpt(said[quote.answer].text, quote.start, quote.end),
            language=said[quote.answer].language,
            theme=themes[quote.theme_id],
            state=State(quote.state),  # with_state says it
            used=used.get(quote.pk, ()),
        )
        for quote in rows
        if quote.answer in said
    ]


def results_for(quote: BankQuote, reader: User) -> list[QuoteCheck]:
    """What the readers of a quote held, the first of them first. Nothing while it waits for a
    second one who hasn't answered: she reads it by herself."""
    checks = list(quote.checks.select_related("reader").order_by("pk"))
    is_hers = any(check.reader_id == reader.pk for check in checks)
    is_over = len(checks) >= READERS or any(not check.passed for check in checks)
    return checks if is_hers or is_over else []


@dataclass(frozen=True)
class WholeAnswer:
    """An answer as it is stored, cut at the quote. `question` is its key."""

    question: str
    before: str
    quoted: str
    after: str
    language: str
    is_hard: bool


def whole_answer(quote: BankQuote) -> WholeAnswer | None:
    """The whole redacted answer that a quote is of; none where it was taken back meanwhile."""
    answers = answers_for(use=Use.READING_TEAM, responses=[quote.response_id])
    answer = answers.filter(pk=quote.answer).select_related("response").first()
    if answer is None:
        return None
    text, quoted = answer.text, answer.text[quote.start : quote.end]
    return WholeAnswer(
        question=answer.question_key.hex,
        before=text[: quote.start],
        quoted=quoted,
        after=text[quote.end :],
        language=answer.language or answer.response.language,
        is_hard=bool(hard_to_hear([quoted])),
    )


@dataclass(frozen=True)
class InSentences:
    """An answer in her own words, sentence by sentence with their places."""

    pk: int
    response: int
    question: str
    language: str
    sentences: Sequence[tuple[str, str]]  # answer-start-end, text


def sentences_of(parts: Sequence[Response]) -> list[InSentences]:
    """All answers of one woman that have words, those that she sent last first."""
    order = {part.pk: place for place, part in enumerate(parts)}
    labels = {part.pk: question_labels(part.version, part.language) for part in parts}
    answers = answers_for(use=Use.READING_TEAM, responses=order).exclude(text="").order_by("pk")
    rows = answers.select_related("response")
    return [
        InSentences(
            pk=answer.pk,
            response=answer.response_id,
            question=labels[answer.response_id].get(answer.question_key.hex, ""),
            language=answer.language or answer.response.language,
            sentences=[
                (f"{answer.pk}-{start}-{end}", answer.text[start:end])
                for start, end in sentences(answer.text)
            ],
        )
        for answer in sorted(rows, key=lambda answer: order[answer.response_id])
    ]


def themes_given(parts: Sequence[Response], theming: Theming | None) -> list[Theme]:
    """Themes that codings which count give one woman's rows, in the order of the codebook."""
    codings = Coding.objects.filter(POSITIVE, response__in=[part.pk for part in parts])
    book = theming.codebook_id if theming else None
    themes = Theme.objects.filter(codebook=book, pk__in=codings.values("theme"))
    return list(themes.select_related("parent").order_by("order"))
