"""Whom she names is seen to for the panels of who looked, and for the women who were there then."""

import pytest
from django.urls import reverse

from consultations.panels.models import Membership, Panel, PanelMember, Session
from consultations.panels.people import naming
from consultations.panels.people.joining import invite_known
from consultations.panels.sessions import asking
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.consultations.panels.sessions.test_named import ask, read, say, see_to
from tests.factories.panels import make_panel
from tests.factories.sessions import in_days, make_led_panel, make_session
from tests.fixtures.story import log_in


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.fixture
def elsewhere(other_area: Area) -> Panel:
    """A panel of another area, with a coordinator who sees nothing of the first."""
    return make_led_panel(other_area)


@pytest.fixture
def names(panel: Panel, elsewhere: Panel) -> PanelMember:
    """A woman on both, who wrote down a name."""
    joined(elsewhere)
    member = joined(panel)
    sit(elsewhere, member)
    say(member)
    return member


def sit(panel: Panel, member: PanelMember) -> Membership:
    active = Membership.State.ACTIVE
    return Membership.objects.create(panel=panel, member=member, state=active)


def waits(panel: Panel, member: PanelMember) -> bool:
    """As her list says, and her page, which are to agree."""
    user = panel.coordinator
    hers = naming.named_by([member.pk])[member.pk]
    listed = member in naming.waiting_for(user)
    assert listed == naming.waits_now(user, member, hers)
    return listed


def test_each_coordinator_sees_to_it_for_her_own_panels(
    panel: Panel, elsewhere: Panel, names: PanelMember
) -> None:
    see_to(panel, names)
    assert ask(make_session(panel, Session.State.OPEN), names).pk
    assert not waits(panel, names)
    assert waits(elsewhere, names)
    there = make_session(elsewhere, Session.State.OPEN, starts_at=in_days(30))
    with pytest.raises(asking.SeeToFirst):
        ask(there, names)
    see_to(elsewhere, names)
    assert ask(there, names).pk
    assert not waits(elsewhere, names)
    assert not waits(panel, names)  # what was seen to first still is


def test_who_comes_elsewhere_makes_nothing_wait_here(
    panel: Panel, elsewhere: Panel, names: PanelMember
) -> None:
    """Negative."""
    see_to(panel, names)
    see_to(elsewhere, names)
    joined(elsewhere)
    assert waits(elsewhere, names)
    assert not waits(panel, names)


def test_new_words_wait_for_all_of_them(panel: Panel, elsewhere: Panel, names: PanelMember) -> None:
    """Negative: what was seen to of other words is kept for no panel."""
    see_to(panel, names)
    see_to(elsewhere, names)
    say(names, "Somebody else")
    see_to(panel, names)
    assert waits(elsewhere, names)


def test_who_comes_while_it_is_read_was_not_looked_for(panel: Panel, names: PanelMember) -> None:
    client = log_in(panel.coordinator)
    mark, new = read(panel, names), joined(panel)
    address = reverse("members:named", args=[names.pk])
    page = client.post(address, {"mark": mark}, follow=True).content.decode()
    assert "Open it again, please." in page
    assert waits(panel, names)
    client.post(address, {"mark": read(panel, names)})
    assert not waits(panel, names)
    session = make_session(panel, Session.State.OPEN)
    assert [ask(session, one).pk for one in (names, new)]


def test_who_comes_back_while_it_is_read_was_not_looked_for(
    panel: Panel, names: PanelMember
) -> None:
    """Negative: her place is older than those that were read."""
    back = joined(panel, Membership.State.ALUMNI)
    joined(panel)
    mark = read(panel, names)
    invite_known(user=panel.coordinator, panel=panel, member=back, she_asked=True)
    with pytest.raises(naming.NotAsRead):
        naming.see_to_named(user=panel.coordinator, member=names, mark=mark)
    assert waits(panel, names)


def test_what_others_read_is_not_what_she_read(
    panel: Panel, elsewhere: Panel, names: PanelMember
) -> None:
    """Negative: the other coordinator's page, or her words alone, see to nothing here."""
    words = naming.named_by([names.pk])[names.pk].mark
    for mark in (read(elsewhere, names), words):
        with pytest.raises(naming.NotAsRead):
            naming.see_to_named(user=panel.coordinator, member=names, mark=mark)
    assert waits(panel, names)


def test_who_comes_elsewhere_while_it_is_read_changes_nothing(
    panel: Panel, elsewhere: Panel, names: PanelMember
) -> None:
    """Negative: whom she can't see she need not look for."""
    mark = read(panel, names)
    joined(elsewhere)
    naming.see_to_named(user=panel.coordinator, member=names, mark=mark)
    assert not waits(panel, names)


def test_a_second_panel_of_hers_was_looked_through_too(panel: Panel, names: PanelMember) -> None:
    second = make_panel(panel.area, coordinator=panel.coordinator)
    joined(second)
    see_to(panel, names)
    sit(second, names)
    assert not waits(panel, names)
    joined(second)
    assert waits(panel, names)
