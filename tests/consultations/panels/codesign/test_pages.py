"""A member's pages about rooms, by HTTP and without script: what is there, what is nobody else's,
what is never lost, and how small the news is."""

from typing import Any

import pytest

from consultations import selectors
from consultations.models import Brief
from consultations.panels.codesign.activities import cards, running
from consultations.panels.codesign.activities.models import Card, Feeling, Row
from consultations.panels.codesign.activities.news import MOST_BYTES
from consultations.panels.codesign.activities.running import close_room
from consultations.panels.codesign.asks.services import write
from consultations.panels.codesign.rooms.stages import Kind, Stage
from consultations.panels.models import Room
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_card, make_room

LONG = "It was loud, and nobody knew me. ‘Sut mae’? " * 13  # 572 characters, some of two bytes


def addresses(inside: Inside) -> dict[str, str]:
    """Every page of a room."""
    board = make_activity(inside.room, "ideas")
    draft = make_activity(inside.room, "draft")
    card = make_card(board, inside.women[0])
    row = write(user=inside.facilitator, room=inside.room, text="A worker at the gate.")
    room, one = f"/panel/rooms/{inside.room.pk}/", f"/panel/rooms/activity/{board.pk}/"
    return {
        "room": room,
        "room news": room + "news/",
        "brief": room + "brief/",
        "rules": room + "rules/",
        "tell": room + "tell/",
        "tell of a card": f"{room}tell/{card.pk}/",
        "activity": one,
        "news": one + "news/",
        "about": f"/panel/rooms/activity/{draft.pk}/about/1/",
        "change": f"/panel/rooms/card/{card.pk}/change/",
        "group": f"/panel/rooms/card/{card.pk}/group/",
        "signing": f"/panel/rooms/recommended/{row.pk}/",
    }


def test_every_page_is_hers_and_nobody_else_s(inside: Inside) -> None:
    there = addresses(inside)
    mine, another = inside.as_woman(0), inside.enter(joined(inside.panel))
    not_now = {"signing"}  # at another stage: she is sent back to the room
    for name, address in there.items():
        assert mine.get(address).status_code == (302 if name in not_now else 200), name
        assert another.get(address).status_code == 404, name
        assert inside.as_staff().get(address).status_code in {302, 404}, name
    assert "You are in no room now." in another.get("/panel/rooms/").content.decode()


def test_what_is_another_s_card_can_t_be_changed_by_address(inside: Inside) -> None:
    card = make_card(make_activity(inside.room, "ideas"), inside.women[0])
    for act in ("change", "back"):
        answer = inside.as_woman(1).post(f"/panel/rooms/card/{card.pk}/{act}/", {"text": "Mine"})
        assert answer.status_code == 404
    assert Card.objects.get().text == card.text


def test_a_planned_activity_is_not_there_yet(inside: Inside) -> None:
    planned = make_activity(inside.room, "ideas", is_open=False, question="Not yet asked")
    client = inside.as_woman(0)
    assert client.get(f"/panel/rooms/activity/{planned.pk}/").status_code == 404
    assert "Not yet asked" not in client.get(f"/panel/rooms/{inside.room.pk}/").content.decode()


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in ("dots", "moscow")])
def test_a_card_of_each_kind_by_form_alone(inside: Inside, kind: str) -> None:
    at_stage(inside.room, Stage.REVIEW)
    activity = make_activity(inside.room, kind)
    at_stage(inside.room, activity.stage)
    address = f"/panel/rooms/activity/{activity.pk}/"
    post = address + ("about/1/" if kind == Kind.DRAFT else "")
    client, given = inside.as_woman(0), {"step": "release", "row": "gap", "feeling": "safe"}
    assert "There is a problem" in client.post(post, given).content.decode()
    answer = client.post(post, {**given, "text": "A face at the gate", "naming": "named"})
    assert answer.status_code == 302
    card = Card.objects.get()
    assert card.row == (Row.GAP if kind == Kind.JOURNEY else "")
    assert card.feeling == (Feeling.SAFE if kind == Kind.TOUCHPOINTS else "")
    assert card.paragraph == (1 if kind == Kind.DRAFT else None)
    assert "A face at the gate" in inside.as_woman(1).get(address).content.decode()


def test_what_she_wrote_is_still_there_when_it_closed_meanwhile(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    draft = make_activity(inside.room, "draft")
    for address in (f"activity/{board.pk}/", f"activity/{draft.pk}/about/0/"):
        at_stage(inside.room, Stage.SIGN_OFF)
        page = inside.as_woman(0).post(f"/panel/rooms/{address}", {"text": "My long words"})
        assert "This is closed now" in page.content.decode()
        assert "My long words" in page.content.decode()
    assert not Card.objects.exists()


def test_groups_by_form_and_the_way_back_out(inside: Inside) -> None:
    card = make_card(make_activity(inside.room, "ideas"), inside.women[0])
    address = f"/panel/rooms/card/{card.pk}/group/"
    for name in ("The bag", ""):
        assert inside.as_woman(1).post(address, {"name": name}).status_code == 302
        card.refresh_from_db()
        assert (card.group.name if card.group else "") == name
    at_stage(inside.room, Stage.DEFINE)
    inside.as_woman(1).post(address, {"name": "The bag"})
    card.refresh_from_db()
    assert card.group is None


def test_news_is_small_and_tells_what_is_new_once(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    make_card(board, inside.women[0], "Before")
    client, address = inside.as_woman(2), f"/panel/rooms/activity/{board.pk}/"
    page = client.get(address)
    mark, after = page.context["mark"], page.context["after"]

    def news(**at: Any) -> Any:
        return client.get(address + "news/", {"mark": mark, "after": after, **at})

    assert news().status_code == 204
    make_card(board, inside.women[2], "Her own")  # that she knows
    assert news().json()["cards"] == []
    make_card(board, inside.women[0], "New", hard=False)
    make_card(board, inside.women[1], "Not to be read unasked", hard=True)
    told = news().json()
    assert told["cards"] == [["New", "Fern"], ["", "Ivy"]]
    assert not told["changed"]
    assert news(after=told["after"]).status_code == 204
    for n in range(30):
        make_card(board, inside.women[0], f"{n} {LONG}")
    answer = news()
    assert len(answer.content) <= MOST_BYTES
    assert answer.json()["more"]
    running.close_activity(user=inside.facilitator, activity=board)
    told = news(after=99).json()
    assert told["changed"]
    assert told["cards"] == []


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "1.5"])
def test_news_asked_for_oddly_is_no_error(inside: Inside, after: str) -> None:
    board = make_activity(inside.room, "ideas")
    answer = inside.as_woman(0).get(
        f"/panel/rooms/activity/{board.pk}/news/", {"mark": "x" * 500, "after": after}
    )
    assert answer.status_code == 200
    assert answer.json()["changed"]


def test_the_room_tells_that_it_went_on(inside: Inside) -> None:
    client, address = inside.as_woman(0), f"/panel/rooms/{inside.room.pk}/"
    mark = client.get(address).context["mark"]
    assert client.get(address + "news/", {"mark": mark}).status_code == 204
    at_stage(inside.room, Stage.REVIEW)
    answer = client.get(address + "news/", {"mark": mark})
    assert answer.json()["changed"]
    assert len(answer.content) < MOST_BYTES


def test_quotes_of_a_brief_go_when_they_are_taken_back(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = {"theme": "A", "theme_cy": "", "text": "Only mine", "language": "en-gb", "mark": "a"}
    Brief.objects.update(quotes=[quote])
    marks: set[str] = set()
    monkeypatch.setattr(selectors, "_taken_back", [lambda: marks])
    address = f"/panel/rooms/{inside.room.pk}/brief/"
    assert "Only mine" in inside.as_woman(0).get(address).content.decode()
    marks.add("a")
    page = inside.as_woman(0).get(address).content.decode()
    assert "Only mine" not in page
    assert "A phone that works." in page


def test_a_closed_room_can_be_read_and_nothing_else(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    make_card(board, inside.women[0], "It stays")
    close_room(user=inside.facilitator, room=inside.room)
    client, address = inside.as_woman(1), f"/panel/rooms/activity/{board.pk}/"
    page = client.get(address).content.decode()
    assert "It stays" in page
    assert "Put my card there" not in page
    client.post(address, {"text": "Too late", "naming": "named"})
    assert Card.objects.count() == 1
    assert Room.objects.get().closed_on
    assert "Your rooms" not in client.get("/panel/").content.decode()


def test_pages_take_as_many_queries_for_many_cards(
    inside: Inside, django_assert_max_num_queries: Any
) -> None:
    for kind in ("journey", "ideas", "draft"):
        activity = make_activity(inside.room, kind)
        for woman in inside.women:
            for n in range(6):
                make_card(activity, woman, f"Card {n}")
        if kind == "ideas":
            pair = list(activity.cards.all()[:2])
            at_stage(inside.room, Stage.IDEAS)
            cards.merge(user=inside.facilitator, cards=pair, text="Both")
        client = inside.as_woman(0)
        with django_assert_max_num_queries(22):
            assert client.get(f"/panel/rooms/activity/{activity.pk}/").status_code == 200
    for _ in range(5):
        make_room(inside.panel, *inside.women)
    for address in ("", "rooms/", f"rooms/{inside.room.pk}/"):
        with django_assert_max_num_queries(22):
            assert inside.as_woman(0).get(f"/panel/{address}").status_code == 200


def test_nothing_is_chosen_for_her_on_a_map_or_of_how_it_felt(inside: Inside) -> None:
    at_stage(inside.room, Stage.DISCOVER)
    client = inside.as_woman(0)
    for kind in ("journey", "touchpoints"):
        address = f"/panel/rooms/activity/{make_activity(inside.room, kind).pk}/"
        form = client.get(address).context["form"]
        for name in {"step", "row", "feeling"} & set(form.fields):
            assert form.fields[name].choices[0][0] == ""
        page = client.post(address, {"text": "A face", "step": "", "naming": "named"})
        assert "step" in page.context["form"].errors
        assert "feeling" not in page.context["form"].errors
        assert not Card.objects.exists()
    client.post(address, {"text": "A face", "step": "release", "feeling": "", "naming": "named"})
    assert Card.objects.get().feeling == ""
    assert client.get(address).status_code == 200


def test_changed_words_are_still_there_when_it_closed_meanwhile(inside: Inside) -> None:
    card = make_card(make_activity(inside.room, "ideas"), inside.women[0])
    address = f"/panel/rooms/card/{card.pk}/change/"
    at_stage(inside.room, Stage.SIGN_OFF)
    page = inside.as_woman(0).post(address, {"text": "My new words"}).content.decode()
    assert "My new words" in page
    assert "This is closed now" in page
    card.refresh_from_db()
    assert card.text != "My new words"
    assert inside.as_woman(0).get(address).status_code == 302


def test_rules_say_what_else_the_facilitator_does(inside: Inside) -> None:
    page = inside.as_woman(0).get(f"/panel/rooms/{inside.room.pk}/rules/").content.decode()
    assert "write down what we recommend" in page
    assert "The facilitator also lets members in" in page
