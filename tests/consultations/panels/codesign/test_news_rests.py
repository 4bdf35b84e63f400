"""The refresh stays small, and says what it must, when the room rests or she is not in it."""

from typing import Any

import pytest
from django.test import Client

from consultations.panels.codesign.activities.news import MOST_BYTES
from consultations.panels.codesign.rooms.services import leave_room
from consultations.panels.services import keep_apart
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import make_activity


@pytest.fixture
def addresses(inside: Inside) -> list[str]:
    board = make_activity(inside.room, "ideas")
    of = (f"{inside.room.pk}/news/?mark=x", f"activity/{board.pk}/news/?mark=x&after=0")
    return [f"/panel/rooms/{path}" for path in of]


def small(answer: Any) -> Any:
    assert len(answer.content) <= MOST_BYTES
    return answer


def test_a_room_that_rests_says_so_and_nothing_else(inside: Inside, addresses: list[str]) -> None:
    keep_apart(user=inside.facilitator, one=inside.women[0], other=inside.women[1])
    for address in addresses:
        assert small(inside.as_woman(0).get(address)).json() == {"rests": True}
        assert "rests" not in small(inside.as_woman(2).get(address)).json()  # negative


def test_who_is_out_gets_a_small_no(inside: Inside, addresses: list[str]) -> None:
    """Negative: no page that nobody sees, neither for her who left nor for who never was in it."""
    leave_room(user=inside.women[0].user, room=inside.room, member=inside.women[0])
    for client in (inside.as_woman(0), inside.enter(joined(inside.panel))):
        for address in addresses:
            answer = small(client.get(address))
            assert (answer.status_code, answer.content) == (404, b"")
    assert small(Client().get(addresses[0])).status_code == 302


def test_the_page_has_the_words_for_each(inside: Inside, addresses: list[str]) -> None:
    page = inside.as_woman(0).get(addresses[1].partition("news")[0]).content.decode()
    for name in ("changed", "rests", "gone"):
        assert f"data-{name}=" in page
    assert "stays until then" not in page  # it does not
