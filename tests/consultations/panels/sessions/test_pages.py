"""A member's pages about sessions, by HTTP: what she sees and when, and what is nobody else's."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.panels.models import Attendance, Membership, Panel, PanelMember, Session
from consultations.panels.people.holding import TABLES
from consultations.panels.sessions import asks
from consultations.panels.sessions.selectors import ASKING
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session, write

S = Session.State
ADDRESS = "1 High Street, blue door"
LINK = "https://meet.example.org/our-room"


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.fixture
def her(panel: Panel) -> PanelMember:
    return joined(panel)


def at(client: Client, session: Session, more: str = "") -> str:
    answer = client.get(f"/panel/sessions/{session.pk}/{more}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


@pytest.mark.parametrize("state", S)
def test_each_state_has_its_page_and_only_some_take_an_answer(
    panel: Panel, her: PanelMember, log_in: LogIn, state: str
) -> None:
    session = make_session(panel, state, cancelled_on=timezone.localdate())
    make_place(session, her, "none")
    client = log_in(her)
    assert session.title in client.get("/panel/sessions/").content.decode()
    assert ("Can you come?" in at(client, session)) is (state in ASKING)
    answer = client.get(f"/panel/sessions/{session.pk}/answer/")
    assert answer.status_code == (200 if state in ASKING else 302)
    assert ("Your next sessions" in client.get("/panel/").content.decode()) is (
        state in (*ASKING, S.LIVE)
    )


def test_her_pages_take_as_many_queries_for_many_sessions(
    panel: Panel, her: PanelMember, log_in: LogIn, django_assert_max_num_queries: Any
) -> None:
    for state in (*S, *S):
        session = make_session(panel, state)
        place = make_place(session, her)
        place.requests.create(sealed=asks.sealed(asks.Ask("quiet"), her.pk))
        write(session, "minutes", sent_on=timezone.localdate())
        other = make_session(panel, state)
        write(other, "minutes", sent_on=timezone.localdate())
    last = Session.objects.filter(attendances=place).get()
    client = log_in(her)
    client.get("/panel/")
    for path in ("", "sessions/", f"sessions/{last.pk}/", f"sessions/{other.pk}/", "you/held/"):
        # All that is held stands in a table each: what is told of a table is read with one query.
        most = 12 + len(TABLES) if path == "you/held/" else 20
        with django_assert_max_num_queries(most):
            assert client.get(f"/panel/{path}").status_code == 200


@pytest.mark.parametrize("path", ["", "answer/", "meeting.ics", "audio/briefing/"])
def test_nobody_else_s_session_is_found(
    panel: Panel, her: PanelMember, log_in: LogIn, path: str
) -> None:
    session = make_session(panel, S.OPEN)
    make_place(session, joined(panel))
    address = f"/panel/sessions/{session.pk}/{path}"
    assert log_in(her).get(address).status_code == 404
    assert Client().get(address).headers["Location"].startswith("/panel/login/")


SHOWN = [
    # when the address is told, her answer, days until it begins → whether it is shown
    ("asked", "none", 20, True),
    ("asked", "no", 20, False),
    ("yes", "yes", 20, True),
    ("yes", "maybe", 20, False),
    ("yes", "none", 20, False),
    ("day_before", "yes", 2, False),
    ("day_before", "yes", 1, True),
    ("day_before", "yes", 0, True),
    ("day_before", "maybe", 1, False),
]


@pytest.mark.parametrize(("told", "answer", "days", "shown"), SHOWN)
def test_the_address_is_withheld_until_then(
    panel: Panel, her: PanelMember, log_in: LogIn, told: str, answer: str, days: int, shown: bool
) -> None:
    session = make_session(
        panel, S.READY, place_told=told, starts_at=in_days(days), way="both", online_link=LINK
    )
    make_place(session, her, answer)
    client = log_in(her)
    page = at(client, session)
    assert (ADDRESS in page) is shown
    assert (LINK in page) is (answer in {"yes", "maybe"})
    assert "bus station" in page
    file = at(client, session, "meeting.ics?place")
    assert ("LOCATION:1 High Street\\, blue door" in file) is shown
    plain = at(client, session, "meeting.ics")
    assert "SUMMARY:Meeting\r\n" in plain
    for secret in (ADDRESS, "High Street", session.title, panel.name, "Alongside", LINK):
        assert secret not in plain


def test_she_answers_and_says_what_she_needs(panel: Panel, her: PanelMember, log_in: LogIn) -> None:
    session = make_session(panel, S.OPEN)
    place = make_place(session, her, "none")
    client = log_in(her)
    told = {"answer": "yes", "asks": ["quiet", "fare"], "other": "My dog", "wants_contact": "on"}
    page = client.post(f"/panel/sessions/{session.pk}/answer/", told, follow=True).content.decode()
    assert "Thank you. It is good that you come." in page
    for words in ("A quiet room to go to", "My fare beforehand", "My dog", "We look at it"):
        assert words in page
    place.refresh_from_db()
    assert (place.answer, place.wants_contact, place.requests.count()) == ("yes", True, 3)
    form = at(client, session, "answer/")
    assert form.count("checked") == 4
    answer = client.post(f"/panel/sessions/{session.pk}/answer/", {"answer": "no"}, follow=True)
    assert "That is fine" in answer.content.decode()
    assert not place.requests.exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "Choose yes, maybe or not this time."),
        ({"answer": "none"}, "Choose yes, maybe or not this time."),
        ({"answer": "perhaps"}, "Choose yes, maybe or not this time."),
        ({"answer": "yes", "asks": ["gold"]}, "Choose from the list"),
        ({"answer": "yes", "other": "x" * 401}, "400"),
    ],
)
def test_what_can_not_be_kept_comes_back_with_what_she_typed(
    panel: Panel, her: PanelMember, log_in: LogIn, told: dict[str, Any], said: str
) -> None:
    session = make_session(panel, S.OPEN)
    place = make_place(session, her, "none")
    sent = {"other": "My dog", **told}
    answer = log_in(her).post(f"/panel/sessions/{session.pk}/answer/", sent)
    page = answer.content.decode()
    assert said in page
    assert sent["other"] in page
    place.refresh_from_db()
    assert place.answer == "none"


def test_when_no_place_is_left_she_is_told_so_and_nothing_more(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    session = make_session(panel, S.OPEN, capacity=1)
    make_place(session, her, "no")
    make_place(session)
    client = log_in(her)
    page = client.post(f"/panel/sessions/{session.pk}/answer/", {"answer": "yes"}).content.decode()
    assert "There is no place left in this session" in page


def test_briefing_minutes_and_what_came_of_it_are_there_once_sent(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    session = make_session(panel, S.BRIEFED)
    make_place(session, her)
    texts = {
        k: write(session, k, text=f"Words of {k}.") for k in ("briefing", "minutes", "feedback")
    }
    client = log_in(her)
    assert "Words of" not in at(client, session)
    for kind, text in texts.items():
        text.sent_on = timezone.localdate()
        text.hard = "Memories of court"
        text.save()
        assert f"Words of {kind}." in at(client, session)
    assert "Memories of court" in at(client, session)
    Session.objects.update(state=S.DONE)
    page = at(client, session)  # it was: where, and what was to be feared, have gone
    for gone in ("Memories of court", ADDRESS, "bus station", "Words of briefing."):
        assert gone not in page


def test_others_of_her_panel_read_what_it_did_and_not_where_or_who(
    panel: Panel, other_area: Area, log_in: LogIn
) -> None:
    session = make_session(panel, S.TOLD)
    make_place(session)
    minutes = write(session, "minutes", text="We want mornings.")
    her, stranger = joined(panel), joined(make_led_panel(other_area))
    gone = joined(panel, Membership.State.LEFT)
    client = log_in(her)
    assert client.get(f"/panel/sessions/{session.pk}/").status_code == 404
    minutes.sent_on = timezone.localdate()
    minutes.save()
    page = at(client, session)
    assert "We want mornings." in page
    for hidden in (ADDRESS, "bus station", "Who leads it"):
        assert hidden not in page
    for other in (stranger, gone):
        assert log_in(other).get(f"/panel/sessions/{session.pk}/").status_code == 404


def test_on_a_break_nothing_waits_for_her(panel: Panel, log_in: LogIn) -> None:
    her = joined(panel, Membership.State.ON_BREAK)
    session = make_session(panel, S.OPEN)
    make_place(session, her, "none")
    client = log_in(her)
    assert session.title not in client.get("/panel/").content.decode()
    assert (
        client.post(f"/panel/sessions/{session.pk}/answer/", {"answer": "yes"}).status_code == 404
    )


def test_a_cancelled_session_says_why_and_what_it_means(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    session = make_session(
        panel,
        S.CANCELLED,
        starts_at=in_days(3),
        cancelled_on=timezone.localdate(),
        cancelled_because="The room flooded.",
    )
    place = make_place(session, her, came=Attendance.Came.CANCELLED, minutes=120)
    page = at(log_in(her), session)
    assert "The room flooded." in page
    assert "counts for you in full" in page
    place.minutes = 0
    place.save()
    assert "You need do nothing" in at(log_in(her), session)


def test_a_welsh_reader_has_welsh_where_it_is_written_and_marked_english_elsewhere(
    panel: Panel, log_in: LogIn
) -> None:
    her = joined(panel, language="cy")
    session = make_session(panel, S.OPEN, title_cy="Sut mae boreau’n mynd")
    make_place(session, her)
    page = at(log_in(her), session)
    assert '<h1 lang="cy">Sut mae boreau’n mynd</h1>' in page
    assert f'lang="en">{session.purpose}' in page


def test_all_of_it_is_among_what_we_hold(panel: Panel, her: PanelMember, log_in: LogIn) -> None:
    session = make_session(panel, S.DONE)
    place = make_place(session, her, came=Attendance.Came.CONTENT, minutes=120)
    place.requests.create(sealed=asks.sealed(asks.Ask("other", "My dog"), her.pk))
    Attendance.objects.update(sealed=asks.sealed_adjustments("Sat by the door", her.pk))
    client = log_in(her)
    page = client.get("/panel/you/held/").content.decode()
    told = json.loads(client.get("/panel/you/held.json").content)
    for words in (session.title, "My dog", "Sat by the door", "Minutes that count: 120"):
        assert words in page
    assert told["sessions"][0]["asked_for"][0]["what"] == "My dog"


def test_how_it_counts_is_hers_to_check(panel: Panel, her: PanelMember, log_in: LogIn) -> None:
    session = make_session(panel, S.DONE)
    make_place(session, her, came=Attendance.Came.CONTENT, minutes=120)
    page = at(log_in(her), session)
    assert "120 minutes count for your fee" in page
    assert "It counts in full." in page
