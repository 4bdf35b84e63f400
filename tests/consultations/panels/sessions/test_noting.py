"""After a session: what counts, texts that are sent once, being in touch, cancelling."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from consultations.panels.models import Attendance, Membership, Panel, Session
from consultations.panels.people.reaching import Way, way_now
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import asks, noting
from consultations.panels.sessions.services import cancel_session, take_step
from consultations.stages.services import NoReason, NotYet
from core.models import Area
from tests.factories.panels import make_member
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session, write

S, Came = Session.State, Attendance.Came
COUNTS = [
    (Came.FULL, None, 120),
    (Came.BREAK, 30, 120),
    (Came.CONTENT, 10, 120),  # rule 2: it costs her nothing
    (Came.EARLY, 45, 45),
    (Came.PART, 120, 120),
    (Came.NOT_THERE, None, 0),
    (Came.NOT_THERE, 60, 0),
]


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.mark.parametrize(("came", "minutes", "counts"), COUNTS)
def test_what_counts(panel: Panel, came: str, minutes: int | None, counts: int) -> None:
    place = make_place(make_session(panel, S.DONE))
    noted = noting.note_attendance(
        user=panel.coordinator, place=place, came=came, minutes=minutes, adjustments=" Shorter "
    )
    assert noted.minutes == counts
    due = place.session.day + timedelta(days=7) if counts else None
    assert noted.pay_due_on == due
    assert noted.noted_on == timezone.localdate()
    assert b"Shorter" not in bytes(noted.sealed)
    assert asks.adjustments_of(noted) == "Shorter"


@pytest.mark.parametrize("came", sorted(noting.BY_THE_CLOCK))
@pytest.mark.parametrize("minutes", [None, 0, -5, 121])
def test_a_part_needs_its_minutes(panel: Panel, came: str, minutes: int | None) -> None:
    place = make_place(make_session(panel, S.DONE))
    with pytest.raises(noting.HowLong):
        noting.note_attendance(user=panel.coordinator, place=place, came=came, minutes=minutes)
    place.refresh_from_db()
    assert place.came == ""


@pytest.mark.parametrize("state", S)
def test_when_and_by_whom_attendance_is_noted(panel: Panel, state: str) -> None:
    place = make_place(make_session(panel, state))
    if state in {S.DONE, S.TOLD}:
        assert noting.note_attendance(user=panel.coordinator, place=place, came=Came.FULL).came
    else:
        with pytest.raises(NotFromHere):
            noting.note_attendance(user=panel.coordinator, place=place, came=Came.FULL)
    with pytest.raises(PermissionDenied):
        noting.note_attendance(user=panel.safeguarding_lead, place=place, came=Came.FULL)


@pytest.mark.parametrize(
    ("days", "answer", "minutes", "said"),
    [
        (6, "yes", 120, "counts for you in full"),
        (6, "maybe", 120, "counts for you in full"),
        (6, "none", None, "You need do nothing"),
        (7, "yes", 0, "You need do nothing"),
        (30, "maybe", 0, "You need do nothing"),
    ],
)
def test_what_cancelling_early_and_late_means(
    panel: Panel, days: int, answer: str, minutes: int | None, said: str
) -> None:
    session = make_session(panel, S.READY, starts_at=in_days(days))
    place, away = make_place(session, answer=answer), make_place(session, answer="no")
    because = "The room flooded."
    cancelled = cancel_session(user=panel.coordinator, session=session, because=because)
    assert cancelled.was_cancelled_late is (days < 7)
    place.refresh_from_db()
    assert place.minutes == minutes
    assert (place.came == Came.CANCELLED) is (answer != "none")
    assert bool(place.pay_due_on) is bool(minutes)
    told = place.member.messages.get().text
    assert because in told
    assert said in told
    assert not away.member.messages.exists()


def test_cancelling_needs_a_reason_once_somebody_was_asked(panel: Panel) -> None:
    session = make_session(panel, S.OPEN)
    with pytest.raises(NoReason), transaction.atomic():
        cancel_session(user=panel.coordinator, session=session, because=" ")
    session.refresh_from_db()
    assert session.state == S.OPEN
    draft = make_session(panel)
    assert cancel_session(user=panel.coordinator, session=draft, because="").state == S.CANCELLED


@pytest.mark.parametrize("state", S)
def test_texts_stand_once_sent_and_minutes_go_once(panel: Panel, state: str) -> None:
    session = make_session(panel, state)
    places = [make_place(session), make_place(session, answer="no")]
    resting = make_place(session, make_member(panel, Membership.State.ON_BREAK))
    gone = make_place(session, make_member(panel, Membership.State.LEFT))
    Membership.objects.create(panel=make_led_panel(panel.area), member=gone.member, state="active")
    user = panel.coordinator
    if state in {S.CLOSED, S.CANCELLED}:
        with pytest.raises(NotFromHere):
            noting.write_text(user=user, session=session, kind="minutes", text="We met.")
        return
    noting.write_text(user=user, session=session, kind="minutes", text="We met.")
    with pytest.raises(PermissionDenied):
        noting.send_minutes(user=panel.safeguarding_lead, session=session)
    if state not in {S.DONE, S.TOLD}:
        with pytest.raises(NotFromHere):
            noting.send_minutes(user=user, session=session)
        return
    noting.send_minutes(user=user, session=session)
    noting.send_minutes(user=user, session=session)
    assert [place.member.messages.count() for place in places] == [1, 1]
    assert way_now(resting.member.messages.get()) == Way.LATER
    assert not gone.member.messages.exists()
    with pytest.raises(noting.TextStands):
        noting.write_text(user=user, session=session, kind="minutes", text="Other.")


def test_empty_minutes_are_not_sent(panel: Panel) -> None:
    session = make_session(panel, S.DONE)
    with pytest.raises(NotYet):
        noting.send_minutes(user=panel.coordinator, session=session)


def test_being_in_touch_is_for_who_asked_for_it(panel: Panel) -> None:
    session = make_session(panel, S.LIVE)
    wants, others = make_place(session, wants_contact=True), make_place(session)
    user = panel.coordinator
    noting.plan_contact(user=user, place=wants, by="Marian")
    with pytest.raises(NotFromHere):
        noting.plan_contact(user=user, place=others, by="Marian")
    with pytest.raises(NotFromHere):
        noting.note_contact(user=user, place=wants, went="reached")
    take_step(user=user, session=session, name="end")
    wants.refresh_from_db()
    others.refresh_from_db()
    assert wants.contact_due_on == session.day + timedelta(days=1)
    assert others.contact_due_on is None
    with pytest.raises(PermissionDenied):
        noting.note_contact(user=panel.safeguarding_lead, place=wants, went="reached")
    noting.note_contact(user=user, place=wants, went="not_reached")
    assert not wants.is_contact_owed
    with pytest.raises(NotFromHere):
        noting.note_contact(user=user, place=others, went="reached")


def test_what_each_step_tells_whom(panel: Panel) -> None:
    session = make_session(panel, S.OPEN)
    answers = ("yes", "maybe", "none", "no")
    places = {answer: make_place(session, answer=answer) for answer in answers}
    for kind in ("briefing", "minutes", "feedback"):
        write(session, kind)
    user = panel.coordinator

    def told(about: str) -> set[str]:
        key = f"session {session.pk} {about}"
        return {a for a, p in places.items() if p.member.messages.filter(key=key).exists()}

    session = take_step(user=user, session=session, name="brief")
    assert told("briefing") == {"yes", "maybe", "none"}
    assert session.briefed_on == timezone.localdate()
    take_step(user=user, session=session, name="make_ready")
    assert told("ready") == {"yes", "maybe"}
    Session.objects.update(state=S.DONE)
    Attendance.objects.update(came=Came.FULL)
    noting.send_minutes(user=user, session=session)
    take_step(user=user, session=session, name="tell")
    assert told("feedback") == told("minutes") == set(answers)
