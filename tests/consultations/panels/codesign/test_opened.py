"""Members are told when something opens in their room, and until when it is planned."""

from datetime import timedelta

import pytest

from consultations.panels.codesign.activities import running
from consultations.panels.codesign.rooms.services import leave_room, move_stage, take_out
from consultations.panels.models import Activity, Message, Room
from consultations.panels.services import keep_apart
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.codesign.test_asks import TODAY
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity

SOON = "Planned to close on"


@pytest.mark.parametrize("kind", ["ideas", "dots"])
def test_who_is_in_the_room_is_told_once(inside: Inside, kind: str) -> None:
    leave_room(user=inside.women[2].user, room=inside.room, member=inside.women[2])
    at_stage(inside.room, "prioritise" if kind == "dots" else "ideas")
    made = make_activity(inside.room, kind, question="Which first?", closes_on=TODAY())
    room = Room.objects.get(pk=inside.room.pk)
    move_stage(user=inside.facilitator, room=room, to=room.stage)
    told = Message.objects.all()
    assert {message.member for message in told} == set(inside.women[:2])
    assert told.count() == 2
    assert "Which first?" not in told[0].title  # it may be read over her shoulder
    for words in ("Which first?", inside.room.title, SOON):
        assert words in told[0].text
    running.close_activity(user=inside.facilitator, activity=made)
    assert Message.objects.count() == 2


def test_what_opens_before_its_step_is_told_at_its_step(inside: Inside) -> None:
    """Negative: nobody is called to what she can't do anything in."""
    make_activity(inside.room, "problems")
    assert not Message.objects.exists()
    move_stage(user=inside.facilitator, room=inside.room, to="define")
    assert Message.objects.count() == 3


def test_for_whom_the_room_rests_is_called_to_nothing_in_it(inside: Inside) -> None:
    """Negative: she would stand before a door that is shut, and no word says why."""
    fern, ivy, wren = inside.women
    keep_apart(user=inside.facilitator, one=fern, other=ivy)
    make_activity(inside.room, "ideas")
    assert {message.member for message in Message.objects.all()} == {wren}


def test_a_pair_with_somebody_elsewhere_rests_nothing(inside: Inside) -> None:
    new = joined(inside.panel)
    keep_apart(user=inside.facilitator, one=inside.women[0], other=new)
    make_activity(inside.room, "ideas")
    assert {message.member for message in Message.objects.all()} == set(inside.women)


def test_once_it_is_settled_she_is_told_at_the_next_step(inside: Inside) -> None:
    fern, ivy, wren = inside.women
    keep_apart(user=inside.facilitator, one=fern, other=ivy)
    make_activity(inside.room, "ideas")
    take_out(user=inside.facilitator, room=inside.room, member=ivy)
    room = Room.objects.get(pk=inside.room.pk)
    move_stage(user=inside.facilitator, room=room, to=room.stage)
    called = Message.objects.filter(text__contains="something is open now")
    assert {message.member for message in called} == {fern, wren}
    assert called.count() == 2


def test_what_is_planned_is_told_to_nobody(inside: Inside) -> None:
    """Negative."""
    make_activity(inside.room, "ideas", is_open=False)
    move_stage(user=inside.facilitator, room=inside.room, to="ideas")
    assert not Message.objects.exists()


def test_the_day_is_on_pages_and_paper(inside: Inside) -> None:
    staff, day = inside.as_staff(), TODAY() + timedelta(days=9)
    path = f"/manage/rooms/{inside.room.pk}/begin/ideas/"
    given = {"question": "What would help?"}
    answer = staff.post(path, {**given, "closes_on": (day - timedelta(days=10)).isoformat()})
    assert "Choose a day from today on." in answer.content.decode()  # negative: yesterday
    assert staff.post(path, {**given, "closes_on": day.isoformat()}).status_code == 302
    made = Activity.objects.get()
    assert made.closes_on == day
    staff.post(f"/manage/rooms/activity/{made.pk}/step/open/")
    address = f"/panel/rooms/activity/{made.pk}/"
    client = inside.as_woman(0)
    for where in (address, f"/panel/rooms/{inside.room.pk}/"):
        assert SOON in client.get(where).content.decode()
    for more in ("", "paper/"):
        page = staff.get(f"/manage/rooms/activity/{made.pk}/{more}").content.decode()
        assert SOON in page
    running.close_activity(user=inside.facilitator, activity=made)
    assert SOON not in client.get(address).content.decode()
    other = make_activity(inside.room, "ideas")
    page = client.get(f"/panel/rooms/activity/{other.pk}/").content.decode()
    assert SOON not in page  # negative: it has no day
