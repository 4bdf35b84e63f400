"""What each is told without asking: late answers, a card that left a vote, what is so."""

from datetime import timedelta

import pytest
from django.test import Client

from consultations.panels.codesign.activities import cards, voting
from consultations.panels.codesign.asks.services import write
from consultations.panels.codesign.rooms.services import leave_room
from consultations.panels.models import Recommendation
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.codesign.test_asks import TODAY, send, sign
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_card

LATE = "Late answers to what you recommended"
GONE = "A card that you chose was taken away."


@pytest.fixture
def written(inside: Inside) -> Recommendation:
    at_stage(inside.room, "sign_off")
    return write(user=inside.facilitator, room=inside.room, text="A worker at the gaet.")


def home(client: Client) -> str:
    return client.get("/panel/").content.decode()


def test_a_late_answer_is_on_her_first_page(inside: Inside, written: Recommendation) -> None:
    sign(inside, written)
    send(inside, written)
    assert LATE not in home(inside.as_woman(0))  # negative: its day hasn't come
    Recommendation.objects.update(due_on=TODAY() - timedelta(days=1))
    page = home(inside.as_woman(0))
    assert LATE in page
    assert f"/panel/rooms/{inside.room.pk}/" in page
    leave_room(user=inside.women[1].user, room=inside.room, member=inside.women[1])
    for client in (inside.as_woman(1), inside.enter(joined(inside.panel))):
        assert LATE not in home(client)  # negative: who left, and who never was in the room


def test_who_chose_a_card_that_went_is_told_and_nobody_else(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    card = make_card(board, inside.women[0], "Only for now")
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board)
    chosen = {str(vote.cards.get(stands_for=card).pk): 1}
    voting.cast(user=inside.women[1].user, activity=vote, choices=chosen)
    address = f"/panel/rooms/activity/{vote.pk}/"
    assert GONE not in inside.as_woman(1).get(address).content.decode()
    cards.take_back(user=inside.women[0].user, card=card)
    assert GONE in inside.as_woman(1).get(address).content.decode()
    assert GONE not in inside.as_woman(2).get(address).content.decode()
    assert GONE not in inside.as_staff().get(f"/manage{address[6:]}").content.decode()


def test_words_of_a_recommendation_are_put_right(inside: Inside, written: Recommendation) -> None:
    path = f"/manage/rooms/recommended/{written.pk}/write/"
    staff = inside.as_staff()
    assert path in staff.get(f"/manage/rooms/{inside.room.pk}/").content.decode()
    assert "A worker at the gaet." in staff.get(path).content.decode()
    assert staff.post(path, {"text": "A worker at the gate."}).status_code == 302
    written.refresh_from_db()
    assert written.text == "A worker at the gate."


def test_signed_words_stand(inside: Inside, written: Recommendation) -> None:
    """Negative: once somebody stands behind them, nobody changes them; nor does the lead."""
    path = f"/manage/rooms/recommended/{written.pk}/write/"
    assert inside.as_staff(inside.lead).get(path).headers["Location"] == "/manage/"
    sign(inside, written)
    staff = inside.as_staff()
    assert path not in staff.get(f"/manage/rooms/{inside.room.pk}/").content.decode()
    page = staff.post(path, {"text": "Other words."}, follow=True).content.decode()
    assert "its words stand" in page
    written.refresh_from_db()
    assert written.text == "A worker at the gaet."


def test_rules_and_forms_promise_what_is_so(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    client = inside.as_woman(0)
    page = client.get(f"/panel/rooms/{inside.room.pk}/rules/").content.decode()
    assert "people who keep this program running can open" in page
    page = client.get(f"/panel/rooms/activity/{board.pk}/").content.decode()
    assert "No name, no long words" not in page
    assert "No long words, no right answer." in page
