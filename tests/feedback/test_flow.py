"""The way through a form: what a page says, which page comes next, what is sent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from feedback import flow
from feedback.flow import Posted
from feedback.payload import AnswerPayload
from feedback.questionnaire import Item, Questionnaire, rule
from feedback.state import CHECK, DETAILS, READY, USES, State, Visit

TODAY = date(2026, 11, 21)
A, B, C, D = (letter * 32 for letter in "abcd")
OPTIONS = [{"key": "x"}, {"key": "y"}]
TEXT: dict[str, Any] = {"key": A, "kind": "long_text", "options": []}
SINGLE: dict[str, Any] = {"key": B, "kind": "single", "options": OPTIONS}
SEVERAL: dict[str, Any] = {"key": C, "kind": "several", "options": OPTIONS}
WHEN: dict[str, Any] = {"key": D, "kind": "when", "options": []}
OTHER = SINGLE | {"options": [*OPTIONS, {"key": "z", "more": True}]}


def asked(*questions: dict[str, Any]) -> Questionnaire:
    return Questionnaire.from_json({"questions": list(questions or (TEXT, SINGLE, SEVERAL))})


def read(question: dict[str, Any], *, others: int = 0, **posted: Any) -> flow.Reading:
    return flow.read_answer(Item.from_json(question), Posted(**posted), others, TODAY)


def at(step: str, chosen: str = "", *, changing: bool = False) -> State:
    """She is at this step; `chosen` says what she chose, as "bx cy": y of c and x of b."""
    answers = {pair[0] * 32: AnswerPayload(options=[pair[1]]) for pair in chosen.split()}
    state = State(visit=Visit("v", 0), version=1, step=READY, answers=answers)
    return state.at(step, changing=changing)


# -- From page to page


@pytest.mark.parametrize(
    ("step", "following"),
    [(READY, A), (A, B), (C, CHECK), (CHECK, DETAILS), (DETAILS, USES), (USES, USES)],
)
def test_continue_goes_one_step_on(step: str, following: str) -> None:
    assert flow.after(asked(), at(step)).step == following


@pytest.mark.parametrize(
    ("step", "earlier"),
    [(A, READY), (B, A), (CHECK, C), (DETAILS, CHECK), (USES, CHECK)],
)
def test_back_goes_one_step_back(step: str, earlier: str) -> None:
    state = flow.before(asked(), at(step))
    assert state is not None
    assert state.step == earlier


def test_back_from_the_first_page_is_the_start() -> None:
    assert flow.before(asked(), at(READY)) is None


def test_changing_an_answer_returns_to_check() -> None:
    changing = replace(at(A, changing=True), seen=[A, B, C])
    assert flow.after(asked(), changing).step == CHECK
    assert not flow.after(asked(), changing).changing


@pytest.mark.parametrize("key", ["nonsense", "", CHECK, USES])
def test_only_a_page_of_the_form_can_be_changed(key: str) -> None:
    assert flow.change(asked(), at(CHECK), key) == at(CHECK)


# -- Pages that a choice opens

ONLY_IF_X = TEXT | {"show_if": [rule(B, "x")]}
RULED = asked(SINGLE, ONLY_IF_X, SEVERAL)


def test_a_page_is_shown_when_its_choice_was_made() -> None:
    assert flow.after(RULED, at(B, "bx")).step == A


@pytest.mark.parametrize("chosen", ["by", "", "cx"])
def test_a_page_is_left_out_when_its_choice_was_not_made(chosen: str) -> None:
    assert flow.after(RULED, at(B, chosen)).step == C
    assert flow.before(RULED, at(C, chosen)) == at(C, chosen).at(B)


def test_a_choice_on_a_page_that_closed_opens_nothing() -> None:
    chain = asked(SINGLE, SEVERAL | {"show_if": [rule(B, "x")]}, TEXT | {"show_if": [rule(C, "x")]})
    assert [i.key for i in chain.shown(at(B, "bx cx").answers)] == [B, C, A]
    assert [i.key for i in chain.shown(at(B, "by cx").answers)] == [B]


def test_a_rule_on_a_later_page_never_holds() -> None:
    backwards = asked(TEXT | {"show_if": [rule(B, "x")]}, SINGLE)
    assert [i.key for i in backwards.shown(at(B, "bx").answers)] == [B]


def test_what_an_edited_answer_opens_is_asked_before_check() -> None:
    twice = asked(SINGLE, ONLY_IF_X, SEVERAL | {"show_if": [rule(B, "x")]})
    state = flow.after(twice, at(B, "bx", changing=True))
    assert (state.step, state.changing) == (A, True)
    state = flow.after(twice, state)
    assert (state.step, state.changing) == (C, True)
    assert flow.after(twice, state).step == CHECK


def test_what_an_edited_answer_closes_is_not_sent_but_comes_back_with_it() -> None:
    written = AnswerPayload(text="words")
    state = at(CHECK, "by").with_answer(A, written)
    assert A not in flow.told(RULED, state)
    assert flow.told(RULED, state.with_answer(B, AnswerPayload(options=["x"])))[A] == written


def test_she_leaves_a_page_that_closed_under_her() -> None:
    assert flow.after(RULED, at(A, "by")).step == C
    assert flow.before(RULED, at(A, "by")) == at(A, "by").at(B)


# -- What a page says


def test_words_are_kept_as_typed() -> None:
    typed = "  <b>I</b> & \r\nhe said 'no'\u202e 🌧 "
    reading = read(TEXT, text=typed)
    assert reading.answer.text == typed.replace("\r\n", "\n")
    assert not reading.error


@pytest.mark.parametrize("question", [TEXT, OTHER])
@pytest.mark.parametrize(
    ("length", "others", "told"),
    [
        (flow.LONGEST_TEXT + 1, 0, "Make it 20,000 or fewer"),
        (10_000, flow.LONGEST_IN_ALL - 9_000, "are 1,000 characters too long"),
        (5, flow.LONGEST_IN_ALL, "are 5 characters too long"),
    ],
)
def test_too_many_words_come_back_whole_with_what_to_do(
    question: dict[str, Any], length: int, others: int, told: str
) -> None:
    reading = read(question, text="x" * length, options=["z"], others=others)
    assert len(reading.answer.text) == length
    assert told in reading.error
    assert reading.may_stand


def test_an_option_that_was_not_offered_is_dropped() -> None:
    assert read(SEVERAL, options=["x", "nonsense", "x"]).answer.options == ["x"]


def test_one_choice_takes_one() -> None:
    assert read(SINGLE, options=["x", "y"]).answer.options == ["x"]


def test_text_sent_to_a_choice_is_not_taken() -> None:
    assert read(SINGLE, text="smuggled").answer == AnswerPayload()
    assert read(SEVERAL, text="smuggled", options=["y"]).answer.text == ""


@pytest.mark.parametrize("options", [["z"], ["x"], []])
def test_words_beside_other_are_kept_whatever_she_chose(options: list[str]) -> None:
    reading = read(OTHER, text="a caravan", options=options)
    assert reading.answer == AnswerPayload(text="a caravan", options=options)


@pytest.mark.parametrize(
    ("part", "year", "value"),
    [
        ("05", "2026", ["2026-05"]),
        ("summer", "2025", ["2025-summer"]),
        ("", "2024", ["2024"]),
        ("", "before", ["before"]),
        ("05", "before", ["before"]),
        ("", "", []),
    ],
)
def test_a_month_a_season_or_a_year(part: str, year: str, value: list[str]) -> None:
    reading = read(WHEN, part=part, year=year)
    assert reading.answer.options == value
    assert not reading.error


@pytest.mark.parametrize(
    ("part", "year", "word"),
    [
        ("05", "", "year"),
        ("13", "2026", "list"),
        ("05", "2027", "list"),
        ("05", "٢٠٢٦", "list"),
        ("x\0", "2026", "list"),
        ("", "99999", "list"),
    ],
)
def test_what_is_no_time_is_said_so(part: str, year: str, word: str) -> None:
    assert word in read(WHEN, part=part, year=year).error


def test_a_page_to_read_takes_nothing() -> None:
    page = {"key": D, "kind": "page", "options": []}
    assert read(page, text="smuggled", options=["x"]).answer == AnswerPayload()


def test_an_emptied_answer_is_left_out() -> None:
    state = at(A).with_answer(A, AnswerPayload(text="words"))
    assert state.with_answer(A, AnswerPayload(text=" \n ")).answers == {}
