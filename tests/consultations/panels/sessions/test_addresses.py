"""An address is read while she may know it, and stands in nothing that is kept."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from consultations.panels.models import Attendance, Message, Panel, PanelMember, Session
from consultations.panels.people import holding
from consultations.panels.people.leaving import leave_and_stay_in_touch
from consultations.panels.people.places import take_step as take_place
from consultations.panels.people.profile import store
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.sessions import asking
from consultations.panels.sessions.services import take_step
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.sessions import make_led_panel, make_session, write

ADDRESS, LINK = "blue door", "https://meet.example/room"


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.fixture
def her(panel: Panel) -> PanelMember:
    return joined(panel)


@pytest.fixture
def place(panel: Panel, her: PanelMember) -> Attendance:
    """She is asked, says yes, and has the briefing."""
    session = make_session(panel, Session.State.OPEN, way="both", online_link=LINK)
    write(session, "briefing")
    place = asking.ask(user=panel.coordinator, session=session, member=her)
    asking.reply(user=her.user, place=place, told=asking.Reply("yes", {}))
    take_step(user=panel.coordinator, session=Session.objects.get(), name="brief")
    return place


def reads(client: Client) -> list[bool]:
    page = client.get("/panel/messages/").content.decode()
    return [words in page for words in (ADDRESS, LINK)]


def kept(her: PanelMember) -> str:
    everything = [*Message.objects.values_list("text", flat=True), json.dumps(holding.data(her))]
    return "\n".join(everything)


@pytest.mark.parametrize("how", ["no", "let go", "break", "alumna", "over"])
def test_it_goes_when_she_may_know_it_no_more(
    panel: Panel, her: PanelMember, place: Attendance, log_in: LogIn, how: str
) -> None:
    client = log_in(her)
    assert reads(client) == [True, True]
    assert ADDRESS not in kept(her)
    assert LINK not in kept(her)
    if how == "no":
        asking.reply(user=her.user, place=place, told=asking.Reply("no", {}))
    elif how == "let go":
        asking.let_go(user=panel.coordinator, place=place)
    elif how == "break":
        take_place(user=her.user, place=her.memberships.get(), name="take_break")
    elif how == "alumna":
        leave_and_stay_in_touch(user=her.user, member=her)
    else:
        Session.objects.update(state=Session.State.DONE)
    assert reads(client) == [False, False]
    if how == "over":
        assert place.session.title in client.get("/panel/messages/").content.decode()


def test_a_letter_has_it_as_it_is_when_it_is_printed(
    panel: Panel, her: PanelMember, place: Attendance
) -> None:
    identity = Identity(real_name="Alys Penhallow", address="1 Old Street")
    store(member=her, part=Part.IDENTITY, told=identity)
    store(member=her, part=Part.CONTACT, told=SafeContact(Channel.LETTER))
    client = Client()
    client.force_login(panel.coordinator)
    printed = client.post(reverse("members:letters")).content.decode()
    assert ADDRESS in printed
    assert ADDRESS not in client.get(reverse("members:to_do")).content.decode()
    asking.reply(user=her.user, place=place, told=asking.Reply("no", {}))
    assert ADDRESS not in client.post(reverse("members:letters")).content.decode()
