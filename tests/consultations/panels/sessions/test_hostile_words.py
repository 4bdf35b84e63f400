"""Nothing typed into an address or a form stops a screen or a page, or runs on it."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.panels.models import Attendance, Panel, Session
from consultations.panels.sessions import asks
from consultations.panels.sessions.staff.urls import urlpatterns
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.sessions import make_led_panel, make_place, make_session, write
from tests.fixtures.story import log_in

RUNS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
ODD = ["", "0", "9" * 40, str(2**63), "a\0b", "٣", "x" * 30_000, "0000-00-00", RUNS]
FIELDS = [
    *("title", "kind", "day", "at", "minutes", "capacity", "online_link", "place", "risks", "text"),
    *(
        "hard",
        "audio",
        "answer",
        "how",
        "because",
        "instead",
        "asks",
        "other",
        "came",
        "by",
        "went",
    ),
    *("adjustments", "member", "because_cy"),
]


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area, phone_person=RUNS[:80])


@pytest.mark.parametrize("state", [Session.State.DRAFT, Session.State.OPEN, Session.State.DONE])
def test_nothing_typed_stops_a_screen(panel: Panel, state: str) -> None:
    session = make_session(panel, state)
    place = make_place(session, wants_contact=True, contact_due_on=timezone.localdate())
    sealed = asks.sealed(asks.Ask("quiet"), place.member_id)
    request = place.requests.create(sealed=sealed)
    client = log_in(panel.coordinator)
    client.raise_request_exception = False
    named: dict[str, list[Any]] = {
        "list": [],
        "panel": [panel.pk],
        "plan": [panel.pk],
        "panel_step": [panel.pk, "resume"],
        "step": [session.pk, "rework"],
        "text": [session.pk, "minutes"],
        "request": [place.pk, request.pk],
        "let_go": None,  # type: ignore[dict-item]  # last: it takes the place away
        **{name: [place.pk] for name in ("reply", "came", "contact")},
    }
    for pattern in urlpatterns:
        args = named.get(str(pattern.name), [session.pk])
        if args is None:
            continue
        address = reverse(f"panel_sessions:{pattern.name}", args=args)
        for odd in ODD:
            answer = client.post(address, dict.fromkeys(FIELDS, odd))
            assert answer.status_code < 500, (pattern.name, odd[:20])
            assert b"<script>alert" not in answer.content


def test_nothing_typed_stops_her_answer(panel: Panel, log_in: LogIn) -> None:
    her = joined(panel)
    session = make_session(panel, Session.State.OPEN)
    make_place(session, her, "none")
    client = log_in(her)
    client.raise_request_exception = False
    for odd in ODD:
        told = {**dict.fromkeys(FIELDS, odd), "asks": [odd], "answer": "yes"}
        for address in (f"{session.pk}/answer/", f"{session.pk}/meeting.ics?place={odd[:50]}"):
            assert client.post(f"/panel/sessions/{address}", told).status_code < 500
    for odd in ("0", "9" * 40, "x", "-1"):
        assert client.get(f"/panel/sessions/{odd}/").status_code == 404


def test_words_stand_as_words_on_her_pages(panel: Panel, log_in: LogIn) -> None:
    her = joined(panel, chosen_name=RUNS[:60])
    words = dict.fromkeys(("purpose", "questions", "place", "cancelled_because"), RUNS)
    names = dict.fromkeys(("facilitator", "support_person", "title", "place_roughly"), RUNS[:80])
    session = make_session(panel, Session.State.BRIEFED, **words, **names)
    place = make_place(session, her, wants_contact=True, contact_by=RUNS[:80])
    ask = asks.Ask("other", RUNS, RUNS, RUNS, RUNS)
    place.requests.create(sealed=asks.sealed(ask, her.pk), answer="no")
    Attendance.objects.update(sealed=asks.sealed_adjustments(RUNS, her.pk))
    for kind in ("briefing", "minutes", "feedback"):
        write(session, kind, text=RUNS, hard=RUNS, read_by=RUNS[:80], sent_on=timezone.localdate())
    client = log_in(her)
    for state in (Session.State.BRIEFED, Session.State.CANCELLED, Session.State.TOLD):
        Session.objects.update(state=state, cancelled_on=timezone.localdate())
        for path in ("", "sessions/", f"sessions/{session.pk}/", "you/held/"):
            page = client.get(f"/panel/{path}").content.decode()
            assert "&lt;script&gt;" in page, path
            assert "<script>alert" not in page
            assert "<img" not in page
