"""What stands before a step of a session or of a panel, as a plain list of what to do.

A registry, as stages of consultations have: payments add their own (register).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.panels.models import Panel, Session, SessionText
from consultations.panels.permissions import COORDINATE
from consultations.panels.sessions.models import BRIEFING_DAYS
from consultations.panels.sessions.permissions import has_lead
from consultations.panels.sessions.profile_needs import not_named_yet, not_seen_to
from consultations.panels.sessions.selectors import (
    apart_in,
    asked,
    contacts_due,
    expected,
    kept_places,
    open_requests,
    text_of,
)
from consultations.stages.gates import Gates, Missing, screen
from core.plain_english import read

PLAIN_GRADE = 6.0  # school grade of Flesch–Kincaid: design §10
PLAIN_WORDS = 100  # of shorter texts the grade says little (design §10)
Kind = SessionText.Kind
OF_SESSIONS: Gates[Session] = Gates()
OF_PANELS: Gates[Panel] = Gates()


def _at(session: Session, what: str, name: str, where: str, field: str = "") -> Missing:
    address = screen(f"panel_sessions:{name}", session.pk)
    return Missing(what, address and f"{address}{field}", where, COORDINATE)


def _plan(session: Session, what: str, field: str) -> Missing:
    return _at(session, what, "change", _("Change the plan"), f"#id_{field}")


def planned(session: Session) -> Iterator[Missing]:
    """What a plan says before anybody is asked."""
    if session.panel.state not in (Panel.State.RECRUITING, Panel.State.ACTIVE):
        yield Missing(
            _("The panel is not active."),
            screen("panel_sessions:panel", session.panel_id),
            _("See the panel"),
            COORDINATE,
        )
    for field, what in (
        ("purpose", _("Say what it is for.")),
        ("questions", _("Say what will be asked, so that nobody is taken by surprise.")),
        ("facilitator", _("Say who leads it.")),
        ("paid_words", _("Say what she is paid, in words.")),
        ("risks", _("Say what could be hard, and what you do then.")),
    ):
        if not getattr(session, field).strip():
            yield _plan(session, what, field)
    if session.is_in_room and not (session.place.strip() and session.place_roughly.strip()):
        yield _plan(session, _("Write the address, and roughly where it is."), "place")
    if session.is_online and not session.online_link:
        yield _plan(session, _("Add the link for joining online."), "online_link")
    if session.minimum > session.capacity:
        yield _plan(session, _("It needs more women than it has places."), "minimum")


def in_time(session: Session) -> Iterator[Missing]:
    """The briefing goes out a week ahead, so there must be a week."""
    left = (session.day - timezone.localdate()).days
    if left < BRIEFING_DAYS:
        said = _("A briefing goes out at least %(least)d days before. Choose a later day.")
        yield _plan(session, said % {"least": BRIEFING_DAYS}, "day")


def supported(session: Session) -> Iterator[Missing]:
    """Rule 1, its first half: somebody for the women, and somebody for danger."""
    support, leads = session.support_person.strip(), session.facilitator.strip()
    if not support:
        yield _plan(session, _("Name a support person."), "support_person")
    elif support.casefold() in {leads.casefold(), session.co_facilitator.strip().casefold()}:
        said = _("The support person can’t lead the session too. Name somebody else.")
        yield _plan(session, said, "support_person")
    if not has_lead(session.panel):
        yield Missing(
            _("The panel has no safeguarding lead."),
            screen("wagtailsnippets_panels_panel:edit", session.panel_id),
            _("Edit the panel"),
            COORDINATE,
        )


def approved(session: Session) -> Iterator[Missing]:
    """What was approved is the plan as it stood then. It is asked for again when that changes."""
    if not session.is_approved:
        yield _at(
            session,
            _("The plan changed after it was approved. Somebody who wrote none of it approves it."),
            "one",
            _("See the plan"),
        )


def needs_answered(session: Session) -> Iterator[Missing]:
    """Rule 1: each thing that somebody asked for has an answer, and what her profile says that she
    always needs has been seen to."""
    if number := len(open_requests(session)):
        said = ngettext(
            "%(n)d thing that somebody asked for has no answer.",
            "%(n)d things that women asked for have no answer.",
            number,
        )
        yield _at(session, said % {"n": number}, "who", _("Answer"))
    if number := len(not_seen_to(session)):
        said = ngettext(
            "%(n)d woman has said what she always needs. See to it for this session.",
            "%(n)d women have said what they always need. See to it for this session.",
            number,
        )
        yield _at(session, said % {"n": number}, "who", _("See who comes"))


def briefed(session: Session) -> Iterator[Missing]:
    """Rule 1: the briefing was sent to each who may come, and long enough before. Counted for each
    of them: who was asked later has had fewer days."""
    days = [place.briefed_on for place in expected(session) if place.briefed_on]
    last = max(days, default=session.briefed_on)
    if session.briefed_on is None or last is None:
        yield Missing(_("The briefing has not been sent."))
    elif last > session.day - timedelta(days=BRIEFING_DAYS):
        day = date_format(last + timedelta(days=BRIEFING_DAYS), "j F Y")
        said = _("The briefing was sent too late for this day. Move it to %(day)s or later.")
        yield _plan(session, said % {"day": day}, "day")


def briefing_written(session: Session) -> Iterator[Missing]:
    """Plain English, what may be hard, and a way to hear it."""
    text = text_of(session, Kind.BRIEFING)
    yield from _readable(session, text, _("Write the briefing."))
    if not text.hard.strip() and not text.nothing_hard:
        said = _("Say what may be hard in it, or that you looked and nothing is.")
        yield _write(session, text, said)
    if not text.audio and not text.read_by.strip():
        said = _("Add it as audio, or say who reads it out on the telephone.")
        yield _write(session, text, said)
    if not kept_places(session):
        yield _at(session, _("Ask somebody first."), "ask", _("Choose whom to ask"))


def _readable(session: Session, text: SessionText, empty: str) -> Iterator[Missing]:
    if not text.text.strip():
        yield _write(session, text, empty)
        return
    found = read(text.text)
    if found.words >= PLAIN_WORDS and (found.grade or 0) > PLAIN_GRADE:
        said = _("“%(text)s” is hard to read. Use shorter sentences and everyday words.")
        yield _write(session, text, said % {"text": text.get_kind_display()})
    if not text.text_cy.strip() and any(one.member.language == "cy" for one in asked(session)):
        said = _("“%(text)s”: somebody who is asked reads Welsh. Write it in Welsh too.")
        yield _write(session, text, said % {"text": text.get_kind_display()})


def _write(session: Session, text: SessionText, what: str) -> Missing:
    address = screen("panel_sessions:text", session.pk, text.kind)
    return Missing(what, address, _("Write it"), COORDINATE)


def enough(session: Session) -> Iterator[Missing]:
    """As many said yes as it is held from."""
    sure = [one for one in expected(session) if one.answer == one.Answer.YES]
    if len(sure) < session.minimum:
        said = _("%(sure)d said yes. It is held from %(least)d on.")
        told = said % {"sure": len(sure), "least": session.minimum}
        yield _at(session, told, "ask", _("Choose whom to ask"))


def nobody_apart(session: Session) -> Iterator[Missing]:
    """Rule 8, where two had places before somebody said so. No reason is known, and no name stands
    here: a safeguarding lead reads it too, and has no list of members."""
    if apart_in(session):
        said = _("Two women who are asked can’t both have a place in this session.")
        yield _at(session, said, "who", _("See who comes"))


def named_seen_to(session: Session) -> Iterator[Missing]:
    """Rule 8 again, where it stands in her own words and no pair is made of them yet. Neither she
    nor whom she names stands here."""
    if number := len(not_named_yet(session)):
        said = ngettext(
            "%(n)d woman has named somebody to keep away from. See to it.",
            "%(n)d women have named somebody to keep away from. See to it.",
            number,
        )
        yield _at(session, said % {"n": number}, "who", _("See who comes"))


def contacts_planned(session: Session) -> Iterator[Missing]:
    """Who wants somebody to be in touch afterwards knows who it will be."""
    if number := sum(one.wants_contact and not one.contact_by for one in expected(session)):
        said = ngettext(
            "Say who will be in touch afterwards with %(n)d woman who wants it.",
            "Say who will be in touch afterwards with %(n)d women who want it.",
            number,
        )
        yield _at(session, said % {"n": number}, "who", _("See who comes"))


def its_day(session: Session) -> Iterator[Missing]:
    """Nothing begins on another day than its own."""
    today = timezone.localdate()
    if today < session.day:
        day = date_format(session.day, "j F Y")
        yield Missing(_("Wait for its day: %(day)s.") % {"day": day})
    elif today > session.day:
        said = _("Its day has gone. Note that it was held, move it to another day, or cancel it.")
        yield _plan(session, said, "day")


def day_gone(session: Session) -> Iterator[Missing]:
    """That it was held is noted afterwards only if nobody pressed it on the day."""
    if timezone.localdate() <= session.day:
        yield Missing(_("Wait until its day is over."))


def attendance_noted(session: Session) -> Iterator[Missing]:
    """What pay hangs on: also of who takes a break, or leaves, on the day after."""
    if number := sum(one.may_come and not one.came for one in asked(session)):
        said = ngettext(
            "Note how it was for %(n)d woman.", "Note how it was for %(n)d women.", number
        )
        yield _at(session, said % {"n": number}, "noting", _("Note who was there"))


def minutes_sent(session: Session) -> Iterator[Missing]:
    text = text_of(session, Kind.MINUTES)
    if not text.sent_on:
        yield _write(session, text, _("Write the minutes, and send them."))


def minutes_written(session: Session) -> Iterator[Missing]:
    yield from _readable(session, text_of(session, Kind.MINUTES), _("Write the minutes."))


def feedback_written(session: Session) -> Iterator[Missing]:
    """What was done because of it, what could not be, and why."""
    said = _("Write what came of it: what you did, what you could not do, and why.")
    yield from _readable(session, text_of(session, Kind.FEEDBACK), said)


def contacts_made(session: Session) -> Iterator[Missing]:
    """Who is on a break isn't rung, and keeps nothing from being closed."""
    if number := len(contacts_due(session)):
        said = ngettext(
            "Be in touch, as promised, with %(n)d woman.",
            "Be in touch, as promised, with %(n)d women.",
            number,
        )
        yield _at(session, said % {"n": number}, "noting", _("Note that it was done"))


Gate = Callable[[Session], Iterable[Missing]]
STAYS: tuple[Gate, ...] = (
    approved,
    supported,
    needs_answered,
    briefed,
    nobody_apart,
    named_seen_to,
)
BEFORE: dict[str, tuple[Gate, ...]] = {
    "approve": (planned, supported, in_time),
    "approve_again": (planned, supported),
    "open": (approved, planned, supported, in_time),
    "brief": (approved, briefing_written, in_time, nobody_apart),
    "make_ready": (*STAYS, enough, contacts_planned),
    "stay_ready": STAYS,  # not a step: what takes it away sends a session back (sessions.moving)
    "begin": (its_day, *STAYS),
    "was_held": (day_gone,),
    "minutes": (minutes_written,),  # not a step: minutes are sent while it is held
    "tell": (attendance_noted, minutes_sent, feedback_written),
    "close": (contacts_made,),
}


def register() -> None:
    """For ready()."""
    from consultations.panels.sessions import panel_gates

    for name, gates in BEFORE.items():
        for gate in gates:
            OF_SESSIONS.register(name, gate, order=10)
    panel_gates.register()
