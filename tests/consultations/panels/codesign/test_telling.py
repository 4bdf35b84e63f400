"""Telling in private: once for two presses, of a part of a merge too, and from outside the room."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from consultations.panels.codesign.activities import cards
from consultations.panels.codesign.care import services
from consultations.panels.codesign.rooms.services import leave_room, take_out
from consultations.panels.models import Report
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import make_activity, make_card


def test_two_presses_tell_it_once(inside: Inside) -> None:
    card = make_card(make_activity(inside.room, "ideas"), inside.women[0])
    address, client = f"/panel/rooms/{inside.room.pk}/tell/{card.pk}/", inside.as_woman(1)
    for words in ("It is loud.", "It is loud.", "It is loud. "):
        assert client.post(address, {"words": words}).status_code == 302
    assert Report.objects.count() == 1


def test_other_words_another_woman_or_another_day_is_another(inside: Inside) -> None:
    """Negative: nothing that is told is taken for what was told before."""
    given: dict[str, Any] = {"room": inside.room, "card": None}
    first = services.report(user=inside.women[1].user, words="It is loud.", **given)
    services.report(user=inside.women[1].user, words="Still.", **given)
    services.report(user=inside.women[2].user, words="It is loud.", **given)
    services.settle(
        user=inside.lead, report=first, note="We looked.", remedy="talked", told="We spoke."
    )
    again = services.report(user=inside.women[1].user, words="It is loud.", **given)
    assert again != first
    assert Report.objects.count() == 4


def test_of_a_part_of_a_merge(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    one, two = (make_card(board, woman) for woman in inside.women[:2])
    cards.merge(user=inside.facilitator, cards=[one, two], text="Both")
    address = f"/panel/rooms/{inside.room.pk}/tell/"
    page = inside.as_woman(0).get(f"/panel/rooms/activity/{board.pk}/").content.decode()
    assert f"{address}{two.pk}/" in page
    assert f"{address}{one.pk}/" not in page  # negative: her own
    page = inside.as_staff().get(f"/manage/rooms/activity/{board.pk}/").content.decode()
    assert "/tell/" not in page  # negative: staff have no such page


def test_who_left_or_was_taken_out_still_tells(inside: Inside) -> None:
    fern, ivy, _wren = inside.women
    leave_room(user=fern.user, room=inside.room, member=fern)
    take_out(user=inside.facilitator, room=inside.room, member=ivy)
    address = f"/panel/rooms/{inside.room.pk}/tell/"
    for number in (0, 1):
        client = inside.as_woman(number)
        assert address in client.get("/panel/rooms/").content.decode()
        assert client.post(address, {"words": f"From {number}"}).status_code == 302
    assert Report.objects.count() == 2
    assert address not in inside.as_woman(2).get("/panel/rooms/").content.decode()


def test_who_never_was_in_it_tells_nothing(inside: Inside) -> None:
    """Negative."""
    new = joined(inside.panel)
    assert inside.enter(new).get(f"/panel/rooms/{inside.room.pk}/tell/").status_code == 404
    with pytest.raises(PermissionDenied):
        services.report(user=new.user, room=inside.room, card=None, words="Mine")


def test_who_left_by_herself_is_marked_where_she_could_be_let_in(inside: Inside) -> None:
    fern, ivy, _wren = inside.women
    path = f"/manage/rooms/{inside.room.pk}/people/"
    take_out(user=inside.facilitator, room=inside.room, member=ivy)
    joined(inside.panel)
    mark = "she left it herself: ask her first"
    assert mark not in inside.as_staff().get(path).content.decode()  # negative: out, or new
    leave_room(user=fern.user, room=inside.room, member=fern)
    assert inside.as_staff().get(path).content.decode().count(mark) == 1


def test_forms_say_what_a_card_or_ballot_without_a_name_means(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    page = inside.as_woman(0).get(f"/panel/rooms/activity/{board.pk}/").content.decode()
    assert "a card without a name can’t be taken back" in page
    vote = make_activity(inside.room, "dots")
    page = inside.as_staff().get(f"/manage/rooms/activity/{vote.pk}/paper/").content.decode()
    assert "It is not kept with what you chose" not in page
    assert "Who keys this in sees your name" in page
