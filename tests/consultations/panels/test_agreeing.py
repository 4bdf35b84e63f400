"""Agreements: texts in versions that stand, and each state × person × act."""

from datetime import date
from itertools import product
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import Agreement, AgreementText, Membership, Panel, PanelMember
from consultations.panels.people import agreeing, reviewing
from consultations.panels.people.agreeing import (
    NotComplete,
    NothingToAgree,
    TextStands,
    begin_text,
    months_later,
    publish_text,
    write_text,
)
from consultations.panels.people.terms import TERMS, Credit, Format
from consultations.panels.services import NotFromHere
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.accounts import make_staff

State = Agreement.State
NOV = date(2026, 11, 27)


@pytest.fixture
def text(panel: Panel) -> AgreementText:
    made = begin_text(user=panel.coordinator, panel=panel)
    publish_text(user=panel.coordinator, text=made)
    made.refresh_from_db()
    return made


@pytest.fixture
def briefed(panel: Panel) -> PanelMember:
    return joined(panel, Membership.State.BRIEFED)


def offered(panel: Panel, her: PanelMember) -> Agreement:
    place = her.memberships.select_related("panel", "member").get()
    return agreeing.offer(user=panel.coordinator, place=place)


def test_a_text_begins_whole_in_both_languages_and_stands_once_published(
    panel: Panel, text: AgreementText
) -> None:
    assert set(text.terms) == set(text.terms_cy) == set(TERMS)
    for act in (write_text, publish_text):
        with pytest.raises(TextStands):
            act(user=panel.coordinator, text=text)
    second = begin_text(user=panel.coordinator, panel=panel)
    assert begin_text(user=panel.coordinator, panel=panel) == second  # one draft at a time
    assert (second.number, second.terms) == (2, text.terms)
    assert agreeing.newest_text(panel) == text
    publish_text(user=panel.coordinator, text=second)
    newest = agreeing.newest_text(panel)
    assert newest is not None
    assert newest.number == 2


def test_a_text_is_published_whole_or_not_at_all(panel: Panel) -> None:
    text = begin_text(user=panel.coordinator, panel=panel)
    write_text(user=panel.coordinator, text=text, terms={**text.terms, "rate": " "})
    with pytest.raises(NotComplete) as caught:
        publish_text(user=panel.coordinator, text=text)
    assert caught.value.missing == ["rate"]


def test_texts_are_a_coordinators(panel: Panel, other_area: Area, her: PanelMember) -> None:
    text = begin_text(user=panel.coordinator, panel=panel)
    for user in (make_staff(Role.PANEL_COORDINATOR, other_area), her.user):
        with pytest.raises(PermissionDenied):
            begin_text(user=user, panel=panel)
        for act in (write_text, publish_text):
            with pytest.raises(PermissionDenied):
                act(user=user, text=text)


@time_machine.travel(NOV, tick=False)
def test_she_agrees_and_the_days_run(
    panel: Panel, text: AgreementText, briefed: PanelMember
) -> None:
    hers = offered(panel, briefed)
    assert hers.state == State.OFFERED
    hers = agreeing.agree(user=briefed.user, agreement=hers, credit=Credit.UNNAMED)
    assert (hers.agreed_on, hers.cooling_off_until) == (NOV, date(2026, 12, 11))
    assert hers.review_on == date(2027, 5, 27)
    assert briefed.memberships.get().state == Membership.State.AGREED
    assert hers.is_cooling


@time_machine.travel(NOV, tick=False)
def test_she_changes_her_mind_while_she_may(
    panel: Panel, text: AgreementText, briefed: PanelMember
) -> None:
    hers = offered(panel, briefed)
    agreeing.agree(user=briefed.user, agreement=hers, credit=Credit.UNNAMED)
    with time_machine.travel(date(2026, 12, 12), tick=False), pytest.raises(NothingToAgree):
        agreeing.change_mind(user=briefed.user, agreement=hers)
    with time_machine.travel(date(2026, 12, 11), tick=False):
        agreeing.change_mind(user=briefed.user, agreement=hers)
    hers.refresh_from_db()
    assert hers.state == State.WITHDRAWN
    assert briefed.memberships.get().state == Membership.State.BRIEFED


AGREEMENTS: dict[str, dict[str, Any]] = {
    "offered": {},
    "agreed, may change her mind": {"agreed_on": NOV, "cooling_off_until": NOV},
    "agreed": {"agreed_on": NOV, "cooling_off_until": date(2026, 11, 1)},
    "looked at again": {"agreed_on": NOV, "reviewed_on": NOV},
    "taken back": {"withdrawn_on": NOV},
    "ended": {"agreed_on": NOV, "ended_on": NOV},
}
# act → who may, and in which of these
ACTS: dict[str, tuple[set[str], set[str]]] = {
    "agree": ({"she", "coordinator"}, {"offered"}),
    "change_mind": ({"she", "coordinator"}, {"offered", "agreed, may change her mind"}),
    "look_again": (
        {"coordinator"},
        {"agreed, may change her mind", "agreed", "looked at again"},
    ),
}


@time_machine.travel(NOV, tick=False)
def test_each_act_in_each_state_by_everybody(
    panel: Panel, text: AgreementText, briefed: PanelMember, other_area: Area
) -> None:
    other = joined(panel)
    people: dict[str, User | None] = {
        "she": briefed.user,
        "coordinator": panel.coordinator,
        "coordinator elsewhere": make_staff(Role.PANEL_COORDINATOR, other_area),
        "another member": other.user,
        "finance": make_staff(Role.FINANCE, panel.area),
    }
    place = briefed.memberships.get()
    clean = dict.fromkeys(
        ("agreed_on", "cooling_off_until", "reviewed_on", "withdrawn_on", "ended_on")
    )
    hers = Agreement.objects.create(place=place, text=text, language="cy", format=Format.PAPER)
    for (state, days), (who, user), (act, (by, when)) in product(
        AGREEMENTS.items(), people.items(), ACTS.items()
    ):
        Agreement.objects.filter(pk=hers.pk).update(**{**clean, **days})
        Membership.objects.filter(pk=place.pk).update(state=Membership.State.BRIEFED)
        hers.refresh_from_db()
        before = hers.state
        more = {"credit": Credit.NONE} if act == "agree" else {}
        call = getattr(agreeing, act)
        if who in by and state in when:
            call(user=user, agreement=hers, **more)
            continue
        refusal = (NothingToAgree, NotFromHere) if who in by else PermissionDenied
        with pytest.raises(refusal):
            call(user=user, agreement=hers, **more)
        hers.refresh_from_db()
        assert hers.state == before, (state, who, act)


def test_an_offer_needs_a_text_a_state_and_the_coordinator(
    panel: Panel, briefed: PanelMember, other_area: Area
) -> None:
    with pytest.raises(NothingToAgree):
        offered(panel, briefed)
    publish_text(user=panel.coordinator, text=begin_text(user=panel.coordinator, panel=panel))
    place = briefed.memberships.select_related("panel", "member").get()
    for user in (make_staff(Role.PANEL_COORDINATOR, other_area), briefed.user):
        with pytest.raises(PermissionDenied):
            agreeing.offer(user=user, place=place)
    first, second = offered(panel, briefed), offered(panel, briefed)
    first.refresh_from_db()
    assert (first.state, second.state) == (State.ENDED, State.OFFERED)
    for state in (Membership.State.INVITED, Membership.State.ON_BREAK, Membership.State.LEFT):
        Membership.objects.filter(pk=place.pk).update(state=state)
        with pytest.raises(NothingToAgree):
            offered(panel, briefed)


@time_machine.travel(NOV, tick=False)
def test_a_new_version_ends_the_old_one_when_she_says_yes(
    panel: Panel, text: AgreementText, briefed: PanelMember
) -> None:
    first = offered(panel, briefed)
    agreeing.agree(user=briefed.user, agreement=first, credit=Credit.UNNAMED)
    second = offered(panel, briefed)
    first.refresh_from_db()
    assert first.state == State.AGREED
    agreeing.agree(user=briefed.user, agreement=second, credit=Credit.CHOSEN)
    first.refresh_from_db()
    assert first.state == State.ENDED


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 27), 1, date(2026, 12, 27)),
        (date(2026, 11, 27), 14, date(2028, 1, 27)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@time_machine.travel(NOV, tick=False)
def test_what_is_due_for_a_look(panel: Panel, text: AgreementText) -> None:
    for days in (date(2026, 12, 11), date(2026, 12, 12), date(2026, 11, 1)):
        her = joined(panel)
        Agreement.objects.create(
            place=her.memberships.get(),
            text=text,
            language="cy",
            agreed_on=NOV,
            review_on=days,
        )
    due = reviewing.due_for_a_look(Membership.objects.all())
    assert {one.review_on for one in due} == {date(2026, 12, 11), date(2026, 11, 1)}


@time_machine.travel(NOV, tick=False)
def test_she_agrees_on_her_page_and_keeps_her_copy(
    panel: Panel, text: AgreementText, briefed: PanelMember, log_in: LogIn
) -> None:
    hers = offered(panel, briefed)
    client, path = log_in(briefed), f"/panel/agreement/{hers.pk}/"
    page = client.get(path).content.decode()
    assert all(words in page for words in ("What you are paid", "Yes, I agree"))
    assert "Choose one." in client.post(path, {"answer": ""}).content.decode()
    client.post(path, {"credit": "unnamed"})
    hers.refresh_from_db()
    assert hers.state == State.AGREED
    copy = client.get(path).content.decode()
    assert "11 December 2026" in copy
    assert "Yes, I agree" not in copy
    client.post(path, {"answer": "no"})
    hers.refresh_from_db()
    assert hers.state == State.WITHDRAWN
    assert log_in(joined(panel)).get(path).status_code == 404


def test_what_is_not_in_welsh_is_marked_as_english(
    panel: Panel, briefed: PanelMember, log_in: LogIn
) -> None:
    made = begin_text(user=panel.coordinator, panel=panel)
    write_text(user=panel.coordinator, text=made, terms_cy={"role": "Rydych chi’n dod"})
    publish_text(user=panel.coordinator, text=made)
    briefed.language = "cy"
    briefed.save()
    hers = offered(panel, briefed)
    page = log_in(briefed).get(f"/panel/agreement/{hers.pk}/").content.decode()
    assert "Rydych chi’n dod" in page
    assert page.count('lang="en-gb">') >= len(TERMS) - 1
