"""What one session shows her, as her page prints it."""

from typing import Any

from django.utils.translation import gettext as _

from consultations.panels.models import Attendance, Session, SessionText
from consultations.panels.sessions import wording
from consultations.panels.sessions.asks import asked_by
from consultations.panels.sessions.profile_needs import known_needs
from consultations.panels.sessions.selectors import ASKING, text_of
from consultations.promises.words import Words

Kind, Answer = SessionText.Kind, Attendance.Answer


def line_of(place: Attendance) -> dict[str, Any]:
    """A session in her list."""
    session = place.session
    return {
        "place": place,
        "session": session,
        "title": Words(session.title, session.title_cy),
        "when": wording.when(session),
        "can_answer": session.state in ASKING and place.answer != Answer.OFF,
        "must_answer": session.state in ASKING and place.answer in (Answer.NONE, Answer.AWAY),
        "is_cancelled": session.state == Session.State.CANCELLED,
    }


def page_of(place: Attendance) -> dict[str, Any]:
    """Everything that she may know of one session now."""
    session = place.session
    is_to_come = wording.is_to_come(session)
    return {
        **line_of(place),
        "panel": session.panel,
        "purpose": Words(session.purpose, session.purpose_cy),
        "questions": Words(session.questions, session.questions_cy),
        "where": _where(place) if is_to_come else None,
        "facts": _facts(session) if is_to_come else [],
        "is_to_come": is_to_come,
        "asked": asked_by(place.requests.all(), place.member_id),
        "is_seen_to": is_to_come and _is_seen_to(place),
        "briefing": sent(session, Kind.BRIEFING),
        "minutes": sent(session, Kind.MINUTES),
        "feedback": sent(session, Kind.FEEDBACK),
        "because": Words(session.cancelled_because, session.cancelled_because_cy),
        "means": wording.what_cancelling_means(place),
        "shows_place": wording.shows_place(place),
    }


def sent(session: Session, kind: str) -> dict[str, Any] | None:
    """A text that was sent, or nothing."""
    text = text_of(session, kind)
    if not text.sent_on:
        return None
    return {
        "text": Words(text.text, text.text_cy),
        "hard": Words(text.hard, text.hard_cy),
        "audio": bool(text.audio),
        "read_by": text.read_by,
        "kind": text.kind,
        "sent_on": text.sent_on,
    }


def _where(place: Attendance) -> dict[str, Any]:
    session = place.session
    shows_link = wording.shows_link(place)
    hides_place = session.is_in_room and not wording.shows_place(place)
    return {
        "way": session.get_way_display(),
        "roughly": Words(session.place_roughly, session.place_roughly_cy)
        if session.is_in_room
        else Words(),
        "place": session.place if wording.shows_place(place) else "",
        "later": wording.where_later(session) if hides_place and place.keeps_place else "",
        "link": session.online_link if shows_link else "",
        "phone": session.online_how if shows_link else "",
    }


def _is_seen_to(place: Attendance) -> bool:
    """Whether what she always needs was looked at for this session, as it stands now."""
    known = known_needs([place.member_id]).get(place.member_id)
    return known is not None and bool(known.rows) and place.needs_as == known.mark


def _facts(session: Session) -> list[tuple[str, Words]]:
    """What she wants to know before she says yes: whom she meets, and what she gets."""
    leads = " · ".join(filter(None, (session.facilitator, session.co_facilitator)))
    rows = [
        (_("Who leads it"), Words(leads)),
        (_("There for you"), Words(session.support_person)),
        (_("What you are paid"), Words(session.paid_words, session.paid_words_cy)),
        (_("Getting there"), Words(session.travel, session.travel_cy)),
        (_("Children"), Words(session.childcare, session.childcare_cy)),
        (_("Interpreter"), Words(session.interpreter)),
        (_("Breaks"), Words(session.breaks, session.breaks_cy)),
    ]
    return [row for row in rows if row[1]]
