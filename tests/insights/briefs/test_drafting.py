"""The first words of a brief: nothing but the public edition, in six parts."""

import re

import pytest

from insights.briefs.drafting import draft_parts
from insights.briefs.parts import (
    ABOUT,
    ASKED,
    DECIDED,
    DISAGREED,
    TITLES,
    TOLD,
    UNSURE,
    Part,
    part_from,
)
from tests.insights.briefs.editions import FINDINGS, decision, public


def drafted(**changes: object) -> dict[str, Part]:
    return {part.key: part for part in draft_parts(public(**changes))}


def test_the_parts_stand_in_the_order_in_which_they_are_read() -> None:
    assert [part.key for part in draft_parts(public())] == list(TITLES)
    assert [str(title) for title in TITLES.values()] == [
        *("What this is about", "What women told us", "What we are not sure of"),
        *("Where women disagreed", "What is already decided", "What we ask you"),
    ]


def test_it_says_what_can_change_and_about_how_many_answered() -> None:
    about = drafted()[ABOUT].text
    assert "can still change" in about
    assert "from 1 May 2026 to 30 June 2026" in about
    assert "About 60 women answered." in about
    assert "Fewer than 10 women answered." in drafted(total=None)[ABOUT].text


def test_without_findings_it_says_what_most_spoke_of_in_public_words() -> None:
    assert drafted()[TOLD].items == ["Housing: about 40 women", "Trust: some"]
    assert drafted()[TOLD].paragraphs[0] == "Most spoke of a place to live."


def test_with_findings_the_early_ones_stand_apart() -> None:
    parts = drafted(findings=FINDINGS, recommendations=[{"text": "Promise it early."}])
    assert parts[TOLD].items == ["Housing is promised late."]
    assert parts[UNSURE].items == ["Early: Workers leave too soon.", "Few on paper."]
    assert parts[DISAGREED].items == [
        *("Some like the hostel.", "The council says that it writes in time."),
    ]
    assert parts[ASKED].items == ["Promise it early."]


def test_what_is_not_sure_and_who_is_missing_is_never_left_out() -> None:
    assert drafted()[UNSURE].paragraphs == ["Women on remand were not asked.", "One person coded."]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            "You said: There was nowhere to go. We could not: We could not pay for more flats. "
            "Because: There is no money this year.",
        ),
        (
            {"answer": "do", "because": " ", "what": "A worker comes!"},
            "You said: There was nowhere to go. We did: A worker comes!",
        ),
    ],
)
def test_a_decision_is_told_with_its_reason(changes: dict[str, str], said: str) -> None:
    assert drafted(decisions=[decision(**changes)])[DECIDED].items == [said]


def test_recommendations_one_by_one_and_none_at_all() -> None:
    assert drafted()[ASKED].items == ["Pay for six more flats.", "Ask the panel."]
    asked = drafted(recommendations=[])[ASKED]
    assert (len(asked.paragraphs), asked.items) == (1, [])


def test_no_number_is_in_it_that_the_edition_doesnt_show() -> None:
    told = " ".join(part.text for part in draft_parts(public(findings=FINDINGS)))
    assert set(re.findall(r"\d+", told)) <= {"1", "30", "2026", "60"}
    assert "Money" not in told


@pytest.mark.parametrize(
    ("text", "paragraphs", "items"),
    [
        ("", [], []),
        ("One\ntwo\n\nThree", ["One two", "Three"], []),
        ("One\r\n\r\n- a\r\n- b", ["One"], ["a", "b"]),
        ("• a\n-b\n-\n- \nrest", ["rest"], ["a", "b"]),
        ("- a\n\nOne", ["One"], ["a"]),
    ],
)
def test_a_box_is_read_as_it_was_written(
    text: str, paragraphs: list[str], items: list[str]
) -> None:
    part = part_from(TOLD, text)
    assert (part.paragraphs, part.items) == (paragraphs, items)
    assert part_from(TOLD, part.text) == part
