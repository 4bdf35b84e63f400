"""Finding responses: filters in the database, words in memory, one chunk of answers at a time.

No copy of her words is kept to search in: what she takes back is gone from here at once.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.languages import LANGUAGES
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.analysis.word_finder import ACCENTED, Finder
from insights.models import Theming
from insights.search.narrowing import narrowed
from insights.search.question import Offered, Question
from insights.selectors import queue, themes_offered, woman_of

CHUNK = 2_000
MOST_FRAGMENTS = 8  # a database reads each answer once for each; more are quicker in memory


@dataclass(frozen=True)
class Found:
    """The leading rows that were found, in the order of their ids, and which she hasn't read."""

    ids: list[int]
    unread: list[int]

    def beside(self, pk: int) -> set[int]:
        """A response, and those that she may go to from there: back, on, on to an unread one."""
        place = bisect_left(self.ids, pk)
        on = [*self.ids[place : place + 2], *self.ids[max(place - 1, 0) : place]]
        after = bisect_left(self.unread, pk + 1)
        return {pk, *on, *self.unread[after : after + 1], *self.unread[:1]}


def offered_by(consultation: ConsultationPage, theming: Theming | None) -> Offered:
    """What the search of a consultation may be narrowed by."""
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    said = answers_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    marked = said.exclude(language="").values_list("language", flat=True)
    spoken = set(rows.values_list("language", flat=True).union(marked))
    return Offered(
        themes=list(themes_offered(theming.codebook)) if theming else [],
        languages=sorted(spoken, key=language_name),
    )


def language_name(code: str) -> str:
    """A language in English; its code where we have no name for it."""
    return LANGUAGES.get(code.split("-")[0], code)


def search(consultation: ConsultationPage, question: Question, reader: User) -> Found:
    """All that a question finds, a row a woman: rows of one visit are one response."""
    rows: QuerySet[Any] = narrowed(consultation, question, reader)
    columns = rows.values_list("pk", "visit_hash", "read_by_her")
    finder = finder_for(question)
    if finder is None:
        found = [(pk, read) for pk, _, read in columns]
    else:
        bits = _bits_of_women(consultation, finder)
        found = [
            (pk, read)
            for pk, visit, read in columns
            if finder.holds(bits.get(woman_of(pk, visit), 0))
        ]
    return Found([pk for pk, _ in found], [pk for pk, read in found if not read])


def finder_for(question: Question) -> Finder | None:
    """What looks for the words of a question; None where it asks for none."""
    return Finder(question.query, synonyms=question.synonyms) if question.query else None


def around_in(
    consultation: ConsultationPage, question: Question, reader: User, pk: int
) -> QuerySet[Response]:
    """Of what a question finds, as the bench's queue, those that she may go to from one of them."""
    beside = search(consultation, question, reader).beside(pk)
    return queue(consultation=consultation, reader=reader).filter(pk__in=beside)


def _bits_of_women(consultation: ConsultationPage, finder: Finder) -> dict[Hashable, int]:
    """Woman → the terms that are in her words or their translations, whichever row has them."""
    answers = answers_for(use=Use.READING_TEAM, consultation=consultation).exclude(text="")
    answers = answers.filter(_may_have(finder)).order_by()
    columns = ("response_id", "response__visit_hash", "text", "translation")
    found: dict[Hashable, int] = defaultdict(int)
    for pk, visit, text, translation in answers.values_list(*columns).iterator(chunk_size=CHUNK):
        bits = finder.found_in(text)
        if translation:
            bits |= finder.found_in(translation)
        if bits:
            found[woman_of(pk, visit)] |= bits
    return found


def _may_have(finder: Finder) -> Q:
    """More than the answers that have a term, and never less."""
    fragments = finder.fragments
    if not 0 < len(fragments) <= MOST_FRAGMENTS:
        return Q()
    may = ~Q(translation="")  # few have one: all of these are looked at
    for fragment in fragments:
        may |= Q(text__icontains=fragment)
    return may | Q(text__regex=ACCENTED)
