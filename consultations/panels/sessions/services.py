"""Writes of sessions: planned, changed, moved along their road, cancelled."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import Attendance, Panel, Session, SessionText
from consultations.panels.permissions import require_coordinator
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import wording
from consultations.panels.sessions.gates import OF_SESSIONS
from consultations.panels.sessions.moving import held, move, stay_ready
from consultations.panels.sessions.noted import was_noted
from consultations.panels.sessions.owing import is_late, keep_free, owe, owe_what_was_kept_free
from consultations.panels.sessions.permissions import actors, require
from consultations.panels.sessions.selectors import (
    ASKING,
    BEFORE,
    asked,
    expected,
    is_here,
    kept_places,
    to_tell,
)
from consultations.panels.sessions.steps import SESSION
from consultations.stages.services import NoReason, NotYet

State = Session.State
# What women planned by: when one of these changes, they are asked again.
PLANNED_BY = ("starts_at", "minutes", "way", "place", "place_roughly", "online_link")
# What somebody else read and approved: what women are asked and promised, where, and who is there.
# Its day and numbers have rules of their own.
APPROVED = frozenset(
    {
        *("title", "title_cy", "kind", "purpose", "purpose_cy", "questions", "questions_cy"),
        *("way", "place", "place_roughly", "place_told", "paid_words", "risks", "minutes"),
        *("facilitator", "co_facilitator", "support_person"),
    }
)


@transaction.atomic
def plan_session(*, user: Any, panel: Panel, **fields: Any) -> Session:
    """Begin a draft. Raises PermissionDenied, and NotFromHere on a panel that is closed."""
    require_coordinator(user, panel)
    if panel.state == Panel.State.CLOSED:
        raise NotFromHere
    session = Session.objects.create(panel=panel, made_by=user, **fields)
    session.written_by.add(user)
    audit(user=user, action="planned a session", subject=f"session {session.pk}")
    return session


@transaction.atomic
def change_session(*, user: Any, session: Session, **fields: Any) -> list[Attendance]:
    """Write the plan anew. Where women planned by what has changed, each who is asked is told, and
    who said yes or maybe is asked again; in the last week it counts for them as cancelled, unless
    the new plan suits them. What was approved before isn't any more. Returns who was told. Raises
    PermissionDenied, NotFromHere once it has begun."""
    require(user, session)
    locked = held(session)
    if locked.state not in BEFORE:
        raise NotFromHere
    day, minutes = locked.day, locked.minutes
    changed = {name for name, value in fields.items() if getattr(locked, name) != value}
    for name in changed:
        setattr(locked, name, fields[name])
    if changed & APPROVED:
        locked.written_by.add(user)
        locked.is_approved = False
    locked.save(update_fields=[*changed, "is_approved"])
    audit(user=user, action="changed a session", subject=f"session {session.pk}")
    if locked.state == State.APPROVED and not locked.is_approved:
        move(user, locked, State.DRAFT, "changed after it was approved")
    told: list[Attendance] = []
    if locked.state in ASKING and changed & set(PLANNED_BY):
        told = kept_places(locked)
        _ask_again(locked, told, day, minutes)
    stay_ready(locked)
    return told


def _ask_again(session: Session, places: list[Attendance], day: date, minutes: int) -> None:
    """Their answers were to another plan, of that day and length. The key names this one, so that a
    second change is told too."""
    for place in with_session(session, places):
        if place.may_come:
            if is_late(day):
                keep_free(place, day, minutes)
            place.answer = Attendance.Answer.NONE
            place.save(update_fields=["answer"])
    about = f"changed {timezone.now():%Y-%m-%d %H:%M:%S.%f}"
    wording.tell(places, about, wording.moved)


@transaction.atomic
def take_step(*, user: Any, session: Session, name: str) -> Session:
    """Take a session on. Cancelling has a service of its own. Raises PermissionDenied, NotFromHere,
    and NotYet with what is missing."""
    locked = _may_step(user, session, name)
    if missing := OF_SESSIONS.missing(locked, name):
        raise NotYet(missing)
    move(user, locked, SESSION[name].ends or locked.state, name)
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
    move(user, locked, State.CANCELLED, "cancel")
    if was_asked:
        _note_cancelled(locked)
        wording.tell(with_session(locked, kept_places(locked)), "cancelled", wording.cancelled)
    return locked


def _note_cancelled(session: Session) -> None:
    came = Attendance.Came.CANCELLED
    for place in with_session(session, kept_places(session)):
        if place.may_come and session.was_cancelled_late:
            owe(place, session.day, session.minutes)
        elif not owe_what_was_kept_free(place) and place.may_come:
            place.came, place.minutes = came, 0
            place.noted_on = timezone.localdate()
            place.save(update_fields=["came", "minutes", "noted_on"])
            was_noted(place)


def _may_step(user: Any, session: Session, name: str) -> Session:
    locked = held(session)
    if not actors(user, locked) & SESSION[name].by:
        raise PermissionDenied
    if locked.state not in SESSION[name].begins:
        raise NotFromHere
    if name == "approve_again" and locked.is_approved:
        raise NotFromHere
    return locked


def with_session(session: Session, places: list[Attendance]) -> list[Attendance]:
    """The same rows, that know the session as it is now."""
    for place in places:
        place.session = session
    return places


def _approve(session: Session) -> None:
    session.is_approved = True
    session.save(update_fields=["is_approved"])


def _rework(session: Session) -> None:
    session.is_approved = False
    session.save(update_fields=["is_approved"])


def _brief(session: Session) -> None:
    session.briefed_on = timezone.localdate()
    session.save(update_fields=["briefed_on"])
    SessionText.objects.filter(session=session, kind=SessionText.Kind.BRIEFING).update(
        sent_on=session.briefed_on
    )
    places = with_session(session, kept_places(session))
    ids = [place.pk for place in places]
    Attendance.objects.filter(pk__in=ids).update(briefed_on=session.briefed_on)
    wording.tell(places, "briefing", wording.briefing)


def _say_ready(session: Session) -> None:
    wording.tell(with_session(session, expected(session)), "ready", wording.ready)


def _over(session: Session) -> None:
    """Within 24 hours of it somebody is in touch with who asked for it (design §7). Who never
    answered the plan that we changed late had kept the time before free."""
    day = session.day + timedelta(days=1)
    for place in kept_places(session):
        if place.may_come and place.wants_contact:
            place.contact_due_on = day
            place.save(update_fields=["contact_due_on"])
        elif not place.may_come:
            owe_what_was_kept_free(place)


def _tell_back(session: Session) -> None:
    SessionText.objects.filter(session=session, kind=SessionText.Kind.FEEDBACK).update(
        sent_on=timezone.localdate()
    )
    wording.tell(with_session(session, to_tell(session)), "feedback", wording.feedback)


def _note_who_was_away(session: Session) -> None:
    """Who is on a break as it is closed was promised a call, and wasn't rung."""
    away = [one.pk for one in asked(session) if one.is_contact_owed and not is_here(one)]
    Attendance.objects.filter(pk__in=away).update(contact_went=Attendance.Contact.AWAY)


EFFECTS = {
    "approve": _approve,
    "approve_again": _approve,
    "rework": _rework,
    "brief": _brief,
    "make_ready": _say_ready,
    "end": _over,
    "was_held": _over,
    "tell": _tell_back,
    "close": _note_who_was_away,
}
