"""The first screen's one list knows of sessions and messages: it never says that nothing waits
while something does, and tells nobody what isn't hers."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import Message, Panel, PanelMember, Session
from consultations.panels.people.profile import store
from consultations.panels.people.records import Channel, Part, SafeContact
from core.models import Area
from core.today import lines_for
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.sessions import in_days, make_session

NOTHING = "Nothing waits for you today"


@pytest.fixture
def letter(panel: Panel) -> Message:
    her: PanelMember = joined(panel)
    store(member=her, part=Part.CONTACT, told=SafeContact(Channel.LETTER))
    return Message.objects.create(member=her, key="k", made_on=timezone.localdate())


def first_screen(panel: Panel) -> str:
    client = Client()
    client.force_login(panel.coordinator)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_what_waits_is_counted(panel: Panel, letter: Message) -> None:
    make_session(panel, Session.State.OPEN, starts_at=in_days(-2))
    page = first_screen(panel)
    assert "1 message for a panel member has to be sent by hand" in page
    assert "things about sessions wait for you" in page
    assert NOTHING not in page


def test_a_day_that_went_by_is_urgent(panel: Panel) -> None:
    session = make_session(panel, Session.State.DONE, starts_at=in_days(-1))
    her = panel.coordinator.pk
    assert [line.is_urgent for line in lines_for(User.objects.get(pk=her))] == [False]
    Session.objects.filter(pk=session.pk).update(starts_at=in_days(-60))
    assert [line.is_urgent for line in lines_for(User.objects.get(pk=her))] == [True]


def test_what_is_done_waits_for_nobody(panel: Panel, letter: Message) -> None:
    Message.objects.update(state=Message.State.DONE)
    make_session(panel, Session.State.CLOSED)
    assert NOTHING in first_screen(panel)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.FINANCE, Role.PANEL_COORDINATOR])
def test_it_is_told_to_nobody_else(
    panel: Panel, letter: Message, other_area: Area, role: Role
) -> None:
    make_session(panel, Session.State.OPEN, starts_at=in_days(-2))
    place = other_area if role == Role.PANEL_COORDINATOR else panel.area
    assert not lines_for(make_staff(role, place))
