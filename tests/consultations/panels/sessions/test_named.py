"""Whom she says she must not meet, in her own words: it reaches her coordinator, stands before each
session until it is seen to, and is read on her own page alone."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditLine, User
from accounts.roles import Role
from consultations.panels.models import Attendance, Panel, PanelMember, PersonalRecord, Session
from consultations.panels.people import naming
from consultations.panels.people.profile import keep_record, store
from consultations.panels.people.records import Needs, Part
from consultations.panels.services import keep_apart
from consultations.panels.sessions import asking
from consultations.panels.sessions.gates import OF_SESSIONS
from consultations.panels.sessions.moving import stay_ready
from core.models import Area
from core.today import lines_for
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.panels import make_member, make_panel
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session
from tests.fixtures.story import log_in

S = Session.State
WHO = "Zephyrine"
LINE = "has named somebody to keep away from"


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.fixture
def names(panel: Panel) -> PanelMember:
    """A woman who wrote down a name, and nothing else."""
    member = joined(panel, chosen_name="Ash")
    say(member)
    return member


def say(member: PanelMember, words: str = WHO, **more: str) -> None:
    keep_record(
        user=member.user, member=member, part=Part.NEEDS, told=Needs(keep_away=words, **more)
    )


def see_to(panel: Panel, member: PanelMember) -> None:
    mark = read(panel, member)
    naming.see_to_named(user=panel.coordinator, member=member, mark=mark)


def read(panel: Panel, member: PanelMember) -> str:
    """What her coordinator's page posts back."""
    return naming.as_read(panel.coordinator, naming.named_by([member.pk])[member.pk])


def ask(session: Session, member: PanelMember) -> Attendance:
    fresh = Session.objects.get(pk=session.pk)
    return asking.ask(user=session.panel.coordinator, session=fresh, member=member)


def lacks(session: Session) -> list[str]:
    fresh = Session.objects.select_related("panel").get(pk=session.pk)
    return [one.what for one in OF_SESSIONS.missing(fresh, "make_ready")]


def today(user: Any) -> list[str]:
    return [line.words for line in lines_for(User.objects.get(pk=user.pk))]


def test_her_words_reach_her_coordinator_and_name_nobody(panel: Panel, names: PanelMember) -> None:
    assert "1 woman has told us of somebody she must not meet: see to it" in today(
        panel.coordinator
    )
    session = make_session(panel, S.OPEN)
    client = log_in(panel.coordinator)
    for address in (
        reverse("wagtailadmin_home"),
        reverse("members:list"),
        reverse("members:one", args=[names.pk]),
        reverse("panel_sessions:ask", args=[session.pk]),
    ):
        page = client.get(address).content.decode()
        assert WHO not in page, address
    assert "Ash has told us something" in page
    one = reverse("members:one", args=[names.pk])
    before = AuditLine.objects.filter(action="opened needs of member").count()
    assert WHO in client.post(one, {"open": "needs"}).content.decode()
    assert AuditLine.objects.filter(action="opened needs of member").count() == before + 1


def test_she_is_asked_to_nothing_before_it_is_seen_to(panel: Panel, names: PanelMember) -> None:
    session = make_session(panel, S.OPEN)
    with pytest.raises(asking.SeeToFirst) as error:
        ask(session, names)
    assert error.value.members == [names]
    client = log_in(panel.coordinator)
    here = reverse("panel_sessions:ask", args=[session.pk])
    page = client.post(here, {"member": [names.pk]}, follow=True).content.decode()
    assert "Ash isn’t asked yet" in page
    assert WHO not in page
    assert not session.attendances.exists()
    see_to(panel, names)
    assert ask(session, names).pk
    assert not naming.waiting_for(panel.coordinator)


def test_a_pair_alone_is_not_all_she_may_have_named(panel: Panel, names: PanelMember) -> None:
    session, other = make_session(panel, S.OPEN), joined(panel)
    say(names, f"{WHO} and Jo")
    keep_apart(user=panel.coordinator, one=names, other=other)
    with pytest.raises(asking.SeeToFirst):
        ask(session, names)
    see_to(panel, names)
    ask(session, names)
    with pytest.raises(asking.NotThisOne):
        ask(session, other)


def test_a_session_is_not_ready_before_it_is_seen_to(panel: Panel, names: PanelMember) -> None:
    session = make_session(panel, S.READY, briefed_on=timezone.localdate())
    make_place(session, names)
    assert [line for line in lacks(session) if LINE in line]
    assert not [line for line in lacks(session) if WHO in line or "Ash" in line]
    assert not stay_ready(Session.objects.get(pk=session.pk))
    see_to(panel, names)
    assert not [line for line in lacks(session) if LINE in line]


def test_that_needs_will_be_there_is_not_that_this_is_seen_to(
    panel: Panel, names: PanelMember
) -> None:
    say(names, access="A ramp")
    session = make_session(panel, S.OPEN)
    place = make_place(session, names)
    asking.see_to_needs(user=panel.coordinator, place=place)
    assert [line for line in lacks(session) if LINE in line]
    page = log_in(panel.coordinator).get(reverse("panel_sessions:who", args=[session.pk]))
    assert "Ash has told us something" in page.content.decode()
    assert WHO not in page.content.decode()


def test_it_waits_again_for_new_words_and_for_nothing_else(
    panel: Panel, names: PanelMember
) -> None:
    see_to(panel, names)
    say(names, access="A ramp")
    assert not naming.waiting_for(panel.coordinator)
    say(names, "Somebody else")
    assert naming.waiting_for(panel.coordinator) == [names]
    say(names, " ")
    assert not naming.waiting_for(panel.coordinator)


def test_who_comes_to_the_panel_later_was_not_looked_for(panel: Panel, names: PanelMember) -> None:
    session = make_session(panel, S.OPEN)
    see_to(panel, names)
    ask(session, names)
    new = joined(panel)
    assert naming.waiting_for(panel.coordinator) == [names]
    assert not [line for line in lacks(session) if LINE in line]  # she isn't in this one
    with pytest.raises(asking.SeeToFirst) as error:
        ask(session, new)
    assert error.value.members == [names]
    see_to(panel, names)
    ask(session, new)


def test_only_what_was_read_is_seen_to(panel: Panel, names: PanelMember) -> None:
    mark = read(panel, names)
    say(names, "Somebody else")
    for wrong in (mark, "", "x"):
        with pytest.raises(naming.NotAsRead):
            naming.see_to_named(user=panel.coordinator, member=names, mark=wrong)
    client = log_in(panel.coordinator)
    address = reverse("members:named", args=[names.pk])
    page = client.post(address, {"mark": mark}, follow=True).content.decode()
    assert "It has changed meanwhile" in page
    assert naming.waiting_for(panel.coordinator) == [names]


def test_nobody_else_sees_to_it_or_is_told(
    panel: Panel, names: PanelMember, area: Area, other_area: Area
) -> None:
    mark = read(panel, names)
    for user in (
        make_staff(Role.PANEL_COORDINATOR, other_area),
        make_staff(Role.FACILITATOR, area),
        names.user,
    ):
        assert user is not None
        assert not naming.waiting_for(user)
        with pytest.raises(PermissionDenied):
            naming.see_to_named(user=user, member=names, mark=mark)
    assert not [words for words in today(panel.safeguarding_lead) if "must not meet" in words]


def test_a_name_can_not_be_guessed_from_what_is_stored(panel: Panel, names: PanelMember) -> None:
    see_to(panel, names)
    other = joined(panel)
    say(other)
    see_to(panel, other)
    marks = list(PersonalRecord.objects.exclude(named_as="").values_list("named_as", flat=True))
    assert len(set(marks)) == 2
    assert not [mark for mark in marks if WHO in mark]


def test_who_names_nobody_waits_for_nobody(panel: Panel, area: Area) -> None:
    member = make_member(panel)
    store(member=member, part=Part.NEEDS, told=Needs(access="A ramp"))
    assert not naming.waiting_for(panel.coordinator)
    assert ask(make_session(panel, S.OPEN, starts_at=in_days(20)), member).pk
    gone = joined(make_panel(area), "left")
    say(gone)
    assert not naming.waiting_for(panel.coordinator)


def test_the_press_on_her_page(panel: Panel, names: PanelMember) -> None:
    client: Client = log_in(panel.coordinator)
    one = reverse("members:one", args=[names.pk])
    assert "Open what she says" in client.get(one).content.decode()
    page = client.post(one, {"open": "needs"}).content.decode()
    assert "Everybody she names is seen to" in page
    mark = read(panel, names)
    assert f'value="{mark}"' in page
    after = client.post(reverse("members:named", args=[names.pk]), {"mark": mark}, follow=True)
    assert "Open what she says" not in after.content.decode()
