"""Who must not see whose codes: a second coder decides by herself, until a sample is compared."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from core.once import once_a_page
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.rigour.models import Sample, SampleMember
from insights.selectors.progress import codebook_in_use


def blind_place(parts: Sequence[Response], reader: User) -> SampleMember | None:
    """The place of these rows of one visit in a sample that she codes blind, if they have one."""
    hers = (place for place in sampled(parts) if place.sample.second_id == reader.pk)
    return next((place for place in hers if place.sample.compared_on is None), None)


def hidden_rows(reader: User) -> QuerySet[Response]:
    """Rows whose themes she must not see yet, all those of the visits among them."""
    return rows_in(Sample.objects.filter(second=reader, compared_on=None))


def rows_in(samples: Iterable[Sample]) -> QuerySet[Response]:
    """Rows of these samples, all those of the visits among them."""
    members = SampleMember.objects.filter(sample__in=samples)
    visits = members.filter(response__visit_hash__isnull=False).values("response__visit_hash")
    return Response.objects.filter(Q(pk__in=members.values("response")) | Q(visit_hash__in=visits))


@once_a_page(lambda: None)
def going_on() -> list[Any]:
    """All samples that are being coded: one a consultation at most. Each says how many of its
    responses still stand, and how many of those are done: `standing` and `done`."""
    members = SampleMember.objects.filter(
        sample=OuterRef("pk"), response__in=responses_for(use=Use.READING_TEAM)
    ).order_by()
    number = members.values("sample").annotate(n=Count("pk")).values("n")
    samples: QuerySet[Any] = Sample.objects.filter(compared_on=None).annotate(
        standing=Coalesce(Subquery(number), 0),
        done=Coalesce(Subquery(number.filter(is_done=True)), 0),
    )
    return list(samples.select_related("consultation", "second", "drawn_by").order_by("-pk"))


@once_a_page(lambda reader: reader.pk)
def hidden_from(reader: User) -> frozenset[int]:
    """The ids of the same, without asking for rows where she codes nothing blind."""
    if all(sample.second_id != reader.pk for sample in going_on()):
        return frozenset()
    return frozenset(hidden_rows(reader).values_list("pk", flat=True))


def is_compared(parts: Sequence[Response]) -> bool:
    """Whether two codings of this response by the codebook in use were compared: from then on it is
    settled and no more coded, or what was compared would be other than what is kept."""
    compared = [place.sample for place in sampled(parts) if place.sample.compared_on is not None]
    return any(sample.codebook_id == codebook_in_use(sample.consultation) for sample in compared)


@once_a_page(lambda parts: frozenset(part.pk for part in parts))
def sampled(parts: Sequence[Response]) -> list[SampleMember]:
    """The places of these rows in samples, of any second coder."""
    places = SampleMember.objects.filter(response__in=[part.pk for part in parts])
    also = ("sample__consultation", "sample__second", "response")
    return list(places.select_related(*also).order_by("pk"))


def blind_codings() -> Q:
    """Codings that nobody may know of yet, as a question to a Coding: they decide nothing."""
    places = SampleMember.objects.filter(
        sample__second=OuterRef("coder"), sample__compared_on=None, response=OuterRef("response")
    )
    return Q(counts=False) & Q(Exists(places))
