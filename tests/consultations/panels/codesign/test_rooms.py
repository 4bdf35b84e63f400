"""Rooms: opened by a brief, who comes in, who must not meet, leaving by one press."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine
from accounts.roles import Role
from consultations.models import Brief
from consultations.panels.codesign.activities.running import close_room
from consultations.panels.codesign.rooms import services
from consultations.panels.codesign.rooms.permissions import NotNow, role_of
from consultations.panels.codesign.rooms.selectors import apart_in, is_in, who_is_in
from consultations.panels.models import InRoom, Membership, Message, PanelMember
from consultations.panels.services import keep_apart
from core.models import Area
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.rooms import make_activity, make_brief


def test_a_brief_of_the_area_opens_a_room_and_no_other_does(
    inside: Inside, other_area: Area
) -> None:
    panel, user = inside.panel, inside.facilitator
    older = Brief.objects.get()
    brief = make_brief(panel)
    assert services.open_room(user=user, panel=panel, brief=brief, title="B").brief == brief
    Brief.objects.filter(pk=older.pk).update(superseded=True)
    with pytest.raises(services.NoBrief):
        services.open_room(user=user, panel=panel, brief=older, title="A")
    for stranger in (inside.lead, make_staff(Role.PANEL_COORDINATOR, other_area)):
        with pytest.raises(PermissionDenied):
            services.open_room(user=stranger, panel=panel, brief=brief, title="C")


def test_she_is_told_each_time_that_she_is_let_in_or_taken_out(inside: Inside) -> None:
    new = joined(inside.panel)
    for times in (1, 2):
        services.let_in(user=inside.facilitator, room=inside.room, member=new)
        assert is_in(inside.room, new)
        assert told(new, "You can go into a room") == times
        services.take_out(user=inside.facilitator, room=inside.room, member=new)
        assert not is_in(inside.room, new)
        assert told(new, "You are not in this room any more") == times
    assert all(inside.room.title in one.text for one in Message.objects.filter(member=new))
    assert AuditLine.objects.filter(action="let a member into a room").count() == 2


def test_a_second_press_tells_nothing(inside: Inside) -> None:
    """Negative: each is told once of one time."""
    new = joined(inside.panel)
    given: dict[str, Any] = {"user": inside.facilitator, "room": inside.room}
    services.let_in(member=new, **given)
    with pytest.raises(services.NotThisRoom):
        services.let_in(member=new, **given)
    assert told(new, "You can go into a room") == 1
    for _twice in range(2):
        services.take_out(member=new, **given)
    assert told(new, "You are not in this room any more") == 1


def test_who_left_herself_is_told_only_that_she_is_let_in_again(inside: Inside) -> None:
    """Negative: nobody tells her what she did."""
    new = joined(inside.panel)
    given: dict[str, Any] = {"user": inside.facilitator, "room": inside.room}
    services.let_in(member=new, **given)
    services.leave_room(user=new.user, room=inside.room, member=new)
    services.let_in(member=new, **given)
    assert told(new, "You can go into a room") == 2
    assert told(new, "You are not in this room any more") == 0


def told(member: PanelMember, words: str) -> int:
    return Message.objects.filter(member=member, text__contains=words).count()


@pytest.mark.parametrize("state", ["invited", "briefed", "on_break", "left", "alumni"])
def test_who_is_not_here_does_not_come_in(inside: Inside, state: str) -> None:
    new = joined(inside.panel, state)
    with pytest.raises(services.NotThisRoom):
        services.let_in(user=inside.facilitator, room=inside.room, member=new)
    InRoom.objects.create(room=inside.room, member=new)
    assert new not in who_is_in(inside.room)
    assert role_of(new.user, inside.room) == "nobody"


def test_women_who_must_not_meet_are_in_no_room_together(inside: Inside) -> None:
    new, user = joined(inside.panel), inside.facilitator
    keep_apart(user=user, one=new, other=inside.women[0])
    with pytest.raises(services.NotThisRoom):
        services.let_in(user=user, room=inside.room, member=new)
    services.take_out(user=user, room=inside.room, member=inside.women[0])
    assert services.let_in(user=user, room=inside.room, member=new)


def test_noted_later_the_room_rests_for_both_and_for_nobody_else(inside: Inside) -> None:
    fern, ivy, wren = inside.women
    keep_apart(user=inside.facilitator, one=fern, other=ivy)
    assert [is_in(inside.room, one) for one in (fern, ivy, wren)] == [False, False, True]
    assert [{a.pk, b.pk} for a, b in apart_in(inside.room)] == [{fern.pk, ivy.pk}]
    page = inside.as_woman(0).get(f"/panel/rooms/{inside.room.pk}/").content.decode()
    assert "This room is resting" in page
    assert "Ivy" not in page
    services.take_out(user=inside.facilitator, room=inside.room, member=ivy)
    assert is_in(inside.room, fern)
    assert not is_in(inside.room, ivy)


def test_one_press_and_she_is_out(inside: Inside) -> None:
    address = f"/panel/rooms/{inside.room.pk}/"
    client = inside.as_woman(0)
    assert client.get(address + "leave/").status_code == 405
    assert is_in(inside.room, inside.women[0])
    assert client.post(address + "leave/").status_code == 302
    assert not is_in(inside.room, inside.women[0])
    assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        services.leave_room(user=inside.women[0].user, room=inside.room, member=inside.women[1])
    assert is_in(inside.room, inside.women[1])


def test_a_break_shuts_the_door_and_coming_back_opens_it(inside: Inside) -> None:
    place = Membership.objects.filter(member=inside.women[0])
    place.update(state=Membership.State.ON_BREAK)
    assert not is_in(inside.room, inside.women[0])
    place.update(state=Membership.State.ACTIVE)
    assert is_in(inside.room, inside.women[0])


def test_stages_go_on_and_back_and_a_closed_room_stays(inside: Inside) -> None:
    user, room = inside.facilitator, inside.room
    for stage in ("review", "ideas"):
        assert services.move_stage(user=user, room=room, to=stage).stage == stage
    with pytest.raises(ValueError, match="nowhere"):
        services.move_stage(user=user, room=room, to="nowhere")
    with pytest.raises(PermissionDenied):
        services.move_stage(user=inside.women[0].user, room=room, to="review")
    vote = make_activity(room, "dots")
    with pytest.raises(NotNow):  # somebody's vote would never be counted
        close_room(user=user, room=room)
    vote.delete()
    close_room(user=user, room=room)
    for write in (
        lambda: services.move_stage(user=user, room=room, to="review"),
        lambda: services.let_in(user=user, room=room, member=joined(inside.panel)),
    ):
        with pytest.raises(NotNow):
            write()
    assert inside.as_woman().get(f"/panel/rooms/{room.pk}/").status_code == 200
