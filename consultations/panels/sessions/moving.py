"""The row of a session under its lock, its way from one state to another, and its way back."""

from typing import Any

from django.db import transaction

from accounts.services import audit
from consultations.panels.models import (
    Attendance,
    KeptApart,
    Membership,
    PanelMember,
    Session,
    StepTaken,
)
from consultations.panels.sessions.gates import OF_SESSIONS
from consultations.panels.sessions.owing import owe_what_was_kept_free
from consultations.panels.sessions.selectors import ASKING, kept_places
from core.audit import name_in_log

State = Session.State
Answer = Attendance.Answer


def held(session: Session) -> Session:
    """The row as it is now, until the end of this transaction."""
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("panel__area").get(pk=session.pk)


def move(user: Any, session: Session, to: str, name: str) -> None:
    """Note a step that was taken. `user` is None where something that changed took it."""
    before, session.state = session.state, to
    session.save(update_fields=["state"])
    by = name_in_log(user) if user is not None else ""
    StepTaken.objects.create(panel=session.panel, session=session, before=before, after=to, by=by)
    if user is not None:
        action = f"session: {name.replace('_', ' ')}"
        audit(user=user, action=action, subject=f"session {session.pk}")


@transaction.atomic
def stay_ready(session: Session) -> bool:
    """Whether a ready session still is; else it falls back to what it was before. Asked whenever
    something of it changed, and again before women are told that it is tomorrow."""
    fresh = held(session)
    if fresh.state != State.READY or not OF_SESSIONS.missing(fresh, "stay_ready"):
        return fresh.state == State.READY
    move(None, fresh, State.BRIEFED, "fall back")
    session.state = fresh.state
    return False


def give_up_places(place: Membership) -> None:
    """She is not here any more: her places in sessions to come are free. Back again, she is asked
    anew, and reads whether there is room: her place may be somebody's whom she must not meet."""
    rows = Attendance.objects.filter(
        member=place.member_id, session__panel=place.panel_id, session__state__in=ASKING
    ).select_related("session")
    for one in rows:
        if one.keeps_place:
            one.answer, one.wants_contact = Answer.AWAY, False
            one.save(update_fields=["answer", "wants_contact"])
            owe_what_was_kept_free(one)
            stay_ready(one.session)


def look_at_pair(pair: KeptApart) -> None:
    """Sessions in which both have a place are not ready until one of them has none."""
    women = PanelMember.objects.filter(pk__in=(pair.first_id, pair.second_id))
    rows = Session.objects.filter(state=State.READY, attendances__member__in=women).distinct()
    for session in rows:
        if {pair.first_id, pair.second_id} <= {one.member_id for one in kept_places(session)}:
            stay_ready(session)
