"""Who said no or left is invited again if she asks for it: her yes is asked anew, and what was
before stays. Nothing says "Invited." where nothing was done."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from consultations.panels.models import Agreement, AgreementText, Membership, Panel, PanelMember
from consultations.panels.people.agreeing import standing
from consultations.panels.people.joining import (
    CannotInvite,
    IsHere,
    SheDidNotAsk,
    invite_known,
)
from consultations.panels.people.leaving import leave_and_stay_in_touch, leave_place
from consultations.panels.people.naming import as_read, named_by, see_to_named, waiting_for
from consultations.panels.people.places import steps_for
from consultations.panels.people.profile import store
from consultations.panels.people.reaching import Way, way_now
from consultations.panels.people.records import Needs, Part
from consultations.panels.people.sending import send_to_member
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.panels import make_panel
from tests.fixtures.story import log_in

State = Membership.State


@pytest.fixture
def second(panel: Panel) -> Panel:
    return make_panel(panel.area, coordinator=panel.coordinator)


def agreed(place: Membership) -> Agreement:
    text, _made = AgreementText.objects.get_or_create(
        panel=place.panel, number=1, published_on=timezone.localdate()
    )
    today = timezone.localdate()
    return Agreement.objects.create(place=place, text=text, language="en-gb", agreed_on=today)


def who_left(panel: Panel, second: Panel, how: str) -> PanelMember:
    her = joined(panel, State.INVITED if how == "said no" else State.ACTIVE, chosen_name="Fern")
    place = her.memberships.select_related("panel", "member").get()
    if how != "said no":
        agreed(place)
    if how == "stays in touch":
        leave_and_stay_in_touch(user=her.user, member=her)
    else:
        Membership.objects.create(panel=second, member=her, state=State.ACTIVE)
        leave_place(user=her.user, place=place)
    return her


def again(panel: Panel, her: PanelMember, **more: Any) -> PanelMember:
    return invite_known(user=panel.coordinator, panel=panel, member=her, **more)


def post(panel: Panel, her: PanelMember, **more: str) -> str:
    address = reverse("members:invite", args=[panel.pk])
    told = {"member": str(her.pk), **more}
    return log_in(panel.coordinator).post(address, told, follow=True).content.decode()


HOW = {
    "said no": "Fern (said no)",
    "left": "Fern (left this panel)",
    "stays in touch": "Fern (left, and stays in touch)",
}


@pytest.mark.parametrize("how", HOW)
def test_she_is_invited_again_if_she_asked(panel: Panel, second: Panel, how: str) -> None:
    her = who_left(panel, second, how)
    place = her.memberships.get(panel=panel)
    before = list(place.agreements.values_list("pk", "agreed_on", "ended_on"))
    shown = log_in(panel.coordinator).get(reverse("members:invite", args=[panel.pk]))
    assert HOW[how] in shown.content.decode()
    page = post(panel, her)
    assert "Invited." not in page
    assert "Tick this only if she has asked you for it." in page
    place.refresh_from_db()
    assert place.state != State.INVITED
    for _press in range(2):
        assert "Invited." in post(panel, her, she_asked="on")
    place = her.memberships.select_related("panel", "member").get(panel=panel)
    assert place.state == State.INVITED
    assert steps_for(her.user, place) == ["say_interested", "leave"]  # her yes is asked anew
    assert standing(place) is None
    assert list(place.agreements.values_list("pk", "agreed_on", "ended_on")) == before
    assert her.messages.filter(title="You are invited").count() == 1


def test_a_second_time_she_is_told_a_second_time(panel: Panel, second: Panel) -> None:
    her = who_left(panel, second, "left")
    for _time in range(2):
        again(panel, her, she_asked=True)
        leave_place(
            user=her.user,
            place=her.memberships.select_related("panel", "member").get(panel=panel),
        )
    assert her.messages.filter(title="You are invited").count() == 2


def test_what_had_not_reached_her_then_does_not_now(panel: Panel, second: Panel) -> None:
    her = who_left(panel, second, "stays in touch")
    old = send_to_member(member=her, key="old", title="x", text="x", panel=panel)
    again(panel, her, she_asked=True)
    old.refresh_from_db()
    assert way_now(old) == Way.PAGE
    assert way_now(her.messages.get(title="You are invited")) == Way.MAIL


@pytest.mark.parametrize(
    "state", [State.INTERESTED, State.BRIEFED, State.AGREED, State.ACTIVE, State.ON_BREAK]
)
def test_who_is_here_is_not_invited(panel: Panel, state: str) -> None:
    her = joined(panel, state)
    with pytest.raises(IsHere):
        again(panel, her, she_asked=True)
    page = post(panel, her)
    assert "Invited." not in page
    assert "She has a place on this panel already." in page
    assert her.memberships.get().state == state
    assert not her.messages.exists()


def test_nobody_is_pressed_and_no_door_opens_otherwise(
    panel: Panel, second: Panel, other_area: Area
) -> None:
    her = who_left(panel, second, "said no")
    with pytest.raises(SheDidNotAsk):
        again(panel, her)
    with pytest.raises(PermissionDenied):
        invite_known(
            user=make_staff(Role.PANEL_COORDINATOR, other_area),
            panel=panel,
            member=her,
            she_asked=True,
        )
    for fields in ({"state": Panel.State.CLOSED}, {"state": Panel.State.ACTIVE, "seats": 0}):
        Panel.objects.filter(pk=panel.pk).update(**fields)
        with pytest.raises(CannotInvite):
            again(panel, her, she_asked=True)
    assert her.memberships.get(panel=panel).state == State.LEFT


def test_the_tick_is_for_who_left_alone(panel: Panel, second: Panel) -> None:
    joined(second)
    page = log_in(panel.coordinator).get(reverse("members:invite", args=[panel.pk]))
    assert "has asked to be invited again" not in page.content.decode()


def test_whom_others_must_not_meet_is_looked_at_once_more(panel: Panel, second: Panel) -> None:
    her, other = who_left(panel, second, "left"), joined(panel)
    store(member=other, part=Part.NEEDS, told=Needs(keep_away="Fern"))
    mark = as_read(panel.coordinator, named_by([other.pk])[other.pk])
    see_to_named(user=panel.coordinator, member=other, mark=mark)
    assert not waiting_for(panel.coordinator)
    again(panel, her, she_asked=True)
    assert waiting_for(panel.coordinator) == [other]
