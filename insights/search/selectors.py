"""Finding responses: filters in the database, words in memory, one chunk of answers at a time.

No copy of her words is kept to search in: what she takes back is gone from here at once.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.languages import LANGUAGES
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.analysis.word_finder import ACCENTED, Finder
from insights.models import Theming
from insights.search.narrowing import narrowed
from insights.search.question import Offered, Question
from insights.selectors import themes_offered, woman_of
from insights.selectors.whereabouts import Whereabouts

CHUNK = 2_000
MOST_FRAGMENTS = 8  # a database reads each answer once for each; more are quicker in memory


@dataclass(frozen=True)
class Found:
    """The leading rows that were found, in the order of their ids, and which she hasn't read."""

    ids: list[int]
    unread: list[int]

    def whereabouts(self, pk: int) -> Whereabouts:
        """Where a response stands in what was found; it has no number where it isn't found, such as
        one that she has just given the theme that she looked for the lack of."""
        before, after = bisect_left(self.ids, pk), bisect_right(self.ids, pk)
        return Whereabouts(
            number=after if after > before else None,
            total=len(self.ids),
            read=len(self.ids) - len(self.unread),
            previous=self.ids[before - 1] if before else None,
            following=next(iter(self.ids[after:]), None),
        )

    def next_unread(self, pk: int) -> int | None:
        """The next that she has not read, from the beginning after the last."""
        after = bisect_right(self.unread, pk)
        return next(iter([*self.unread[after:], *self.unread[:after]]), None)


def offered_by(consultation: ConsultationPage, theming: Theming | None) -> Offered:
    """What the search of a consultation may be narrowed by."""
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    said = answers_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    marked = said.exclude(language="").values_list("language", flat=True)
    spoken = set(rows.values_list("language", flat=True).union(marked))
    return Offered(
        themes=themes_offered(theming.codebook) if theming else [],
        languages=sorted(spoken, key=language_name),
    )


def offered_on_the_bench(theming: Theming | None, languages: Iterable[str]) -> Offered:
    """The same for the bench, whose address comes from a search: of a language it need not be asked
    whether anybody here spoke it, only whether it is one."""
    return Offered(
        themes=themes_offered(theming.codebook) if theming else [],
        languages=[code for code in languages if code.split("-")[0] in LANGUAGES],
    )


def language_name(code: str) -> str:
    """A language in English; its code where we have no name for it."""
    return LANGUAGES.get(code.split("-")[0], code)


def search(consultation: ConsultationPage, question: Question, reader: User) -> Found:
    """All that a question finds, a row a woman: rows of one visit are one response."""
    if question.query.is_only_signs:
        return Found([], [])
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
