"""Memos for a project that leaves, without those that repeat words which must not leave.

A memo is what a coder thought on the way, and may quote. Nobody can tell whose words those are but
by looking: a memo that has four words in a row of a woman whose words are not in the file stays.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from feedback.selectors import answers_for
from feedback.uses import Use
from insights.handover.gathering import Coded
from insights.models import Memo
from insights.notes.repeating import repeating
from insights.selectors.words import response_ids


@dataclass(frozen=True, slots=True)
class Note:
    """A memo that may leave."""

    author: int
    text: str
    response: int | None
    theme: int | None


@dataclass(slots=True)
class Notes:
    """Memos that may leave, and how many may not."""

    kept: list[Note] = field(default_factory=list)
    left_out: int = 0


def memos_for(coded: Coded, held: Collection[int]) -> Notes:
    """Memos on themes and on the whole reading, and on responses whose words are `held`."""
    here = Q(consultation__translation_key=coded.consultation.translation_key)
    rows = Memo.objects.filter(here).exclude(text="").order_by("pk").values_list(*MEMO)
    memos = {pk: memo for pk, *memo in rows if memo[2] is None or memo[2] in held}
    repeating = _repeating({pk: str(text) for pk, (_, text, *_rest) in memos.items()}, held, coded)
    kept = [Note(*memo) for pk, memo in memos.items() if pk not in repeating]
    return Notes(kept, len(repeating))


MEMO = ("pk", "author_id", "text", "response_id", "theme_id")


def _repeating(memos: dict[int, str], held: Collection[int], coded: Coded) -> set[int]:
    """Memos that repeat words of responses which are not held."""
    return repeating(memos, _withheld(held, coded)) if memos else set()


def _withheld(held: Collection[int], coded: Coded) -> Iterator[str]:
    for ids in response_ids(coded.consultation):
        others = [pk for pk in ids if pk not in held]
        answers = answers_for(use=Use.READING_TEAM, responses=others)
        for texts in answers.order_by().values_list("text", "translation"):
            yield from filter(None, texts)
