"""What the machine suggests. It reads redacted text and writes Suggestion, never Coding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Codebook, Suggestion
from insights.selectors import theming_of

if TYPE_CHECKING:  # NLTK is heavy: loaded when suggestions are made, not with the app
    from insights.analysis.cues import CueMatcher, Span

CHUNK = 500
TRANSLATION = "translation"
# theme id → [{"answer", "start", "end", "cue"}]; of a translation also {"in": "translation"}
Words = dict[int, list[dict[str, Any]]]


class NoCodebook(ValueError):
    """A consultation without a codebook has no themes to suggest."""


@dataclass(frozen=True)
class SuggestionReport:
    """What one run did. `without` responses need a person: no cue was found in them."""

    responses: int
    without: int
    written: int
    kept: int


def suggest_themes(
    *, consultation: ConsultationPage, after_chunk: Callable[[int], None] | None = None
) -> SuggestionReport:
    """Suggest themes for every response of a consultation, a few hundred at a time.

    Replaces what the same engine suggested before and nobody has decided on. Raises NoCodebook.
    `after_chunk` is told how many responses each chunk had, once they are written, and may raise.
    """
    theming = theming_of(consultation)
    if theming is None:
        raise NoCodebook("Choose a codebook for this consultation first.")
    matcher = build_matcher(theming.codebook)
    totals = []
    for ids in _ids(consultation):
        totals.append(_chunk(ids, consultation, theming.codebook, matcher))
        if after_chunk is not None:
            after_chunk(len(ids))
    columns = list(zip(*totals, strict=True)) or [(), (), (), ()]
    return SuggestionReport(*(sum(column) for column in columns))


def build_matcher(codebook: Codebook) -> CueMatcher:
    """A matcher for the themes on top of the codebook. Cues of sub-themes speak for their parent:
    level 1 is counted, level 2 is for people."""
    from insights.analysis.cues import CueMatcher, ThemeCues

    cues: dict[int, list[str]] = {}
    cues_cy: dict[int, list[str]] = {}
    for theme in codebook.themes.filter(status="active").order_by("parent_id", "order"):
        top = theme.parent_id or theme.pk
        cues.setdefault(top, []).extend(theme.cues)
        cues_cy.setdefault(top, []).extend(theme.cues_cy)
    tops = codebook.themes.filter(status="active", parent=None).values_list("pk", flat=True)
    return CueMatcher([ThemeCues(str(t), tuple(cues[t]), tuple(cues_cy[t])) for t in tops])


def _ids(consultation: ConsultationPage) -> Iterator[list[int]]:
    """Response ids in chunks. Asked anew each time, so that what is taken back meanwhile is out."""
    last = -1
    while True:
        responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
        after = responses.filter(pk__gt=last).order_by("pk")
        ids = list(after.values_list("pk", flat=True)[:CHUNK])
        if not ids:
            return
        yield ids
        last = ids[-1]


@transaction.atomic
def _chunk(
    ids: list[int], consultation: ConsultationPage, codebook: Codebook, matcher: CueMatcher
) -> tuple[int, int, int, int]:
    from insights.analysis.cues import ENGINE

    found = match_answers(ids, consultation, matcher)
    before = Suggestion.objects.filter(response__in=ids, engine=ENGINE)
    before.filter(codings=None).delete()
    kept = set(before.values_list("response_id", "theme_id"))
    rows = [
        _row(response, theme, words, codebook.version)
        for response, themes in found.items()
        for theme, words in themes.items()
        if (response, theme) not in kept
    ]
    Suggestion.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    return len(ids), sum(not found.get(pk) for pk in ids), len(rows), len(kept)


def match_answers(
    ids: list[int], consultation: ConsultationPage, matcher: CueMatcher
) -> dict[int, Words]:
    """Response → theme → words of hers, or of a translation, that are cues of it."""
    answers = answers_for(use=Use.READING_TEAM, consultation=consultation, responses=ids)
    found: dict[int, Words] = defaultdict(lambda: defaultdict(list))
    rows = answers.exclude(text="").order_by("pk")
    columns = rows.values_list("response_id", "pk", "text", "translation")
    for response, answer, text, translation in columns.iterator(chunk_size=CHUNK):
        for hit in matcher.match(text):
            found[response][int(hit.key)] += [_word(answer, span) for span in hit.spans]
        for hit in matcher.match(translation) if translation else ():
            words = [_word(answer, span) | {"in": TRANSLATION} for span in hit.spans]
            found[response][int(hit.key)] += words
    return found


def _word(answer: int, span: Span) -> dict[str, Any]:
    return {"answer": answer, "start": span.start, "end": span.end, "cue": span.cue}


def _row(response: int, theme: int, words: list[dict[str, Any]], version: str) -> Suggestion:
    from insights.analysis.cues import ENGINE, band_of

    return Suggestion(
        response_id=response,
        theme_id=theme,
        words=words,
        band=band_of(word["cue"] for word in words).value,
        engine=ENGINE,
        codebook_version=version,
    )


@transaction.atomic
def refresh_suggestions(*, response: Response) -> None:
    """Suggest anew for one response whose stored words, or translation, have changed.

    What people decided stays, with the suggestion that it was about; its words are found anew, and
    are none where they are gone. Nothing is suggested where nobody has asked for suggestions yet.
    """
    consultation = response.version.form.consultation
    before = Suggestion.objects.filter(response=response)
    theming = theming_of(consultation)
    if theming is None or not _has_suggestions(consultation):
        before.filter(codings=None).delete()
        before.update(words=[])
        return
    matcher = build_matcher(theming.codebook)
    _chunk([response.pk], consultation, theming.codebook, matcher)
    found = match_answers([response.pk], consultation, matcher).get(response.pk, {})
    for suggestion in before.exclude(codings=None):
        suggestion.words = found.get(suggestion.theme_id, [])
        suggestion.save(update_fields=["words"])


def _has_suggestions(consultation: ConsultationPage) -> bool:
    responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
    return Suggestion.objects.filter(response__in=responses).exists()
