"""What may be hard to read says so wherever it stands: on a board, in a vote, on paper."""

import csv
from io import StringIO

import pytest

from consultations.panels.codesign.activities import cards
from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.care import services
from consultations.panels.models import Activity
from tests.consultations.panels.codesign.conftest import Inside
from tests.factories.rooms import at_stage, make_activity, make_card

MARK = "May be hard to read"


@pytest.fixture
def card(inside: Inside) -> Card:
    board = make_activity(inside.room, "ideas")
    make_card(board, inside.women[1], "A light thing")
    return make_card(board, inside.women[0], "A hard thing")


@pytest.fixture
def vote(inside: Inside, card: Card) -> Activity:
    at_stage(inside.room, "prioritise")
    return make_activity(
        inside.room, "dots", source=card.activity, lines=(), hard="The first night is in it."
    )


def hard_in(vote: Activity) -> set[str]:
    return set(vote.cards.filter(hard=True).values_list("text", flat=True))


def test_a_warning_is_on_both_whichever_staff_folds(
    inside: Inside, card: Card, vote: Activity
) -> None:
    copy = vote.cards.get(stands_for=card)
    for one, hard in ((card, True), (card, False), (copy, True)):
        services.warn(user=inside.facilitator, card=one, hard=hard)
        card.refresh_from_db()
        assert (card.hard, hard_in(vote)) == (hard, {"A hard thing"} if hard else set())


def test_her_own_warning_is_on_both(inside: Inside, card: Card, vote: Activity) -> None:
    at_stage(inside.room, "ideas")
    cards.change_card(user=inside.women[0].user, card=card, text="Other words", hard=True)
    assert hard_in(vote) == {"A hard thing"}  # the words that are voted on stand


def test_a_card_of_the_vote_alone_folds_nothing_else(inside: Inside, card: Card) -> None:
    """Negative: neither another card of the vote, nor one on the board."""
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=card.activity, lines=("Of its own",))
    services.warn(user=inside.facilitator, card=vote.cards.get(text="Of its own"), hard=True)
    assert hard_in(vote) == {"Of its own"}
    assert not card.activity.cards.filter(hard=True).exists()


def test_staff_reach_each_card_of_a_vote(inside: Inside, card: Card, vote: Activity) -> None:
    for client in (inside.as_staff(), inside.as_staff(inside.lead)):
        page = client.get(f"/manage/rooms/activity/{vote.pk}/").content.decode()
        for one in vote.cards.all():
            assert f"/manage/rooms/card/{one.pk}/" in page
    page = inside.as_staff().get(f"/manage/rooms/card/{vote.cards.all()[0].pk}/").content.decode()
    assert "Fold it, with a warning" in page


def test_paper_says_it_before_the_words(inside: Inside, card: Card, vote: Activity) -> None:
    path = f"/manage/rooms/activity/{vote.pk}/paper/"
    page = inside.as_staff().get(path).content.decode()
    assert "What may be hard in it" in page
    assert "The first night is in it." in page
    assert MARK not in page  # negative: no card has a warning
    services.warn(user=inside.facilitator, card=card, hard=True)
    page = inside.as_staff().get(path).content.decode()
    assert page.count(MARK) == 1
    assert page.index("A light thing") < page.index(MARK) < page.index("A hard thing")


def test_a_sheet_without_anything_hard_says_nothing_of_it(inside: Inside) -> None:
    """Negative."""
    board = make_activity(inside.room, "ideas")
    page = inside.as_staff().get(f"/manage/rooms/activity/{board.pk}/paper/").content.decode()
    assert "hard" not in page.casefold()


def test_the_table_marks_it(inside: Inside, card: Card, vote: Activity) -> None:
    services.warn(user=inside.facilitator, card=card, hard=True)
    answer = inside.as_staff().get(f"/manage/rooms/{inside.room.pk}/room.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][-1] == "May be hard"
    marked = {row[3]: row[-1] for row in rows[1:]}
    assert marked["A hard thing"] == "yes"
    assert marked["A light thing"] == ""
    assert "The first night is in it." in {row[-1] for row in rows}
