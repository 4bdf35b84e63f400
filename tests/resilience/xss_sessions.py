"""Screens of sessions in the busy house: what a coordinator, and a member, typed."""

from typing import Any

from django.utils import timezone

from consultations.panels.models import Attendance, Panel
from consultations.panels.people.profile import store
from consultations.panels.people.records import Needs, Part
from consultations.panels.sessions import asks
from tests.factories.panels import make_member
from tests.factories.sessions import make_place, make_session, write

OF_A_SESSION = ("one", "change", "cancel", "ask", "who", "noting")
OF_A_PLACE = ("reply", "came")
GETS = ("list", "panel", "plan", "text", "request", *OF_A_SESSION, *OF_A_PLACE)
OF_SESSIONS = {f"panel_sessions:{name}" for name in GETS}
POSTS = ("panel_step", "step", "see_to", "let_go", "contact", "send_minutes")


def make_session_busy(panel: Panel, double: str, single: str) -> dict[str, list[Any]]:
    """A session whose every word is a payload. View → what is in its address."""
    session = make_session(
        panel,
        "open",
        title=double[:80],
        **dict.fromkeys(("purpose", "questions", "risks"), double),
        place=single,
        place_roughly=double[:120],
        facilitator=double[:80],
        support_person=single[:80],
        paid_words=double[:200],
    )
    woman = make_member(panel, chosen_name=double[:60])
    store(member=woman, part=Part.NEEDS, told=Needs(*[double] * 7))
    another = make_member(panel, chosen_name=single[:60])
    store(member=another, part=Part.NEEDS, told=Needs(*[single] * 7))
    place = make_place(session, woman, wants_contact=True, contact_by=double[:80])
    ask = asks.Ask("other", double, single, double, single)
    request = place.requests.create(sealed=asks.sealed(ask, woman.pk), answer="no")
    Attendance.objects.filter(pk=place.pk).update(
        sealed=asks.sealed_adjustments(double, woman.pk), contact_due_on=timezone.localdate()
    )
    write(session, "briefing", text=double, text_cy=single, hard=double, read_by=single[:80])
    return {
        **{f"panel_sessions:{name}": [session.pk] for name in OF_A_SESSION},
        **{f"panel_sessions:{name}": [place.pk] for name in OF_A_PLACE},
        "panel_sessions:panel": [panel.pk],
        "panel_sessions:plan": [panel.pk],
        "panel_sessions:text": [session.pk, "briefing"],
        "panel_sessions:request": [place.pk, request.pk],
    }
