"""What a member reads about a session, in her language: when, where, and each message."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.panels.models import Attendance, Message, Session, SessionText
from consultations.panels.people.sending import MemberIsGone, send_to_member
from consultations.panels.sessions.selectors import ASKING, sessions_of, text_of
from consultations.promises.words import Words as BothWords

# Of one place in a session: the title and the text of a message.
Words = Callable[[Attendance], tuple[str, str]]


def tell(places: Iterable[Attendance], about: str, words: Words) -> None:
    """Tell each of them something, in her language, by the one door. `about` makes sending twice
    the same as once. Who left is not written to."""
    for place in places:
        session = place.session
        with override(place.member.language):
            title, text = words(place)
        is_to_come = words in TO_COME
        try:
            send_to_member(
                member=place.member,
                key=f"session {place.session_id} {about}",
                title=title,
                text=text,
                panel=session.panel,
                about=place if is_to_come else None,
                useful_until=session.day if is_to_come else None,
            )
        except MemberIsGone:
            continue


def title_of(session: Session) -> str:
    return str(BothWords(session.title, session.title_cy))


def when(session: Session) -> str:
    """Its day and hours where it is held: "Tuesday 1 December, 10:00 to 12:00"."""
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return _("%(day)s, %(starts)s to %(ends)s") % {
        "day": date_format(starts, "l j F Y"),
        "starts": date_format(starts, "H:i"),
        "ends": date_format(ends, "H:i"),
    }


def is_to_come(session: Session) -> bool:
    """Whether women may still go there. Afterwards no page shows where it was."""
    return session.state in (*ASKING, Session.State.LIVE)


def shows_place(place: Attendance) -> bool:
    """Whether she may see the address now."""
    session, told = place.session, place.session.PlaceTold
    if not session.is_in_room or not is_to_come(session) or not place.keeps_place:
        return False
    if session.place_told == told.ASKED:
        return True
    said_yes = place.answer == Attendance.Answer.YES
    if session.place_told == told.YES:
        return said_yes
    return said_yes and timezone.localdate() >= session.day - timedelta(days=1)


def shows_link(place: Attendance) -> bool:
    """Whether she may see how to join online."""
    return place.session.is_online and is_to_come(place.session) and place.may_come


def where_later(session: Session) -> str:
    """From when on the address is shown."""
    if session.place_told == session.PlaceTold.DAY_BEFORE:
        return _("We show the address here on the day before, if you have said yes.")
    return _("We show the address here once you have said yes.")


def where(place: Attendance) -> str:
    """What a message may keep of where, in lines: how, and roughly where. Never the address: what
    is kept is read again when she has been let go, or has left."""
    session, lines = place.session, [str(place.session.get_way_display())]
    if session.is_in_room and session.place_roughly:
        lines.append(str(BothWords(session.place_roughly, session.place_roughly_cy)))
    if session.is_in_room and not shows_place(place) and place.keeps_place:
        lines.append(where_later(session))
    return "\n".join(lines)


def where_now(message: Message) -> str:
    """What stands beside a message about a session while she may know it: address, or link."""
    if message.about_id is None:
        return ""
    place = sessions_of(message.member).filter(pk=message.about_id).first()
    if place is None:
        return ""
    lines = [place.session.place] if shows_place(place) else []
    if shows_link(place):
        lines += [place.session.online_link, place.session.online_how]
    return "\n".join(line for line in lines if line)


def text_in_her_language(text: SessionText) -> str:
    return str(BothWords(text.text, text.text_cy))


def _facts(place: Attendance) -> str:
    return f"{when(place.session)}\n{where(place)}"


def invitation(place: Attendance) -> tuple[str, str]:
    session = place.session
    lines = [
        _("You are asked to a session: %(title)s") % {"title": title_of(session)},
        _facts(place),
        str(BothWords(session.purpose, session.purpose_cy)),
        str(BothWords(session.paid_words, session.paid_words_cy)),
        _("Say yes, maybe or no, and what would make it possible for you. No costs you nothing."),
    ]
    return _("A new session"), _joined(lines)


def briefing(place: Attendance) -> tuple[str, str]:
    text = text_of(place.session, SessionText.Kind.BRIEFING)
    hard = str(BothWords(text.hard, text.hard_cy))
    lines = [
        title_of(place.session),
        _facts(place),
        _("What may be hard in it: %(hard)s") % {"hard": hard} if hard else "",
        text_in_her_language(text),
        _("You can pass, go out, or leave, and you are still paid."),
    ]
    return _("What the next session is about"), _joined(lines)


def ready(place: Attendance) -> tuple[str, str]:
    lines = [_("Everything is ready: %(title)s") % {"title": title_of(place.session)}]
    return _("Everything is ready"), _joined([*lines, _facts(place)])


def tomorrow(place: Attendance) -> tuple[str, str]:
    lines = [
        title_of(place.session),
        _facts(place),
        _("If it does not suit you after all, that is fine. Tell us if you can."),
    ]
    return _("Tomorrow"), _joined(lines)


def moved(place: Attendance) -> tuple[str, str]:
    lines = [
        _("Something has changed: %(title)s") % {"title": title_of(place.session)},
        _facts(place),
        _("Please say again whether this suits you. Your place is kept."),
        _("We changed it late. If you can’t come now, it counts for you in full.")
        if place.kept_free_on
        else "",
    ]
    return _("A session has changed"), _joined(lines)


def no_place_now(place: Attendance) -> tuple[str, str]:
    """Never why: the same words whatever the reason is."""
    lines = [
        title_of(place.session),
        _("We can’t keep your place in this session. That is no fault of yours."),
        _("We tell you late, so it counts for you in full.") if _is_owed(place) else "",
        _("Your place on the panel stays yours, and we will ask you to another session."),
    ]
    return _("About a session"), _joined(lines)


def cancelled(place: Attendance) -> tuple[str, str]:
    session = place.session
    because = str(BothWords(session.cancelled_because, session.cancelled_because_cy))
    lines = [
        _("This session is cancelled: %(title)s") % {"title": title_of(session)},
        when(session),
        because,
        what_cancelling_means(place),
    ]
    return _("A session is cancelled"), _joined(lines)


def what_cancelling_means(place: Attendance) -> str:
    """Rule 2, in words: late is paid in full to who kept the time free."""
    if _is_owed(place):
        return _("We cancelled late, so it counts for you in full. Costs you had are paid back.")
    return _("You need do nothing. If it cost you anything already, tell us: it is paid back.")


def _is_owed(place: Attendance) -> bool:
    return place.came == Attendance.Came.CANCELLED and bool(place.minutes)


def minutes(place: Attendance) -> tuple[str, str]:
    text = text_in_her_language(text_of(place.session, SessionText.Kind.MINUTES))
    return _("What we did in the session"), _joined([title_of(place.session), text])


def feedback(place: Attendance) -> tuple[str, str]:
    text = text_in_her_language(text_of(place.session, SessionText.Kind.FEEDBACK))
    return _("What came of the session"), _joined([title_of(place.session), text])


# Of use until its day, and with the place beside them as long as she may know it.
TO_COME: frozenset[Words] = frozenset({invitation, briefing, ready, tomorrow, moved})


def _joined(lines: Iterable[str]) -> str:
    return "\n\n".join(line for line in lines if line)
