"""Harmless text before, between or after never lowers how soon a woman is read."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.review.cues import CONCERN, NONE, UNSURE, URGENT, load_cues, safety_cues
from feedback.review.danger_kinds import likely_kind
from feedback.review.danger_points import LONGEST, hint_of, sentences
from feedback.review.plain_words import plain_words
from tests.benchmarks.reading import LINES, read_rows

ROWS = read_rows(LINES / "safety_dev2.jsonl")
FLAGGED = [
    row["text"]
    for row in ROWS
    if row["safeguarding"]["level"] != "none" and safety_cues(row["text"])[0] > NONE
]
CALM = [row["text"] for row in ROWS if row["safeguarding"]["level"] == "none"]
ENDS = re.compile(r"[.!?\n;:]")
# Lines and padding without any full stop, which begin and end as sentences do. No "not" or "years
# ago" stands next to the line: there it would be a part of it.
RUN_ON = """
took all of them 20 mins ago dont tell my mum
my mate in next cell has gone blue and no one is answering
my little girl says uncle hurts her down there
ill do myself in if they send me back to him
i will stab her i mean it i have a blade
i dont want to live any more
he comes in my cell at night and puts his hands on me
they have my passport and i work for nothing
i am bleeding and the baby has stopped moving
she is coming home with money and a man waits in his car for her
i think about not being here most nights
he checks my phone and i have to ask him for money
""".strip().splitlines()
PADDING = """
the course was good and the tutor was kind
we had a quiz on friday and the food was lovely
i like the garden and the choir
my worker rang me about the bus pass
the library is open on a tuesday and i got two books
my sister came on the visit and we had a laugh
they put a new kettle in the kitchen
i passed my maths and got a certificate
""".strip().splitlines()


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(FLAGGED),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(CALM)), min_size=1, max_size=12),
)
def test_no_sentence_beside_it_lowers_a_text(text: str, padding: list[tuple[int, str]]) -> None:
    places = [0, *(match.end() for match in ENDS.finditer(text)), len(text)]
    longer = text
    for number, calm in sorted(padding, reverse=True):
        place = places[min(number, len(places) - 1)]
        longer = f"{longer[:place]}. {calm}. {longer[place:]}"
    assert safety_cues(longer)[0] >= safety_cues(text)[0]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(RUN_ON),
    st.lists(st.sampled_from(PADDING), max_size=20),
    st.lists(st.sampled_from(PADDING), max_size=20),
)
def test_no_words_around_it_lower_a_text_without_full_stops(
    text: str, before: list[str], after: list[str]
) -> None:
    longer = " ".join([*before, text, *after])
    assert safety_cues(longer)[0] >= safety_cues(text)[0] > NONE


@pytest.mark.parametrize("text", PADDING)
def test_the_padding_is_calm(text: str) -> None:
    assert safety_cues(text)[0] == NONE


def test_padding_alone_is_calm_with_and_without_full_stops() -> None:
    assert safety_cues(". ".join(PADDING * 3)) == (NONE, [])
    assert safety_cues(" ".join(PADDING * 3)) == (NONE, [])


def test_what_is_over_reaches_no_danger_far_from_it() -> None:
    padding = " ".join(PADDING)
    assert safety_cues(f"years ago i had a flat {padding} he will kill me")[0] == URGENT
    assert safety_cues("he said he would kill me but that was years ago")[0] == CONCERN


def test_points_need_a_few_words_and_judge_no_more_than_a_stretch() -> None:
    assert hint_of(["he", "says", "it"]).at_all == float("-inf")
    start, end = hint_of((" ".join([*PADDING, RUN_ON[0], *PADDING])).split()).stretch
    assert 0 < end - start <= LONGEST


def test_sentences_end_at_each_sign() -> None:
    assert list(sentences(plain_words("One two. Three!\n\nfour"))) == [
        ["one", "two"],
        ["three"],
        ["four"],
    ]
    assert list(sentences([])) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("nightmares. he will kill me. lovely staff", ["domestic_abuse_now"]),
        ("I am 8 months gone and bleeding", ["health_emergency"]),
        ("im going to smash her face in", ["threat_to_others"]),
        ("The screw put his hands on me and said id lose my HDC", ["staff_misconduct"]),
        ("he will kill me. I took all my tablets", ["domestic_abuse_now", "suicide_self_harm"]),
    ],
)
def test_kinds_are_those_of_the_sentences_that_gave_the_level(text: str, kinds: list[str]) -> None:
    assert safety_cues(text)[1] == kinds


def test_a_kind_is_named_only_where_it_is_clear() -> None:
    assert likely_kind(plain_words("the tablets and a rope and a letter to my mum")) == (
        "suicide_self_harm"
    )
    assert likely_kind(plain_words("by monday it will be sorted")) == ""
    assert likely_kind([]) == ""
    assert UNSURE not in {cue.category for cue in load_cues().cues}


@pytest.mark.parametrize(
    "text",
    """Bus pass and a bed
my key worker left and no one told me
the kids are fine, they are with my mum and they love it
the hostel was dead cold, heating broke for weeks
my son jayden is 7 and he dont know me no more
Mae angen bws sy'n mynd i'r ganolfan ar ddydd Sul
She held her hand all night. She said thank you""".splitlines(),
)
def test_calm_lines_that_were_once_flagged(text: str) -> None:
    assert safety_cues(text) == (NONE, [])


@pytest.mark.parametrize("piece", ["a. ", "he will kill me ", "not kill myself ", "i said he "])
def test_a_long_hostile_text_is_judged_in_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    safety_cues("once to read the files")
    began = time.process_time()
    safety_cues(text)
    assert time.process_time() - began < 1  # goal 0.1 (tests.benchmarks.adversarial); slow machines
