"""Every state of a place × everybody × every step: taken, or refused and nothing changed."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import Agreement, AgreementText, Membership, Panel
from consultations.panels.people.places import (
    STEPS,
    begin_after_cooling_off,
    may_take,
    steps_for,
    take_step,
)
from consultations.panels.services import NotFromHere
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff, make_user

State = Membership.State
ALL = {*State}
HERE = ALL - {State.LEFT, State.ALUMNI}
# step → (from, to, who may): written out again, so that neither can change unseen
TABLE = {
    "say_interested": ({State.INVITED}, State.INTERESTED, {"she", "coordinator"}),
    "tell_about_it": ({State.INTERESTED}, State.BRIEFED, {"coordinator"}),
    "agree": ({State.BRIEFED}, State.AGREED, {"she", "coordinator"}),
    "take_break": ({State.AGREED, State.ACTIVE}, State.ON_BREAK, {"she", "coordinator"}),
    "come_back": ({State.ON_BREAK}, State.ACTIVE, {"she", "coordinator"}),
    "leave": (HERE, State.LEFT, {"she", "coordinator"}),
    "invite_again": ({State.LEFT, State.ALUMNI}, State.INVITED, {"coordinator"}),
    "stay_in_touch": ({State.LEFT}, State.ALUMNI, {"she"}),
}
ACTORS = ("she", "coordinator", "coordinator elsewhere", "another member", "finance", "nobody")


@pytest.fixture
def actors(panel: Panel, other_area: Area) -> dict[str, User]:
    other = joined(panel)
    assert other.user is not None
    return {
        "coordinator": panel.coordinator,
        "coordinator elsewhere": make_staff(Role.PANEL_COORDINATOR, other_area),
        "another member": other.user,
        "finance": make_staff(Role.FINANCE, panel.area),
        "nobody": make_user(),
    }


def test_each_step_in_each_state_by_everybody(panel: Panel, actors: dict[str, User]) -> None:
    assert set(TABLE) == set(STEPS)
    her = joined(panel)
    assert her.user is not None
    place = her.memberships.select_related("panel", "member").get()
    for state, who, (name, (begins, ends, by)) in product(State, ACTORS, TABLE.items()):
        user = her.user if who == "she" else actors[who]
        Membership.objects.filter(pk=place.pk).update(state=state)
        place.refresh_from_db()
        allowed = who in by and state in begins
        assert may_take(user, place, name) is allowed, (state, who, name)
        if allowed:
            take_step(user=user, place=place, name=name)
        else:
            refusal = NotFromHere if who in by else PermissionDenied
            with pytest.raises(refusal):
                take_step(user=user, place=place, name=name)
        place.refresh_from_db()
        assert place.state == (ends if allowed else state), (state, who, name)


def test_a_break_goes_back_to_where_she_was(panel: Panel) -> None:
    her = joined(panel, State.ON_BREAK)
    assert her.user is not None
    place = her.memberships.select_related("panel", "member").get()
    text = AgreementText.objects.create(panel=panel, number=1)
    today = timezone.localdate()
    hers = Agreement.objects.create(
        place=place, text=text, language="en-gb", agreed_on=today, cooling_off_until=today
    )
    assert take_step(user=her.user, place=place, name="come_back").state == State.AGREED
    take_step(user=her.user, place=place, name="take_break")
    Agreement.objects.filter(pk=hers.pk).update(cooling_off_until=today - timedelta(1))
    assert take_step(user=her.user, place=place, name="come_back").state == State.ACTIVE


def test_days_to_change_her_mind_end_by_themselves(panel: Panel) -> None:
    today = timezone.localdate()
    text = AgreementText.objects.create(panel=panel, number=1)
    ends = {today: State.AGREED, today - timedelta(1): State.ACTIVE}
    women = {day: joined(panel, State.AGREED) for day in ends}
    for day, her in women.items():
        Agreement.objects.create(
            place=her.memberships.get(), text=text, language="cy", cooling_off_until=day
        )
    assert begin_after_cooling_off() == 1
    assert begin_after_cooling_off() == 0
    assert {day: her.memberships.get().state for day, her in women.items()} == ends


def test_what_her_page_offers(panel: Panel) -> None:
    her = joined(panel, State.ACTIVE)
    place = her.memberships.select_related("panel", "member").get()
    assert steps_for(her.user, place) == ["take_break", "leave"]
    assert steps_for(make_user(), place) == []
