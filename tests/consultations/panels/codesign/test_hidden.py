"""A card that isn't shown any more takes no other woman's words with it."""

import pytest

from consultations.panels.codesign.activities import cards, running
from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.care import services
from consultations.panels.models import Activity
from tests.consultations.panels.codesign.conftest import Inside
from tests.factories.rooms import at_stage, make_activity, make_card


@pytest.fixture
def board(inside: Inside) -> Activity:
    return make_activity(inside.room, "ideas")


def merged(inside: Inside, *parts: Card, text: str = "Both in one") -> Card:
    return cards.merge(user=inside.facilitator, cards=parts, text=text)


def hide(inside: Inside, card: Card) -> None:
    told = services.report(user=inside.women[2].user, room=inside.room, card=card, words="No.")
    services.settle(
        user=inside.lead, report=told, note="We looked.", remedy="hidden", told="It is gone."
    )


def shown_to(inside: Inside, number: int, board: Activity) -> str:
    return inside.as_woman(number).get(f"/panel/rooms/activity/{board.pk}/").content.decode()


def test_what_a_hidden_card_was_made_of_stands_again(inside: Inside, board: Activity) -> None:
    one, two = (make_card(board, inside.women[n], f"Said by {n}") for n in (0, 1))
    made = merged(inside, one, two)
    hide(inside, made)
    for number in (0, 1, 2):
        page = shown_to(inside, number, board)
        assert "Said by 0" in page
        assert "Said by 1" in page
        assert "Both in one" not in page
    assert f"/panel/rooms/card/{one.pk}/back/" in shown_to(inside, 0, board)
    staff = inside.as_staff()
    page = staff.get(f"/manage/rooms/activity/{board.pk}/").content.decode()
    for card in (one, two, made):  # the facilitator reaches each, the hidden one too
        assert f"/manage/rooms/card/{card.pk}/" in page
    running.close_activity(user=inside.facilitator, activity=board)
    assert inside.as_woman(0).post(f"/panel/rooms/card/{one.pk}/back/").status_code == 302
    assert set(board.cards.all()) == {two, made}


def test_in_a_merge_of_merges_the_middle_one_alone_goes(inside: Inside, board: Activity) -> None:
    """Negative: what was made above it stands, and still has every woman's words below it."""
    one, two, three = (make_card(board, woman, woman.chosen_name) for woman in inside.women)
    middle = merged(inside, one, two, text="The middle one")
    top = merged(inside, middle, three, text="The one above")
    hide(inside, middle)
    page = shown_to(inside, 2, board)
    assert "The middle one" not in page
    assert set(top.parts.filter(is_hidden=False)) == {one, two, three}


def test_a_hidden_part_hides_nothing_else(inside: Inside, board: Activity) -> None:
    """Negative: a part that is hidden takes neither the merge nor the other part with it."""
    one, two = (make_card(board, inside.women[n], f"Said by {n}") for n in (0, 1))
    merged(inside, one, two)
    hide(inside, one)
    page = shown_to(inside, 2, board)
    assert "Both in one" in page
    assert "Said by 1" in page
    assert "Said by 0" not in page
    assert "Said by 0" in inside.as_woman(0).get("/panel/rooms/").content.decode()


def test_parts_that_stand_again_are_voted_on(inside: Inside, board: Activity) -> None:
    one, two = (make_card(board, inside.women[n], f"Said by {n}") for n in (0, 1))
    hide(inside, merged(inside, one, two))
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board, lines=())
    assert {card.stands_for for card in vote.cards.all()} == {one, two}
