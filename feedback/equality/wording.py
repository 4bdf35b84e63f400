"""How equality questions are asked, by version and country, as files say it. Plain Python.

A version is one file of feedback/data/equality, and never changes once women were asked by it: to
change a word, copy the file under the next number. `country` keeps a question to one country, since
the groups that people are asked by differ. A question with `not_asked_because` waits in the file.
Nobody is asked for words of her own: they could show who she is, and nobody could count them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from feedback.payload import AnswerPayload
from feedback.questionnaire import Item, Kind, Questionnaire

NOT_SAID = "not-said"


@dataclass(frozen=True)
class Wording:
    """The questions of one version as one country asks them. `id` is such as "wales-1"."""

    id: str
    questionnaire: Questionnaire

    def shown(self, answers: Mapping[str, str]) -> list[Item]:
        """The questions that these answers open, in order."""
        return self.questionnaire.shown(
            {key: AnswerPayload(options=[option]) for key, option in answers.items()}
        )

    def told(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Answers to what is asked, with an option that was offered; anything else is left out."""
        return {
            item.key: answers[item.key]
            for item in self.shown(answers)
            if answers.get(item.key) in {option.key for option in item.options}
        }


@cache
def versions() -> dict[int, dict[str, Any]]:
    """Number → file."""
    folder = files("feedback").joinpath("data/equality")
    read = (json.loads(f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".json"))
    return {int(raw["version"]): raw for raw in read}


def current(country: str) -> Wording:
    """What a woman is asked now in this country."""
    return _made(country, max(versions()))


def find(wording: str) -> Wording | None:
    """The wording of this id, or None when there is no such file."""
    country, _, number = wording.rpartition("-")
    return _made(country, int(number)) if number.isdecimal() and int(number) in versions() else None


@cache
def _made(country: str, number: int) -> Wording:
    raw = versions()[number]
    asked = [q for q in raw["questions"] if _is_asked(q, country)]
    not_said = {"key": NOT_SAID, "text": raw["not_said"]}
    items = [
        Item.from_json({**q, "kind": Kind.SINGLE, "options": [*q["options"], not_said]})
        for q in asked
    ]
    return Wording(f"{country}-{number}", Questionnaire(tuple(items)))


def _is_asked(question: Mapping[str, Any], country: str) -> bool:
    return question.get("country", country) == country and "not_asked_because" not in question
