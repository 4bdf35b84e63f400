"""Whom she says she must not meet stands before a room as it stands before a session."""

import pytest

from consultations.panels.codesign.rooms import services
from consultations.panels.codesign.rooms.selectors import is_in, names_wait
from consultations.panels.models import Message, PanelMember
from consultations.panels.people.naming import as_read, named_by, see_to_named
from consultations.panels.people.profile import store
from consultations.panels.people.records import Needs, Part
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined

WHO = "Zephyrine"
WAITS = "There is something to see to before everyone can be let in."


@pytest.fixture
def new(inside: Inside) -> PanelMember:
    return joined(inside.panel, chosen_name="Ash")


def say(member: PanelMember) -> None:
    store(member=member, part=Part.NEEDS, told=Needs(keep_away=WHO))


def see_to(inside: Inside, member: PanelMember) -> None:
    mark = as_read(inside.facilitator, named_by([member.pk])[member.pk])
    see_to_named(user=inside.facilitator, member=member, mark=mark)


def let_in(inside: Inside, member: PanelMember) -> None:
    services.let_in(user=inside.facilitator, room=inside.room, member=member)


def people(inside: Inside) -> str:
    page = inside.as_staff().get(f"/manage/rooms/{inside.room.pk}/people/")
    return str(page.content.decode())


@pytest.mark.parametrize("whose", ["hers", "of one inside"])
def test_nobody_is_let_in_before_it_is_seen_to(
    inside: Inside, new: PanelMember, whose: str
) -> None:
    names = new if whose == "hers" else inside.women[0]
    say(names)
    with pytest.raises(services.SeeToFirst):
        let_in(inside, new)
    assert not is_in(inside.room, new)
    assert not Message.objects.exists()
    see_to(inside, names)
    let_in(inside, new)
    assert is_in(inside.room, new)


def test_the_screen_says_that_something_waits_and_names_nobody(
    inside: Inside, new: PanelMember
) -> None:
    say(inside.women[0])
    page = people(inside)
    assert WAITS in page
    assert WHO not in page
    path = f"/manage/rooms/{inside.room.pk}/people/"
    page = inside.as_staff().post(path, {"in": [new.pk]}, follow=True).content.decode()
    assert "Ash isn’t in the room yet: there is something to see to first." in page
    assert WHO not in page
    see_to(inside, inside.women[0])
    assert WAITS not in people(inside)


def test_who_names_nobody_is_let_in_and_nothing_waits(inside: Inside, new: PanelMember) -> None:
    """Negative."""
    store(member=new, part=Part.NEEDS, told=Needs(access="A ramp"))
    assert WAITS not in people(inside)
    let_in(inside, new)
    assert is_in(inside.room, new)


def test_who_is_not_in_the_room_keeps_nobody_out_of_it(inside: Inside, new: PanelMember) -> None:
    """Negative: her words wait for the day on which she would be in it."""
    say(joined(inside.panel))
    let_in(inside, new)
    assert not names_wait(inside.room)
