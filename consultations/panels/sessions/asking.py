"""Writes around who comes: asking a woman, her answer, what she needs, and what we say to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import audit
from consultations.panels.models import AccessRequest, Attendance, PanelMember, Session
from consultations.panels.people.profile import is_her
from consultations.panels.selectors import who_is_here
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import asks, wording
from consultations.panels.sessions.models import BRIEFING_DAYS
from consultations.panels.sessions.moving import held, stay_ready
from consultations.panels.sessions.noted import was_asked
from consultations.panels.sessions.owing import (
    follow_answer,
    is_late,
    owe,
    owe_what_was_kept_free,
)
from consultations.panels.sessions.permissions import COORDINATOR, actors, require
from consultations.panels.sessions.profile_needs import known_needs, not_named_yet
from consultations.panels.sessions.selectors import (
    ASKING,
    asked,
    is_busy,
    kept_places,
    not_with_these,
)
from consultations.stages.services import NoReason

Answer = Attendance.Answer


class NotThisOne(Exception):
    """She can't be asked to this session. Never why: a break, or whom she must not meet, are not
    anybody's to read off a screen."""


class SeeToFirst(NotThisOne):
    """She, or somebody with a place, says whom she must not meet, and nobody has seen to it.
    `members`: whose words wait, never whom they name."""

    def __init__(self, members: list[PanelMember]) -> None:
        super().__init__()
        self.members = members


class SameHour(NotThisOne):
    """A place is kept for her in another session at that time."""


class NoPlaceLeft(Exception):
    """Every place is taken. To a woman the same words as NotThisOne."""


class TooLate(Exception):
    """She would have fewer days to read the briefing than everybody has."""


@transaction.atomic
def ask(*, user: Any, session: Session, member: PanelMember) -> Attendance:
    """Ask her, and keep a place for her. Twice is once. Raises PermissionDenied, NotFromHere,
    NotThisOne (rule 8), SeeToFirst, NoPlaceLeft, TooLate."""
    require(user, session)
    locked = held(session)
    if locked.state not in ASKING:
        raise NotFromHere
    if locked.day < timezone.localdate() + timedelta(days=BRIEFING_DAYS):
        raise TooLate
    known = [one for one in asked(locked) if one.member_id == member.pk]
    if known and known[0].answer != Answer.AWAY:
        return known[0]
    if not who_is_here(locked.panel).filter(pk=member.pk).exists():
        raise NotThisOne
    _require_room(locked, member)
    if waiting := not_named_yet(locked, member):
        raise SeeToFirst(waiting)
    place, _made = Attendance.objects.update_or_create(
        session=locked, member=member, defaults={"answer": Answer.NONE}
    )
    place.session = locked
    was_asked(place)
    audit(user=user, action="asked a member to a session", subject=_subject(place))
    about = f"asked again {timezone.localdate()}" if known else "asked"
    wording.tell([place], about, wording.invitation)
    _brief_her(place)
    return place


def _require_room(session: Session, member: PanelMember) -> None:
    """Raises NotThisOne, SameHour, NoPlaceLeft. Her own place doesn't count against her."""
    if not_with_these(session, [member]):
        raise NotThisOne
    if is_busy(session, member):
        raise SameHour
    others = [one for one in kept_places(session) if one.member_id != member.pk]
    if len(others) >= session.capacity:
        raise NoPlaceLeft


def _brief_her(place: Attendance) -> None:
    """What the others were sent already, if it is out and she hasn't had it."""
    if place.session.briefed_on and not place.briefed_on:
        place.briefed_on = timezone.localdate()
        place.save(update_fields=["briefed_on"])
        wording.tell([place], "briefing", wording.briefing)


def _require_days_to_read(session: Session, place: Attendance) -> None:
    """Who has had no briefing has as many days for it as everybody. Raises TooLate."""
    if session.briefed_on is None or place.briefed_on is not None:
        return
    if session.day < timezone.localdate() + timedelta(days=BRIEFING_DAYS):
        raise TooLate


@transaction.atomic
def let_go(*, user: Any, place: Attendance) -> None:
    """Take her off the list before it begins, and tell her that her place on the panel stays hers.
    Done late to who kept the time free, it counts in full, as cancelling does (rule 2). Raises
    PermissionDenied, NotFromHere."""
    require(user, place.session)
    session = held(place.session)
    if session.state not in ASKING:
        raise NotFromHere
    audit(user=user, action="took a member off a session", subject=_subject(place))
    place.session = session
    is_owed = owe_what_was_kept_free(place)
    if not is_owed and place.may_come and is_late(session.day):
        owe(place, session.day, session.minutes)
        is_owed = True
    wording.tell([place], "let go", wording.no_place_now)
    if is_owed:
        place.answer, place.wants_contact = Answer.OFF, False
        place.save(update_fields=["answer", "wants_contact"])
    else:
        place.delete()
    stay_ready(session)


@dataclass(frozen=True)
class Reply:
    """What she says to a session. `asks`: kind → her words, of which only OTHER has any."""

    answer: str
    asks: Mapping[str, str]
    by_phone: bool = False
    wants_contact: bool = False


@transaction.atomic
def reply(*, user: Any, place: Attendance, told: Reply) -> Attendance:
    """Keep her answer, hers or as the coordinator was told it. It may change until it begins. A yes
    after a no, or after a break, finds room first, and brings the briefing if that is out. Raises
    PermissionDenied, NotFromHere, NotThisOne, SameHour, NoPlaceLeft, TooLate."""
    hers = is_her(user, place.member)
    if not hers and COORDINATOR not in actors(user, place.session):
        raise PermissionDenied
    session = held(place.session)
    kept = Attendance.objects.select_related("member").get(pk=place.pk)
    kept.session = session
    if session.state not in ASKING or kept.answer == Answer.OFF:
        raise NotFromHere
    if not who_is_here(session.panel).filter(pk=kept.member_id).exists():
        raise NotFromHere
    if told.answer != Answer.NO and not kept.keeps_place:
        _require_room(session, kept.member)
        _require_days_to_read(session, kept)
    if told.answer not in (Answer.NO, kept.answer) and is_busy(session, kept.member, comes=True):
        raise SameHour  # one of the two was moved to the hour of the other
    kept.answer = told.answer
    kept.by_phone = told.by_phone and session.is_online
    kept.wants_contact = told.wants_contact and told.answer != Answer.NO
    kept.save(update_fields=["answer", "by_phone", "wants_contact"])
    follow_answer(kept)
    _keep_asks(kept, told.asks if told.answer != Answer.NO else {})
    if told.answer != Answer.NO:
        was_asked(kept)
        _brief_her(kept)
    if not hers:
        audit(user=user, action="noted an answer to a session", subject=_subject(kept))
    stay_ready(session)
    return kept


def _keep_asks(place: Attendance, wanted: Mapping[str, str]) -> None:
    """What she still asks for stays with our answer; what she no longer needs goes."""
    left = dict(wanted)
    for request, known in asks.asked_by(place.requests.all(), place.member_id):
        if left.get(known.kind) == known.words:
            del left[known.kind]
        else:
            request.delete()
    AccessRequest.objects.bulk_create(
        AccessRequest(attendance=place, sealed=asks.sealed(asks.Ask(kind, words), place.member_id))
        for kind, words in left.items()
    )


@transaction.atomic
def answer_request(
    *,
    user: Any,
    request: AccessRequest,
    answer: str,
    how: str = "",
    because: str = "",
    instead: str = "",
) -> None:
    """Yes; yes in this way; or no, because, with what there is instead. She is told. Raises
    PermissionDenied, NotFromHere, NoReason where words are missing."""
    place = request.attendance
    require(user, place.session)
    session = held(place.session)
    if session.state not in ASKING:
        raise NotFromHere
    said = AccessRequest.Answer
    if (answer == said.IN_THIS_WAY and not how) or (
        answer == said.NO and not (because and instead)
    ):
        raise NoReason
    known = asks.opened(request, place.member_id)
    answered = asks.answered(
        known,
        how=how if answer == said.IN_THIS_WAY else "",
        because=because if answer == said.NO else "",
        instead=instead if answer == said.NO else "",
    )
    request.sealed = asks.sealed(answered, place.member_id)
    request.answer, request.answered_on = answer, timezone.localdate()
    request.times += 1
    request.save(update_fields=["sealed", "answer", "answered_on", "times"])
    audit(user=user, action="answered what a member asked for", subject=_subject(place))
    about = f"request {request.pk} answer {request.times}"
    wording.tell([place], about, lambda _place: _said(answer, answered))


@transaction.atomic
def see_to_needs(*, user: Any, place: Attendance) -> None:
    """Say that what her profile asks for at any time will be there in this session, as it stands
    now. Raises PermissionDenied, NotFromHere."""
    require(user, place.session)
    session = held(place.session)
    known = known_needs([place.member_id]).get(place.member_id)
    if session.state not in ASKING or known is None:
        raise NotFromHere
    place.needs_as = known.mark
    place.save(update_fields=["needs_as"])
    audit(user=user, action="saw to what a member needs", subject=_subject(place))


def _said(answer: str, ask: asks.Ask) -> tuple[str, str]:
    title = _("About what you asked for")
    named = {"ask": ask.label, "how": ask.how, "because": ask.because, "instead": ask.instead}
    if answer == AccessRequest.Answer.YES:
        return title, _("You asked for: %(ask)s\n\nYes, it will be there.") % named
    if answer == AccessRequest.Answer.IN_THIS_WAY:
        return title, _("You asked for: %(ask)s\n\nYes, in this way: %(how)s") % named
    words = _(
        "You asked for: %(ask)s\n\nWe can’t, because: %(because)s\n\nWhat we can do: %(instead)s"
    )
    return title, words % named


def _subject(place: Attendance) -> str:
    return f"session {place.session_id}, place {place.pk}"
