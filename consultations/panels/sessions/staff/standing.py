"""Where a panel or a session stands, for its screen: the road, the next steps, what is missing."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from consultations.panels.models import Panel, Session, SessionText, StepTaken
from consultations.panels.sessions.gates import OF_PANELS, OF_SESSIONS
from consultations.panels.sessions.owing import is_late
from consultations.panels.sessions.permissions import COORDINATOR, actors, panel_actors
from consultations.panels.sessions.selectors import (
    ASKING,
    BEFORE,
    asked,
    is_here,
    kept_places,
    text_of,
)
from consultations.panels.sessions.steps import (
    PANEL,
    PANEL_ROAD,
    PANEL_WORDS,
    SESSION,
    SESSION_ROAD,
    SESSION_WORDS,
)
from consultations.panels.sessions.wording import when
from consultations.stages.selectors import told_to

ASIDE = ("rework", "pause")  # steps that lead off the road: buttons of second rank


@dataclass(frozen=True)
class Choice:
    """A step that follows from here: its words, what it lacks, and whether it is hers to take."""

    name: str
    words: Any
    missing: list[dict[str, Any]]
    may: bool
    is_aside: bool


@dataclass(frozen=True)
class Milestone:
    label: str
    is_past: bool
    is_now: bool


def session_choices(user: Any, session: Session) -> list[Choice]:
    """The steps that follow, cancelling apart."""
    who, area = actors(user, session), session.panel.area
    return [
        Choice(
            name,
            SESSION_WORDS[name],
            told_to(user, OF_SESSIONS.missing(session, name), area),
            bool(who & step.by),
            name in ASIDE,
        )
        for name, step in SESSION.items()
        if session.state in step.begins and name in SESSION_WORDS and _is_of_use(session, name)
    ]


def _is_of_use(session: Session, name: str) -> bool:
    """Steps that stand on the screen only when there is something for them to do."""
    if name == "approve_again":
        return not session.is_approved
    return name != "was_held" or timezone.localdate() > session.day


def panel_choices(user: Any, panel: Panel) -> list[Choice]:
    who = panel_actors(user, panel)
    return [
        Choice(
            name,
            PANEL_WORDS[name],
            told_to(user, OF_PANELS.missing(panel, name), panel.area),
            bool(who & step.by),
            name in ASIDE or (name == "close" and panel.state != Panel.State.ACTIVE),
        )
        for name, step in PANEL.items()
        if panel.state in step.begins
    ]


def _road(states: list[Any], now: str) -> list[Milestone]:
    place = states.index(now) if now in states else -1
    return [Milestone(s.label, index < place, s == now) for index, s in enumerate(states)]


def panel_road(panel: Panel) -> list[Milestone]:
    paused = panel.state == Panel.State.PAUSED
    return _road(
        [Panel.State.PAUSED if paused and s == Panel.State.ACTIVE else s for s in PANEL_ROAD],
        panel.state,
    )


def session_road(session: Session) -> list[Milestone]:
    return _road(SESSION_ROAD, session.state)


def page_of(user: Any, session: Session) -> dict[str, Any]:
    """All that the screen of one session shows. Needs are opened on a screen of their own."""
    hers = COORDINATOR in actors(user, session)
    kinds = SessionText.Kind
    texts = [(kind.label, kind.value, text_of(session, kind)) for kind in kinds]
    return {
        "session": session,
        "panel": session.panel,
        "when": when(session),
        "is_coordinator": hers,
        "choices": session_choices(user, session),
        "road": session_road(session),
        "history": StepTaken.objects.filter(session=session),
        "places": [(one, is_here(one)) for one in asked(session)] if hers else [],
        "count": counts(session),
        "texts": texts if hers else [],
        "can_change": hers and session.state in BEFORE,
        "can_ask": hers and session.state in ASKING,
        "can_note": hers and session.state in (Session.State.DONE, Session.State.TOLD),
        "can_cancel": hers and session.state in SESSION["cancel"].begins,
    }


def counts(session: Session) -> dict[str, int]:
    """How many said what, of those whose place is kept."""
    kept = kept_places(session)
    sure = sum(one.answer == one.Answer.YES for one in kept)
    maybe = sum(one.answer == one.Answer.MAYBE for one in kept)
    return {
        "yes": sure,
        "maybe": maybe,
        "open": len(kept) - sure - maybe,
        "no": sum(not one.keeps_place for one in asked(session)),
        "free": max(0, session.capacity - len(kept)),
    }


def cancelling(session: Session) -> dict[str, Any]:
    """What calling it off today means."""
    late = is_late(session.day)
    kept = [one for one in kept_places(session) if one.may_come or one.kept_free_on]
    paid = kept if late else [one for one in kept if one.kept_free_on]
    return {
        "is_late": bool(paid) or late,
        "paid": len(paid),
        "told": len(kept_places(session)) if session.state in ASKING else 0,
    }
