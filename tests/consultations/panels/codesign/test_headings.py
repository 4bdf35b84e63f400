"""Headings of members' pages about rooms leave no step out, whatever stands on the page."""

import itertools
import re

import pytest

from consultations.panels.codesign.asks.services import write
from consultations.panels.codesign.care.services import report
from consultations.panels.services import keep_apart
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_card


def leaps(page: str) -> list[tuple[int, int]]:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.partition("<main")[2])]
    assert levels[0] == 1
    return [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]


def test_the_check_finds_a_leap() -> None:
    """Negative: of the check itself."""
    assert leaps("<main><h1>A</h1><h3>B</h3><h2>C</h2></main>") == [(1, 3)]
    assert leaps("<main><h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2></main>") == []


@pytest.mark.parametrize("who", ["in a room", "in none"])
def test_rooms_and_her_first_page(inside: Inside, who: str) -> None:
    client = inside.as_woman(0) if who == "in a room" else inside.enter(joined(inside.panel))
    for address in ("/panel/rooms/", "/panel/"):
        assert leaps(client.get(address).content.decode()) == [], address


def test_a_room_and_all_in_it(inside: Inside) -> None:
    paths = [f"{inside.room.pk}/", f"{inside.room.pk}/rules/", f"{inside.room.pk}/brief/"]
    for kind in ("journey", "touchpoints", "problems", "ideas", "draft", "dots", "moscow"):
        made = make_activity(inside.room, kind)
        at_stage(inside.room, made.stage)
        if not made.is_vote:
            make_card(made, inside.women[1])
        page = inside.as_woman(0).get(f"/panel/rooms/activity/{made.pk}/").content.decode()
        assert leaps(page) == [], kind
    write(user=inside.facilitator, room=inside.room, text="A worker at the gate.")
    report(user=inside.women[0].user, room=inside.room, card=None, words="It is loud.")
    paths += [f"{inside.room.pk}/tell/", ""]
    for path in paths:
        assert leaps(inside.as_woman(0).get(f"/panel/rooms/{path}").content.decode()) == [], path
    keep_apart(user=inside.facilitator, one=inside.women[0], other=inside.women[1])
    for path in (f"{inside.room.pk}/", ""):
        assert leaps(inside.as_woman(0).get(f"/panel/rooms/{path}").content.decode()) == [], path
