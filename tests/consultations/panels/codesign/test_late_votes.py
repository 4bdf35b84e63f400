"""A vote that comes too late: she is told that it was not kept, and what she had chosen."""

from typing import Any

import pytest

from consultations.panels.codesign.activities import running, voting
from consultations.panels.codesign.rooms.permissions import NotNow
from consultations.panels.models import Activity, Ballot
from tests.consultations.panels.codesign.conftest import Inside
from tests.factories.rooms import at_stage, make_activity

NOT_KEPT = "Your vote was not kept"


@pytest.fixture(params=["dots", "moscow"])
def vote(inside: Inside, request: pytest.FixtureRequest) -> Activity:
    at_stage(inside.room, "prioritise")
    return make_activity(inside.room, request.param)


def given(vote: Activity) -> tuple[dict[str, str], str]:
    card = vote.cards.all()[0]
    value, said = ("2", "● ● (2)") if vote.kind == "dots" else ("must", "Must")
    return {f"c{card.pk}": value}, f"{card.text}: {said}"


def move_on(inside: Inside, vote: Activity) -> None:
    at_stage(inside.room, "review")


def close(inside: Inside, vote: Activity) -> None:
    running.close_activity(user=inside.facilitator, activity=vote)


@pytest.mark.parametrize("happens", [move_on, close])
def test_what_she_chose_is_on_the_page(inside: Inside, vote: Activity, happens: Any) -> None:
    happens(inside, vote)
    address, (chosen, said) = f"/panel/rooms/activity/{vote.pk}/", given(vote)
    client = inside.as_woman(0)
    page = client.post(address, chosen).content.decode()
    assert NOT_KEPT in page
    assert said in page
    assert "You had pressed “I pass”." in client.post(address, {"pass": "yes"}).content.decode()
    assert not Ballot.objects.exists()
    page = client.get(address).content.decode()  # who only looks is told nothing of the kind
    assert NOT_KEPT not in page


def test_it_closes_between_looking_and_pressing(
    inside: Inside, vote: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**_given: Any) -> None:
        close(inside, vote)
        raise NotNow

    monkeypatch.setattr(voting, "cast", too_late)
    chosen, said = given(vote)
    page = inside.as_woman(0).post(f"/panel/rooms/activity/{vote.pk}/", chosen).content.decode()
    assert NOT_KEPT in page
    assert said in page
    assert "Keep my vote" not in page


def test_a_vote_in_time_is_kept_and_nothing_else_is_said(inside: Inside, vote: Activity) -> None:
    """Negative: in time, also with too much in one place, nobody reads that it is too late."""
    address, (chosen, _said) = f"/panel/rooms/activity/{vote.pk}/", given(vote)
    page = inside.as_woman(0).post(address, chosen, follow=True).content.decode()
    assert "Kept. Nobody sees it" in page
    assert NOT_KEPT not in page
    every = {f"c{card.pk}": next(iter(chosen.values())) for card in vote.cards.all()}
    assert NOT_KEPT not in inside.as_woman(0).post(address, every).content.decode()


def test_off_its_step_it_doesn_t_sound_as_if_it_were_open(inside: Inside, vote: Activity) -> None:
    voting.cast(user=inside.women[0].user, activity=vote, choices={})
    move_on(inside, vote)
    page = inside.as_woman(0).get(f"/panel/rooms/activity/{vote.pk}/").content.decode()
    assert "No votes are taken now" in page
    assert "not counted yet" not in page


def test_staff_are_told_that_theirs_was_not_kept(
    inside: Inside, vote: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**_given: Any) -> None:
        raise NotNow

    monkeypatch.setattr(voting, "cast", too_late)
    monkeypatch.setattr(voting, "key_ballot", too_late)
    staff, (chosen, _said) = inside.as_staff(), given(vote)
    for name, more in (("vote", {}), ("key", {"by": str(inside.women[0].pk)})):
        page = staff.post(f"/manage/rooms/activity/{vote.pk}/{name}/", {**chosen, **more})
        assert "That has changed meanwhile" in page.content.decode()
    move_on(inside, vote)
    page = staff.post(f"/manage/rooms/activity/{vote.pk}/vote/", chosen, follow=True)
    assert "Your vote was not kept" in page.content.decode()
