"""Counting women, not sends: rows of one visit are one response, the last leading (§11.15)."""

from collections.abc import Hashable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Reading

LAST_FIRST = ("-week", "-pk")  # within a week nothing is known of order: ids are random


def woman_of(pk: int, visit_hash: bytes | memoryview | None) -> Hashable:
    """What the rows of one woman share: her visit, or the row itself where none is known."""
    return bytes(visit_hash) if visit_hash else pk


def women(prefix: str = "", only: Q | None = None) -> Combinable:
    """The same as an aggregate over responses, or over what `prefix` leads to responses from;
    `only` over those rows that it holds for."""
    alone = Q(**{f"{prefix}visit_hash": None})
    alone &= only or Q()
    visits = Count(f"{prefix}visit_hash", distinct=True, filter=only)
    return visits + Count(f"{prefix}pk", distinct=True, filter=alone)


def count_women(responses: QuerySet[Response]) -> int:
    """How many women these rows are of."""
    counted: dict[str, Any] = responses.order_by().aggregate(n=women())
    return int(counted["n"])


def leading(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Of each woman the row that she sent last."""
    later = Q(week__gt=OuterRef("week")) | Q(week=OuterRef("week"), pk__gt=OuterRef("pk"))
    same_visit = responses.order_by().filter(visit_hash=OuterRef("visit_hash"))
    return responses.filter(~Exists(same_visit.filter(later)))


def with_a_part_in(responses: QuerySet[Response]) -> Q:
    """Whether a row, or another row of its visit, is among these.

    Asked as two questions, each of which an index answers: with "or" inside of one, PostgreSQL
    compares every row with every other.
    """
    rows = responses.order_by()
    itself = Exists(rows.filter(pk=OuterRef("pk")))
    another = Exists(rows.filter(visit_hash=OuterRef("visit_hash")))
    return Q(itself) | Q(another, visit_hash__isnull=False)


def of_women_in(responses: QuerySet[Response]) -> Q:
    """The same as with_a_part_in, asked once for all rows and not for each: for a list that is
    narrowed to what many rows have. On PostgreSQL that is 20 times as fast with 10,000 women."""
    rows = responses.order_by()
    visits = rows.filter(visit_hash__isnull=False).values("visit_hash")
    return Q(pk__in=rows.values("pk")) | Q(visit_hash__in=visits)


def parts_of(response: Response) -> list[Response]:
    """All rows of her visit that were not taken back, the last first."""
    same_woman = Q(pk=response.pk)
    if response.visit_hash:
        same_woman |= Q(visit_hash=response.visit_hash)
    rows = responses_for(use=Use.READING_TEAM).filter(same_woman).order_by(*LAST_FIRST)
    return list(rows.select_related("version__form__consultation"))


def parts_at(pk: int, consultation: ConsultationPage, reader: User) -> list[Response]:
    """The same by the id of one of them, in one query, each with `read_by_her`; none where that is
    no row of the consultation."""
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    visit = rows.filter(pk=pk, visit_hash__isnull=False).order_by().values("visit_hash")
    hers = rows.filter(Q(pk=pk) | Q(visit_hash__in=visit)).order_by(*LAST_FIRST)
    read = Reading.objects.filter(response=OuterRef("pk"), reader=reader)
    hers = hers.annotate(read_by_her=Exists(read))
    parts: list[Any] = list(hers.select_related("version__form__consultation"))
    return parts if any(part.pk == pk for part in parts) else []
