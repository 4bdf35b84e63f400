"""What of sessions waits for her, the most urgent first: for the first screen of the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.panels.models import Attendance, Session
from consultations.panels.sessions.models import BRIEFING_DAYS
from consultations.panels.sessions.permissions import COORDINATOR, SECOND, actors, sessions_for
from consultations.panels.sessions.selectors import ENDED, asked, open_requests

State = Session.State
FEEDBACK_DAYS = 28  # of silence after a session, until it shows as owed
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Due:
    """Something to do for one session, by a day."""

    session: Session
    what: str
    by: date
    address: str  # the name of the screen where it is done

    @property
    def is_late(self) -> bool:
        return self.by < timezone.localdate()


def due_for(user: Any) -> list[Due]:
    """Lines about sessions of hers that are not over."""
    sessions = sessions_for(user).exclude(state__in=ENDED)
    places = Prefetch("attendances", Attendance.objects.select_related("member"))
    found: list[Due] = []
    for session in sessions.prefetch_related(places):
        who = actors(user, session)
        if session.state == State.DRAFT and SECOND in who:
            by = session.day - timedelta(days=2 * BRIEFING_DAYS)
            found.append(Due(session, _("waits for your approval"), by, "one"))
        if COORDINATOR in who:
            found += list(_of(session))
    return sorted(found, key=lambda due: (due.by, due.session.pk))


def _of(session: Session) -> Iterator[Due]:
    today, briefing_by = timezone.localdate(), session.day - timedelta(days=BRIEFING_DAYS)
    if session.state in (State.APPROVED, State.OPEN) and briefing_by <= today + SOON:
        yield Due(session, _("the briefing has to go out"), briefing_by, "one")
    if session.state in (State.OPEN, State.BRIEFED, State.READY):
        if number := len(open_requests(session)):
            said = ngettext(
                "%(n)d thing asked for has no answer",
                "%(n)d things asked for have no answer",
                number,
            )
            yield Due(session, said % {"n": number}, min(briefing_by, today + SOON), "who")
        if session.day < today:
            yield Due(
                session, _("its day has gone: hold it on another, or cancel it"), today, "one"
            )
    if session.state == State.DONE:
        if any(one.may_come and not one.came for one in asked(session)):
            yield Due(session, _("note who was there"), session.day, "noting")
        told_by = session.day + timedelta(days=FEEDBACK_DAYS)
        yield Due(session, _("they wait to hear what came of it"), told_by, "one")
    for place in asked(session):
        if place.is_contact_owed and place.contact_due_on:
            said = _("be in touch with %(name)s") % {"name": place.member}
            yield Due(session, said, place.contact_due_on, "noting")
