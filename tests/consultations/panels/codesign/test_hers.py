"""What is a woman's on any day, wherever she is: her name, her cards, what she told in private."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from consultations.models import PanelAnswer
from consultations.panels.codesign.activities import cards
from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.asks import services as asks
from consultations.panels.codesign.rooms.permissions import NotNow
from consultations.panels.codesign.rooms.selectors import apart_in, is_resting
from consultations.panels.codesign.rooms.services import leave_room
from consultations.panels.models import InRoom, Membership, Signing
from consultations.panels.services import keep_apart, move_place
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.codesign.test_asks import TODAY, answer, send, sign
from tests.factories.rooms import at_stage, make_activity, make_card

ROOMS = "/panel/rooms/"


def leave(inside: Inside, number: int = 0) -> None:
    woman = inside.women[number]
    leave_room(user=woman.user, room=inside.room, member=woman)


def rest(inside: Inside) -> None:
    keep_apart(user=inside.facilitator, one=inside.women[0], other=inside.women[1])


def hide(inside: Inside) -> None:
    Card.objects.update(is_hidden=True)


def test_her_name_is_taken_away_after_she_left_the_room(inside: Inside) -> None:
    at_stage(inside.room, "sign_off")
    row = asks.write(user=inside.facilitator, room=inside.room, text="A worker at the gate.")
    sign(inside, row, 0, credit="first", name="Alys")
    leave(inside)
    with pytest.raises(PermissionDenied):  # not sent yet: only who is in the room stands behind it
        sign(inside, row, 0)
    client, address = inside.as_woman(0), f"{ROOMS}recommended/{row.pk}/"
    assert client.get(address).status_code == 404
    send(inside, row)
    answer(inside, row, done_by=TODAY())
    assert PanelAnswer.objects.get().credits == ["Alys"]
    assert address in client.get(ROOMS).content.decode()
    assert client.post(address, {"credit": "none", "name": ""}).status_code == 302
    assert PanelAnswer.objects.get().credits == []
    assert Signing.objects.get().stance == "with"
    assert address not in client.get(ROOMS).content.decode()
    with pytest.raises((NotNow, PermissionDenied)):
        sign(inside, row, 1)
    leave(inside, 1)
    assert inside.as_woman(1).get(address).status_code == 404


@pytest.mark.parametrize("happens", [leave, rest, hide])
def test_her_card_she_takes_back_wherever_she_is(
    inside: Inside, happens: Callable[[Inside], None]
) -> None:
    board = make_activity(inside.room, "ideas")
    card = make_card(board, inside.women[0], "Only mine")
    another = make_card(board, inside.women[2], "Not hers")
    client = inside.as_woman(0)
    assert "Only mine" not in client.get(ROOMS).content.decode()
    happens(inside)
    page = client.get(ROOMS).content.decode()
    assert "Only mine" in page
    assert "Not hers" not in page
    assert client.post(f"{ROOMS}card/{another.pk}/back/").status_code == 404
    assert client.post(f"{ROOMS}card/{card.pk}/back/").status_code == 302
    assert list(Card.objects.all()) == [another]


def test_a_part_of_a_merge_she_takes_back(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    one, two = (make_card(board, woman) for woman in inside.women[:2])
    made = cards.merge(user=inside.facilitator, cards=[one, two], text="Both")
    assert inside.as_woman(0).post(f"{ROOMS}card/{made.pk}/back/").status_code == 404
    assert inside.as_woman(0).post(f"{ROOMS}card/{one.pk}/back/").status_code == 302
    assert list(Card.objects.all()) == [two]


def test_who_is_away_makes_no_room_rest(inside: Inside) -> None:
    fern, ivy, _wren = inside.women
    rest(inside)
    assert is_resting(inside.room, ivy)
    place = Membership.objects.get(member=fern)
    move_place(place=place, to=Membership.State.ON_BREAK)
    assert not is_resting(inside.room, ivy)
    assert apart_in(inside.room) == []
    assert InRoom.objects.get(member=fern).left_on is None  # back from a break, her place is there
    move_place(place=place, to=Membership.State.LEFT)
    assert InRoom.objects.get(member=fern).left_on == TODAY()
    assert InRoom.objects.get(member=ivy).left_on is None
