"""Cards: whose they are, taken back, grouped, merged with authorship kept, answered; paper."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from consultations.panels.codesign.activities import cards, running
from consultations.panels.codesign.activities.models import Card, Naming
from consultations.panels.codesign.activities.shown import cards_of
from consultations.panels.codesign.rooms.permissions import NotNow
from consultations.panels.codesign.rooms.services import NotThisRoom, take_out
from consultations.panels.models import Activity, Group
from consultations.panels.services import keep_apart
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_card, make_room


@pytest.fixture
def board(inside: Inside) -> Activity:
    return make_activity(inside.room, "ideas")


def who(activity: Activity, reader: int, inside: Inside) -> set[str]:
    return {one.who for one in cards_of(activity, inside.women[reader])}


def test_names_as_each_woman_wants_and_gone_at_close(inside: Inside, board: Activity) -> None:
    fern, ivy, wren = inside.women
    named = make_card(board, fern, "One", naming=Naming.NAMED)
    until = make_card(board, ivy, "Two", naming=Naming.UNTIL_CLOSE)
    never = make_card(board, wren, "Three", naming=Naming.NEVER)
    assert who(board, 0, inside) == {"You", "Ivy", "Somebody in the room"}
    assert who(board, 2, inside) == {"Fern", "Ivy", "You (others see no name)"}
    running.close_activity(user=inside.facilitator, activity=board)
    rows = {card.pk: card.author for card in Card.objects.all()}
    assert rows == {named.pk: fern, until.pk: None, never.pk: None}
    assert who(board, 2, inside) == {"Fern", "Somebody in the room"}
    with pytest.raises(PermissionDenied):  # nobody knows any more that it is hers
        cards.take_back(user=ivy.user, card=Card.objects.get(pk=until.pk))


def test_the_order_tells_nothing_after_it_closed(inside: Inside, board: Activity) -> None:
    before = [make_card(board, inside.women[0], f"Card {n}", naming="never") for n in range(12)]
    running.close_activity(user=inside.facilitator, activity=board)
    after = list(board.cards.values_list("pk", flat=True))
    assert sorted(after) == sorted(card.pk for card in before)
    assert after != [card.pk for card in before]  # by chance alike once in 479 million runs
    assert sorted(board.cards.values_list("number", flat=True)) == list(range(1, 13))


def test_her_own_card_is_hers_and_no_one_else_s(inside: Inside, board: Activity) -> None:
    card = make_card(board, inside.women[0])
    cards.change_card(user=inside.women[0].user, card=card, text="Another word")
    for user in (inside.women[1].user, inside.facilitator, inside.lead):
        with pytest.raises((PermissionDenied, NotNow)):
            cards.change_card(user=user, card=card, text="Not hers")
        with pytest.raises(PermissionDenied):
            cards.take_back(user=user, card=card)
    card.refresh_from_db()
    assert card.text == "Another word"
    at_stage(inside.room, "review")
    with pytest.raises(NotNow):
        cards.change_card(user=inside.women[0].user, card=card, text="Too late")
    cards.take_back(user=inside.women[0].user, card=card)  # that she may on any day
    assert not board.cards.exists()


@pytest.mark.parametrize("text", ["", "  ", "–", "?"])
def test_nothing_said_is_no_card(inside: Inside, board: Activity, text: str) -> None:
    with pytest.raises(cards.NothingSaid):
        cards.say(user=inside.women[0].user, activity=board, text=text)
    assert not board.cards.exists()


def test_groups_are_made_and_go_when_empty(inside: Inside, board: Activity) -> None:
    card, user = make_card(board, inside.women[0]), inside.women[1].user
    cards.put_in_group(user=user, card=card, name="The bag")
    assert card.group is not None
    cards.put_in_group(user=user, card=card, name="The gate")
    assert [group.name for group in Group.objects.all()] == ["The gate"]
    cards.put_in_group(user=user, card=card, name="")
    assert not Group.objects.exists()
    at_stage(inside.room, "review")
    with pytest.raises(NotNow):
        cards.put_in_group(user=user, card=card, name="The bag")


def test_one_of_several_keeps_whose_it_was_and_comes_apart(inside: Inside, board: Activity) -> None:
    a, b = (make_card(board, woman, woman.chosen_name) for woman in inside.women[:2])
    with pytest.raises(NotNow):  # members group; one of several is the facilitator's to make
        cards.merge(user=inside.women[0].user, cards=[a, b], text="Both")
    with pytest.raises(ValueError, match="Two"):
        cards.merge(user=inside.facilitator, cards=[a], text="Both")
    made = cards.merge(user=inside.facilitator, cards=[a, b], text="Both")
    (shown,) = cards_of(board, inside.women[2])
    assert shown.everybody == "Fern, Ivy"
    assert {part.card.text for part in shown.parts} == {"Fern", "Ivy"}
    cards.unmerge(user=inside.facilitator, card=made)
    assert {one.card.text for one in cards_of(board, None)} == {"Fern", "Ivy"}
    with pytest.raises(NotNow):
        cards.unmerge(user=inside.facilitator, card=a)


def test_a_card_taken_back_takes_apart_what_was_made_of_it(inside: Inside, board: Activity) -> None:
    one, two, three = (make_card(board, woman) for woman in inside.women)
    inner = cards.merge(user=inside.facilitator, cards=[one, two], text="Inner")
    cards.merge(user=inside.facilitator, cards=[inner, three], text="Outer")
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board, lines=["Another"])
    cards.take_back(user=inside.women[0].user, card=Card.objects.get(pk=one.pk))
    left = set(board.cards.values_list("pk", flat=True))
    assert left == {two.pk, three.pk}
    assert not board.cards.exclude(merged_into=None).exists()
    assert [card.text for card in vote.cards.all()] == ["Another"]  # the copy went too


def test_comments_are_answered_and_a_no_has_a_reason(inside: Inside) -> None:
    at_stage(inside.room, "review")
    draft = make_activity(inside.room, "draft")
    card = make_card(draft, inside.women[0], paragraph=1)
    for because in ("", "–"):
        with pytest.raises(cards.NoReason):
            cards.answer_comment(user=inside.facilitator, card=card, state="not", because=because)
    with pytest.raises(NotNow):
        cards.answer_comment(
            user=inside.women[0].user, card=card, state="taken", because="So be it"
        )
    running.close_activity(user=inside.facilitator, activity=draft)
    card.refresh_from_db()
    cards.answer_comment(
        user=inside.facilitator, card=card, state="not", because="There is no money for it."
    )
    page = inside.as_woman(1).get(f"/panel/rooms/activity/{draft.pk}/").content.decode()
    assert "Not taken up, because:" in page
    assert "There is no money for it." in page


def test_paper_is_keyed_while_it_is_open_whatever_the_stage(
    inside: Inside, board: Activity
) -> None:
    at_stage(inside.room, "review")
    user, fern = inside.facilitator, inside.women[0]
    hers = cards.key_card(user=user, activity=board, text="On paper", member=fern)
    nobody = cards.key_card(user=user, activity=board, text="On paper too", member=None)
    assert (hers.author, hers.on_paper) == (fern, True)
    assert (nobody.author, nobody.naming) == (None, Naming.NEVER)
    stranger = joined(inside.panel)
    with pytest.raises(NotThisRoom):
        cards.key_card(user=user, activity=board, text="Hers", member=stranger)
    running.close_activity(user=user, activity=board)
    with pytest.raises(NotNow):
        cards.key_card(user=user, activity=board, text="Too late", member=fern)
    with pytest.raises(NotNow):
        cards.key_card(user=fern.user, activity=board, text="Not hers", member=fern)


def test_a_card_of_another_room_is_not_merged_here(inside: Inside, board: Activity) -> None:
    other = make_activity(make_room(inside.panel, *inside.women), "ideas")
    pair = [make_card(one, inside.women[0]) for one in (board, other)]
    with pytest.raises(ValueError, match="one board"):
        cards.merge(user=inside.facilitator, cards=pair, text="Both")


def test_the_question_comes_first_and_a_vote_needs_a_choice(inside: Inside) -> None:
    def begin(**more: Any) -> Activity:
        return make_activity(inside.room, "dots", **more)

    with pytest.raises(running.NoQuestion):
        begin(question=" ")
    for lines in ((), ("One alone",), ("–", "?")):
        with pytest.raises(running.NothingToChoose):
            begin(lines=lines)
    with pytest.raises(running.NothingToChoose):
        make_activity(inside.room, "draft", lines=("",))
    assert begin().dots == 2


def test_closing_the_room_takes_names_off_as_promised(inside: Inside, board: Activity) -> None:
    draft = make_activity(inside.room, "draft")
    until = make_card(board, inside.women[0], naming=Naming.UNTIL_CLOSE)
    named = make_card(draft, inside.women[1], naming=Naming.NAMED)
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots")
    with pytest.raises(NotNow):
        running.close_room(user=inside.facilitator, room=inside.room)
    board.refresh_from_db()
    assert not board.is_closed
    running.close_activity(user=inside.facilitator, activity=vote)
    with pytest.raises(PermissionDenied):
        running.close_room(user=inside.lead, room=inside.room)
    running.close_room(user=inside.facilitator, room=inside.room)
    assert set(inside.room.activities.values_list("state", flat=True)) == {"closed"}
    authors = {card.pk: card.author for card in Card.objects.filter(pk__in=(until.pk, named.pk))}
    assert authors == {until.pk: None, named.pk: inside.women[1]}


def test_a_name_taken_off_later_goes_from_the_vote_too(inside: Inside, board: Activity) -> None:
    fern, ivy, wren = inside.women
    for woman in (fern, ivy, wren):
        make_card(board, woman, woman.chosen_name)
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board, lines=())
    at_stage(inside.room, "ideas")
    card = board.cards.get(author=fern)
    cards.change_card(user=fern.user, card=card, text="Other words", naming=Naming.UNTIL_CLOSE)
    copy = vote.cards.get(stands_for=card)
    assert (copy.naming, copy.text) == (Naming.UNTIL_CLOSE, "Fern")
    vote.cards.filter(author=fern).update(naming=Naming.NAMED)  # as copies were before
    running.close_activity(user=inside.facilitator, activity=board)
    assert {one.author for one in vote.cards.all()} == {None, ivy, wren}


def test_a_vote_is_set_out_by_chance(inside: Inside, board: Activity) -> None:
    said = [make_card(board, inside.women[0], f"Card {n}") for n in range(12)]
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board, lines=())
    order = [card.stands_for_id or 0 for card in vote.cards.all()]
    assert sorted(order) == sorted(card.pk for card in said)
    assert order != [card.pk for card in said]  # by chance alike once in 479 million runs


def test_that_it_came_on_paper_is_a_name(inside: Inside, board: Activity) -> None:
    user, fern = inside.facilitator, inside.women[0]
    address = f"/panel/rooms/activity/{board.pk}/"
    for naming, told in ((Naming.NAMED, True), (Naming.NEVER, False), (Naming.UNTIL_CLOSE, True)):
        Card.objects.all().delete()
        card = cards.key_card(user=user, activity=board, text="A face", member=fern, naming=naming)
        staff = inside.as_staff().get(f"/manage/rooms/card/{card.pk}/").content.decode()
        for page in (inside.as_woman(1).get(address).content.decode(), staff):
            assert ("on paper" in page) is told
    running.close_activity(user=user, activity=board)
    card.refresh_from_db()
    assert (card.author, card.on_paper) == (None, False)


def test_parts_of_parts_are_shown_and_exported(inside: Inside, board: Activity) -> None:
    one, two, three = (make_card(board, woman, woman.chosen_name * 2) for woman in inside.women)
    inner = cards.merge(user=inside.facilitator, cards=[one, two], text="Inner")
    cards.merge(user=inside.facilitator, cards=[inner, three], text="Outer")
    page = inside.as_woman(0).get(f"/panel/rooms/activity/{board.pk}/").content.decode()
    table = inside.as_staff().get(f"/manage/rooms/{inside.room.pk}/room.csv").content.decode()
    for words in ("FernFern", "IvyIvy", "WrenWren", "Inner", "Outer"):
        assert words in page
        assert sum(f",{words}," in row for row in table.splitlines()) == 1
    assert f"/panel/rooms/card/{one.pk}/back/" in page
    assert f"/panel/rooms/card/{two.pk}/back/" not in page


def test_who_must_not_meet_reads_no_name_of_the_other(inside: Inside, board: Activity) -> None:
    fern, ivy, _wren = inside.women
    make_card(board, fern, "Ferns words")
    take_out(user=inside.facilitator, room=inside.room, member=fern)
    keep_apart(user=inside.facilitator, one=fern, other=ivy)
    assert who(board, 1, inside) == {"Somebody in the room"}
    assert who(board, 2, inside) == {"Fern"}
    news = inside.as_woman(1).get(f"/panel/rooms/activity/{board.pk}/news/?after=0").json()
    assert news["cards"] == [["Ferns words", "Somebody in the room"]]


def test_an_empty_group_goes_with_its_last_card(inside: Inside, board: Activity) -> None:
    card = make_card(board, inside.women[0])
    cards.put_in_group(user=inside.women[1].user, card=card, name="The bag")
    cards.take_back(user=inside.women[0].user, card=card)
    assert not Group.objects.exists()
    pair = [make_card(board, woman) for woman in inside.women[:2]]
    made = cards.merge(user=inside.facilitator, cards=pair, text="Both")
    cards.put_in_group(user=inside.facilitator, card=made, name="The bag")
    cards.put_in_group(user=inside.facilitator, card=pair[0], name="The gate")
    cards.unmerge(user=inside.facilitator, card=made)
    assert [group.name for group in Group.objects.all()] == ["The gate"]


def test_pressed_twice_is_one_card_and_other_words_are_another(
    inside: Inside, board: Activity
) -> None:
    fern, ivy, _wren = (woman.user for woman in inside.women)
    for user, text in ((fern, "A"), (fern, " A"), (ivy, "A"), (ivy, "B"), (ivy, "A")):
        cards.say(user=user, activity=board, text=text + " phone", naming="named")
    assert [card.text for card in board.cards.all()] == ["A phone", "A phone", "B phone", "A phone"]


def test_a_comment_that_says_something_else_is_open_again(inside: Inside) -> None:
    at_stage(inside.room, "review")
    draft, fern = make_activity(inside.room, "draft"), inside.women[0]
    card = make_card(draft, fern, paragraph=1)
    given: dict[str, Any] = {
        "user": inside.facilitator,
        "card": card,
        "state": "not",
        "because": "No money.",
    }
    for text, state in ((card.text, "not"), ("Other words", "open")):
        cards.answer_comment(**given)
        changed = cards.change_card(user=fern.user, card=card, text=text)
        changed.refresh_from_db()
        assert (changed.state, changed.because) == (state, "No money." if state == "not" else "")
