"""What she typed is on the page that she gets, whatever became of the room or of her login."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditLine
from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.asks.services import write
from consultations.panels.codesign.rooms.services import leave_room, let_in, take_out
from consultations.panels.models import Activity, InRoom, Membership, Message
from consultations.panels.services import keep_apart, move_place
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_card

HERS = "My long words, and the end of them"
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def board(inside: Inside) -> Activity:
    return make_activity(inside.room, "ideas")


def rests(inside: Inside) -> None:
    keep_apart(user=inside.facilitator, one=inside.women[0], other=inside.women[1])


def is_taken_out(inside: Inside) -> None:
    take_out(user=inside.facilitator, room=inside.room, member=inside.women[0])


def is_on_a_break(inside: Inside) -> None:
    place = Membership.objects.get(member=inside.women[0])
    move_place(place=place, to=Membership.State.ON_BREAK)


def leaves(inside: Inside) -> None:
    leave_room(user=inside.women[0].user, room=inside.room, member=inside.women[0])


HAPPENS: list[tuple[Any, int, str]] = [
    (rests, 200, "This room is resting"),
    (is_taken_out, 404, "You are not in this room any more"),
    (is_on_a_break, 404, "You are on a break"),
    (leaves, 404, "You left this room"),
]


@pytest.mark.parametrize(("happens", "status", "said"), HAPPENS)
def test_her_words_are_there_to_copy(
    inside: Inside, board: Activity, happens: Any, status: int, said: str
) -> None:
    draft, card = make_activity(inside.room, "draft"), make_card(board, inside.women[0])
    happens(inside)
    for path, name in (
        (f"activity/{board.pk}/", "text"),
        (f"activity/{draft.pk}/about/0/", "text"),
        (f"card/{card.pk}/change/", "text"),
    ):
        answer = inside.as_woman(0).post(f"/panel/rooms/{path}", {name: HERS})
        page = answer.content.decode()
        assert (answer.status_code, said in page, HERS in page) == (status, True, True), path
    assert Card.objects.get().text == card.text
    page = inside.as_woman(0).get(f"/panel/rooms/{inside.room.pk}/").content.decode()
    assert said in page
    assert "was not kept" not in page  # she pressed nothing


def test_a_card_that_is_not_there_any_more_takes_no_words_with_it(
    inside: Inside, board: Activity
) -> None:
    card = make_card(board, inside.women[0])
    Card.objects.update(is_hidden=True)
    answer = inside.as_woman(0).post(f"/panel/rooms/card/{card.pk}/change/", {"text": HERS})
    assert answer.status_code == 404
    assert HERS in answer.content.decode()


def test_how_she_sees_it_otherwise_is_not_lost_either(inside: Inside) -> None:
    at_stage(inside.room, "sign_off")
    row = write(user=inside.facilitator, room=inside.room, text="A worker at the gate.")
    at_stage(inside.room, "review")
    given = {"stance": "otherwise", "otherwise": HERS, "credit": "none"}
    page = inside.as_woman(0).post(f"/panel/rooms/recommended/{row.pk}/", given)
    assert HERS in page.content.decode()
    assert not row.signings.exists()


def test_who_was_never_in_it_learns_nothing_of_it(inside: Inside, board: Activity) -> None:
    """Negative: to anybody else the room is not there, and its name neither."""
    another = inside.enter(joined(inside.panel))
    for path in (f"activity/{board.pk}/", f"{inside.room.pk}/"):
        answer = another.get(f"/panel/rooms/{path}")
        assert answer.status_code == 404
        assert "You are not in this room any more" not in answer.content.decode()
    page = another.post(f"/panel/rooms/activity/{board.pk}/", {"text": HERS})
    assert page.status_code == 404
    assert HERS in page.content.decode()
    assert inside.room.title not in page.content.decode()


def test_who_is_taken_out_is_told_in_neutral_words(inside: Inside) -> None:
    is_taken_out(inside)
    message = Message.objects.get(member=inside.women[0])
    assert message.title == "A message for you"
    assert inside.room.title in message.text
    assert not InRoom.objects.get(member=inside.women[0]).left_herself


def test_who_leaves_or_was_not_in_it_is_told_nothing(inside: Inside) -> None:
    """Negative: she knows that she left; and who was never in it isn't taken out."""
    leaves(inside)
    new = joined(inside.panel)
    take_out(user=inside.facilitator, room=inside.room, member=new)
    take_out(user=inside.facilitator, room=inside.room, member=inside.women[0])
    assert not Message.objects.exists()
    place = InRoom.objects.get(member=inside.women[0])
    assert place.left_herself
    let_in(user=inside.facilitator, room=inside.room, member=inside.women[0])
    place.refresh_from_db()
    assert not place.left_herself


def test_a_login_that_ended_shows_her_words_and_keeps_nothing(board: Activity) -> None:
    lines = AuditLine.objects.count()
    address = f"/panel/rooms/activity/{board.pk}/"
    answer = Client().post(address, {"text": HERS}, headers=OURS)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert HERS in page
    assert 'name="text"' not in page  # nothing that posts it: another woman may log in here
    assert "no-store" in answer.headers["Cache-Control"]
    assert (Card.objects.count(), AuditLine.objects.count()) == (0, lines)


def test_a_page_from_before_she_logged_in_again_shows_them_too(
    inside: Inside, board: Activity
) -> None:
    inside.as_woman(0)
    client = Client(enforce_csrf_checks=True)
    client.cookies = inside.as_woman(0).cookies
    address = f"/panel/rooms/activity/{board.pk}/"
    page = client.post(address, {"text": HERS}, headers=OURS).content.decode()
    assert HERS in page
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    ("headers", "given"),
    [
        ({"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}, {"text": HERS}),
        (OURS, {"name": HERS}),
        (OURS, {"text": "  "}),
    ],
)
def test_from_elsewhere_or_without_words_she_is_asked_to_log_in(
    board: Activity, headers: dict[str, str], given: dict[str, str]
) -> None:
    """Negative: no other site puts words on a page of ours; a box of one line is no such box."""
    answer = Client().post(f"/panel/rooms/activity/{board.pk}/", given, headers=headers)
    assert HERS not in answer.content.decode()
    assert answer.status_code in {302, 403}
