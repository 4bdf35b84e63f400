"""What a brief may not say: a woman's words outside a quote."""

from typing import Any

import pytest

from insights.briefs.checking import repeats_her
from insights.briefs.drafting import draft_parts
from insights.briefs.parts import DECIDED, TOLD, part_from
from tests.insights.briefs.editions import QUOTED, decision, public


def editions(*said: str, **changes: Any) -> dict[str, Any]:
    quotes = [{"text": text} for text in said]
    return {"public": public(**changes), "review": {"quotes": quotes}}


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("One said: the hostel had no room, and left.", "the hostel had no"),
        ("THE HOSTEL, HAD — NO room", "the hostel had no"),
        ("- had no room for\n- others", "had no room for"),
    ],
)
def test_four_of_her_words_in_a_row_are_hers(text: str, hers: str) -> None:
    parts = [part_from(TOLD, text)]
    assert repeats_her(parts, [], editions(QUOTED)) == [("What women told us", hers)]
    assert repeats_her([part_from(DECIDED, "")], [text], editions(QUOTED)) == [
        ("What is already decided", hers)
    ]


@pytest.mark.parametrize("text", ["", "The hostel had space.", "No room in the hostel."])
def test_fewer_are_not(text: str) -> None:
    assert repeats_her([part_from(TOLD, text)], [], editions(QUOTED, "", "No.")) == []


def test_what_the_edition_says_itself_is_let_through() -> None:
    said = "hostel had no room"
    with_it = editions(QUOTED, decisions=[decision(you_said=f"The {said} for us")])
    told = draft_parts(with_it["public"])
    assert repeats_her(told, [], with_it) == []
    copied = repeats_her([part_from(TOLD, f"A {said} at all")], [], with_it)
    assert copied == [("What women told us", said)]
