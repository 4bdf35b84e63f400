"""Safe contact is asked for at the moment at which something goes, not when it was written."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from consultations.panels.models import Membership, Message, OneTimeCode, Panel, PanelMember
from consultations.panels.people.codes import make_code, use_code
from consultations.panels.people.leaving import leave_and_stay_in_touch
from consultations.panels.people.places import take_step
from consultations.panels.people.profile import store
from consultations.panels.people.reaching import Way, way_now
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.people.sending import deliver_waiting, send_to_member
from tests.consultations.panels.conftest import LogIn
from tests.factories.panels import make_panel

EVENING = datetime(2026, 12, 1, 20, 0, tzinfo=ZoneInfo("Europe/London"))
MORNING = datetime(2026, 12, 2, 9, 30, tzinfo=ZoneInfo("Europe/London"))
SECRET = "We meet at the blue door"


def reached(her: PanelMember, channel: str, **more: Any) -> None:
    contact = SafeContact(channel, **{"from_hour": 9, "to_hour": 10, **more})
    store(member=her, part=Part.CONTACT, told=contact)


def known(her: PanelMember) -> None:
    assert her.user is not None
    identity = Identity(
        real_name="Alys Penhallow",
        email=her.user.email,
        phone="01632 960 999",
        address="1 Old Street",
    )
    store(member=her, part=Part.IDENTITY, told=identity)


def tell(her: PanelMember, key: str = "k", **more: Any) -> Message:
    return send_to_member(member=her, key=key, title="Mornings", text=SECRET, **more)


def step(her: PanelMember, name: str, panel: Panel | None = None) -> None:
    places = her.memberships.filter(panel=panel) if panel else her.memberships
    take_step(user=her.user, place=places.get(), name=name)


def screen(panel: Panel, name: str = "to_do") -> str:
    client = Client()
    client.force_login(panel.coordinator)
    url = reverse(f"members:{name}")
    return (client.get(url) if name == "to_do" else client.post(url)).content.decode()


@pytest.mark.parametrize("how", ["break", "alumna", "left"])
def test_mail_that_waits_for_her_hours_stays_when_she_stops(her: PanelMember, how: str) -> None:
    reached(her, Channel.EMAIL)
    with time_machine.travel(EVENING, tick=False):
        tell(her)
        if how == "break":
            step(her, "take_break")
        elif how == "alumna":
            leave_and_stay_in_touch(user=her.user, member=her)
        else:
            step(her, "leave")
    with time_machine.travel(MORNING, tick=False):
        assert deliver_waiting() == 0
        assert not mail.outbox
        if how == "break":
            step(her, "come_back")
            assert deliver_waiting() == 1


def test_what_was_held_during_a_break_goes_when_she_is_back(panel: Panel, her: PanelMember) -> None:
    known(her)
    reached(her, Channel.LETTER)
    step(her, "take_break")
    tell(her)
    assert "1 Old Street" not in screen(panel, "letters")
    step(her, "come_back")
    assert "1 Old Street" in screen(panel, "letters")


def test_what_is_of_no_use_any_more_does_not_go(her: PanelMember) -> None:
    reached(her, Channel.EMAIL, to_hour=9)
    with time_machine.travel(EVENING, tick=False):
        tell(her, "over", useful_until=(EVENING - timedelta(days=1)).date())
        assert deliver_waiting() == 0
        tell(her, "today", useful_until=EVENING.date())
        assert deliver_waiting() == 1


def test_a_break_from_one_panel_is_kept_by_that_panel_alone(panel: Panel, her: PanelMember) -> None:
    other = make_panel(panel.area)
    Membership.objects.create(panel=other, member=her, state=Membership.State.ACTIVE)
    step(her, "take_break", panel)
    tell(her, "of it", panel=panel)
    assert deliver_waiting() == 0
    tell(her, "of the other", panel=other)
    assert deliver_waiting() == 1


def test_her_letter_is_not_printed_after_she_chose_e_mail(panel: Panel, her: PanelMember) -> None:
    known(her)
    reached(her, Channel.LETTER)
    tell(her)
    assert "1 Old Street" in screen(panel, "letters")
    reached(her, Channel.EMAIL, to_hour=9)
    page = screen(panel, "letters")
    assert "1 Old Street" not in page
    assert "Penhallow" not in page
    assert str(her) not in screen(panel)
    assert deliver_waiting() == 1


def test_calls_leave_the_list_during_a_break_and_cannot_be_noted(
    panel: Panel, her: PanelMember
) -> None:
    known(her)
    reached(her, Channel.PHONE)
    message = tell(her)
    assert "01632 960 999" in screen(panel)
    step(her, "take_break")
    assert "01632 960 999" not in screen(panel)
    client = Client()
    client.force_login(panel.coordinator)
    said = client.post(reverse("members:by_hand", args=[message.pk]), follow=True)
    assert "may not be reached like that now" in said.content.decode()
    message.refresh_from_db()
    assert message.state == Message.State.WAITING


def test_a_text_message_says_neutral_words_alone(panel: Panel, her: PanelMember) -> None:
    known(her)
    reached(her, Channel.TEXT, to_hour=9)
    tell(her)
    page = screen(panel)
    assert "01632 960 999" in page
    assert "There is something for you to read, when it suits you." in page
    assert SECRET not in page
    assert "Mornings" not in page
    assert "Not now." not in page


@pytest.mark.parametrize(("channel", "says"), [(Channel.PHONE, True), (Channel.LETTER, False)])
def test_a_row_outside_her_hours_says_so(
    panel: Panel, her: PanelMember, channel: str, says: bool
) -> None:
    known(her)
    reached(her, channel)
    with time_machine.travel(EVENING):
        tell(her)
        assert ("Not now." in screen(panel)) is says
    with time_machine.travel(MORNING):
        assert "Not now." not in screen(panel)


def test_what_she_has_read_is_not_told_again(panel: Panel, her: PanelMember) -> None:
    reached(her, Channel.PHONE)
    tell(her)
    her.messages.update(read_on=EVENING.date())
    assert str(her) not in screen(panel)


def test_an_invitation_is_not_printed_after_she_came_in(panel: Panel, her: PanelMember) -> None:
    known(her)
    reached(her, Channel.LETTER)
    tell(her, kind=Message.Kind.INVITATION)
    assert "1 Old Street" not in screen(panel, "letters")
    her.user = None
    her.save()
    assert "1 Old Street" in screen(panel, "letters")


def test_printing_leaves_a_code_that_was_read_out(panel: Panel, her: PanelMember) -> None:
    known(her)
    reached(her, Channel.LETTER)
    tell(her, kind=Message.Kind.INVITATION)
    her.user = None
    her.save()
    read_out = make_code(member=her)
    for _again in range(5):
        screen(panel, "letters")
    assert OneTimeCode.objects.filter(member=her).count() == 3
    read_out = make_code(member=her)  # a new one on the telephone ends those before it
    assert OneTimeCode.objects.filter(member=her).count() == 1
    screen(panel, "letters")
    assert use_code(code=read_out) == her
    assert OneTimeCode.objects.filter(member=her).count() == 1  # once in, no paper opens


def test_who_stays_in_touch_is_told_what_she_is_owed(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    reached(her, Channel.EMAIL, to_hour=9)
    old = Message.objects.create(member=her, key="old", title="x", text="x")
    leave_and_stay_in_touch(user=her.user, member=her)
    owed, of_panel = tell(her, "fee 1"), tell(her, "news", panel=panel)
    for message in (old, owed, of_panel):
        message.refresh_from_db()
    assert [way_now(m) for m in (old, owed, of_panel)] == [Way.PAGE, Way.MAIL, Way.PAGE]
    Membership.objects.create(panel=make_panel(panel.area), member=her, state="on_break")
    assert way_now(owed) == Way.LATER  # nobody writes to her
    page = log_in(her).get("/panel/").content.decode()
    assert panel.phone_number in page
    assert "we stay in touch" in page


def test_who_left_has_no_person_of_that_panel(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    Panel.objects.filter(pk=panel.pk).update(phone_number="01632 960 777")
    Membership.objects.create(panel=make_panel(panel.area), member=her, state="active")
    assert "01632 960 777" in log_in(her).get("/panel/").content.decode()
    her.memberships.filter(panel=panel).update(state="left")
    assert "01632 960 777" not in log_in(her).get("/panel/").content.decode()
