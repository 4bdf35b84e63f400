"""Told in private, settled with a note, a remedy and an answer; and what leaving leaves."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from consultations.models import PanelAnswer
from consultations.panels.codesign.activities import cards, voting
from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.asks import services as asks
from consultations.panels.codesign.care import services
from consultations.panels.codesign.rooms.permissions import NotNow
from consultations.panels.codesign.rooms.services import leave_room
from consultations.panels.models import (
    Activity,
    Ballot,
    InRoom,
    Message,
    Panel,
    PanelMember,
    Recommendation,
    Report,
    Room,
    Signing,
)
from consultations.panels.people.holding import data
from consultations.panels.people.leaving import leave_and_forget
from consultations.panels.services import keep_apart
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.codesign.test_asks import TODAY, answer, send, sign
from tests.factories.panels import make_member
from tests.factories.rooms import at_stage, make_activity, make_card, make_room

WORDS = "He is named on it."


@pytest.fixture
def card(inside: Inside) -> Card:
    return make_card(make_activity(inside.room, "ideas"), inside.women[0], "A card to report")


def told(inside: Inside, card: Card | None) -> Report:
    user = inside.women[1].user
    return services.report(user=user, room=inside.room, card=card, words=WORDS)


def test_nobody_in_the_room_learns_that_it_was_told(inside: Inside, card: Card) -> None:
    client = inside.as_woman(1)
    address = f"/panel/rooms/{inside.room.pk}/tell/{card.pk}/"
    assert "A card to report" in client.get(address).content.decode()
    assert client.post(address, {"words": WORDS}).status_code == 302
    for number, reads in ((1, True), (0, False), (2, False)):
        page = inside.as_woman(number).get(f"/panel/rooms/{inside.room.pk}/").content.decode()
        assert (WORDS in page) is reads
    for user in (inside.facilitator, inside.lead):
        client = inside.as_staff(user)
        assert "told in private in a room" in client.get("/manage/").content.decode()
        page = client.get(f"/manage/rooms/report/{Report.objects.get().pk}/").content.decode()
        assert WORDS in page


@pytest.mark.parametrize("remedy", Report.Remedy.values)
def test_settled_it_is_put_right_and_she_is_told(inside: Inside, card: Card, remedy: str) -> None:
    report = told(inside, card)
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=card.activity)
    services.settle(
        user=inside.lead, report=report, note="We looked.", remedy=remedy, told="We spoke to her."
    )
    states = set(Card.objects.filter(text=card.text).values_list("hard", "is_hidden"))
    assert states == {(remedy == "folded", remedy == "hidden")}
    address = f"/panel/rooms/activity/{card.activity_id}/"
    assert (card.text in inside.as_woman(2).get(address).content.decode()) is (remedy != "hidden")
    page = inside.as_woman(2).get(f"/panel/rooms/activity/{vote.pk}/").content.decode()
    assert (card.text in page) is (remedy != "hidden")
    page = inside.as_woman(1).get(f"/panel/rooms/{inside.room.pk}/").content.decode()
    assert "We spoke to her." in page
    assert "We looked." not in page  # a note for colleagues
    assert (
        Message.objects.get(member=inside.women[1], key=f"report {report.pk}").title
        == "A message for you"
    )
    with pytest.raises(NotNow):
        services.settle(user=inside.lead, report=report, note="A", remedy=remedy, told="B")


def test_it_has_a_note_and_an_answer_and_its_own_room(inside: Inside, card: Card) -> None:
    report = told(inside, card)
    for note, said in (("", "We spoke."), ("We looked.", "–")):
        with pytest.raises(services.NoNote):
            services.settle(user=inside.lead, report=report, note=note, remedy="talked", told=said)
    for user in (inside.women[0].user, make_member(inside.panel).user):
        if user is not None:
            with pytest.raises(PermissionDenied):
                services.settle(
                    user=user, report=report, note="We looked.", remedy="talked", told="We spoke."
                )
    other = make_room(inside.panel, *inside.women)
    with pytest.raises(ValueError, match="another"):
        services.report(user=inside.women[0].user, room=other, card=card, words="")
    with pytest.raises(PermissionDenied):
        services.report(user=inside.facilitator, room=inside.room, card=card, words="")


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0), (None, 1)])
def test_a_year_after_it_was_settled_it_goes(
    inside: Inside, card: Card, days: int | None, left: int
) -> None:
    settled = TODAY() - timedelta(days=days) if days else None
    Report.objects.filter(pk=told(inside, card).pk).update(settled_on=settled)
    call_command("tell_members", verbosity=0)
    assert Report.objects.count() == left


def test_a_hard_card_is_folded_by_its_author_or_by_staff(inside: Inside, card: Card) -> None:
    address = f"/panel/rooms/activity/{card.activity_id}/"
    page = inside.as_woman(2).get(address).content.decode()
    assert "<details class=" not in page
    services.warn(user=inside.facilitator, card=card, hard=True)
    page = inside.as_woman(2).get(address).content.decode()
    assert '<details class="hard">' in page
    with pytest.raises(PermissionDenied):
        services.warn(user=inside.women[0].user, card=card, hard=False)


def everything_of(inside: Inside) -> tuple[Activity, Activity, Recommendation]:
    """Fern has said, voted, signed with her name, and told something in private."""
    fern = inside.women[0]
    board = make_activity(inside.room, "ideas")
    make_card(board, fern, "What Fern said")
    make_card(board, inside.women[1], "What Ivy said")
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board, lines=())
    voting.cast(user=fern.user, activity=vote, choices={})
    services.report(user=fern.user, room=inside.room, card=None, words=WORDS)
    at_stage(inside.room, "sign_off")
    row = asks.write(user=inside.facilitator, room=inside.room, text="A worker at the gate.")
    sign(inside, row, 0, credit="first", name="Fern Real")
    send(inside, row)
    answer(inside, row, done_by=TODAY())
    assert PanelAnswer.objects.get().credits == ["Fern"]
    return board, vote, row


def test_all_of_it_is_told_to_her_when_she_asks(inside: Inside) -> None:
    everything_of(inside)
    whole = json.dumps(data(inside.women[0]))
    for words in ("What Fern said", WORDS, "A worker at the gate.", inside.room.title):
        assert words in whole
    assert "What Ivy said" not in whole
    page = inside.as_woman(0).get("/panel/you/held/").content.decode()
    assert "What Fern said" in page


@pytest.mark.parametrize(
    ("credit", "texts", "names", "signed"),
    [
        ("chosen", {"What Fern said", "What Ivy said"}, ["Fern"], 1),
        ("unnamed", {"What Fern said", "What Ivy said"}, [], 1),
        ("none", {"What Ivy said"}, [], 0),
    ],
)
def test_leaving_leaves_what_she_agreed_to(
    inside: Inside, credit: str, texts: set[str], names: list[str], signed: int
) -> None:
    board, vote, row = everything_of(inside)
    fern = inside.women[0]
    user = fern.user
    leave_and_forget(user=user, member=PanelMember.objects.get(pk=fern.pk), credit=credit)
    for activity in (board, vote):
        assert set(activity.cards.values_list("text", flat=True)) == texts
    authors = {card.author for card in board.cards.filter(text="What Fern said")}
    assert (fern in authors) is (credit == "chosen")
    assert PanelAnswer.objects.get().credits == names
    assert row.signings.count() == signed
    assert not Ballot.objects.exists()
    assert not InRoom.objects.filter(member=fern.pk).exists()
    (report,) = Report.objects.all()
    assert (report.by, report.words) == (None, "")
    assert Signing.objects.filter(name="").count() == (1 if credit == "unnamed" else 0)


def test_what_is_about_the_facilitator_she_neither_reads_nor_learns_of(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    hers = cards.say(user=inside.facilitator, activity=board, text="The facilitators card")
    address, client = f"/panel/rooms/{inside.room.pk}/tell/{hers.pk}/", inside.as_woman(1)
    page = client.get(address)
    assert page.context["form"]["for_lead_only"].value()  # preset where the card is of staff
    assert "the facilitator neither reads it" in page.content.decode()
    assert (
        not client.get(f"/panel/rooms/{inside.room.pk}/tell/")
        .context["form"]["for_lead_only"]
        .value()
    )
    client.post(address, {"words": WORDS, "for_lead_only": "on"})
    report = Report.objects.get()
    for user, reads in ((inside.facilitator, False), (inside.lead, True)):
        staff = inside.as_staff(user)
        assert ("told in private in a room" in staff.get("/manage/").content.decode()) is reads
        listed = staff.get("/manage/rooms/").content.decode()
        assert ("something was told in private" in listed) is reads
        one = staff.get(f"/manage/rooms/{inside.room.pk}/").content.decode()
        assert (f"/manage/rooms/report/{report.pk}/" in one) is reads
        answered = staff.get(f"/manage/rooms/report/{report.pk}/").status_code
        assert answered == (200 if reads else 404)
    given: dict[str, Any] = {
        "report": report,
        "note": "We looked.",
        "remedy": "talked",
        "told": "We spoke to her.",
    }
    with pytest.raises(PermissionDenied):
        services.settle(user=inside.facilitator, **given)
    services.settle(user=inside.lead, **given)
    message = Message.objects.get(member=inside.women[1], key=f"report {report.pk}")
    assert "private" not in message.title + message.text
    assert "We spoke to her." in client.get("/panel/rooms/").content.decode()
    assert "We spoke to her." not in inside.as_woman(2).get("/panel/rooms/").content.decode()


@pytest.mark.parametrize("lead", ["none", "coordinator"])
def test_without_another_to_read_it_nothing_is_for_her_alone(inside: Inside, lead: str) -> None:
    who = None if lead == "none" else inside.facilitator
    Panel.objects.filter(pk=inside.panel.pk).update(safeguarding_lead=who)
    address = f"/panel/rooms/{inside.room.pk}/tell/"
    page = inside.as_woman(1).get(address)
    assert "for_lead_only" not in page.context["form"].fields
    assert "the facilitator neither reads it" not in page.content.decode()
    room = Room.objects.get(pk=inside.room.pk)
    with pytest.raises(NotNow):
        services.report(
            user=inside.women[1].user, room=room, card=None, words="", for_lead_only=True
        )
    inside.as_woman(1).post(address, {"words": WORDS, "for_lead_only": "on"})
    assert not Report.objects.get().for_lead_only  # it is told all the same


def test_telling_works_from_a_room_that_rests_and_of_a_card_that_is_gone(
    inside: Inside, card: Card
) -> None:
    keep_apart(user=inside.facilitator, one=inside.women[0], other=inside.women[1])
    address, client = f"/panel/rooms/{inside.room.pk}/tell/{card.pk}/", inside.as_woman(1)
    page = client.get(address)
    assert page.status_code == 200
    assert card.text not in page.content.decode()
    client.post(address, {"words": "From rest"})
    assert Report.objects.get(words="From rest").card == card
    cards.take_back(user=inside.women[0].user, card=card)
    assert client.get(address).status_code == 200
    client.post(address, {"words": "Too late for the card"})
    assert Report.objects.get(words="Too late for the card").card is None
    assert "From rest" in client.get("/panel/rooms/").content.decode()
    leave_room(user=inside.women[1].user, room=inside.room, member=inside.women[1])
    assert client.get(address).status_code == 200  # hers to tell, also from outside
    assert client.post(address, {"words": "From outside"}).status_code == 302
    listed = client.get("/panel/rooms/").content.decode()
    for words in ("From rest", "From outside", f"/panel/rooms/{inside.room.pk}/tell/"):
        assert words in listed
    assert Report.objects.count() == 3
