"""Reads of what rooms recommended: for a room, for a session's agenda, and what is late."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from consultations.panels.codesign.asks.credits import credits_of
from consultations.panels.codesign.asks.models import Recommendation, Signing
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.models import PanelMember, Session
from consultations.promises.words import Words

Stance = Signing.Stance


@dataclass(frozen=True)
class Shown:
    """A recommendation as its room reads it. Until it is sent, nobody reads how many stand
    behind it."""

    row: Recommendation
    text: Words
    because: Words
    evidence: Words
    behind: int
    passed: int
    otherwise: list[str]
    credits: list[str]
    hers: Signing | None


def named_in(member: PanelMember) -> list[Recommendation]:
    """What was sent out with her name on it, of whichever room, whether she is in it or not."""
    signings = Signing.objects.filter(member=member).exclude(recommendation__sent_on=None)
    signings = signings.select_related("recommendation")
    return [one.recommendation for one in signings if one.shown_name]


def recommended_in(room: Room, member: PanelMember | None = None) -> list[Shown]:
    """Those of a room, with where she herself stands."""
    rows = room.recommendations.prefetch_related("signings")
    return [shown(row, member) for row in rows]


def shown(row: Recommendation, member: PanelMember | None = None) -> Shown:
    signings = list(row.signings.all())
    told = signings if row.sent_on else []
    return Shown(
        row=row,
        text=Words(row.text, row.text_cy),
        because=Words(row.because, row.because_cy),
        evidence=Words(row.evidence, row.evidence_cy),
        behind=sum(one.stance == Stance.WITH for one in told),
        passed=sum(one.stance == Stance.PASS for one in told),
        otherwise=sorted(one.otherwise for one in told if one.stance == Stance.OTHERWISE),
        credits=credits_of(row) if told else [],
        hers=next((one for one in signings if member and one.member_id == member.pk), None),
    )


def on_agenda_of(session: Session) -> list[Shown]:
    """Answers that the panel hears of at this session: each at the first one that begins after it
    was answered, and is neither a draft nor cancelled."""
    unseen = (Session.State.CANCELLED, Session.State.DRAFT)
    if session.state in unseen:
        return []
    answered = Recommendation.objects.filter(
        room__panel=session.panel_id, answered_on__lt=session.day
    ).prefetch_related("signings")
    sessions = Session.objects.filter(panel=session.panel_id)
    sessions = sessions.exclude(state__in=unseen)
    days = sorted({one.day for one in sessions} | {session.day})
    found = []
    for row in answered:
        after = [day for day in days if row.answered_on and day > row.answered_on]
        if after and after[0] == session.day:
            found.append(shown(row))
    return found


def late(rows: "QuerySet[Recommendation]") -> "QuerySet[Recommendation]":
    """Those of them that owe an answer, or what was to be done, since before today."""
    today = timezone.localdate()
    no_answer = Q(answer="", due_on__lt=today)
    not_done = Q(done_by__lt=today, evidence="") & ~Q(answer="")
    return rows.exclude(sent_on=None).filter(no_answer | not_done)
