"""What the machine suggests. It reads redacted text and writes Suggestion, never Coding."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Suggestion
from insights.selectors.coded import coded_responses, theme_cards
from insights.selectors.progress import theming_of
from insights.selectors.words import Words, all_texts, response_ids, words_of
from insights.services.reading_order import choose_what_to_read_next
from insights.services.rows import Row, count_anew, forget_undecided, write_rows

if TYPE_CHECKING:  # scikit-learn is heavy: loaded when suggestions are made, not with the app
    from insights.analysis.engine import Coded, Engine, Suggested

TRANSLATION = {"in": "translation"}
TRIES = 3


class NoCodebook(ValueError):
    """A consultation without a codebook has no themes to suggest."""


@dataclass(frozen=True)
class SuggestionReport:
    """What one run did. `without` responses need a person: nothing but a faint likeness was found.
    `coded` is how many responses people had coded, and `has_learned` whether it learned from them.
    """

    responses: int
    without: int
    written: int
    kept: int
    coded: int = 0
    has_learned: bool = False


@dataclass(frozen=True)
class Making:
    """What makes the suggestions of one run, and how each of them says so."""

    engine: Engine
    codebook_version: str
    model_version: str


def suggest_themes(
    *, consultation: ConsultationPage, after_chunk: Callable[[int], None] | None = None
) -> SuggestionReport:
    """Suggest themes for every response of a consultation, a few hundred at a time.

    Replaces what was suggested before and nobody has decided on. Raises NoCodebook.
    `after_chunk` is told how many responses each chunk had, once they are written, and may raise.
    """
    from insights.analysis.engine import Engine

    count_anew(Response, Suggestion)
    theming = theming_of(consultation)
    if theming is None:
        raise NoCodebook("Choose a codebook for this consultation first.")
    cards = theme_cards(theming.codebook)
    if not cards:
        raise NoCodebook("No theme of this codebook is in use.")
    coded = coded_responses(consultation, theming.codebook)
    engine = Engine(cards, all_texts(consultation), coded)
    version = theming.codebook.version
    making = Making(engine, version, _model_version(engine, version, coded))
    totals = []
    with _what_is_there_left_alone():
        for ids in response_ids(consultation):
            totals.append(_chunk(ids, making))
            if after_chunk is not None:
                after_chunk(len(ids))
    count_anew(Suggestion)
    choose_what_to_read_next(consultation=consultation, engine=engine)
    responses, without, written, kept = (sum(n) for n in zip((0, 0, 0, 0), *totals, strict=True))
    return SuggestionReport(
        responses, without, written, kept, len(coded), has_learned=engine.learned
    )


@contextmanager
def _what_is_there_left_alone() -> Iterator[None]:
    """Don't search for garbage in what was there before: the space, the model and all modules.
    Searching it again and again took a fifth of a run's time, and none of it goes meanwhile."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _model_version(engine: Engine, codebook_version: str, coded: Sequence[Coded]) -> str:
    """Short and the same for the same engine, codebook and codings, so that a run that is picked up
    again ends with the same rows. Empty before there is a model."""
    from insights.analysis.engine import CUES

    if engine.name == CUES:
        return ""
    facts = [engine.name, codebook_version, *sorted((c.key, sorted(c.themes)) for c in coded)]
    return f"{len(coded)}-{hashlib.sha256(repr(facts).encode()).hexdigest()[:8]}"


def _chunk(ids: list[int], making: Making) -> tuple[int, int, int, int]:
    """Suggest for these responses: how many, how many need a person, rows written, rows kept.

    Done again where words were taken back, or a person decided, at the same moment: what a row
    points to is gone then, and the database refuses it.
    """
    for _ in range(TRIES - 1):
        with suppress(IntegrityError):
            return _written(ids, making)
    return _written(ids, making)


@transaction.atomic
def _written(ids: list[int], making: Making) -> tuple[int, int, int, int]:
    from insights.analysis.cues import Band

    words = words_of(ids)
    texts = [[w.text for w in words.get(pk, ())] for pk in ids]
    found = making.engine.suggest(texts, [_translated(words.get(pk, ())) for pk in ids])
    before = Suggestion.objects.filter(response__in=ids)
    forget_undecided(before)
    kept = {(s.response_id, s.theme_id): s for s in before}
    near = _there(s.nearest for suggestions in found for s in suggestions)
    rows = [
        _row(pk, suggested, words[pk], making, near)
        for pk, suggestions in zip(ids, found, strict=True)
        for suggested in suggestions
        if (pk, suggested.theme) not in kept
    ]
    write_rows(rows)
    _point_anew(kept, ids, found, words)
    without = sum(all(s.band == Band.FAINT for s in suggestions) for suggestions in found)
    return len(ids), without, len(rows), len(kept)


def _translated(words: Sequence[Words]) -> set[int]:
    """Which of them are followed by their translation."""
    return {number - 1 for number, one in enumerate(words) if one.translated}


def _there(nearest: Iterable[int | None]) -> set[int]:
    """Which of these coded responses still are: the engine knows them since the run began."""
    wanted = {pk for pk in nearest if pk is not None}
    return set(
        responses_for(use=Use.READING_TEAM).filter(pk__in=wanted).values_list("pk", flat=True)
    )


def _point_anew(
    kept: Mapping[tuple[int, int], Suggestion],
    ids: Sequence[int],
    found: Sequence[Sequence[Suggested]],
    words: Mapping[int, Sequence[Words]],
) -> None:
    """Suggestions that people decided on keep what they are. Where their words have changed since,
    they point at their cues in the new ones: what a later model weighs was no reason of theirs."""
    lost = {key: suggestion for key, suggestion in kept.items() if not suggestion.words}
    if not lost:
        return
    for pk, suggestions in zip(ids, found, strict=True):
        for suggested in suggestions:
            suggestion = lost.get((pk, suggested.theme))
            if suggestion is not None:
                places, sentences = _places(suggested, words[pk])
                suggestion.words = [place for place in places if place["cue"]]
                suggestion.sentences = [s for s in sentences if _holds(s, suggestion.words)]
                suggestion.save(update_fields=["words", "sentences"])


def _holds(sentence: Mapping[str, Any], words: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of these words stands in it."""
    return any(
        (word["answer"], "in" in word) == (sentence["answer"], "in" in sentence)
        and sentence["start"] <= word["start"] < sentence["end"]
        for word in words
    )


def _row(
    response: int,
    suggested: Suggested,
    words: Sequence[Words],
    making: Making,
    there: Collection[int],
) -> Row:
    places, sentences = _places(suggested, words)
    near = suggested.nearest
    return Row(
        response_id=response,
        theme_id=suggested.theme,
        words=json.dumps(places),
        sentences=json.dumps(sentences),
        band=suggested.band.value,
        chance=None if suggested.chance is None else round(suggested.chance, 3),
        nearest_id=near if near in there and near != response else None,
        engine=making.engine.name,
        codebook_version=making.codebook_version,
        model_version=making.model_version,
    )


def _places(
    suggested: Suggested, words: Sequence[Words]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Where the words and the sentences stand that speak for a suggestion."""
    why = suggested.reasons
    return (
        [
            _place(words[w.passage], w.start, w.end)
            | {"cue": w.cue}
            | ({"negated": True} if w.negated else {})
            for w in why.words
        ],
        [_place(words[passage], start, end) for passage, start, end in why.sentences],
    )


def _place(words: Words, start: int, end: int) -> dict[str, Any]:
    """Characters of an answer, or of its translation."""
    place = {"answer": words.answer, "start": start, "end": end}
    return place | TRANSLATION if words.translated else place


@transaction.atomic
def forget_suggestions(*, response: Response) -> None:
    """Its stored words have changed: what was suggested for the old ones goes.

    What people decided stays, with the suggestion that it was about; where that points to is found
    anew by the next run.
    """
    suggestions = Suggestion.objects.filter(response=response)
    forget_undecided(suggestions)
    suggestions.update(words=[], sentences=[])
