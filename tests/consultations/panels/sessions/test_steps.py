"""Every state × actor × action of sessions and of panels, those that are refused included."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import AuditLine
from accounts.roles import Role
from consultations.panels.models import Panel, Session, StepTaken
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.gates import OF_PANELS, OF_SESSIONS
from consultations.panels.sessions.panel_steps import take_panel_step
from consultations.panels.sessions.permissions import may_approve_pay, panel_actors
from consultations.panels.sessions.services import cancel_session, take_step
from consultations.panels.sessions.steps import PANEL, SESSION
from core.models import Area
from tests.factories.accounts import make_staff
from tests.factories.panels import make_member, make_member_user
from tests.factories.sessions import make_led_panel, make_place, make_session, other_coordinator

S, P = Session.State, Panel.State
# Who may take which action at all; which state it begins in stands beside it.
MAKERS = {
    "rework": {S.APPROVED},
    "open": {S.APPROVED},
    "brief": {S.OPEN},
    "make_ready": {S.BRIEFED},
    "begin": {S.READY},
    "was_held": {S.READY},
    "end": {S.LIVE},
    "tell": {S.DONE},
    "close": {S.TOLD},
    "cancel": {S.DRAFT, S.APPROVED, S.OPEN, S.BRIEFED, S.READY},
}
SECONDS = {
    "approve": {S.DRAFT},
    "approve_again": {S.OPEN, S.BRIEFED, S.READY},
    "rework": {S.APPROVED},
}
ALLOWED: dict[str, dict[str, set[Session.State]]] = {
    "who made it": MAKERS,
    "another coordinator": MAKERS | SECONDS,
    "the safeguarding lead": SECONDS,
    "another lead of the area": {},
    "a coordinator elsewhere": {},
    "finance": {},
    "a member who is asked": {},
}
TO = {
    "approve": S.APPROVED,
    "rework": S.DRAFT,
    "open": S.OPEN,
    "brief": S.BRIEFED,
    "make_ready": S.READY,
    "begin": S.LIVE,
    "was_held": S.DONE,
    "end": S.DONE,
    "tell": S.TOLD,
    "close": S.CLOSED,
    "cancel": S.CANCELLED,
}
PANELS = {
    ("recruit", P.DRAFT): P.RECRUITING,
    ("start", P.RECRUITING): P.ACTIVE,
    ("pause", P.RECRUITING): P.PAUSED,
    ("pause", P.ACTIVE): P.PAUSED,
    ("resume", P.PAUSED): P.ACTIVE,
    ("close", P.DRAFT): P.CLOSED,
    ("close", P.RECRUITING): P.CLOSED,
    ("close", P.ACTIVE): P.CLOSED,
    ("close", P.PAUSED): P.CLOSED,
}


@pytest.fixture
def ungated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OF_SESSIONS, "_of", {})
    monkeypatch.setattr(OF_PANELS, "_of", {})


def person(name: str, panel: Panel, other_area: Area) -> Any:
    makers: dict[str, Callable[[], Any]] = {
        "who made it": lambda: panel.coordinator,
        "another coordinator": lambda: other_coordinator(panel),
        "the safeguarding lead": lambda: panel.safeguarding_lead,
        "another lead of the area": lambda: make_staff(Role.SAFEGUARDING_LEAD, panel.area),
        "a coordinator elsewhere": lambda: make_staff(Role.PANEL_COORDINATOR, other_area),
        "finance": lambda: make_staff(Role.FINANCE, panel.area),
        "a member who is asked": lambda: make_member(panel, user=make_member_user()).user,
    }
    return makers[name]()


def act(user: Any, session: Session, action: str) -> Session:
    if action == "cancel":
        return cancel_session(user=user, session=session, because="No room")
    return take_step(user=user, session=session, name=action)


@pytest.mark.parametrize("who", ALLOWED)
def test_every_state_and_action_of_a_session(
    area: Area, other_area: Area, ungated: None, who: str
) -> None:
    panel = make_led_panel(area)
    user = person(who, panel, other_area)
    for state, action in product(S, SESSION):
        session = make_session(panel, state, is_approved=action != "approve_again")
        to = TO.get(action, state)
        may = ALLOWED[who].get(action)
        if may is None:
            with pytest.raises(PermissionDenied), transaction.atomic():
                act(user, session, action)
        elif state not in may:
            with pytest.raises(NotFromHere), transaction.atomic():
                act(user, session, action)
        else:
            assert act(user, session, action).state == to, (state, action)
        session.refresh_from_db()
        moved = may is not None and state in may
        assert session.state == (to if moved else state)
        assert session.steps_taken.count() == moved


def test_nothing_leads_out_of_the_two_ends() -> None:
    assert not [name for name, step in SESSION.items() if step.begins & {S.CLOSED, S.CANCELLED}]
    assert {state for step in SESSION.values() for state in step.begins} == set(S) - {
        S.CLOSED,
        S.CANCELLED,
    }
    assert not [name for name, step in PANEL.items() if P.CLOSED in step.begins]


@pytest.mark.parametrize("who", ALLOWED)
def test_every_state_and_action_of_a_panel(
    area: Area, other_area: Area, ungated: None, who: str
) -> None:
    panel = make_led_panel(area)
    user = person(who, panel, other_area)
    may = who in {"who made it", "another coordinator"}
    assert bool(panel_actors(user, panel)) is may
    for state, action in product(P, PANEL):
        Panel.objects.filter(pk=panel.pk).update(state=state)
        to = PANELS.get((action, state))
        if not may:
            with pytest.raises(PermissionDenied), transaction.atomic():
                take_panel_step(user=user, panel=panel, name=action)
        elif to is None:
            with pytest.raises(NotFromHere), transaction.atomic():
                take_panel_step(user=user, panel=panel, name=action)
        else:
            assert take_panel_step(user=user, panel=panel, name=action).state == to
        panel.refresh_from_db()
        assert panel.state == (to if may and to else state)


def test_a_step_leaves_who_and_when_under_the_name_of_the_log(area: Area, ungated: None) -> None:
    panel = make_led_panel(area)
    session = make_session(panel)
    take_step(user=panel.safeguarding_lead, session=session, name="approve")
    step, line = StepTaken.objects.get(), AuditLine.objects.latest("pk")
    assert (step.before, step.after, step.by) == ("draft", "approved", line.staff)
    assert (line.action, line.subject) == ("session: approve", f"session {session.pk}")
    assert "@" not in step.by


def test_who_approves_a_fee_neither_made_the_session_nor_is_paid(area: Area) -> None:
    panel = make_led_panel(area)
    session = make_session(panel)
    other = other_coordinator(panel)
    assert not may_approve_pay(panel.coordinator, session)
    assert may_approve_pay(other, session)
    make_place(session, make_member(panel, user=other))
    assert not may_approve_pay(other, session)
