"""The way through a form: which step comes next, and what a posted step says. No web in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from feedback.payload import AnswerPayload
from feedback.state import CHECK, USES, State

LONGEST_TEXT = 20_000
# All answers together must fit the largest bucket of the seal, at four bytes a character.
LONGEST_IN_ALL = 40_000
Definition = dict[str, Any]
QuestionData = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What a posted step says, and what is wrong with it, if anything."""

    answer: AnswerPayload
    error: str = ""


def steps(definition: Definition) -> list[str]:
    """Question keys in order, then check, then uses."""
    return [q["key"] for q in definition["questions"]] + [CHECK, USES]


def question_of(definition: Definition, key: str) -> QuestionData | None:
    """The question of a step, or None for check and uses."""
    return next((q for q in definition["questions"] if q["key"] == key), None)


def local(words: Mapping[str, str], language: str) -> str:
    """Words in her language, English where there are none yet."""
    return words.get(language) or words.get("en-gb", "")


def read_answer(question: QuestionData, text: str, options: list[str], others: int) -> Reading:
    """Read one question's fields. `others` is how long her other answers are, in characters."""
    if question["options"]:
        known = {option["key"] for option in question["options"]}
        chosen = [key for key in options if key in known]
        if question["kind"] == "single":
            chosen = chosen[:1]
        return Reading(AnswerPayload(options=list(dict.fromkeys(chosen))))
    text = text.replace("\r\n", "\n")
    answer = AnswerPayload(text=text)
    if len(text) > LONGEST_TEXT:
        return Reading(answer, _too_long(len(text), LONGEST_TEXT))
    if len(text) + others > LONGEST_IN_ALL:
        return Reading(answer, _too_long(len(text), max(LONGEST_IN_ALL - others, 0)))
    return Reading(answer)


def _too_long(length: int, limit: int) -> str:
    return _(
        "Your answer has %(length)s characters. "
        "Make it %(limit)s or fewer, or send it in two parts."
    ) % {"length": length, "limit": limit}


def others_length(state: State, key: str) -> int:
    """Characters of her answers to other questions."""
    return sum(len(answer.text) for k, answer in state.answers.items() if k != key)


def after(definition: Definition, state: State) -> State:
    """The state one step on: back to check when she came from there to change something."""
    order = steps(definition)
    if state.changing:
        return state.at(CHECK)
    return state.at(order[min(order.index(state.step) + 1, len(order) - 1)])


def before(definition: Definition, state: State) -> State | None:
    """The state one step back, or None when that is the start page."""
    order = steps(definition)
    if state.changing:
        return state.at(CHECK)
    place = order.index(state.step)
    return state.at(order[place - 1]) if place else None
