"""Sessions of a panel, in whichever state, with who was asked to them."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import (
    AgreementText,
    Attendance,
    Panel,
    PanelMember,
    Session,
    SessionText,
)
from core.models import Area
from tests.factories.accounts import make_staff
from tests.factories.panels import make_member, make_panel

PLAIN = "We look at how mornings go. You say what would help. You can pass on any question."


def in_days(days: int, hour: int = 10) -> datetime:
    """So many days from today, at a full hour where sessions are held."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def make_led_panel(area: Area, **fields: Any) -> Panel:
    """An active panel with a safeguarding lead and a published agreement."""
    lead = make_staff(Role.SAFEGUARDING_LEAD, area)
    panel = make_panel(area, safeguarding_lead=lead, **fields)
    AgreementText.objects.create(panel=panel, number=1, published_on=timezone.localdate())
    return panel


def make_session(panel: Panel, state: str = Session.State.DRAFT, **fields: Any) -> Session:
    """A session in three weeks whose plan lacks nothing, made by the panel's coordinator. Texts
    stand as the state has them."""
    values: dict[str, Any] = {
        "title": "How mornings go",
        "kind": Session.Kind.IDEAS,
        "purpose": "The centre will open at an hour that suits you.",
        "questions": "When would you come? What stops you?",
        "starts_at": in_days(21),
        "place": "1 High Street, blue door, ring twice",
        "place_roughly": "Ten minutes from the bus station",
        "facilitator": "Ruth",
        "support_person": "Marian",
        "paid_words": "£40, and your fare on top.",
        "risks": "Memories of court. Marian has a quiet room.",
        "minimum": 1,
        "made_by": panel.coordinator,
        **fields,
    }
    values.setdefault("is_approved", state != Session.State.DRAFT)
    if state not in {Session.State.DRAFT, Session.State.APPROVED, Session.State.OPEN}:
        values.setdefault("briefed_on", timezone.localdate())
    return Session.objects.create(panel=panel, state=state, **values)


def make_place(
    session: Session, member: PanelMember | None = None, answer: str = "yes", **fields: Any
) -> Attendance:
    """A member, new unless one is given, with her answer."""
    member = member or make_member(session.panel)
    values = {"answer": answer, "briefed_on": session.briefed_on, **fields}
    return Attendance.objects.create(session=session, member=member, **values)


def write(session: Session, kind: str, **fields: Any) -> SessionText:
    """A text that lacks nothing, and wasn't sent."""
    values: dict[str, Any] = {"text": PLAIN, "nothing_hard": True, "read_by": "Ruth", **fields}
    return SessionText.objects.create(session=session, kind=kind, **values)


def other_coordinator(panel: Panel) -> User:
    return make_staff(Role.PANEL_COORDINATOR, panel.area)
