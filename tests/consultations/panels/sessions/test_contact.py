"""Being in touch after a session keeps to how she may be reached, and to her break."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.panels.models import Attendance, Membership, Panel, PanelMember, Session
from consultations.panels.people.profile import store
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import noting
from consultations.panels.sessions.gates import OF_SESSIONS
from consultations.panels.sessions.services import take_step
from consultations.panels.sessions.staff.due import due_for
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session
from tests.fixtures.story import log_in

S = Session.State
CALL = SafeContact(Channel.PHONE, say="It’s Ruth about sewing", from_hour=9, to_hour=9)


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.fixture
def place(panel: Panel) -> Attendance:
    """She wants somebody to be in touch, after a session that was held yesterday."""
    her = joined(panel, chosen_name="Ivy")
    store(member=her, part=Part.IDENTITY, told=Identity(phone="01632 960 999"))
    store(member=her, part=Part.CONTACT, told=CALL)
    session = make_session(panel, S.TOLD, starts_at=in_days(-3))
    due = timezone.localdate() - timedelta(days=2)
    return make_place(session, her, came="full", wants_contact=True, contact_due_on=due)


def stand(member: PanelMember, state: str) -> None:
    member.memberships.update(state=state, since=timezone.localdate())


def due(panel: Panel) -> list[str]:
    user = type(panel.coordinator).objects.get(pk=panel.coordinator_id)
    return [one.what for one in due_for(user) if "in touch" in one.what]


def screen(place: Attendance) -> str:
    client: Client = log_in(place.session.panel.coordinator)
    return client.get(reverse("panel_sessions:noting", args=[place.session_id])).content.decode()


def lacks(place: Attendance) -> list[str]:
    session = Session.objects.select_related("panel").get(pk=place.session_id)
    return [one.what for one in OF_SESSIONS.missing(session, "close")]


def close(place: Attendance) -> Attendance:
    session = Session.objects.get(pk=place.session_id)
    take_step(user=session.panel.coordinator, session=session, name="close")
    return Attendance.objects.get(pk=place.pk)


def test_who_is_here_is_rung_as_she_says(panel: Panel, place: Attendance) -> None:
    Membership.objects.update(since=timezone.localdate() - timedelta(days=50))
    assert due(panel) == ["be in touch with Ivy"]
    assert [one.by for one in due_for(panel.coordinator)] == [place.contact_due_on]
    assert lacks(place)
    page = screen(place)
    for words in ("01632 960 999", "It’s Ruth about sewing", "Telephone call", "voicemail"):
        assert words in page


@pytest.mark.parametrize("state", ["on_break", "alumni", "left"])
def test_nobody_rings_her_during_a_break(panel: Panel, place: Attendance, state: str) -> None:
    stand(place.member, state)
    assert due(panel) == []
    assert lacks(place) == []
    page = screen(place)
    assert "It was done: Ivy" not in page
    assert "01632 960 999" not in page
    assert "nobody rings her or writes to her" in page
    with pytest.raises(NotFromHere):
        noting.note_contact(user=panel.coordinator, place=place, went="reached")


def test_closing_notes_that_she_was_on_a_break(panel: Panel, place: Attendance) -> None:
    stand(place.member, "on_break")
    other = make_place(place.session)
    closed = close(place)
    assert closed.contact_went == Attendance.Contact.AWAY
    assert not closed.contact_done_on
    assert not Attendance.objects.get(pk=other.pk).contact_went
    stand(place.member, "active")
    assert due(panel) == []  # closed is closed
    assert "On a break, or gone" in screen(place)


def test_back_before_it_is_closed_she_is_rung_then(panel: Panel, place: Attendance) -> None:
    stand(place.member, "on_break")
    stand(place.member, "active")
    assert due(panel) == ["be in touch with Ivy"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert [one.by for one in due_for(panel.coordinator)] == [tomorrow]
    assert lacks(place)


def test_a_break_is_not_an_outcome_that_somebody_chooses(panel: Panel, place: Attendance) -> None:
    assert "On a break, or gone" not in screen(place)
    with pytest.raises(NotFromHere):
        noting.note_contact(user=panel.coordinator, place=place, went="away")
    client = log_in(panel.coordinator)
    client.post(reverse("panel_sessions:contact", args=[place.pk]), {"went": "away"})
    place.refresh_from_db()
    assert not place.contact_went
