"""What is told of few votes: nothing that singles a woman out, and why there is nothing, truly."""

from typing import Any

import pytest

from consultations.panels.codesign.activities import running, voting
from consultations.panels.models import Activity, InRoom
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity

FEW = "Fewer than three chose a card"
BESIDE = "Fewer than three chose on a screen, beside paper."
BEFORE = "Totals come where three women or more choose something."


def voted(inside: Inside, *, screens: str, papers: str = "") -> tuple[Activity, str]:
    """A closed vote and its page. A letter a woman: v votes, p passes."""
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots")
    chosen: dict[str, Any] = {"v": {str(vote.cards.all()[0].pk): 1}, "p": {}}
    for letter in papers:
        woman = joined(inside.panel)
        InRoom.objects.create(room=inside.room, member=woman)
        given = {"activity": vote, "member": woman, "choices": chosen[letter]}
        voting.key_ballot(user=inside.facilitator, **given)
    for letter in screens:
        woman = joined(inside.panel)
        InRoom.objects.create(room=inside.room, member=woman)
        voting.cast(user=woman.user, activity=vote, choices=chosen[letter])
    running.close_activity(user=inside.facilitator, activity=vote)
    vote.refresh_from_db()
    page = inside.as_woman(0).get(f"/panel/rooms/activity/{vote.pk}/").content.decode()
    return vote, page


@pytest.mark.parametrize(
    ("screens", "papers", "says", "doesn_t"),
    [
        ("v", "vvvv", ["5 members took part.", BESIDE], [FEW, "passed"]),
        ("vv", "vvv", ["5 members took part.", BESIDE], [FEW, "passed"]),
        ("p", "vvv", ["4 members took part.", BESIDE], [FEW, "passed", "3 dots"]),
        ("vvp", "vvv", ["6 members took part.", "One passed.", BESIDE], [FEW, "5 dots"]),
        ("vvp", "", ["3 members took part.", "One passed.", FEW], [BESIDE, "2 dots"]),
        ("p", "", ["Fewer than three members took part.", FEW], [BESIDE, "passed", "One member"]),
        ("", "pp", ["Fewer than three members took part.", FEW], [BESIDE, "passed", "2 members"]),
        ("vvv", "vv", ["5 members took part.", "0 passed.", "5 dots"], [FEW, BESIDE]),
        ("", "vvvp", ["4 members took part.", "One passed.", "3 dots"], [FEW, BESIDE]),
        ("ppp", "vvv", ["6 members took part.", "3 passed.", "3 dots"], [FEW, BESIDE]),
    ],
)
def test_each_sentence_of_a_result_is_true(
    inside: Inside, screens: str, papers: str, says: list[str], doesn_t: list[str]
) -> None:
    _vote, page = voted(inside, screens=screens, papers=papers)
    for words in says:
        assert words in page
    for words in doesn_t:
        assert words not in page


def test_the_same_of_must_should_could(inside: Inside) -> None:
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "moscow")
    voting.cast(user=inside.women[0].user, activity=vote, choices={})
    running.close_activity(user=inside.facilitator, activity=vote)
    page = inside.as_woman(0).get(f"/panel/rooms/activity/{vote.pk}/").content.decode()
    assert FEW in page
    assert "passed" not in page


def test_the_facilitator_reads_it_before_it_is_too_late(inside: Inside) -> None:
    """Beside the button that closes, and above the paper; always, whatever was cast."""
    at_stage(inside.room, "prioritise")
    vote, board = make_activity(inside.room, "dots"), make_activity(inside.room, "ideas")
    staff = inside.as_staff()
    for path in ("", "key/"):
        assert BEFORE in staff.get(f"/manage/rooms/activity/{vote.pk}/{path}").content.decode()
    assert BEFORE not in staff.get(f"/manage/rooms/activity/{board.pk}/").content.decode()
    running.close_activity(user=inside.facilitator, activity=vote)
    assert BEFORE not in staff.get(f"/manage/rooms/activity/{vote.pk}/").content.decode()


def test_members_read_the_same_rule(inside: Inside) -> None:
    page = inside.as_woman(0).get(f"/panel/rooms/{inside.room.pk}/rules/").content.decode()
    assert "one or two votes on screens beside paper" in page
