"""Which of how many responses lies on the bench, and how far she is with them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from accounts.models import User
from insights.models import SampleMember
from insights.rigour.blind import hidden_rows
from insights.rigour.pairs import members_of


@dataclass(frozen=True)
class Whereabouts:
    """The response is `number` of `total`; no number where the list has an order of its own, or
    doesn't hold it. `read` and `share` are hers; what she codes blind is in nobody's share."""

    number: int | None
    total: int
    read: int
    share: int = 0
    share_read: int = 0
    previous: int | None = None  # in the order of the list
    following: int | None = None


def whereabouts(
    responses: QuerySet[Any], pk: int, reader: User, *, numbered: bool = True
) -> Whereabouts:
    """Where a response stands in a queue (insights.selectors.queue), in one query."""
    hers = Q(share__coder=reader) & ~Q(pk__in=hidden_rows(reader).order_by().values("pk"))
    read = Q(read_by_her=True)
    found = responses.order_by().aggregate(
        n_all=Count("pk"),
        n_itself=Count("pk", filter=Q(pk=pk)),
        n_up_to=Count("pk", filter=Q(pk__lte=pk)),
        n_read=Count("pk", filter=read),
        n_hers=Count("pk", filter=hers),
        n_hers_read=Count("pk", filter=hers & read),
        before=Max("pk", filter=Q(pk__lt=pk)),
        after=Min("pk", filter=Q(pk__gt=pk)),
    )
    return Whereabouts(
        number=found["n_up_to"] if numbered and found["n_itself"] else None,
        total=found["n_all"],
        read=found["n_read"],
        share=found["n_hers"],
        share_read=found["n_hers_read"],
        previous=found["before"],
        following=found["after"],
    )


def whereabouts_in_sample(place: SampleMember) -> Whereabouts:
    """The same in a sample that she codes blind, in the order of drawing; `read` is what she has
    done."""
    members = members_of(place.sample)
    pks = [member.pk for member in members]
    at = pks.index(place.pk) if place.pk in pks else None
    beside = [None, *[member.response_id for member in members], None]
    return Whereabouts(
        number=None if at is None else at + 1,
        total=len(members),
        read=sum(member.is_done for member in members),
        previous=None if at is None else beside[at],
        following=None if at is None else beside[at + 2],
    )
