"""Who must not see whose codes: a second coder decides by herself, until a sample is compared."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from feedback.models import Response
from insights.rigour.models import Sample, SampleMember


def blind_place(parts: Iterable[Response], reader: User) -> SampleMember | None:
    """The place of these rows of one visit in a sample that she codes blind, if they have one."""
    places = SampleMember.objects.filter(
        response__in=[part.pk for part in parts], sample__second=reader, sample__compared_on=None
    )
    return places.select_related("sample").first()


def hidden_rows(reader: User) -> QuerySet[Response]:
    """Rows whose themes she must not see yet, all those of the visits among them."""
    members = SampleMember.objects.filter(sample__second=reader, sample__compared_on=None)
    visits = members.filter(response__visit_hash__isnull=False).values("response__visit_hash")
    return Response.objects.filter(Q(pk__in=members.values("response")) | Q(visit_hash__in=visits))


def hidden_from(reader: User) -> set[int]:
    """The ids of the same, without asking for rows where she codes nothing blind."""
    if not Sample.objects.filter(second=reader, compared_on=None).exists():
        return set()
    return set(hidden_rows(reader).values_list("pk", flat=True))


def is_compared(parts: Iterable[Response]) -> bool:
    """Whether two codings of this response were compared: from then on it is settled and no more
    coded, or what was compared would be other than what is kept."""
    places = SampleMember.objects.filter(response__in=[part.pk for part in parts])
    return places.exclude(sample__compared_on=None).exists()


def blind_codings() -> Q:
    """Codings that nobody may know of yet, as a question to a Coding: they decide nothing."""
    places = SampleMember.objects.filter(
        sample__second=OuterRef("coder"), sample__compared_on=None, response=OuterRef("response")
    )
    return Q(counts=False) & Q(Exists(places))
