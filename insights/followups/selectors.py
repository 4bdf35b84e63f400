"""Decisions of her areas by what is owed of them."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import areas_where
from consultations.models import Decision
from consultations.selectors import Followed, followed
from insights.packs.selectors import WRITE

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Shelves:
    """Decisions by how soon something is owed of them, the soonest first in each."""

    late: list[Followed] = field(default_factory=list)
    soon: list[Followed] = field(default_factory=list)
    later: list[Followed] = field(default_factory=list)
    ended: list[Followed] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.soon or self.later or self.ended)


def decisions_for(user: User) -> QuerySet[Decision]:
    """Decisions of outcomes that stand, of areas whose packs she writes."""
    return (
        Decision.objects.filter(
            outcome__superseded=False,
            outcome__consultation__area__in=areas_where(user, WRITE),
        )
        .select_related("outcome__consultation__area")
        .order_by("outcome__published_on", "outcome", "order")
    )


def shelves_for(user: User) -> Shelves:
    """All of them, in a fixed number of questions."""
    shelves = Shelves()
    soon = timezone.localdate() + SOON
    for row in followed(decisions_for(user)):
        day = row.next_day
        if row.is_late:
            shelves.late.append(row)
        elif day is None:
            shelves.ended.append(row)
        else:
            (shelves.soon if day <= soon else shelves.later).append(row)
    for shelf in (shelves.late, shelves.soon, shelves.later):
        shelf.sort(key=lambda row: row.next_day or timezone.localdate())
    return shelves
