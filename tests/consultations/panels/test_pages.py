"""Pages of a member, by HTTP: each answers, each refuses who it isn't for."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from consultations.panels.models import Membership, Panel, PanelMember
from consultations.panels.people.profile import identity_of, needs_of, store
from consultations.panels.people.records import Needs, Part
from consultations.panels.people.sending import send_to_member
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.accounts import make_staff

PAGES = [
    *("", "messages/", "leave/", "you/", "you/name/", "you/held/", "you/identity/", "you/needs/"),
    *("you/contact/", "you/held.json", "you/held.txt", "login/passkeys/", "login/passkeys/add/"),
    "login/out/",
]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_hers_alone(her: PanelMember, log_in: LogIn, path: str) -> None:
    answer = log_in(her).get(f"/panel/{path}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    stranger = Client().get(f"/panel/{path}")
    assert stranger.status_code == 302
    assert stranger.headers["Location"].startswith("/panel/login/")


@pytest.mark.parametrize("path", [path for path in PAGES if path != "login/out/"])
def test_staff_find_nothing_there(panel: Panel, path: str) -> None:
    client = Client()
    client.force_login(make_staff(Role.PANEL_COORDINATOR, panel.area))
    client.cookies["panel"] = client.cookies["sessionid"].value
    assert client.get(f"/panel/{path}").status_code == 404


def test_pages_speak_welsh_to_who_wants_it(her: PanelMember, log_in: LogIn) -> None:
    client = log_in(her)
    answer = client.post("/panel/language/", {"language": "cy", "next": "/panel/you/"})
    assert answer.headers["Location"] == "/panel/you/"
    answer = client.get("/panel/")
    assert '<html lang="cy">' in answer.content.decode()
    assert client.get("/panel/login/out/").headers["Content-Language"] == "cy"
    her.refresh_from_db()
    assert her.language == "cy"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/panel/", "/manage/"])
def test_language_leads_nowhere_else(her: PanelMember, log_in: LogIn, back: str) -> None:
    answer = log_in(her).post("/panel/language/", {"language": "cy", "next": back})
    assert answer.headers["Location"] == "/panel/"


def test_she_puts_things_right(her: PanelMember, log_in: LogIn) -> None:
    client = log_in(her)
    client.post("/panel/you/needs/", {"access": "A quiet room", "keep_away": "Jo"})
    assert needs_of(her) == Needs(access="A quiet room", keep_away="Jo")
    client.post("/panel/you/name/", {"chosen_name": "Fern", "language": "en-gb"})
    her.refresh_from_db()
    assert her.chosen_name == "Fern"
    client.post("/panel/you/identity/", {"real_name": "Alys P.", "email": identity_of(her).email})
    assert identity_of(her).real_name == "Alys P."


@pytest.mark.parametrize(
    ("path", "told", "said"),
    [
        ("contact", {"channel": "letter", "from_hour": 9, "to_hour": 18}, "nowhere to send it"),
        ("contact", {"channel": "email", "from_hour": 18, "to_hour": 9}, "after the first one"),
        ("contact", {"from_hour": 9, "to_hour": 18}, "Choose one."),
        ("identity", {"real_name": "A", "email": ""}, "how we reach you now"),
        ("identity", {"real_name": "A", "email": "no address"}, "not an e-mail address"),
        ("name", {"chosen_name": "", "language": "en-gb"}, "any name that you like"),
    ],
)
def test_what_can_not_be_kept_comes_back_with_words(
    her: PanelMember, log_in: LogIn, path: str, told: dict[str, Any], said: str
) -> None:
    before = identity_of(her)
    answer = log_in(her).post(f"/panel/you/{path}/", told)
    assert said in answer.content.decode()
    assert identity_of(her) == before


def test_all_that_we_hold_is_there_to_read_and_to_take(her: PanelMember, log_in: LogIn) -> None:
    store(member=her, part=Part.NEEDS, told=Needs(travel="No buses after five", keep_away="Jo"))
    send_to_member(member=her, key="k", title="News", text="We meet on Tuesday.")
    client = log_in(her)
    page = client.get("/panel/you/held/").content.decode()
    text = client.get("/panel/you/held.txt").content.decode()
    told = json.loads(client.get("/panel/you/held.json").content)
    for known in ("Alys Penhallow", "No buses after five", "Jo", "News", her.chosen_name):
        assert known in page
        assert known in text
        assert known in json.dumps(told, ensure_ascii=False)
    assert told["messages"][0]["text"] == "We meet on Tuesday."


def test_nothing_of_another_member_is_reached(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    other = joined(panel)
    place = other.memberships.get()
    client = log_in(her)
    assert client.get(f"/panel/place/{place.pk}/break/").status_code == 404
    assert client.post(f"/panel/place/{place.pk}/take_break/").status_code == 404
    place.refresh_from_db()
    assert place.state == Membership.State.ACTIVE


def test_reading_a_message_reads_it(her: PanelMember, log_in: LogIn) -> None:
    send_to_member(member=her, key="k", title="News", text="We meet on Tuesday.")
    client = log_in(her)
    assert "One new message" in client.get("/panel/").content.decode()
    client.get("/panel/messages/")
    assert "One new message" not in client.get("/panel/").content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_quickly_logs_her_out(
    her: PanelMember, log_in: LogIn, settings: Any, method: str
) -> None:
    client = log_in(her)
    assert '<form method="post" action="/panel/away/">' in client.get("/panel/").content.decode()
    client.handler.enforce_csrf_checks = True  # it is never refused
    answer = getattr(client, method)("/panel/away/")
    assert (answer.status_code, answer.headers["Location"]) == (303, settings.LEAVE_URL)
    assert client.get("/panel/").status_code == 302


def test_an_address_that_is_none(her: PanelMember, log_in: LogIn) -> None:
    client = log_in(her)
    for path in ("you/salary/", "you/held.exe", "agreement/1/", "agreement/1/audio/", "nothing/"):
        assert client.get(f"/panel/{path}").status_code == 404
    place = her.memberships.get()
    client.post(f"/panel/place/{place.pk}/tell_about_it/")
    client.post(f"/panel/place/{place.pk}/come_back/")
    place.refresh_from_db()
    assert place.state == Membership.State.ACTIVE
