"""Reads of requests for contact. No details: those are opened one at a time, and audited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.review.choices import cue_labels
from feedback.review.contacts.models import ContactRequest
from feedback.review.contacts.permissions import contact_areas
from feedback.review.duty.working_time import HOURS_A_DAY, working_hours
from feedback.review.models import CueLevel
from feedback.review.permissions import Anyone

State = ContactRequest.State
UNREACHED = (State.NEW, State.TRIED)


def requests_for(user: Anyone) -> QuerySet[ContactRequest]:
    """All requests of her areas."""
    found = ContactRequest.objects.filter(area__in=contact_areas(user))
    return found.select_related("area").prefetch_related("steps__by")


def open_requests_for(user: Anyone) -> QuerySet[ContactRequest]:
    """Those that are not closed, the one that waits longest first."""
    return requests_for(user).exclude(state=State.CLOSED)


def closed_requests_for(user: Anyone) -> QuerySet[ContactRequest]:
    """Those that are closed, the last one first."""
    return requests_for(user).filter(state=State.CLOSED).order_by("-closed_on", "id")


@dataclass(frozen=True)
class Listed:
    """A request as a list shows it: what cues found, and its clock.

    Promised is that somebody takes it up within a working day; from then on the clock is still.
    """

    request: ContactRequest
    hours: float  # working hours since it came in

    @property
    def is_late(self) -> bool:
        return self.request.state == State.NEW and self.hours >= HOURS_A_DAY

    @property
    def is_urgent(self) -> bool:
        """Words of danger, and nobody has reached her."""
        return self.request.cue_level == CueLevel.URGENT and self.request.state in UNREACHED

    @property
    def cues(self) -> list[str]:
        return cue_labels(self.request.cue_kinds)

    @property
    def late_by(self) -> str:
        """By how much the promise has not been kept; empty while it may be."""
        if not self.is_late:
            return ""
        days = int(self.hours / HOURS_A_DAY) - 1
        if not days:
            return _("late by less than a working day")
        words = ngettext("late by %(n)s working day", "late by %(n)s working days", days)
        return words % {"n": days}


def listed(requests: Iterable[ContactRequest]) -> list[Listed]:
    """Requests with their clock: who may be in danger first, then late ones, then by level. Women
    who were reached come last."""
    now = timezone.localtime()
    rows = [Listed(request, _hours(request, now)) for request in requests]
    return sorted(rows, key=_order)


def _hours(request: ContactRequest, now: datetime) -> float:
    return working_hours(timezone.localtime(request.clock_from), now)


def _order(row: Listed) -> tuple[bool, bool, bool, int, bool, datetime, int]:
    request = row.request
    return (
        request.state not in UNREACHED,
        not row.is_urgent,
        not row.is_late,
        -request.cue_level,
        request.state != State.NEW,
        request.clock_from,
        request.pk,
    )
