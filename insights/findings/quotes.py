"""Quotes of the bank that a finding may be told with: passed by two readers, stopped by none."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.review.selectors import with_a_case
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import BankQuote
from insights.quotes.states import State, with_state
from insights.quotes.words import excerpt


@dataclass(frozen=True)
class OfferedQuote:
    """A quote with its words, and which editions could show it."""

    quote: BankQuote
    text: str
    language: str
    is_public: bool
    is_of_its_themes: bool


def usable_quotes(consultation: ConsultationPage) -> QuerySet[BankQuote]:
    """Quotes that two different readers passed and nobody stopped, of women who let the design team
    or anyone read them."""
    allowed = Q(response__in=_seen(consultation, Use.DESIGN_TEAM))
    allowed |= Q(response__in=_seen(consultation, Use.PUBLIC))
    passed = with_state(BankQuote.objects.filter(allowed)).filter(state=State.PASSED.value)
    return passed.order_by("theme__order", "pk")


def _seen(consultation: ConsultationPage, use: Use) -> QuerySet[Response, Any]:
    return responses_for(use=use, consultation=consultation).order_by().values("pk")


def offered_quotes(consultation: ConsultationPage, themes: Collection[int]) -> list[OfferedQuote]:
    """The same with their words, those of the finding's own themes first."""
    quotes = list(usable_quotes(consultation).select_related("theme"))
    responses = {quote.response_id for quote in quotes}
    cases = with_a_case(responses)
    answers = answers_for(use=Use.READING_TEAM, responses=responses)
    columns = ("pk", "text", "language", "response__language")
    texts = {pk: (text, own or form) for pk, text, own, form in answers.values_list(*columns)}
    public = set(
        responses_for(use=Use.PUBLIC, consultation=consultation)
        .filter(pk__in=responses)
        .values_list("pk", flat=True)
    )
    offered = [
        OfferedQuote(
            quote=quote,
            text=excerpt(texts[quote.answer][0], quote.start, quote.end),
            language=texts[quote.answer][1],
            is_public=quote.response_id in public,
            is_of_its_themes=bool({quote.theme_id, quote.theme.parent_id} & set(themes)),
        )
        for quote in quotes
        if quote.answer in texts and quote.response_id not in cases
    ]
    return sorted(offered, key=lambda one: not one.is_of_its_themes)
