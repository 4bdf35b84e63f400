"""What we change late counts as cancelled for who kept the time free and can't come (rule 2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.panels.models import Attendance, Panel, Session
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import asking, noting
from consultations.panels.sessions.asking import Reply
from consultations.panels.sessions.services import cancel_session, change_session, take_step
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session

S, Came = Session.State, Attendance.Came


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.fixture
def session(panel: Panel) -> Session:
    """In three days."""
    ago = timezone.localdate() - timedelta(days=20)
    return make_session(panel, S.READY, starts_at=in_days(3), briefed_on=ago)


def move(session: Session, **fields: Any) -> None:
    fresh = Session.objects.get(pk=session.pk)
    change_session(user=session.panel.coordinator, session=fresh, **fields)


def cancel(session: Session) -> None:
    fresh = Session.objects.get(pk=session.pk)
    cancel_session(user=session.panel.coordinator, session=fresh, because="No room")


def say(place: Attendance, answer: str) -> None:
    asking.reply(user=place.member.user, place=place, told=Reply(answer, {}))


def owed(place: Attendance) -> tuple[str, int | None, Any]:
    place.refresh_from_db()
    return place.came, place.minutes, place.pay_due_on


@pytest.mark.parametrize("days", [3, 40])
@pytest.mark.parametrize("answer", ["yes", "maybe"])
def test_moved_late_and_then_cancelled_is_paid(
    panel: Panel, session: Session, days: int, answer: str
) -> None:
    place, silent = make_place(session, joined(panel), answer), make_place(session, answer="none")
    was = session.day
    move(session, starts_at=in_days(days, 11))
    cancel(session)
    assert owed(place) == (Came.CANCELLED, 120, was + timedelta(days=7))
    assert owed(silent)[1] in {None, 0}


def test_moved_late_and_it_does_not_suit_her_is_paid_and_told(
    panel: Panel, session: Session
) -> None:
    place, was = make_place(session, joined(panel)), session.day
    move(session, starts_at=in_days(40), minutes=60)
    assert "it counts for you in full" in place.member.messages.get().text
    assert owed(place) == ("", None, None)
    say(place, "no")
    assert owed(place) == (Came.CANCELLED, 120, was + timedelta(days=7))
    move(session, starts_at=in_days(60))  # a second change takes nothing back
    cancel(session)
    assert owed(place)[1] == 120


def test_moved_late_and_it_suits_her_is_a_session_like_others(
    panel: Panel, session: Session
) -> None:
    place = make_place(session, joined(panel))
    move(session, starts_at=in_days(40))
    say(place, "no")
    say(place, "yes")
    assert owed(place) == ("", None, None)
    cancel(session)
    assert owed(place)[1] == 0


def test_moved_early_owes_nothing(panel: Panel, session: Session) -> None:
    Session.objects.update(starts_at=in_days(7))
    place = make_place(session, joined(panel))
    move(session, starts_at=in_days(40))
    assert "in full" not in place.member.messages.get().text
    say(place, "no")
    assert owed(place) == ("", None, None)


@pytest.mark.parametrize("answer", ["none", "maybe"])
def test_who_never_said_yes_to_the_new_plan_and_was_not_there_is_paid(
    panel: Panel, session: Session, answer: str
) -> None:
    place = make_place(session, joined(panel))
    move(session, starts_at=in_days(4))
    if answer != "none":
        say(place, answer)
    Session.objects.update(state=S.LIVE)
    take_step(user=panel.coordinator, session=Session.objects.get(), name="end")
    if answer == "maybe":
        place.refresh_from_db()
        noting.note_attendance(user=panel.coordinator, place=place, came=Came.NOT_THERE)
    assert owed(place)[:2] == (Came.CANCELLED, 120)


@pytest.mark.parametrize(("days", "answer", "paid"), [(3, "yes", True), (9, "yes", False)])
def test_taken_off_the_list_late_is_paid(
    panel: Panel, session: Session, days: int, answer: str, paid: bool
) -> None:
    Session.objects.update(starts_at=in_days(days))
    place = make_place(session, joined(panel), answer)
    asking.let_go(user=panel.coordinator, place=place)
    if not paid:
        assert not Attendance.objects.exists()
        return
    assert owed(place)[:2] == (Came.CANCELLED, 120)
    assert "it counts for you in full" in place.member.messages.get().text
    with pytest.raises(NotFromHere):
        say(place, "yes")


@pytest.mark.parametrize("answer", ["no", "away", "off"])
def test_who_said_no_was_not_there(panel: Panel, answer: str) -> None:
    place = make_place(make_session(panel, S.DONE), answer=answer)
    with pytest.raises(NotFromHere):
        noting.note_attendance(user=panel.coordinator, place=place, came=Came.FULL)
    place.answer = Attendance.Answer.NONE
    noting.note_attendance(user=panel.coordinator, place=place, came=Came.FULL)
    assert place.minutes == 120
