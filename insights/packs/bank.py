"""The quotes of the bank that a pack is told with, as far as a use may show them now."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from feedback.selectors import answers_for
from feedback.uses import Use
from insights.models import BankQuote, FindingQuote, ReviewPack
from insights.quotes.states import State, with_state
from insights.quotes.words import excerpt


@dataclass(frozen=True)
class Quoted:
    """Words of one woman, told with a finding. `code` is that of their theme on level 1."""

    finding: int
    response: int
    woman: Hashable
    code: str
    text: str
    language: str


@dataclass(frozen=True)
class Women:
    """Whose each row is, without those that a safeguarding case was opened for; and the codes of
    level 1 that her rows were given."""

    of_row: Mapping[int, Hashable]
    codes: Mapping[Hashable, set[str]]


def women_of(
    rows: Iterable[tuple[int, Hashable]], cases: Set[int], codes_of: Mapping[int, set[str]]
) -> Women:
    """From rows with their woman, what may never be quoted, and the codes of each row."""
    of_row, codes = {}, defaultdict[Hashable, set[str]](set)
    for pk, woman in rows:
        codes[woman] |= codes_of.get(pk, set())
        if pk not in cases:
            of_row[pk] = woman
    return Women(of_row, codes)


def quoted_in(
    pack: ReviewPack, uses: Collection[Use], women: Women, code_of: Mapping[int, str]
) -> dict[Use, list[Quoted]]:
    """Use → quotes of the findings of a pack, in their order: passed by two readers, allowed now,
    of a theme that her words still carry. `code_of`: theme → code of level 1."""
    passed = with_state(BankQuote.objects.all()).filter(state=State.PASSED.value)
    told = FindingQuote.objects.filter(finding__pack=pack, quote__in=passed.values("pk"))
    told = told.select_related("quote").order_by("finding__order", "finding_id", "order", "pk")
    rows = list(_with_words(told, uses))
    return {use: list(_allowed(rows, use, women, code_of)) for use in uses}


def _with_words(told: QuerySet[Any], uses: Iterable[Use]) -> QuerySet[Any]:
    """Each with what its answer says to each use, and in which language, as `said_by` has it."""
    language = Case(When(language="", then=F("response__language")), default=F("language"))
    for use in uses:
        answers = answers_for(use=use).filter(
            pk=OuterRef("quote__answer"), response=OuterRef("quote__response")
        )
        said = answers.exclude(text="").order_by()
        told = told.annotate(
            **{
                f"{use.value}_text": Subquery(said.values("text")),
                f"{use.value}_language": Subquery(said.values(spoken=language)),
            }
        )
    return told


def _allowed(
    rows: Iterable[Any], use: Use, women: Women, code_of: Mapping[int, str]
) -> Iterator[Quoted]:
    for row in rows:
        quote, text = row.quote, getattr(row, f"{use.value}_text")
        woman, code = women.of_row.get(quote.response_id), code_of.get(quote.theme_id, "")
        if woman is None or not text or code not in women.codes[woman]:
            continue
        words, language = excerpt(text, quote.start, quote.end), f"{use.value}_language"
        yield Quoted(row.finding_id, quote.response_id, woman, code, words, getattr(row, language))
