"""What a brief may not say: counts of our own, and a woman's words outside a quote."""

from typing import Any

import pytest

from insights.briefs.checking import own_counts, repeats_her
from insights.briefs.drafting import draft_parts
from insights.briefs.parts import DECIDED, TOLD, part_from
from tests.insights.briefs.editions import FINDINGS, QUOTED, decision, public


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("41 women were told late.", ["41 women"]),
        ("Only two women said so.", ["two women"]),
        ("One young mother was afraid.", ["One young mother"]),
        ("It was three of the women.", ["three of the women"]),
        ("Nine out of ten agreed, and 1 in 4 did not.", ["Nine out of ten", "1 in 4"]),
        ("A third of them left. 68% stayed; 7 per cent don't know.", ["A third of them", "68%"]),
        ("41 of 60 women", ["41 of 60"]),
        ("Twenty-two women", ["Twenty-two women"]),
    ],
)
def test_counts_that_the_edition_doesnt_have_are_named(text: str, counts: list[str]) -> None:
    assert set(counts) <= set(own_counts([text], public()))


@pytest.mark.parametrize(
    "text",
    [
        "About 40 women spoke of a home, of about 60 women.",
        "That is 65% of all.",
        "Some spoke of one kind woman at the gate.",  # as the summary says
        "Many women, some women and a few women.",
        "A worker comes 12 weeks before. There are six flats. It is 2 miles to the women's centre.",
        "One women's centre has 3 rooms.",
        "",
    ],
)
def test_public_numbers_and_other_numbers_are_let_through(text: str) -> None:
    assert own_counts([text], public()) == []


def test_a_draft_passes_as_it_was_worked_out() -> None:
    for edition in (public(), public(findings=FINDINGS, recommendations=[{"text": "Go on."}])):
        assert own_counts([part.text for part in draft_parts(edition)], edition) == []


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
