"""Ready is what a session is, not what it once was; and approved is the plan as it stands."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.panels.models import Attendance, Membership, Panel, PanelMember, Session
from consultations.panels.people.leaving import leave_and_stay_in_touch
from consultations.panels.people.places import take_step as take_place
from consultations.panels.people.profile import store
from consultations.panels.people.records import Needs, Part
from consultations.panels.services import NotFromHere, keep_apart
from consultations.panels.sessions import asking, keeping, wording
from consultations.panels.sessions.asking import Reply
from consultations.panels.sessions.selectors import kept_places
from consultations.panels.sessions.services import change_session, plan_session, take_step
from consultations.panels.sessions.staff.due import due_for
from consultations.stages.services import NotYet
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.sessions import (
    in_days,
    make_led_panel,
    make_place,
    make_session,
    other_coordinator,
    write,
)

S, Answer = Session.State, Attendance.Answer


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


def long_ago() -> Any:
    return timezone.localdate() - timedelta(days=20)


def ready(panel: Panel, days: int = 30, **fields: Any) -> Session:
    values = {"starts_at": in_days(days), "briefed_on": long_ago(), **fields}
    return make_session(panel, S.READY, **values)


def say(place: Attendance, answer: str = "yes", user: Any = None, **more: Any) -> Attendance:
    told = Reply(answer, **{"asks": {}, **more})
    return asking.reply(user=user or place.member.user, place=place, told=told)


def state(session: Session) -> str:
    return Session.objects.get(pk=session.pk).state


def change(session: Session, user: Any = None, **fields: Any) -> None:
    fresh = Session.objects.get(pk=session.pk)
    change_session(user=user or fresh.panel.coordinator, session=fresh, **fields)


def step(session: Session, name: str, user: Any = None) -> Session:
    fresh = Session.objects.get(pk=session.pk)
    return take_step(user=user or fresh.panel.coordinator, session=fresh, name=name)


@pytest.mark.parametrize(
    "fields",
    [
        {"support_person": ""},
        {"support_person": "Ruth"},
        {"questions": "Tell us your story"},
        {"risks": ""},
        {"facilitator": "Somebody else"},
        {"starts_at": 1},
    ],
    ids=str,
)
def test_what_takes_away_that_it_is_ready(panel: Panel, fields: dict[str, Any]) -> None:
    session, her = ready(panel), joined(panel)
    place = make_place(session, her)
    if "starts_at" in fields:
        session.briefed_on = timezone.localdate()
        session.save()
        Attendance.objects.update(briefed_on=timezone.localdate())
        fields = {"starts_at": in_days(1)}
    change(session, **fields)
    assert state(session) == S.BRIEFED
    assert not session.steps_taken.get().by  # nobody took that step
    Session.objects.update(starts_at=in_days(1))
    say(place)
    keeping.remind_of_tomorrow()
    assert not her.messages.filter(title="Tomorrow").exists()


@pytest.mark.parametrize("fields", [{"breaks": "Tea"}, {"starts_at": 31}, {"capacity": 9}], ids=str)
def test_what_leaves_it_ready(panel: Panel, fields: dict[str, Any]) -> None:
    session = ready(panel)
    make_place(session, joined(panel))
    change(session, **({"starts_at": in_days(31)} if "starts_at" in fields else fields))
    assert state(session) == S.READY


def test_a_wish_without_an_answer_ends_it_and_the_clock_asks_again(panel: Panel) -> None:
    session, her = ready(panel, 1), joined(panel)
    place = make_place(session, her)
    say(place, asks={"bsl": ""})
    assert state(session) == S.BRIEFED
    other = ready(panel, 1, title="Another")
    make_place(other, joined(panel))
    Session.objects.filter(pk=other.pk).update(support_person="")  # by a way that asks nothing
    assert keeping.remind_of_tomorrow() == 0
    assert state(other) == S.BRIEFED


@pytest.mark.parametrize(
    ("before", "after"), [(S.APPROVED, S.DRAFT), (S.OPEN, S.OPEN), (S.READY, S.BRIEFED)]
)
def test_approval_is_of_the_plan_as_it_stands(panel: Panel, before: str, after: str) -> None:
    session = make_session(panel, before, briefed_on=long_ago())
    change(session, breaks="Tea")
    assert state(session) == before
    change(session, purpose="Something else", paid_words="Nothing")
    assert state(session) == after
    name = "approve" if after == S.DRAFT else "approve_again"
    with pytest.raises(PermissionDenied):
        step(session, name)
    assert step(session, name, panel.safeguarding_lead).is_approved
    with pytest.raises(NotFromHere):
        step(session, "approve_again", panel.safeguarding_lead)


def test_nobody_sends_a_briefing_on_a_plan_that_changed(panel: Panel) -> None:
    session = make_session(panel, S.OPEN)
    make_place(session)
    write(session, "briefing")
    change(session, questions="Tell us your story")
    with pytest.raises(NotYet, match="after it was approved"):
        step(session, "brief")
    waits = [due.what for due in due_for(panel.safeguarding_lead)]
    assert waits == ["changed, and waits for your approval"]
    step(session, "approve_again", panel.safeguarding_lead)
    assert step(session, "brief").state == S.BRIEFED


def test_who_wrote_any_of_it_does_not_approve_it(panel: Panel) -> None:
    second, third = other_coordinator(panel), other_coordinator(panel)
    session = make_session(panel)
    change(session, second, questions="All mine")
    change(session, panel.coordinator, questions="Mine again")
    for writer in (second, panel.coordinator):
        with pytest.raises(PermissionDenied):
            step(session, "approve", writer)
    change(session, third, starts_at=in_days(40))  # a day is nobody's text
    assert step(session, "approve", third).state == S.APPROVED


def test_what_she_always_needs_is_asked_for_each_session(panel: Panel) -> None:
    session, her = make_session(panel, S.BRIEFED, briefed_on=long_ago()), joined(panel)
    store(member=her, part=Part.NEEDS, told=Needs(not_free="After nine"))
    place = make_place(session, her)
    assert step(session, "make_ready").state == S.READY  # times are no need of the room
    store(member=her, part=Part.NEEDS, told=Needs(access="A ramp"))
    say(place)
    assert state(session) == S.BRIEFED
    with pytest.raises(NotYet, match="what she always needs"):
        step(session, "make_ready")
    with pytest.raises(PermissionDenied):
        asking.see_to_needs(user=panel.safeguarding_lead, place=place)
    client = Client()
    client.force_login(panel.coordinator)
    client.post(reverse("panel_sessions:see_to", args=[place.pk]))
    assert step(session, "make_ready").state == S.READY
    store(member=her, part=Part.NEEDS, told=Needs(access="A ramp, and a lift"))
    with pytest.raises(NotYet, match="what she always needs"):
        step(session, "begin")


@pytest.mark.parametrize(("days", "begins", "held"), [(1, False, False), (0, True, False)])
def test_it_begins_on_its_day(panel: Panel, days: int, begins: bool, held: bool) -> None:
    session = ready(panel, days)
    make_place(session, joined(panel))
    with pytest.raises(NotYet):
        step(session, "was_held")
    if begins:
        assert step(session, "begin").state == S.LIVE
    else:
        with pytest.raises(NotYet, match="Wait for its day"):
            step(session, "begin")


def test_a_day_that_has_gone_is_noted_as_held_not_begun(panel: Panel) -> None:
    session = ready(panel, -5)
    place = make_place(session, joined(panel), wants_contact=True, contact_by="Ruth")
    with pytest.raises(NotYet, match="Its day has gone"):
        step(session, "begin")
    assert step(session, "was_held").state == S.DONE
    place.refresh_from_db()
    assert place.contact_due_on == session.day + timedelta(days=1)


def test_a_pair_that_is_made_late_stops_it_and_is_told_on_the_first_screen(panel: Panel) -> None:
    one, other, third = joined(panel), joined(panel), joined(panel)
    session = ready(panel, 1)
    for woman in (one, other, third):
        make_place(session, woman)
    keep_apart(user=panel.coordinator, one=one, other=third)
    assert state(session) == S.BRIEFED
    assert keeping.remind_of_tomorrow() == 0
    waits = [due.what for due in due_for(panel.coordinator)]
    assert "two women who are asked can’t both have a place" in waits
    client = Client()
    client.force_login(panel.coordinator)
    who = client.get(reverse("panel_sessions:who", args=[session.pk])).content.decode()
    assert f"{one} and {third} can’t both have a place" in who
    assert f"{one} and {other}" not in who


def test_a_safeguarding_lead_reads_no_name(panel: Panel) -> None:
    session = make_session(panel, S.BRIEFED)
    women = [joined(panel, chosen_name=name) for name in ("Qwertya", "Qwertyb")]
    for woman in women:
        make_place(session, woman, wants_contact=True)
    keep_apart(user=panel.coordinator, one=women[0], other=women[1])
    client = Client()
    assert panel.safeguarding_lead
    client.force_login(panel.safeguarding_lead)
    for now in (S.BRIEFED, S.READY, S.DONE, S.TOLD):
        Session.objects.update(state=now)
        Attendance.objects.update(contact_due_on=timezone.localdate())
        page = client.get(reverse("panel_sessions:one", args=[session.pk])).content.decode()
        assert "Qwerty" not in page, now


@pytest.mark.parametrize("how", ["break", "leave"])
def test_who_is_not_here_gives_her_place_up_and_finds_room_again(panel: Panel, how: str) -> None:
    first, second = joined(panel), joined(panel)
    keep_apart(user=panel.coordinator, one=first, other=second)
    session = make_session(panel, S.OPEN, capacity=1)
    hers = make_place(session, first, wants_contact=True)
    where = first.memberships.get()
    if how == "leave":
        leave_and_stay_in_touch(user=first.user, member=first)
        hers.refresh_from_db()
        assert hers.answer == Answer.AWAY
        return
    take_place(user=first.user, place=where, name="take_break")
    fresh = Session.objects.get(pk=session.pk)
    theirs = asking.ask(user=panel.coordinator, session=fresh, member=second)
    say(theirs)
    take_place(user=first.user, place=where, name="come_back")
    with pytest.raises(asking.NotThisOne):
        say(hers)
    assert [one.member_id for one in kept_places(Session.objects.get(pk=session.pk))] == [second.pk]
    hers.refresh_from_db()
    assert not wording.shows_place(hers)
    say(theirs, "no")
    assert say(hers).answer == Answer.YES


def briefed(panel: Panel, days: int) -> tuple[Session, PanelMember, Attendance]:
    session, her = make_session(panel, S.OPEN, starts_at=in_days(days)), joined(panel)
    write(session, "briefing")
    make_place(session, joined(panel))
    place = make_place(session, her, answer="no")
    step(session, "brief")
    return session, her, place


def test_who_says_yes_later_is_sent_the_briefing(panel: Panel) -> None:
    _session, her, place = briefed(panel, 8)
    assert not her.messages.exists()
    say(place)
    assert her.messages.get().key.endswith("briefing")
    place.refresh_from_db()
    assert place.briefed_on == timezone.localdate()
    say(place, "no")
    say(place)
    assert her.messages.count() == 1


def test_who_would_have_no_week_to_read_it_is_not_taken_in(panel: Panel) -> None:
    session, her, place = briefed(panel, 8)
    Session.objects.filter(pk=session.pk).update(starts_at=in_days(6))
    for user in (her.user, panel.coordinator):
        with pytest.raises(asking.TooLate):
            say(place, user=user)
    Attendance.objects.filter(pk=place.pk).update(briefed_on=long_ago())
    assert say(place).answer == Answer.YES  # she had it before she said no


def test_days_to_read_are_counted_for_each_woman(panel: Panel) -> None:
    session = make_session(panel, S.BRIEFED, briefed_on=long_ago(), starts_at=in_days(30))
    write(session, "briefing", sent_on=long_ago())
    make_place(session, joined(panel))
    her = joined(panel)
    place = asking.ask(user=panel.coordinator, session=session, member=her)
    say(place)
    change(session, starts_at=in_days(3))
    say(place)
    for one in session.attendances.all():
        say(one)
    with pytest.raises(NotYet, match="sent too late"):
        step(session, "make_ready")


def test_one_woman_is_in_one_session_at_a_time(panel: Panel) -> None:
    her = joined(panel)
    first, second = make_session(panel, S.OPEN), make_session(panel, S.OPEN)
    place = asking.ask(user=panel.coordinator, session=first, member=her)
    with pytest.raises(asking.SameHour):
        asking.ask(user=panel.coordinator, session=second, member=her)
    say(place, "no")
    assert asking.ask(user=panel.coordinator, session=second, member=her)
    with pytest.raises(asking.SameHour):
        say(place)
    after = make_session(panel, S.OPEN, starts_at=first.ends_at)
    assert asking.ask(user=panel.coordinator, session=after, member=her)


def test_a_closed_panel_plans_nothing(panel: Panel) -> None:
    panel.state = Panel.State.CLOSED
    with pytest.raises(NotFromHere):
        plan_session(user=panel.coordinator, panel=panel, title="x", starts_at=in_days(30))
    assert not Session.objects.exists()
    assert Membership.objects.count() == 0


def test_of_two_that_were_moved_to_one_hour_she_says_yes_to_one(panel: Panel) -> None:
    her = joined(panel)
    first, second = (make_session(panel, S.OPEN, starts_at=in_days(day)) for day in (20, 25))
    places = [asking.ask(user=panel.coordinator, session=s, member=her) for s in (first, second)]
    for place in places:
        say(place)
    change(second, starts_at=first.starts_at)
    for answer in ("yes", "maybe"):
        with pytest.raises(asking.SameHour):
            say(places[1], answer)
    say(places[1], "no")
    say(places[0], "maybe")
    say(places[0], "no")
    assert say(places[1]).answer == "yes"


def test_what_she_needs_can_be_changed_where_she_said_yes(panel: Panel) -> None:
    her = joined(panel)
    first, second = (make_session(panel, S.OPEN, starts_at=in_days(day)) for day in (20, 25))
    places = [asking.ask(user=panel.coordinator, session=s, member=her) for s in (first, second)]
    say(places[0])
    change(second, starts_at=first.starts_at)
    assert say(places[0], asks={"bsl": ""}).requests.count() == 1
