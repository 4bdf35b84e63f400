"""Words that would run, typed by a member or her coordinator, stand as words on every page."""

from typing import Any

import pytest
from django.test import Client

from consultations.panels.models import Membership, Panel, PanelMember
from consultations.panels.people.joining import invite
from consultations.panels.people.profile import store
from consultations.panels.people.records import Channel, Identity, Needs, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.panels import make_panel

RUNS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def typed(area: Area) -> tuple[Panel, PanelMember]:
    panel = make_panel(area, name=RUNS[:80], purpose=RUNS, phone_person=RUNS[:80])
    her = joined(panel, Membership.State.ACTIVE, chosen_name=RUNS[:60], pronouns=RUNS[:40])
    store(member=her, part=Part.NEEDS, told=Needs(*[RUNS] * 7))
    store(member=her, part=Part.IDENTITY, told=Identity(RUNS, "a@example.org", RUNS, RUNS, RUNS))
    store(member=her, part=Part.CONTACT, told=SafeContact(Channel.LETTER, say=RUNS))
    send_to_member(member=her, key="k", title=RUNS[:120], text=RUNS)
    return panel, her


def test_on_her_pages(typed: tuple[Panel, PanelMember], log_in: LogIn) -> None:
    client, place = log_in(typed[1]), typed[1].memberships.get()
    for path in (
        *("", "messages/", "you/", "you/name/", "you/needs/", "you/identity/", "you/contact/"),
        *("you/held/", f"place/{place.pk}/break/"),
    ):
        page = client.get(f"/panel/{path}").content.decode()
        assert "<script>alert" not in page, path
        assert "<img" not in page, path


@pytest.mark.parametrize("path", ["{pk}/code/", "to-do/letters/"])
def test_on_sheets_that_are_shown_on_a_post(typed: tuple[Panel, PanelMember], path: str) -> None:
    client: Any = Client()
    client.force_login(typed[0].coordinator)
    address = f"/manage/members/{path.format(pk=typed[1].pk)}"
    page = client.post(address).content.decode()
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page
    assert client.get(address).status_code == 405


def test_on_words_to_invite_her(typed: tuple[Panel, PanelMember]) -> None:
    panel = typed[0]
    invited = invite(
        user=panel.coordinator,
        panel=panel,
        chosen_name=RUNS[:60],
        language="en-gb",
        identity=Identity(RUNS, phone=RUNS),
        contact=SafeContact(Channel.PHONE, say=RUNS),
    )
    client: Any = Client()
    client.force_login(panel.coordinator)
    message = invited.messages.get()
    page = client.post(f"/manage/members/to-do/{message.pk}/words/").content.decode()
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page
