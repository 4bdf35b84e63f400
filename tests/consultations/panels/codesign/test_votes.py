"""A vote can't be read before it closes, by anybody, in any way; then totals can, no ballots."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditLine
from consultations.panels.codesign.activities import running, voting
from consultations.panels.codesign.activities.counting import TooMany
from consultations.panels.codesign.activities.results import result_of
from consultations.panels.codesign.rooms.permissions import NotNow
from consultations.panels.codesign.rooms.services import NotThisRoom, leave_room
from consultations.panels.models import Activity, Ballot, InRoom
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_card

TOKEN = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|<script.*?</script>', re.S)
# What may differ by the second: tokens. Nothing else does.


@pytest.fixture
def vote(inside: Inside) -> Activity:
    at_stage(inside.room, "prioritise")
    return make_activity(inside.room, "dots", question="Which first?")


def cards_of(activity: Activity) -> list[str]:
    return [str(pk) for pk in activity.cards.values_list("pk", flat=True)]


def cast(inside: Inside, vote: Activity, *choices: dict[str, Any]) -> None:
    for woman, chosen in zip(inside.women, choices, strict=False):
        voting.cast(user=woman.user, activity=vote, choices=chosen)


def everything(inside: Inside, vote: Activity) -> dict[str, bytes]:
    """Every address that has to do with the vote, as another member, the facilitator and the lead
    see it; tokens left out."""
    activity, room = f"rooms/activity/{vote.pk}/", f"rooms/{inside.room.pk}/"
    hers = [f"/panel/{activity}", f"/panel/{activity}news/", f"/panel/{room}"]
    hers += [f"/panel/{room}news/?mark=x", "/panel/rooms/", "/panel/"]
    staff = [f"/manage/{activity}{more}" for more in ("", "paper/", "key/", "vote/")]
    staff += [f"/manage/{room}", f"/manage/{room}room.csv", "/manage/rooms/"]
    readers: list[tuple[str, Client, list[str]]] = [
        ("member", inside.as_woman(2), hers),
        ("facilitator", inside.as_staff(), staff),
        ("lead", inside.as_staff(inside.lead), [f"/manage/{activity}", f"/manage/{room}"]),
    ]
    found = {}
    for who, client, addresses in readers:
        for address in addresses:
            answer = client.get(address)
            body = TOKEN.sub("", answer.content.decode()).encode()
            found[f"{who} {address}"] = bytes([answer.status_code // 100]) + body
    return found


def test_nothing_that_anybody_can_open_tells_that_somebody_voted(
    inside: Inside, vote: Activity
) -> None:
    """By address, export, page source and count: every answer is the same before and after, byte
    by byte, so that watching them over time tells nothing either."""
    everything(inside, vote)  # what is made once, such as a first visit, is made
    before = everything(inside, vote)
    lines = AuditLine.objects.count()
    one, two, *_ = cards_of(vote)
    cast(inside, vote, {one: 2}, {two: 1})
    voting.key_ballot(
        user=inside.facilitator, activity=vote, member=inside.women[0], choices={two: 1}
    )
    assert Ballot.objects.count() == 3
    assert AuditLine.objects.count() == lines
    after = everything(inside, vote)
    assert len(before) == 15
    assert {address for address in before if before[address] != after[address]} == set()


def test_her_own_vote_she_sees_and_changes_herself(inside: Inside, vote: Activity) -> None:
    one, two, *_ = cards_of(vote)
    address = f"/panel/rooms/activity/{vote.pk}/"
    client = inside.as_woman(0)
    client.post(address, {f"c{one}": "2"})
    assert "Your vote is kept" in client.get(address).content.decode()
    client.post(address, {f"c{two}": "1"})
    assert Ballot.objects.get().choices == {two: 1}
    client.post(address, {f"c{two}": "1", "pass": "yes"})
    assert Ballot.objects.get().choices == {}
    page = client.post(address, {f"c{one}": "2", f"c{two}": "1"}).content.decode()
    assert "You have 2 dots in all." in page
    assert Ballot.objects.get().choices == {}


def test_the_database_does_not_say_when_she_voted(inside: Inside, vote: Activity) -> None:
    cast(inside, vote, {})
    names = {field.name for field in Ballot._meta.get_fields()}
    assert names == {"id", "activity", "member", "staff", "on_paper", "choices"}
    assert not AuditLine.objects.filter(action__icontains="vote").exists()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert result_of(vote) is None
    assert not queries.captured_queries


def test_closing_keeps_totals_and_no_ballot(inside: Inside, vote: Activity) -> None:
    one, two, three, four = cards_of(vote)
    cast(inside, vote, {one: 2}, {one: 1, two: 1}, {two: 1, three: 1})
    voting.cast(user=inside.facilitator, activity=vote, choices={four: 2})
    running.close_activity(user=inside.facilitator, activity=vote)
    assert not Ballot.objects.exists()
    vote.refresh_from_db()
    result = result_of(vote)
    assert result is not None
    assert result.is_told
    hers = [(line.text, line.members.votes, line.members.ties) for line in result.lines]
    assert [votes for _, votes, _ in hers] == [3, 2, 1, 0]
    theirs = {line.text: line.staff.votes for line in result.lines}
    assert sorted(theirs.values()) == [0, 0, 0, 2]
    assert str(inside.women[0].pk) not in str(vote.result)
    page = inside.as_woman().get(f"/panel/rooms/activity/{vote.pk}/").content.decode()
    assert "What came out" in page
    with pytest.raises(NotNow):
        cast(inside, vote, {one: 1})
    with pytest.raises(NotNow):
        running.close_activity(user=inside.facilitator, activity=vote)


def test_ties_are_shown_as_ties_and_passes_counted(inside: Inside, vote: Activity) -> None:
    fourth = joined(inside.panel)
    InRoom.objects.create(room=inside.room, member=fourth)
    one, two, *_ = cards_of(vote)
    cast(inside, vote, {one: 2}, {two: 2}, {one: 1, two: 1})
    voting.cast(user=fourth.user, activity=vote, choices={})
    running.close_activity(user=inside.facilitator, activity=vote)
    vote.refresh_from_db()
    assert (vote.result["members"]["ballots"], vote.result["members"]["passed"]) == (4, 1)
    page = inside.as_woman().get(f"/panel/rooms/activity/{vote.pk}/").content.decode()
    assert page.count("(tie)") >= 2
    assert "4 members took part." in page
    assert "One passed." in page


@pytest.mark.parametrize("cast_by", [0, 1, 2])
def test_too_few_votes_give_no_totals(inside: Inside, vote: Activity, cast_by: int) -> None:
    one = cards_of(vote)[0]
    cast(inside, vote, *[{one: 1}] * cast_by)
    running.close_activity(user=inside.facilitator, activity=vote)
    vote.refresh_from_db()
    assert vote.result["members"]["totals"] is None
    for client, where in ((inside.as_woman(2), "panel"), (inside.as_staff(), "manage")):
        page = client.get(f"/{where}/rooms/activity/{vote.pk}/").content.decode()
        assert "so there are none" in page
        assert "1 dot" not in page


def test_her_screen_counts_before_her_paper(inside: Inside, vote: Activity) -> None:
    one, two, *_ = cards_of(vote)
    ivy = inside.women[1]
    for woman in inside.women:
        voting.key_ballot(user=inside.facilitator, activity=vote, member=woman, choices={two: 1})
    cast(inside, vote, {one: 2}, {one: 1}, {one: 1})
    voting.key_ballot(user=inside.facilitator, activity=vote, member=ivy, choices={two: 2})
    running.close_activity(user=inside.facilitator, activity=vote)
    vote.refresh_from_db()
    totals = vote.result["members"]["totals"]
    assert (totals[one], totals[two]) == (4, 0)
    assert vote.result["members"]["ballots"] == 3


def test_paper_of_who_is_not_here_and_paper_after_it_closed(inside: Inside, vote: Activity) -> None:
    fern, ivy, _ = inside.women
    leave_room(user=ivy.user, room=inside.room, member=ivy)
    with pytest.raises(NotThisRoom):
        voting.key_ballot(user=inside.facilitator, activity=vote, member=ivy, choices={})
    at_stage(inside.room, "review")  # paper may come in while it is open
    voting.key_ballot(user=inside.facilitator, activity=vote, member=fern, choices={})
    with pytest.raises(NotNow):
        cast(inside, vote, {})
    running.close_activity(user=inside.facilitator, activity=vote)
    with pytest.raises(NotNow):
        voting.key_ballot(user=inside.facilitator, activity=vote, member=fern, choices={})


def test_must_should_could_with_caps_and_ties(inside: Inside) -> None:
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "moscow", lines=[f"Card {n}" for n in range(5)])
    one, two, three, *_ = cards_of(vote)
    with pytest.raises(TooMany):
        cast(inside, vote, {one: "must", two: "must"})
    page = inside.as_woman().post(
        f"/panel/rooms/activity/{vote.pk}/", {f"c{one}": "must", f"c{two}": "must"}
    )
    assert "“Must” takes 1 in all." in page.content.decode()
    cast(inside, vote, {one: "must"}, {one: "should", two: "must"}, {three: "wont"})
    running.close_activity(user=inside.facilitator, activity=vote)
    vote.refresh_from_db()
    result = result_of(vote)
    assert result is not None
    led = [[str(place) for place in line.members] for line in result.lines]
    assert sorted(led) == sorted(
        [["Must: 1 of 3", "Should: 1 of 3"], ["Must: 1 of 3"], ["Not this time: 1 of 3"], [], []]
    )


def test_cards_of_a_board_are_voted_on_with_their_authors(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    make_card(board, inside.women[0], "A phone")
    make_card(board, inside.women[1], "A bed", naming="never")
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board, lines=())
    assert {card.text: card.author for card in vote.cards.all()} == {
        "A phone": inside.women[0],
        "A bed": inside.women[1],
    }
    running.close_activity(user=inside.facilitator, activity=board)
    authors = {card.text: card.author for card in vote.cards.all()}
    assert authors == {"A phone": inside.women[0], "A bed": None}


@pytest.mark.parametrize(("on_screen", "is_told"), [(0, True), (1, False), (2, False), (3, True)])
def test_what_is_left_of_the_totals_tells_of_nobody(
    inside: Inside, vote: Activity, on_screen: int, is_told: bool
) -> None:
    """Who keyed in the paper could take it off the totals: then one or two votes are left."""
    one = cards_of(vote)[0]
    for _ in range(3):
        woman = joined(inside.panel)
        InRoom.objects.create(room=inside.room, member=woman)
        voting.key_ballot(user=inside.facilitator, activity=vote, member=woman, choices={one: 1})
    cast(inside, vote, *[{one: 1}] * on_screen)
    running.close_activity(user=inside.facilitator, activity=vote)
    vote.refresh_from_db()
    assert (vote.result["members"]["totals"] is not None) is is_told


def test_a_card_that_is_gone_is_not_counted_nor_ranked(inside: Inside, vote: Activity) -> None:
    one, two, three, _four = cards_of(vote)
    cast(inside, vote, {one: 2}, {one: 1, two: 1}, {one: 1, three: 1})
    vote.cards.filter(pk=one).update(is_hidden=True)
    running.close_activity(user=inside.facilitator, activity=vote)
    vote.refresh_from_db()
    assert vote.result["members"] == {"ballots": 3, "passed": 0, "totals": None}
    totals = {card: n for n, card in enumerate(cards_of(vote))}
    vote.result["members"]["totals"] = totals
    result = result_of(vote)
    assert result is not None
    assert len(result.lines) == 3
    assert sorted(line.members.rank for line in result.lines) == [1, 2, 3]


def test_a_hidden_card_takes_no_place_of_the_caps(inside: Inside) -> None:
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "moscow", lines=[f"Card {n}" for n in range(6)])
    one, two, *_ = cards_of(vote)
    cast(inside, vote, {one: "must", two: "must"})
    vote.cards.filter(pk=cards_of(vote)[-1]).update(is_hidden=True)
    with pytest.raises(TooMany):
        cast(inside, vote, {one: "must", two: "must"})
    assert inside.as_woman(0).get(f"/panel/rooms/activity/{vote.pk}/").context["form"].caps() == {
        "Must": 1,
        "Should": 2,
        "Could": 2,
    }


def test_a_hard_card_is_folded_in_a_vote_and_in_its_result(inside: Inside) -> None:
    board = make_activity(inside.room, "ideas")
    make_card(board, inside.women[0], "A hard thing", hard=True)
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots", source=board)
    address, folded = f"/panel/rooms/activity/{vote.pk}/", "</summary>A hard thing</details>"
    assert folded in inside.as_woman(1).get(address).content.decode()
    assert inside.as_woman(1).get(address).content.decode().count("A hard thing") == 1
    running.close_activity(user=inside.facilitator, activity=vote)
    assert folded in inside.as_woman(1).get(address).content.decode()
    assert folded in inside.as_staff().get(f"/manage/rooms/activity/{vote.pk}/").content.decode()


def test_keying_is_logged_once_whatever_is_keyed(inside: Inside, vote: Activity) -> None:
    client, path = inside.as_staff(), f"/manage/rooms/activity/{vote.pk}/key/"
    for woman in inside.women:
        client.get(path)
        client.post(path, {"by": str(woman.pk)}, follow=True)
    assert Ballot.objects.count() == 3
    assert (
        AuditLine.objects.filter(subject=f"activity {vote.pk}", action__contains="paper").count()
        == 1
    )
