"""Panels, places and who must not meet: area × role × action, and each step refused that doesn't
follow."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.roles import Role
from consultations.panels import selectors
from consultations.panels.models import (
    GONE,
    Agreement,
    AgreementText,
    KeptApart,
    Membership,
    Panel,
)
from consultations.panels.permissions import (
    coordinated_areas,
    coordinates,
    may_see_real_name,
    require_coordinator,
)
from consultations.panels.services import STEPS, NotFromHere, keep_apart, let_meet, move_place
from core.models import Area
from tests.factories.accounts import make_staff, make_user
from tests.factories.panels import make_member, make_member_user, make_panel

State = Membership.State


@pytest.mark.parametrize("role", list(Role))
def test_who_coordinates_and_who_sees_real_names(area: Area, other_area: Area, role: Role) -> None:
    member = make_member(make_panel(area))
    here, elsewhere = make_staff(role, area), make_staff(role, other_area)
    assert coordinates(here, member) is (role == Role.PANEL_COORDINATOR)
    named = role in {Role.PANEL_COORDINATOR, Role.FINANCE}
    assert may_see_real_name(here, member) is named
    assert not coordinates(elsewhere, member)
    assert not may_see_real_name(elsewhere, member)


@pytest.mark.parametrize("state", [*State])
@pytest.mark.parametrize("had_agreed", [True, False])
def test_finance_sees_no_name_before_she_agreed(area: Area, state: str, had_agreed: bool) -> None:
    panel = make_panel(area)
    member = make_member(panel, state)
    if had_agreed:
        text = AgreementText.objects.create(panel=panel, number=1)
        place = member.memberships.get()
        Agreement.objects.create(place=place, text=text, language="cy", agreed_on="2026-01-01")
    early = state in {State.INVITED, State.INTERESTED, State.BRIEFED}
    assert may_see_real_name(make_staff(Role.FINANCE, area), member) is (had_agreed or not early)
    assert may_see_real_name(panel.coordinator, member) is (state != State.LEFT)


def test_a_member_coordinates_nothing_and_sees_no_real_name(area: Area) -> None:
    panel = make_panel(area)
    her = make_member(panel, user=make_member_user())
    other = make_member(panel)
    assert her.user is not None
    assert selectors.member_of(her.user) == her
    assert not coordinated_areas(her.user)
    assert not may_see_real_name(her.user, other)
    with pytest.raises(PermissionDenied):
        require_coordinator(her.user, panel)


def test_a_coordinator_finds_panels_and_members_of_her_areas(area: Area, other_area: Area) -> None:
    panel, other = make_panel(area), make_panel(other_area)
    member = make_member(panel)
    make_member(other)
    assert list(selectors.panels_for(panel.coordinator)) == [panel]
    assert list(selectors.members_for(panel.coordinator)) == [member]
    assert not selectors.members_for(make_user())


@pytest.mark.parametrize(("state", "to"), list(product(State, State)))
def test_each_step_of_a_place(area: Area, state: State, to: State) -> None:
    place = make_member(make_panel(area), state).memberships.get()
    if to in STEPS[state]:
        assert move_place(place=place, to=to).state == to
    else:
        with pytest.raises(NotFromHere):
            move_place(place=place, to=to)
        place.refresh_from_db()
        assert place.state == state


def test_who_may_be_asked_to_a_session(area: Area) -> None:
    panel = make_panel(area)
    women = {state: make_member(panel, state) for state in State}
    assert set(selectors.who_is_here(panel)) == {women[State.AGREED], women[State.ACTIVE]}
    assert all(not STEPS[state] - {State.ALUMNI, State.INVITED} for state in GONE)


def test_two_women_are_kept_apart_both_ways_and_no_reason_stands_anywhere(area: Area) -> None:
    panel = make_panel(area)
    one, other, third = (make_member(panel) for _ in range(3))
    for pair in ((one, other), (other, one)):  # twice, and the other way round: once
        keep_apart(user=panel.coordinator, one=pair[0], other=pair[1])
    assert KeptApart.objects.count() == 1
    assert selectors.kept_apart_from(one) == {other.pk}
    assert selectors.kept_apart_from(other) == {one.pk}
    assert not selectors.may_meet(one, [third, other])
    assert selectors.may_meet(one, [third])
    assert selectors.pairs_kept_apart([third, other, one]) == [tuple(sorted((one.pk, other.pk)))]
    assert {f.name for f in KeptApart._meta.fields} == {"id", "first", "second"}
    let_meet(user=panel.coordinator, one=other, other=one)
    assert selectors.may_meet(one, [other])


def test_keeping_apart_is_refused(area: Area, other_area: Area) -> None:
    panel = make_panel(area)
    one, other = make_member(panel), make_member(panel)
    stranger = make_staff(Role.PANEL_COORDINATOR, other_area)
    for act in (keep_apart, let_meet):
        with pytest.raises(PermissionDenied):
            act(user=stranger, one=one, other=other)
        with pytest.raises(ValueError, match="herself"):
            act(user=panel.coordinator, one=one, other=one)
    big, small = sorted((one, other), key=lambda m: -m.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptApart.objects.create(first=big, second=small)


FIELDS = {
    "purpose": "How mornings go",
    "level": "asked",
    "phone_person": "Ruth",
    "phone_number": "01632 960 001",
    "phone_hours": "9 to 5",
    "complaints_person": "Marian",
    "complaints_contact": "01632 960 002",
    "seats": 8,
}
ADD = "/manage/snippets/panels/panel/add/"


def test_a_coordinator_makes_a_panel_of_her_area(
    area: Area, client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    user = make_staff(Role.PANEL_COORDINATOR, area)
    client.force_login(user)
    told = {**FIELDS, "name": "Tuesday group", "area": area.pk, "coordinator": user.pk}
    assert client.post(ADD, told).status_code == 302
    panel = Panel.objects.get()
    assert panel.state == Panel.State.DRAFT
    with django_assert_max_num_queries(20):
        assert "Tuesday group" in client.get("/manage/snippets/panels/panel/").content.decode()
    assert client.get(f"/manage/snippets/panels/panel/edit/{panel.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"area": "other"}, "Choose one from the list"),
        ({"coordinator": "finance"}, "Choose one from the list"),
        ({"term_starts": "2026-12-02", "term_ends": "2026-12-01"}, "It ends before it starts."),
        ({"name": ""}, "is empty"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_panel_that_is_refused(
    area: Area, other_area: Area, client: Client, wrong: dict[str, str], said: str
) -> None:
    user = make_staff(Role.PANEL_COORDINATOR, area)
    known = {"other": other_area.pk, "finance": make_staff(Role.FINANCE, area).pk}
    client.force_login(user)
    told = {**FIELDS, "name": "Tuesday group", "area": area.pk, "coordinator": user.pk}
    answer = client.post(ADD, told | {k: known.get(v, v) for k, v in wrong.items()})
    page = answer.content.decode()
    assert said.casefold() in page.casefold()
    assert not Panel.objects.exists()


@pytest.mark.parametrize("role", [Role.FINANCE, Role.FACILITATOR, Role.PANEL_COORDINATOR])
def test_nobody_else_opens_a_panel(
    area: Area, other_area: Area, client: Client, role: Role
) -> None:
    panel = make_panel(area)
    client.force_login(make_staff(role, other_area))
    answer = client.get(f"/manage/snippets/panels/panel/edit/{panel.pk}/")
    assert answer.status_code in {302, 403, 404}
