"""Where passages go when the coding that points at them changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from insights.notes.models import Passage

AT_ONCE = 2_000  # ids of one statement


def give_passage(passage: Passage, codings: Collection[Any]) -> None:
    """Have these codings point at a passage, in place of the one that does. None: nothing does."""
    for coding in codings:
        Passage.objects.get_or_create(
            coding=coding,
            answer=passage.answer,
            start=passage.start,
            end=passage.end,
            in_translation=passage.in_translation,
        )
    if passage.coding_id not in {coding.pk for coding in codings}:
        passage.delete()


def move_passages(codings: Mapping[int, int]) -> list[list[int]]:
    """Move passages from codings to others, as {from: to} says. What the other one points at
    already stays where it is. Returns [passage, from, to] of each that moved, to be recorded."""
    moved: list[list[int]] = []
    for some in _portions(list(codings)):
        theirs = Passage.objects.filter(coding__in=[codings[pk] for pk in some])
        there = {_key(passage.coding_id, passage) for passage in theirs}
        for passage in Passage.objects.filter(coding__in=some).order_by("pk"):
            before, to = passage.coding_id, codings[passage.coding_id]
            if _key(to, passage) not in there:
                there.add(_key(to, passage))
                moved.append([passage.pk, before, to])
                _give(passage, to)
    return moved


def put_back_passages(moved: Sequence[Sequence[int]], codings: Collection[int]) -> None:
    """The other way, for passages that are still where they were moved to. `codings` are those of
    them that are still there."""
    for some in _portions(moved):
        rows = Passage.objects.in_bulk([pk for pk, _, _ in some])
        theirs = Passage.objects.filter(coding__in=[before for _, before, _ in some])
        there = {_key(passage.coding_id, passage) for passage in theirs}
        for pk, before, after in some:
            passage = rows.get(pk)
            if passage is None or passage.coding_id != after or before not in codings:
                continue
            if _key(before, passage) not in there:
                _give(passage, before)


def copy_passages(copies: Mapping[int, Iterable[int]]) -> None:
    """Have copies of codings point at what the codings point at: {coding: its copies}."""
    for some in _portions(list(copies)):
        Passage.objects.bulk_create(
            Passage(
                coding_id=copy,
                answer=passage.answer,
                start=passage.start,
                end=passage.end,
                in_translation=passage.in_translation,
            )
            for passage in Passage.objects.filter(coding__in=some)
            for copy in copies[passage.coding_id]
        )


def _portions(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _give(passage: Passage, coding: int) -> None:
    passage.coding_id = coding
    passage.save(update_fields=["coding"])


def _key(coding: int, passage: Passage) -> tuple[int, int, int, int, bool]:
    return coding, passage.answer, passage.start, passage.end, passage.in_translation
