"""What of sessions waits for her, the most urgent first: for the first screen of the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import user_may
from consultations.panels.models import Session
from consultations.panels.people.naming import needs_records
from consultations.panels.permissions import COORDINATE
from consultations.panels.sessions.models import BRIEFING_DAYS
from consultations.panels.sessions.permissions import SECOND, actors, sessions_for
from consultations.panels.sessions.profile_needs import Known, keep_known, known_in, not_seen_to
from consultations.panels.sessions.selectors import (
    ASKING,
    ENDED,
    apart_in,
    asked,
    contact_due_by,
    contacts_due,
    open_requests,
)

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
    """Lines about sessions of hers that are not over. The first screen wants them twice, to count
    and to list: they are looked for once for each click, whose `user` is an object of its own."""
    if not hasattr(user, "_due_in_sessions"):
        user._due_in_sessions = _find(user)
    found: list[Due] = user._due_in_sessions
    return found


def _find(user: Any) -> list[Due]:
    sessions = sessions_for(user).exclude(state__in=ENDED)
    found: list[Due] = []
    known = _known(user) if sessions else {}
    for session in sessions:
        keep_known(session, known)
        if waits_for_approval(session) and SECOND in actors(user, session):
            found.append(_to_approve(session))
        if user_may(user, COORDINATE, session.panel.area_id):
            found += list(_of(session))
    return sorted(found, key=lambda due: (due.by, due.session.pk))


def _known(user: Any) -> dict[int, Known]:
    """What members of hers told of their needs: read once for all sessions, and for the first
    screen's one list (panels.today)."""
    records = getattr(user, "needs_records", None)
    return known_in(needs_records(user) if records is None else records)


def waits_for_approval(session: Session) -> bool:
    """A draft, or a plan that changed after women were asked."""
    changed = session.state in ASKING and not session.is_approved
    return changed or session.state == State.DRAFT


def _to_approve(session: Session) -> Due:
    if session.state == State.DRAFT:
        by = session.day - timedelta(days=2 * BRIEFING_DAYS)
        return Due(session, _("waits for your approval"), by, "one")
    by = min(session.day, timezone.localdate())
    return Due(session, _("changed, and waits for your approval"), by, "one")


def _of(session: Session) -> Iterator[Due]:
    today, briefing_by = timezone.localdate(), session.day - timedelta(days=BRIEFING_DAYS)
    if session.state in (State.APPROVED, State.OPEN) and briefing_by <= today + SOON:
        yield Due(session, _("the briefing has to go out"), briefing_by, "one")
    if session.state in ASKING:
        yield from _before_it(session, today, briefing_by)
    if session.state == State.DONE:
        if any(one.may_come and not one.came for one in asked(session)):
            yield Due(session, _("note who was there"), session.day, "noting")
        told_by = session.day + timedelta(days=FEEDBACK_DAYS)
        yield Due(session, _("they wait to hear what came of it"), told_by, "one")
    for place in contacts_due(session):
        said = _("be in touch with %(name)s") % {"name": place.member}
        yield Due(session, said, contact_due_by(place), "noting")


def _before_it(session: Session, today: date, briefing_by: date) -> Iterator[Due]:
    if number := len(open_requests(session)) + len(not_seen_to(session)):
        said = ngettext(
            "%(n)d thing asked for has no answer",
            "%(n)d things asked for have no answer",
            number,
        )
        yield Due(session, said % {"n": number}, min(briefing_by, today + SOON), "who")
    if session.day < today:
        said = _("its day has gone: note that it was held, move it, or cancel it")
        yield Due(session, said, today, "one")
    elif session.state != State.READY and session.day <= today + SOON:
        yield Due(session, _("its day is near, and it is not ready"), today, "one")
    if apart_in(session):
        yield Due(session, _("two women who are asked can’t both have a place"), today, "who")
