"""The demo's sessions: one over, one that lacks nothing for its briefing, one to approve."""

from config.demo import ground
from config.demo.panels import make_panel
from config.demo.sessions import make_sessions
from consultations.panels.models import Session
from consultations.panels.sessions.gates import OF_SESSIONS
from core.models import HomePage


def test_the_sessions_of_the_demo(site_root: HomePage) -> None:
    areas = ground.make_areas()
    people = ground.make_people(areas)
    make_sessions(make_panel(areas["southdown"], people), people)
    found = {session.title: session for session in Session.objects.select_related("panel")}
    states = {title: session.state for title, session in found.items()}
    assert states == {
        "Coming home": Session.State.CLOSED,
        "The first day home": Session.State.OPEN,
        "Whom to ring": Session.State.DRAFT,
    }
    asked = found["The first day home"]
    assert sorted(asked.attendances.values_list("answer", flat=True)) == ["maybe", "none", "yes"]
    assert OF_SESSIONS.missing(asked, "brief") == []
    assert OF_SESSIONS.missing(found["Whom to ring"], "approve") == []
    waits = [missing.what for missing in OF_SESSIONS.missing(asked, "make_ready")]
    assert "3 things that women asked for have no answer." in waits
