"""How the responses of a consultation are shared out, and how far each person is with hers.

Rows of one visit are one response, and have one coder (design §11.15). Nobody is measured by pace:
there are no days here, and people stand in the order of their names.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import people_who_may
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Reading
from insights.permissions import CODE_RESPONSES
from insights.rigour.blind import hidden_from
from insights.rigour.selectors import open_sample
from insights.selectors.queue import queue
from insights.selectors.shows import NOBODYS, Show
from insights.selectors.women import count_women, women

# What she decided herself; what was agreed on is nobody's own.
OWN = (Coding.Decision.ACCEPTED, Coding.Decision.ADDED)


@dataclass(frozen=True)
class PersonShare:
    """One person's share, in women: `read` and `coded` are what she did herself. What she codes
    blind for a sample is not in it meanwhile."""

    person: User
    shared: int
    read: int
    coded: int
    may_code: bool  # not any more, when she has left or lost her role

    @property
    def left(self) -> int:
        return self.shared - self.read

    @property
    def percent_read(self) -> float:
        return 100 * self.read / self.shared if self.shared else 0.0


@dataclass(frozen=True)
class Sharing:
    """All shares of a consultation in the order of names, and how many unread ones are nobody's."""

    people: list[PersonShare]
    nobodys: int

    @property
    def who_go_on(self) -> list[User]:
        """Those of them who may still code here."""
        return [share.person for share in self.people if share.may_code]


def people_to_share_with(consultation: ConsultationPage) -> QuerySet[User]:
    """Who may code in the area, in the order of names."""
    return people_who_may(CODE_RESPONSES, consultation.area_id).order_by("name", "email")


def sharing_of(consultation: ConsultationPage) -> Sharing:
    """How it stands: a handful of queries, however many people and responses."""
    counted = (
        rows_shared(consultation)
        .values("share__coder")
        .annotate(
            shared=women(),
            unread=women(only=Q(is_read=False)),
            coded=women(only=Q(is_coded=True)),
        )
        .order_by()
    )
    counts = {row["share__coder"]: row for row in counted}
    may_code = set(people_to_share_with(consultation).values_list("pk", flat=True))
    people = [
        PersonShare(
            person=person,
            shared=counts[person.pk]["shared"],
            read=counts[person.pk]["shared"] - counts[person.pk]["unread"],
            coded=counts[person.pk]["coded"],
            may_code=person.pk in may_code,
        )
        for person in User.objects.filter(pk__in=counts).order_by("name", "email")
    ]
    free = responses_for(use=Use.READING_TEAM, consultation=consultation).filter(NOBODYS)
    return Sharing(people, count_women(free))


def left_in_share(consultation: ConsultationPage, reader: User) -> QuerySet[Response]:
    """Responses of her share that she has still to read."""
    hers: QuerySet[Any] = queue(consultation=consultation, reader=reader, show=Show.MINE)
    left: QuerySet[Response] = hers.filter(read_by_her=False).order_by()
    return left


def rows_shared(consultation: ConsultationPage) -> QuerySet[Any]:
    """Rows that are somebody's, but for those that she codes blind; of each `is_read` and
    `is_coded`: that she did so herself."""
    own = Reading.objects.filter(response=OuterRef("pk"), reader=OuterRef("share__coder"))
    codings = Coding.objects.filter(
        response=OuterRef("pk"), coder=OuterRef("share__coder"), decision__in=OWN
    )
    return _shown(consultation).alias(is_read=Exists(own), is_coded=Exists(codings))


def _shown(consultation: ConsultationPage) -> QuerySet[Response]:
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    rows = rows.filter(share__isnull=False)
    going_on = open_sample(consultation)
    if going_on is None:
        return rows
    second = going_on.sample.second
    return rows.exclude(Q(share__coder=second) & Q(pk__in=hidden_from(second)))
