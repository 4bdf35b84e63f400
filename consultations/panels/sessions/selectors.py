"""Reads of sessions: who is asked, who may come, what waits."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from consultations.panels.models import (
    HERE,
    SEATED,
    AccessRequest,
    Attendance,
    Membership,
    PanelMember,
    Session,
    SessionText,
)
from consultations.panels.selectors import pairs_kept_apart, who_is_here

State = Session.State
# Who is asked may still answer, and her place is kept.
ASKING = (State.OPEN, State.BRIEFED, State.READY)
BEFORE = (State.DRAFT, State.APPROVED, *ASKING)
AFTER = (State.DONE, State.TOLD, State.CLOSED)
ENDED = (State.CLOSED, State.CANCELLED)


def asked(session: Session) -> list[Attendance]:
    """All who are asked, with `is_here`: whether she is on the panel and not on a break,
    `is_seated`: whether her place is kept, and `stands_since`: from which day. Read once for this
    object."""
    found: list[Attendance] | None = session.__dict__.get("_asked")
    if found is None:
        places = Membership.objects.filter(
            panel=OuterRef("session__panel"), member=OuterRef("member")
        )
        rows = session.attendances.annotate(
            is_here=Exists(places.filter(state__in=HERE)),
            is_seated=Exists(places.filter(state__in=SEATED)),
            stands_since=Subquery(places.values("since")[:1]),
        ).select_related("member")
        found = list(rows.prefetch_related("requests"))
        session.__dict__["_asked"] = found
    return found


def kept_places(session: Session) -> list[Attendance]:
    """Those who are asked and have not said no; who is on a break, or left, isn't expected."""
    return [one for one in asked(session) if one.keeps_place and is_here(one)]


def expected(session: Session) -> list[Attendance]:
    """Those who said yes or maybe."""
    return [one for one in kept_places(session) if one.may_come]


def is_here(attendance: Attendance) -> bool:
    """Whether she is on the panel and not on a break: as `asked` found it."""
    return bool(attendance.is_here)  # type: ignore[attr-defined]


def contacts_due(session: Session) -> list[Attendance]:
    """With whom somebody has to be in touch now: nobody rings her during a break, or once she has
    left. Back before it is closed, she is rung then."""
    if session.state in ENDED:
        return []
    return [one for one in asked(session) if one.is_contact_owed and is_here(one)]


def contact_due_by(attendance: Attendance) -> date:
    """By when: on the day after the session, or on the day after she is back from a break."""
    back: date = attendance.stands_since  # type: ignore[attr-defined]
    due = attendance.contact_due_on or back
    return max(due, back + timedelta(days=1))


def to_tell(session: Session) -> list[Attendance]:
    """Those who were asked and have not left the panel since: on a break it waits on her page."""
    return [one for one in asked(session) if one.is_seated]  # type: ignore[attr-defined]


def open_requests(session: Session) -> list[AccessRequest]:
    """What those who may come asked for, and has no answer yet."""
    return [
        request
        for one in expected(session)
        for request in one.requests.all()
        if request.answer == AccessRequest.Answer.OPEN
    ]


def text_of(session: Session, kind: str) -> SessionText:
    """What is written, or an empty one."""
    texts: list[SessionText] | None = session.__dict__.get("_texts")
    if texts is None:
        texts = list(session.texts.all())
        session.__dict__["_texts"] = texts
    found = [text for text in texts if text.kind == kind]
    return found[0] if found else SessionText(session=session, kind=kind)


def apart_in(session: Session) -> list[tuple[Attendance, Attendance]]:
    """Pairs of women with places here who can't both come. No reason is known."""
    places = {one.member_id: one for one in kept_places(session)}
    pairs = pairs_kept_apart([one.member for one in places.values()])
    return [(places[first], places[second]) for first, second in pairs]


def could_be_asked(session: Session) -> list[PanelMember]:
    """Members who are here and not asked yet, or were before they took a break."""
    away = Attendance.Answer.AWAY
    known = {one.member_id for one in asked(session) if one.answer != away}
    return [member for member in who_is_here(session.panel) if member.pk not in known]


def not_with_these(session: Session, members: Iterable[PanelMember]) -> set[int]:
    """Ids of those of them who can't be in a room with who has a place already. One query."""
    placed = {one.member_id: one.member for one in kept_places(session)}
    everyone = {**placed, **{member.pk: member for member in members}}
    found: set[int] = set()
    for first, second in pairs_kept_apart(everyone.values()):
        if (first in placed) != (second in placed):
            found.add(second if first in placed else first)
    return found


def is_busy(session: Session, member: PanelMember, *, comes: bool = False) -> bool:
    """Whether a place is kept for her in another session at that time; `comes`: whether she said
    there that she comes, or may."""
    rows = Attendance.objects.filter(
        member=member,
        session__state__in=(*ASKING, State.LIVE),
        session__starts_at__lt=session.ends_at,
    ).exclude(session=session)
    return any(
        (one.may_come if comes else one.keeps_place) and one.session.ends_at > session.starts_at
        for one in rows.select_related("session")
    )


def sessions_of(member: PanelMember) -> QuerySet[Attendance]:
    """Sessions that she was asked to, the next one first. On a break, or gone from a panel, she
    sees of it what was, and nothing waits for her."""
    texts = Prefetch("session__texts", SessionText.objects.all())
    here = Membership.objects.filter(
        panel=OuterRef("session__panel"), member=member, state__in=HERE
    )
    waits = Q(session__state__in=(*BEFORE, State.LIVE))
    rows = Attendance.objects.filter(~waits | Exists(here), member=member)
    rows = rows.select_related("session__panel", "member").prefetch_related("requests", texts)
    return rows.order_by("session__starts_at", "pk")


def next_of(member: PanelMember) -> list[Attendance]:
    """Those of them that are still to come."""
    return [place for place in sessions_of(member) if place.session.state in (*ASKING, State.LIVE)]


def attendance_of(member: PanelMember, pk: Any) -> Attendance | None:
    """Her own place in one session."""
    return sessions_of(member).filter(session__pk=pk).first()


def panel_did(member: PanelMember) -> QuerySet[Session]:
    """Sessions of her panels that she was not asked to, and whose minutes are out: whom the panel
    speaks for may read what it said. No name or place is in them."""
    panels = Membership.objects.filter(member=member, state__in=SEATED).values("panel")
    minuted = SessionText.objects.filter(kind=SessionText.Kind.MINUTES).exclude(sent_on=None)
    rows = Session.objects.filter(panel__in=panels, pk__in=minuted.values("session"))
    rows = rows.exclude(attendances__member=member).select_related("panel")
    return rows.prefetch_related("texts").order_by("-starts_at", "pk")
