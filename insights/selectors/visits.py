"""How responses begin, for lists: of each visit the last row that has words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left

from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.selectors.women import LAST_FIRST, woman_of

EXCERPT = 140


@dataclass(frozen=True)
class Visits:
    """Row → the row that leads its visit, the last rows first; and leading row → the first words of
    the last row of its visit that has any."""

    leads: Mapping[int, int]
    excerpts: Mapping[int, str]


def visits_of(page: Sequence[Response]) -> Visits:
    """The visits that these rows lead, in one query."""
    leads = {woman_of(lead.pk, lead.visit_hash): lead.pk for lead in page}
    here = Q(pk__in=leads.values())
    here |= Q(visit_hash__in=[lead.visit_hash for lead in page if lead.visit_hash])
    said = answers_for(use=Use.READING_TEAM).filter(response=OuterRef("pk")).exclude(text="")
    begins = Subquery(said.order_by("pk").values(begins=Left("text", 2 * EXCERPT))[:1])
    rows = responses_for(use=Use.READING_TEAM).filter(here).annotate(begins=begins)
    found, excerpts = dict[int, int](), dict[int, str]()
    for pk, visit, text in rows.order_by(*LAST_FIRST).values_list("pk", "visit_hash", "begins"):
        lead = found[pk] = leads[woman_of(pk, visit)]
        if text:
            excerpts.setdefault(lead, excerpt_of(text))
    return Visits(found | {lead.pk: lead.pk for lead in page}, excerpts)


def excerpts_of(leads: Mapping[int, int]) -> dict[int, str]:
    """The same first words where the rows are known and no more of them is wanted. `leads`: rows,
    the last first, with the row that leads each."""
    texts: dict[int, str] = {}
    answers = answers_for(use=Use.READING_TEAM, responses=leads).exclude(text="").order_by("pk")
    for pk, text in answers.values_list("response_id", "text"):
        texts.setdefault(pk, text)
    excerpts: dict[int, str] = {}
    for pk, lead in leads.items():
        if pk in texts:
            excerpts.setdefault(lead, excerpt_of(texts[pk]))
    return excerpts


def excerpt_of(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text[: EXCERPT * 2].split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + "…"
