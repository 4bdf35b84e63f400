"""Words that a coding points at: chosen by a person, in her words or in their translation."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from feedback.models import Response
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.analysis.clusters import widened
from insights.models import Coding, Passage
from insights.selectors.words import seal_of, texts_of
from insights.services.coding import refuse_compared, require_parts


class Place(NamedTuple):
    """Characters of an answer as it is stored, or of its translation."""

    answer: int
    start: int
    end: int
    in_translation: bool = False


class WordsChanged(ValueError):
    """Her words are others than those in which the places were chosen."""


class NoWords(ValueError):
    """Nothing was chosen, or nothing with a word in it."""


@transaction.atomic
def point_at(*, coding: Coding, places: Iterable[Place], by: User, seal: str) -> list[Passage]:
    """Have a coding of her own point at words. What overlaps becomes one passage.

    `seal` is what `seal_of` said of the words in which she chose. Places are widened to whole
    signs. Raises PermissionDenied, Response.DoesNotExist, CodingCompared, Coding.DoesNotExist where
    the coding isn't hers or turns a suggestion down, WordsChanged, NoWords.
    """
    parts = require_parts(coding.response, by)
    refuse_compared(parts)
    hers = Coding.objects.filter(coder=by).exclude(decision=Coding.Decision.REJECTED)
    found = hers.select_for_update(of=("self",), no_key=True).get(pk=coding.pk)
    texts = texts_of([part.pk for part in parts])
    if seal_of(texts) != seal:
        raise WordsChanged("Her words have changed since the page was shown.")
    chosen = [place for one in places if (place := _whole(one, texts))]
    if not chosen:
        raise NoWords("Choose some words.")
    for place in chosen:
        _add(found, place)
    return list(found.passages.all())


@transaction.atomic
def remove_passage(*, passage: Passage, by: User) -> None:
    """Point at these words no more. Raises what point_at raises, and Passage.DoesNotExist."""
    refuse_compared(require_parts(passage.coding.response, by))
    if passage.coding.coder_id != by.pk:
        raise Passage.DoesNotExist("Only she who pointed can take it back.")
    passage.delete()


def forget_passages(response: Response, *, only_translations: bool = False) -> None:
    """The words of a response have changed: places in the old ones lead nowhere. Where somebody
    translated them, places in her own words are what they were."""
    rows = answers_for(use=Use.READING_TEAM, responses=[response.pk])
    pointed = Passage.objects.filter(answer__in=list(rows.values_list("pk", flat=True)))
    (pointed.filter(in_translation=True) if only_translations else pointed).delete()


def _whole(place: Place, texts: Mapping[tuple[int, bool], str]) -> Place | None:
    text = texts.get((place.answer, place.in_translation), "")
    found = widened(text, place.start, place.end)
    return place._replace(start=found[0], end=found[1]) if found else None


def _add(coding: Coding, place: Place) -> None:
    same = coding.passages.filter(answer=place.answer, in_translation=place.in_translation)
    overlapping = list(same.filter(start__lt=place.end, end__gt=place.start))
    start, end = _around(place, overlapping)
    same.filter(pk__in=[passage.pk for passage in overlapping]).delete()
    Passage.objects.create(
        coding=coding,
        answer=place.answer,
        start=start,
        end=end,
        in_translation=place.in_translation,
    )


def _around(place: Place, others: Collection[Passage]) -> tuple[int, int]:
    starts = [place.start, *(passage.start for passage in others)]
    ends = [place.end, *(passage.end for passage in others)]
    return min(starts), max(ends)
