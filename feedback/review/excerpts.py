"""The first words of responses for lists, and which are kept back because they are hard to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.models import Area
from feedback.models import FormVersion
from feedback.review.choices import cue_labels
from feedback.review.models import CueLevel, WaitingResponse
from feedback.review.welfare.heads_up import is_hard
from feedback.selectors import answers_for
from feedback.uses import Use


def first_words(
    asked: Mapping[int, FormVersion], areas: Iterable[Area] | None = None
) -> dict[int, str]:
    """Response id → what she said to the first question, in the order of her form, that she
    answered in words. `asked`: response id → version of the form."""
    order = {
        version.pk: {item.key: n for n, item in enumerate(version.questionnaire.questions)}
        for version in asked.values()
    }
    firsts: dict[int, tuple[int, str]] = {}
    said = answers_for(use=Use.READING_TEAM, areas=areas, responses=asked).exclude(text="")
    for pk, key, text in said.order_by("pk").values_list("response_id", "question_key", "text"):
        places = order[asked[pk].pk]
        place = places.get(key.hex, len(places))  # what is not asked any more comes last
        if text.strip() and (pk not in firsts or place < firsts[pk][0]):
            firsts[pk] = (place, text)
    return {pk: text for pk, (_, text) in firsts.items()}


@dataclass(frozen=True)
class HeadsUp:
    """What to expect of words that are hard to read, before they are opened."""

    level: int
    cues: list[str]
    flags: list[str]


def heads_up_of(response: int) -> HeadsUp | None:
    """What to say before the words of a response; None where they aren't hard to read."""
    if response not in hard_ones([response]):
        return None
    row = WaitingResponse.objects.defer("sealed").get(response_id=response)
    return HeadsUp(row.cue_level, cue_labels(row.cue_kinds), row.content_flags)


def hard_ones(responses: Iterable[int]) -> set[int]:
    """Those of these that are hard to read: a list doesn't show their words unasked."""
    rows = WaitingResponse.objects.filter(response_id__in=list(responses))
    return {
        row.response_id or 0
        for row in rows.select_related("safeguarding_case").defer("sealed")
        if is_hard(row, _level(row))
    }


def _level(row: WaitingResponse) -> int:
    """How safe she sounds to people by now."""
    case = getattr(row, "safeguarding_case", None)
    return CueLevel.NONE if case is None else case.level
