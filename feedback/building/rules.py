"""“Ask only if she chose …”: what a rule names, and whether it can hold. Plain Python.

Works on questions as `feedback.definitions` describes them; a rule is a list of "question:option".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from feedback.questionnaire import ENGLISH, Kind, rule

Json = dict[str, Any]
RULE = re.compile(r"[0-9a-f]{32}:[\w-]{1,64}")
CHOOSABLE = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.SCALE, Kind.AREA, Kind.STAGE})


def english(words: Json) -> str:
    """Words as staff read them."""
    return words.get(ENGLISH) or next(iter(words.values()), "")


def choices(question: Json) -> list[Json]:
    """What a later question may depend on: [{key, text}]; empty where nothing is chosen."""
    if question["kind"] not in CHOOSABLE:
        return []
    return [
        {"key": rule(question["key"], option["key"]), "text": english(option["text"])}
        for option in question["options"]
    ]


def in_words(question: Json, questions: Sequence[Json]) -> list[str]:
    """The choices that open a question, in words; one that is gone is left out."""
    known = {c["key"]: c["text"] for other in questions for c in choices(other)}
    return [words for key, words in known.items() if key in question["show_if"]]


def asked_about(questions: Sequence[Json]) -> set[str]:
    """Keys of the questions that rules name and that are not among these."""
    named = {key.partition(":")[0] for question in questions for key in question["show_if"]}
    return named - {question["key"] for question in questions}


def broken(
    questions: Sequence[Json], elsewhere: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[int, str]]:
    """Rules that can't hold: the place of the question, and what is wrong and what to do.

    `elsewhere` has the words of questions that are not in the form, by key.
    """
    known = {c["key"]: c["text"] for question in questions for c in choices(question)}
    texts = {question["key"]: english(question["text"]) for question in questions}
    above: set[str] = set()
    for place, question in enumerate(questions):
        for key in question["show_if"]:
            if key not in above:
                yield place, _why(key, known, texts, elsewhere, own=question["key"])
        above |= {choice["key"] for choice in choices(question)}


def _why(
    key: str,
    known: Mapping[str, str],
    texts: Mapping[str, str],
    elsewhere: Mapping[str, str],
    own: str,
) -> str:
    asked = key.partition(":")[0]
    if asked == own:
        return _("A question can't depend on its own answer. Take the tick away.")
    if key in known:
        return _(
            "“%(option)s” is a choice in “%(question)s”, which comes later. "
            "Move that question above this one, or take the tick away."
        ) % {"option": known[key], "question": texts[asked]}
    if asked in texts:
        return _(
            "The rule names a choice that “%(question)s” no longer has. Take the tick away."
        ) % {"question": texts[asked]}
    if asked in elsewhere:
        return _(
            "It depends on an answer to “%(question)s”, which is not in this form any more. "
            "Add that question again above this one, or take the tick away."
        ) % {"question": elsewhere[asked]}
    return _(
        "It depends on an answer to a question that is not in this form. Take the tick away under "
        "“No longer above this question”."
    )
