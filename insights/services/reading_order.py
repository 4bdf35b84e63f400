"""What a facilitator should read next, chosen at the end of a run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, ReadNext
from insights.selectors.progress import CONSULTATION
from insights.selectors.women import leading, with_a_part_in
from insights.selectors.words import words_of

if TYPE_CHECKING:
    from insights.analysis.engine import Engine

MOST = 60  # some rounds of twenty; a new run comes before they are through


@transaction.atomic
def choose_what_to_read_next(*, consultation: ConsultationPage, engine: Engine) -> list[int]:
    """Put up to MOST responses in the order that teaches most, in place of those chosen before.

    Returns their ids. Of a visit the row that leads stands for all.
    """
    from insights.analysis.reading_order import read_next, sample, unsure

    rows = leading(responses_for(use=Use.READING_TEAM, consultation=consultation))
    every = list(rows.order_by("pk").values_list("pk", flat=True))
    ids = [every[place] for place in sample(len(every))]
    coded = set(_coded(ids))
    words = words_of(ids)
    ids = [pk for pk in ids if words.get(pk)]
    texts = [[w.text for w in words[pk]] for pk in ids]
    order = read_next(
        engine.rows(texts),
        [place for place, pk in enumerate(ids) if pk in coded],
        MOST,
        unsure(engine.scores(texts)[0]) if engine.learned else None,
    )
    chosen = [ids[place] for place in order]
    before = {f"response__{CONSULTATION}": consultation.translation_key}
    ReadNext.objects.filter(**before).delete()
    ReadNext.objects.bulk_create(
        ReadNext(response_id=pk, place=place) for place, pk in enumerate(chosen, 1)
    )
    return chosen


def _coded(ids: list[int]) -> Iterable[int]:
    """Which of these somebody has coded, on whichever row of the visit."""
    rows = responses_for(use=Use.READING_TEAM)
    codings = Coding.objects.filter(response=OuterRef("pk"))
    touched = rows.filter(Exists(codings))
    return rows.filter(with_a_part_in(touched), pk__in=ids).values_list("pk", flat=True)
