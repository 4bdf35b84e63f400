"""Who is asked, what she answers and needs, and what we say: allowed and refused."""

from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import AuditLine
from accounts.roles import Role
from consultations.panels.models import (
    AccessRequest,
    Attendance,
    KeptApart,
    Membership,
    Message,
    Panel,
    PanelMember,
    Session,
)
from consultations.panels.people.leaving import leave_and_forget
from consultations.panels.services import NotFromHere, keep_apart
from consultations.panels.sessions import asking, asks
from consultations.panels.sessions.asking import Reply
from consultations.panels.sessions.selectors import ASKING, not_with_these
from consultations.panels.sessions.services import change_session
from consultations.stages.services import NoReason
from core.models import Area
from tests.factories.accounts import make_staff
from tests.factories.panels import make_member, make_member_user
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session

S, Answer = Session.State, Attendance.Answer


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


def ask(session: Session, member: PanelMember, user: Any = None) -> Attendance:
    return asking.ask(user=user or session.panel.coordinator, session=session, member=member)


def say(place: Attendance, answer: str = "yes", user: Any = None, **more: Any) -> Attendance:
    told = Reply(answer, **{"asks": {}, **more})
    return asking.reply(user=user or place.session.panel.coordinator, place=place, told=told)


def test_in_which_states_who_is_asked(panel: Panel) -> None:
    women = {state: make_member(panel, state) for state in Membership.State}
    cases = product(S, women.items())
    for day, (state, (place, woman)) in enumerate(cases, 21):
        session = make_session(panel, state, starts_at=in_days(day))
        if state not in ASKING:
            with pytest.raises(NotFromHere), transaction.atomic():
                ask(session, woman)
        elif place not in {"agreed", "active"}:
            with pytest.raises(asking.NotThisOne), transaction.atomic():
                ask(session, woman)
        else:
            assert ask(session, woman).answer == Answer.NONE
            assert ask(session, woman).pk == session.attendances.get(member=woman).pk


def test_asking_is_refused_to_others_and_without_room_or_time(
    panel: Panel, other_area: Area
) -> None:
    session = make_session(panel, S.OPEN, capacity=1)
    woman = make_member(panel)
    for user in (make_staff(Role.PANEL_COORDINATOR, other_area), panel.safeguarding_lead):
        with pytest.raises(PermissionDenied):
            ask(session, woman, user)
    place = make_place(session)
    with pytest.raises(asking.NoPlaceLeft):
        ask(session, woman)
    place.answer = Answer.NO
    place.save()
    late = make_session(panel, S.OPEN, starts_at=in_days(6))
    with pytest.raises(asking.TooLate):
        ask(late, woman)
    assert ask(session, woman)
    with pytest.raises(asking.NoPlaceLeft):  # her place went to somebody else meanwhile
        say(place, "maybe")


def test_who_must_not_meet_is_never_in_one_session_and_no_reason_is_shown(panel: Panel) -> None:
    one, other, third = (make_member(panel) for _ in range(3))
    keep_apart(user=panel.coordinator, one=one, other=other)
    session = make_session(panel, S.OPEN)
    place = ask(session, one)
    with pytest.raises(asking.NotThisOne) as refused:
        ask(session, other)
    assert str(refused.value) == ""
    assert not_with_these(session, [other, third]) == {other.pk}
    say(place, "no")
    theirs = ask(Session.objects.get(pk=session.pk), other)
    with pytest.raises(asking.NotThisOne):  # she changes her mind, and the other has a place now
        say(place, "yes")
    say(theirs, "no")
    assert say(place, "yes").answer == Answer.YES
    assert KeptApart.objects.count() == 1


def test_a_break_keeps_her_place_on_the_panel_and_is_asked_to_nothing(panel: Panel) -> None:
    woman = make_member(panel, Membership.State.ON_BREAK)
    session = make_session(panel, S.OPEN)
    with pytest.raises(asking.NotThisOne):
        ask(session, woman)
    assert woman.memberships.get().state == Membership.State.ON_BREAK
    assert not woman.messages.exists()


def test_she_is_told_by_the_one_door_and_the_briefing_too_when_it_is_out(panel: Panel) -> None:
    early, later = make_member(panel), make_member(panel)
    ask(make_session(panel, S.OPEN), early)
    session = make_session(panel, S.BRIEFED)
    session.texts.create(kind="briefing", text="We meet at ten.", hard="Court")
    ask(session, later)
    assert early.messages.count() == 1
    assert set(later.messages.values_list("key", flat=True)) == {
        f"session {session.pk} asked",
        f"session {session.pk} briefing",
    }
    told = later.messages.get(key__endswith="briefing").text
    assert "Court" in told
    assert "We meet at ten." in told
    assert "1 High Street" not in told  # she hasn't said yes


@pytest.mark.parametrize("state", S)
def test_her_answer_is_kept_until_it_begins(panel: Panel, state: str) -> None:
    her = make_member(panel, user=make_member_user())
    place = make_place(make_session(panel, state), her, "none")
    if state in ASKING:
        for answer in ("yes", "maybe", "no", "yes"):
            assert say(place, answer, her.user).answer == answer
    else:
        with pytest.raises(NotFromHere):
            say(place, "yes", her.user)
    for user in (make_member(panel, user=make_member_user()).user, panel.safeguarding_lead):
        with pytest.raises(PermissionDenied):
            say(place, "yes", user)


def test_only_a_colleague_who_notes_her_answer_leaves_a_line(panel: Panel) -> None:
    her = make_member(panel, user=make_member_user())
    place = make_place(make_session(panel, S.OPEN), her, "none")
    before = AuditLine.objects.count()
    say(place, "yes", her.user)
    assert AuditLine.objects.count() == before
    say(place, "no")
    assert AuditLine.objects.count() == before + 1


def test_what_she_asks_for_is_sealed_and_keeps_its_answer_as_long_as_she_needs_it(
    panel: Panel,
) -> None:
    place = make_place(make_session(panel, S.OPEN), answer="none")
    say(place, "yes", asks={"quiet": "", "other": "My dog Bruno comes too"})
    rows = asks.asked_by(place.requests.all(), place.member_id)
    assert [ask.label for _, ask in rows] == ["A quiet room to go to", "My dog Bruno comes too"]
    assert b"Bruno" not in bytes(rows[1][0].sealed)
    answer = asking.answer_request
    answer(user=panel.coordinator, request=rows[0][0], answer="yes")
    say(place, "maybe", asks={"quiet": "", "other": "My dog Bruno", "fare": ""})
    rows = asks.asked_by(place.requests.all(), place.member_id)
    assert [(ask.kind, row.answer) for row, ask in rows] == [
        ("quiet", "yes"),
        ("fare", "open"),
        ("other", "open"),
    ]
    say(place, "no", asks={"quiet": ""}, wants_contact=True)
    assert not place.requests.exists()
    place.refresh_from_db()
    assert not place.wants_contact


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"answer": "yes"}, "Yes, it will be there."),
        ({"answer": "way", "how": "The room next door"}, "in this way: The room next door"),
        (
            {"answer": "no", "because": "There is one room", "instead": "A walk outside"},
            "We can’t, because: There is one room\n\nWhat we can do: A walk outside",
        ),
        ({"answer": "way"}, None),
        ({"answer": "no", "because": "There is one room"}, None),
        ({"answer": "no", "instead": "A walk"}, None),
    ],
)
def test_each_request_is_answered_with_reason_and_way(
    panel: Panel, told: dict[str, str], said: str | None
) -> None:
    place = make_place(make_session(panel, S.OPEN), answer="none")
    say(place, "yes", asks={"quiet": ""})
    request = place.requests.get()
    if said is None:
        with pytest.raises(NoReason):
            asking.answer_request(user=panel.coordinator, request=request, **told)
        request.refresh_from_db()
        assert request.answer == AccessRequest.Answer.OPEN
        return
    asking.answer_request(user=panel.coordinator, request=request, **told)
    asking.answer_request(user=panel.coordinator, request=request, **told)  # put right: told anew
    found = Message.objects.filter(member=place.member)
    assert found.count() == 2
    assert said in found[0].text


def test_answering_is_refused_to_others_and_once_it_has_begun(panel: Panel) -> None:
    place = make_place(make_session(panel, S.OPEN), answer="none")
    say(place, "yes", asks={"quiet": ""})
    request = place.requests.get()
    with pytest.raises(PermissionDenied):
        asking.answer_request(user=panel.safeguarding_lead, request=request, answer="yes")
    Session.objects.update(state=S.LIVE)
    with pytest.raises(NotFromHere):
        asking.answer_request(user=panel.coordinator, request=request, answer="yes")


def test_who_is_taken_off_is_told_in_words_that_say_nothing_of_why(panel: Panel) -> None:
    place = make_place(make_session(panel, S.READY))
    woman = place.member
    with pytest.raises(PermissionDenied):
        asking.let_go(user=panel.safeguarding_lead, place=place)
    asking.let_go(user=panel.coordinator, place=place)
    assert not Attendance.objects.exists()
    assert "no fault of yours" in woman.messages.get().text
    held = make_place(make_session(panel, S.DONE))
    with pytest.raises(NotFromHere):
        asking.let_go(user=panel.coordinator, place=held)


def test_another_day_or_place_asks_everybody_again(panel: Panel, other_area: Area) -> None:
    session = make_session(panel, S.OPEN)
    sure, unsure, away = (make_place(session, answer=a) for a in ("yes", "none", "no"))
    user = panel.coordinator
    assert change_session(user=user, session=session, paid_words="£50") == []
    assert len(change_session(user=user, session=session, starts_at=in_days(30))) == 2
    assert len(change_session(user=user, session=session, starts_at=in_days(31))) == 2
    sure.refresh_from_db()
    assert sure.answer == Answer.NONE
    assert [p.member.messages.count() for p in (sure, unsure, away)] == [2, 2, 0]
    stranger = make_staff(Role.PANEL_COORDINATOR, other_area)
    with pytest.raises(PermissionDenied):
        change_session(user=stranger, session=session, title="x")
    Session.objects.update(state=S.LIVE)
    with pytest.raises(NotFromHere):
        change_session(user=user, session=session, title="x")


def test_who_leaves_takes_with_her_what_she_needed(panel: Panel) -> None:
    her = make_member(panel, user=make_member_user())
    place = make_place(make_session(panel, S.OPEN), her, "none")
    say(place, "yes", asks={"quiet": ""}, wants_contact=True)
    Attendance.objects.update(sealed=b"x", contact_by="Ruth")
    leave_and_forget(user=her.user, member=her, credit="unnamed")
    assert not Attendance.objects.exists()  # it was still to come
    assert not AccessRequest.objects.exists()
    was_there = make_member(panel, user=make_member_user())
    kept = make_place(make_session(panel, S.DONE), was_there, sealed=b"x", contact_by="Ruth")
    Attendance.objects.update(came="there", minutes=60, wants_contact=True)
    leave_and_forget(user=was_there.user, member=was_there, credit="unnamed")
    kept.refresh_from_db()
    assert (bytes(kept.sealed), kept.contact_by, kept.wants_contact) == (b"", "", False)
    gone = make_member(panel, user=make_member_user())
    make_place(kept.session, gone)
    leave_and_forget(user=gone.user, member=gone, credit="none")
    assert Attendance.objects.count() == 1
