"""Writes after a session: who was there and for how long it counts, texts, being in touch."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import Attendance, Session, SessionText
from consultations.panels.selectors import who_is_here
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import asks, wording
from consultations.panels.sessions.attending import PAY_DAYS
from consultations.panels.sessions.gates import OF_SESSIONS
from consultations.panels.sessions.moving import held
from consultations.panels.sessions.noted import was_noted
from consultations.panels.sessions.owing import owe_what_was_kept_free
from consultations.panels.sessions.permissions import require
from consultations.panels.sessions.selectors import ENDED, to_tell
from consultations.stages.services import NotYet

Came = Attendance.Came
# Counts in full whatever the clock says (rule 2): going out, or leaving because of what it was
# about, costs nothing.
IN_FULL = frozenset({Came.FULL, Came.BREAK, Came.CONTENT})
BY_THE_CLOCK = frozenset({Came.EARLY, Came.PART})
HELD = (Session.State.DONE, Session.State.TOLD)


class TextStands(Exception):
    """It was sent, and stands as it is."""


class HowLong(ValueError):
    """For a part of a session somebody has to say how many minutes: no more than it lasted."""


def counted(session: Session, came: str, minutes: int | None = None) -> int:
    """Minutes that count for pay, getting ready not included. Raises HowLong."""
    if came == Came.CANCELLED:
        return session.minutes if session.was_cancelled_late else 0
    if came in IN_FULL:
        return session.minutes
    if came not in BY_THE_CLOCK:
        return 0
    if minutes is None or not 0 < minutes <= session.minutes:
        raise HowLong
    return minutes


def pay_due(session: Session) -> date:
    """By when she should have her money: set the moment attendance is noted (rule 6)."""
    return session.day + timedelta(days=PAY_DAYS)


@transaction.atomic
def note_attendance(
    *, user: Any, place: Attendance, came: str, minutes: int | None = None, adjustments: str = ""
) -> Attendance:
    """How it was for one woman. It can be put right until the session is closed. Who did not come
    to a plan that we changed late, and never said yes to, had kept the time before free: that
    counts as cancelled by us. Raises PermissionDenied, NotFromHere, also for who said no, HowLong.
    """
    require(user, place.session)
    session = held(place.session)
    if session.state not in HELD or not (place.keeps_place or place.came):
        raise NotFromHere
    place.minutes = counted(session, came, minutes)
    place.came = came
    place.sealed = asks.sealed_adjustments(adjustments.strip(), place.member_id)
    place.noted_on = place.noted_on or timezone.localdate()
    place.pay_due_on = pay_due(session) if place.minutes else None
    place.save(update_fields=["came", "minutes", "sealed", "noted_on", "pay_due_on"])
    if came != Came.NOT_THERE or not owe_what_was_kept_free(place):
        was_noted(place)
    audit(user=user, action="noted attendance", subject=_subject(place))
    return place


@transaction.atomic
def plan_contact(*, user: Any, place: Attendance, by: str) -> None:
    """Say who will be in touch afterwards. Raises PermissionDenied, NotFromHere."""
    require(user, place.session)
    if held(place.session).state in ENDED or not place.wants_contact:
        raise NotFromHere
    place.contact_by = by
    place.save(update_fields=["contact_by"])


@transaction.atomic
def note_contact(*, user: Any, place: Attendance, went: str) -> None:
    """Somebody was in touch, or tried. No word of what was said is kept. Raises PermissionDenied,
    NotFromHere, also during a break: nobody writes to her or rings her then."""
    require(user, place.session)
    session = held(place.session)
    is_due = place.contact_due_on is not None and went != Attendance.Contact.AWAY
    if session.state not in HELD or not is_due:
        raise NotFromHere
    if not who_is_here(session.panel).filter(pk=place.member_id).exists():
        raise NotFromHere
    place.contact_went, place.contact_done_on = went, timezone.localdate()
    place.save(update_fields=["contact_went", "contact_done_on"])
    audit(user=user, action="was in touch after a session", subject=_subject(place))


@transaction.atomic
def write_text(*, user: Any, session: Session, kind: str, **fields: Any) -> SessionText:
    """Keep what is written, as long as it wasn't sent. Raises PermissionDenied, NotFromHere,
    TextStands."""
    require(user, session)
    if held(session).state in ENDED:
        raise NotFromHere
    text, _made = SessionText.objects.get_or_create(session=session, kind=kind)
    if text.sent_on:
        raise TextStands
    before = text.audio.name
    for name, value in fields.items():
        setattr(text, name, value)
    text.save()
    if before and before != text.audio.name:
        transaction.on_commit(lambda: text.audio.storage.delete(before))
    audit(user=user, action=f"wrote {kind} of a session", subject=f"session {session.pk}")
    return text


@transaction.atomic
def send_minutes(*, user: Any, session: Session) -> None:
    """Minutes in plain English, to everyone who was asked. Twice is once. Raises PermissionDenied,
    NotFromHere, NotYet."""
    require(user, session)
    locked = held(session)
    if locked.state not in HELD:
        raise NotFromHere
    if missing := OF_SESSIONS.missing(locked, "minutes"):
        raise NotYet(missing)
    text = SessionText.objects.get(session=locked, kind=SessionText.Kind.MINUTES)
    text.sent_on = text.sent_on or timezone.localdate()
    text.save(update_fields=["sent_on"])
    wording.tell(to_tell(locked), "minutes", wording.minutes)
    audit(user=user, action="sent minutes", subject=f"session {session.pk}")


def _subject(place: Attendance) -> str:
    return f"session {place.session_id}, place {place.pk}"
