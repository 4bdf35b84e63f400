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
from consultations.panels.sessions.permissions import COORDINATOR, actors, require
from consultations.panels.sessions.selectors import (
    ASKING,
    asked,
    kept_places,
    not_with_these,
)
from consultations.panels.sessions.services import held
from consultations.stages.services import NoReason

Answer = Attendance.Answer


class NotThisOne(Exception):
    """She can't be asked to this session. Never why: a break, or whom she must not meet, are not
    anybody's to read off a screen."""


class NoPlaceLeft(Exception):
    """Every place is taken. To a woman the same words as NotThisOne."""


class TooLate(Exception):
    """She would have fewer days to read the briefing than everybody has."""


@transaction.atomic
def ask(*, user: Any, session: Session, member: PanelMember) -> Attendance:
    """Ask her, and keep a place for her. Twice is once. Raises PermissionDenied, NotFromHere,
    NotThisOne (rule 8), NoPlaceLeft, TooLate."""
    require(user, session)
    locked = held(session)
    if locked.state not in ASKING:
        raise NotFromHere
    if locked.day < timezone.localdate() + timedelta(days=BRIEFING_DAYS):
        raise TooLate
    known = [one for one in asked(locked) if one.member_id == member.pk]
    if known:
        return known[0]
    _require_room(locked, member)
    if not who_is_here(locked.panel).filter(pk=member.pk).exists():
        raise NotThisOne
    place = Attendance.objects.create(session=locked, member=member)
    place.session = locked
    audit(user=user, action="asked a member to a session", subject=_subject(place))
    wording.tell([place], "asked", wording.invitation)
    if locked.briefed_on:
        wording.tell([place], "briefing", wording.briefing)
    return place


def _require_room(session: Session, member: PanelMember) -> None:
    """Raises NotThisOne, NoPlaceLeft. Her own place doesn't count against her."""
    if not_with_these(session, [member]):
        raise NotThisOne
    others = [one for one in kept_places(session) if one.member_id != member.pk]
    if len(others) >= session.capacity:
        raise NoPlaceLeft


@transaction.atomic
def let_go(*, user: Any, place: Attendance) -> None:
    """Take her off the list before it begins, and tell her that her place on the panel stays hers.
    Raises PermissionDenied, NotFromHere."""
    require(user, place.session)
    session = held(place.session)
    if session.state not in ASKING:
        raise NotFromHere
    audit(user=user, action="took a member off a session", subject=_subject(place))
    wording.tell([place], "let go", wording.no_place_now)
    place.delete()


@dataclass(frozen=True)
class Reply:
    """What she says to a session. `asks`: kind → her words, of which only OTHER has any."""

    answer: str
    asks: Mapping[str, str]
    by_phone: bool = False
    wants_contact: bool = False


@transaction.atomic
def reply(*, user: Any, place: Attendance, told: Reply) -> Attendance:
    """Keep her answer, hers or as the coordinator was told it. It may change until it begins.
    Raises PermissionDenied, NotFromHere, NotThisOne, NoPlaceLeft."""
    hers = is_her(user, place.member)
    if not hers and COORDINATOR not in actors(user, place.session):
        raise PermissionDenied
    session = held(place.session)
    if session.state not in ASKING:
        raise NotFromHere
    kept = Attendance.objects.select_related("member").get(pk=place.pk)
    if not who_is_here(session.panel).filter(pk=kept.member_id).exists():
        raise NotFromHere
    if told.answer != Answer.NO and kept.answer == Answer.NO:
        _require_room(session, kept.member)
    kept.answer = told.answer
    kept.by_phone = told.by_phone and session.is_online
    kept.wants_contact = told.wants_contact and told.answer != Answer.NO
    kept.save(update_fields=["answer", "by_phone", "wants_contact"])
    _keep_asks(kept, told.asks if told.answer != Answer.NO else {})
    if not hers:
        audit(user=user, action="noted an answer to a session", subject=_subject(kept))
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
