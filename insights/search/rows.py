"""One page of what was found: each response with the words that were looked for, marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.analysis.marks import segments
from insights.analysis.word_finder import Finder
from insights.search.selectors import language_name
from insights.selectors import queue, rows_of
from insights.selectors.queue import ResponseRow
from insights.selectors.visits import visits_of

AROUND = 90  # characters on each side of the first word that was found


@dataclass(frozen=True)
class Run:
    """A piece of her words, and whether it was looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Hit:
    """The place in an answer where the first of the words stands."""

    runs: list[Run]
    language: str
    is_translation: bool = False


@dataclass(frozen=True)
class FoundRow:
    """A response that was found, and where."""

    row: ResponseRow
    hit: Hit | None

    @property
    def language(self) -> str:
        """The language of the words that are shown, in English."""
        code = self.hit.language if self.hit else self.row.language
        return language_name(code)


def found_rows(
    consultation: ConsultationPage,
    ids: Sequence[int],
    *,
    reader: User,
    finder: Finder | None,
    names: Mapping[int, str],
) -> list[FoundRow]:
    """Lines for the leading rows of one page, in their order."""
    responses = queue(consultation=consultation, reader=reader).filter(pk__in=ids)
    page = {response.pk: response for response in responses}
    visits = visits_of(list(page.values()))
    hits = _hits(visits.leads, finder) if finder else {}
    found = [page[pk] for pk in ids if pk in page]
    rows = rows_of(found, reader=reader, names=names, with_marks=True, visits=visits)
    return [FoundRow(row, hits.get(row.pk)) for row in rows]


def excerpt_around(text: str, places: Sequence[tuple[int, int]]) -> list[Run]:
    """What stands around the first of these places, with all of them that fall into it marked."""
    first = places[0]
    start, end = max(first[0] - AROUND, 0), min(first[1] + AROUND, len(text))
    if start:
        start = text.find(" ", start, first[0]) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", first[1], end), first[1])
    cut = [(max(s, start) - start, min(e, end) - start, 1) for s, e in places if s < end]
    runs = [Run(part.text, bool(part.keys)) for part in segments(text[start:end], cut)]
    before = [Run("…", False)] if start else []
    return [*before, *runs, *([Run("…", False)] if end < len(text) else [])]


def _hits(lead_of: Mapping[int, int], finder: Finder) -> dict[int, Hit]:
    """Leading row → the first place, her own words before translations, the last row first."""
    answers = answers_for(use=Use.READING_TEAM, responses=lead_of).exclude(text="").order_by("pk")
    columns = ("response_id", "text", "translation", "language", "response__language")
    said: dict[int, list[tuple[str, str, bool]]] = {}
    for pk, text, translation, language, of_form in answers.values_list(*columns):
        said.setdefault(pk, []).append((text, language or of_form, False))
        if translation:
            said[pk].append((translation, "en-gb", True))
    found: dict[int, Hit] = {}
    for own in (False, True):
        for pk, lead in lead_of.items():
            for text, language, translated in said.get(pk, ()):
                if lead not in found and translated == own and (places := finder.places(text)):
                    found[lead] = Hit(excerpt_around(text, places), language, translated)
    return found
