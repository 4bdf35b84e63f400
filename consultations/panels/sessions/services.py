"""Writes of sessions: planned, changed, moved along their road, cancelled."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import Attendance, Panel, Session, SessionText, StepTaken
from consultations.panels.permissions import require_coordinator
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import wording
from consultations.panels.sessions.gates import OF_SESSIONS
from consultations.panels.sessions.noted import was_noted
from consultations.panels.sessions.permissions import actors, require
from consultations.panels.sessions.selectors import (
    ASKING,
    BEFORE,
    expected,
    kept_places,
    to_tell,
)
from consultations.panels.sessions.steps import SESSION
from consultations.stages.services import NoReason, NotYet
from core.audit import name_in_log

State = Session.State
# What women planned by: when one of these changes, they are asked again.
PLANNED_BY = ("starts_at", "minutes", "way", "place", "place_roughly", "online_link")


@transaction.atomic
def plan_session(*, user: Any, panel: Panel, **fields: Any) -> Session:
    """Begin a draft. Raises PermissionDenied."""
    require_coordinator(user, panel)
    session = Session.objects.create(panel=panel, made_by=user, **fields)
    audit(user=user, action="planned a session", subject=f"session {session.pk}")
    return session


@transaction.atomic
def change_session(*, user: Any, session: Session, **fields: Any) -> list[Attendance]:
    """Write the plan anew. Where women planned by what has changed, each who is asked is told, and
    who said yes or maybe is asked again. Returns who was told. Raises PermissionDenied, NotFromHere
    once it has begun."""
    require(user, session)
    locked = held(session)
    if locked.state not in BEFORE:
        raise NotFromHere
    changed = {name for name, value in fields.items() if getattr(locked, name) != value}
    for name in changed:
        setattr(locked, name, fields[name])
    locked.save(update_fields=[*changed] or None)
    audit(user=user, action="changed a session", subject=f"session {session.pk}")
    if locked.state not in ASKING or not changed & set(PLANNED_BY):
        return []
    told = kept_places(locked)
    _ask_again(locked, told)
    return told


def _ask_again(session: Session, places: list[Attendance]) -> None:
    """Their answers were to another plan. The key names this one, so that a second change is told
    too."""
    ids = [place.pk for place in places if place.may_come]
    Attendance.objects.filter(pk__in=ids).update(answer=Attendance.Answer.NONE)
    for place in places:
        place.session = session
        if place.may_come:
            place.answer = Attendance.Answer.NONE
    about = f"changed {timezone.now():%Y-%m-%d %H:%M:%S.%f}"
    wording.tell(places, about, wording.moved)


@transaction.atomic
def take_step(*, user: Any, session: Session, name: str) -> Session:
    """Take a session on. Cancelling has a service of its own. Raises PermissionDenied, NotFromHere,
    and NotYet with what is missing."""
    locked = _may_step(user, session, name)
    if missing := OF_SESSIONS.missing(locked, name):
        raise NotYet(missing)
    _move(user, locked, SESSION[name].ends, name)
    if name in EFFECTS:
        EFFECTS[name](locked)
    return locked


@transaction.atomic
def cancel_session(*, user: Any, session: Session, because: str, because_cy: str = "") -> Session:
    """Call it off, and tell who was asked why. Late, it counts in full for who kept the time free
    (rule 2). Raises PermissionDenied, NotFromHere, and NoReason."""
    locked = _may_step(user, session, "cancel")
    was_asked = locked.state in ASKING
    if was_asked and not because.strip():
        raise NoReason
    locked.cancelled_on = timezone.localdate()
    locked.cancelled_because, locked.cancelled_because_cy = because.strip(), because_cy.strip()
    locked.save(
        update_fields=["cancelled_on", "cancelled_because", "cancelled_because_cy"],
    )
    _move(user, locked, State.CANCELLED, "cancel")
    if was_asked:
        _note_cancelled(locked)
        wording.tell(_with(locked, kept_places(locked)), "cancelled", wording.cancelled)
    return locked


def _note_cancelled(session: Session) -> None:
    from consultations.panels.sessions.noting import counted, pay_due

    came = Attendance.Came.CANCELLED
    for place in _with(session, expected(session)):
        place.came = came
        place.minutes = counted(session, came)
        place.noted_on = session.cancelled_on
        place.pay_due_on = pay_due(session) if place.minutes else None
        place.save(update_fields=["came", "minutes", "noted_on", "pay_due_on"])
        was_noted(place)


def held(session: Session) -> Session:
    """The row as it is now, until the end of this transaction."""
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("panel__area").get(pk=session.pk)


def _may_step(user: Any, session: Session, name: str) -> Session:
    locked = held(session)
    if not actors(user, locked) & SESSION[name].by:
        raise PermissionDenied
    if locked.state not in SESSION[name].begins:
        raise NotFromHere
    return locked


def _move(user: Any, session: Session, to: str, name: str) -> None:
    before, session.state = session.state, to
    session.save(update_fields=["state"])
    StepTaken.objects.create(
        panel=session.panel, session=session, before=before, after=to, by=name_in_log(user)
    )
    action = f"session: {name.replace('_', ' ')}"
    audit(user=user, action=action, subject=f"session {session.pk}")


def _with(session: Session, places: list[Attendance]) -> list[Attendance]:
    """The same rows, that know the session as it is now."""
    for place in places:
        place.session = session
    return places


def _brief(session: Session) -> None:
    session.briefed_on = timezone.localdate()
    session.save(update_fields=["briefed_on"])
    SessionText.objects.filter(session=session, kind=SessionText.Kind.BRIEFING).update(
        sent_on=session.briefed_on
    )
    wording.tell(_with(session, kept_places(session)), "briefing", wording.briefing)


def _say_ready(session: Session) -> None:
    wording.tell(_with(session, expected(session)), "ready", wording.ready)


def _owe_contact(session: Session) -> None:
    """Within 24 hours, to who asked for it (design §7)."""
    day = timezone.localdate() + timedelta(days=1)
    ids = [place.pk for place in expected(session) if place.wants_contact]
    Attendance.objects.filter(pk__in=ids).update(contact_due_on=day)


def _tell_back(session: Session) -> None:
    SessionText.objects.filter(session=session, kind=SessionText.Kind.FEEDBACK).update(
        sent_on=timezone.localdate()
    )
    wording.tell(_with(session, to_tell(session)), "feedback", wording.feedback)


EFFECTS = {"brief": _brief, "make_ready": _say_ready, "end": _owe_contact, "tell": _tell_back}
