from typing import Any

import pytest

from feedback import flow
from feedback.payload import AnswerPayload
from feedback.state import CHECK, USES, State, Visit

TEXT: dict[str, Any] = {"key": "a" * 32, "kind": "long_text", "options": []}
OPTIONS = [{"key": "x"}, {"key": "y"}]
SINGLE: dict[str, Any] = {"key": "b" * 32, "kind": "single", "options": OPTIONS}
SEVERAL: dict[str, Any] = SINGLE | {"key": "c" * 32, "kind": "several"}
DEFINITION: dict[str, Any] = {"questions": [TEXT, SINGLE, SEVERAL]}


def at(step: str, *, changing: bool = False) -> State:
    return State(visit=Visit("v", 0), version=1, step=step, changing=changing)


@pytest.mark.parametrize(
    ("step", "following"),
    [("a" * 32, "b" * 32), ("c" * 32, CHECK), (CHECK, USES), (USES, USES)],
)
def test_continue_goes_one_step_on(step: str, following: str) -> None:
    assert flow.after(DEFINITION, at(step)).step == following


@pytest.mark.parametrize(
    ("step", "earlier"), [("b" * 32, "a" * 32), (CHECK, "c" * 32), (USES, CHECK)]
)
def test_back_goes_one_step_back(step: str, earlier: str) -> None:
    state = flow.before(DEFINITION, at(step))
    assert state is not None
    assert state.step == earlier


def test_back_from_the_first_question_is_the_start() -> None:
    assert flow.before(DEFINITION, at("a" * 32)) is None


def test_changing_an_answer_returns_to_check() -> None:
    changing = at("a" * 32, changing=True)
    assert flow.after(DEFINITION, changing).step == CHECK
    assert not flow.after(DEFINITION, changing).changing


def test_words_are_kept_as_typed() -> None:
    typed = "  <b>I</b> & \r\nhe said 'no'\u202e 🌧 "
    reading = flow.read_answer(TEXT, typed, [], 0)
    assert reading.answer.text == typed.replace("\r\n", "\n")
    assert not reading.error


@pytest.mark.parametrize(
    ("length", "others", "limit"),
    [(flow.LONGEST_TEXT + 1, 0, 20_000), (10_000, flow.LONGEST_IN_ALL - 9_000, 9_000)],
)
def test_too_many_words_come_back_whole_with_what_to_do(
    length: int, others: int, limit: int
) -> None:
    reading = flow.read_answer(TEXT, "x" * length, [], others)
    assert len(reading.answer.text) == length
    assert str(limit) in reading.error


def test_an_option_that_was_not_offered_is_dropped() -> None:
    assert flow.read_answer(SEVERAL, "", ["x", "nonsense", "x"], 0).answer.options == ["x"]


def test_one_choice_takes_one() -> None:
    assert flow.read_answer(SINGLE, "", ["x", "y"], 0).answer.options == ["x"]


def test_text_sent_to_a_choice_is_not_taken() -> None:
    assert flow.read_answer(SINGLE, "smuggled", [], 0).answer == AnswerPayload()


def test_an_emptied_answer_is_left_out() -> None:
    state = at("a" * 32).with_answer("a" * 32, AnswerPayload(text="words"))
    assert state.with_answer("a" * 32, AnswerPayload(text=" \n ")).answers == {}


@pytest.mark.parametrize(
    ("language", "shown"), [("cy", "Helô"), ("en-gb", "Hello"), ("pl", "Hello")]
)
def test_words_fall_back_to_english(language: str, shown: str) -> None:
    assert flow.local({"en-gb": "Hello", "cy": "Helô"}, language) == shown
