"""What a form asks, as a version froze it, and which of it she is asked. Plain Python.

A definition is JSON: {"questions": [{key, kind, text, hint, content_note, body, options,
show_if}]}.
`text`, `hint`, `content_note`, `body` and an option's `text` hold words by language; `options` is
[{key, text, more}], `more` where she may add words of her own; `show_if` lists "question:option"
keys, any of which opens the question. Keys never change, so rewording never splits answers.
`easy`, of a question {text, hint, body} and of an option its words, is the same in easy read, where
somebody wrote it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from feedback.payload import AnswerPayload

Words = Mapping[str, str]
ENGLISH = "en-gb"


class Kind(StrEnum):
    """Kinds of question. A page is read and takes no answer."""

    LONG_TEXT = "long_text"
    SHORT_TEXT = "short_text"
    SINGLE = "single"
    SEVERAL = "several"
    SCALE = "scale"
    WHEN = "when"
    AREA = "area"
    STAGE = "stage"
    PAGE = "page"


WRITTEN = frozenset({Kind.LONG_TEXT, Kind.SHORT_TEXT})
LISTED = frozenset({Kind.SINGLE, Kind.SEVERAL})  # an editor writes the options
SCALE_STEPS = 5


class Said(str):
    """Words, and in `lang` the language that they are in where it isn't the one asked for."""

    lang = ""


def in_language(words: Words, language: str) -> Said:
    """Words in her language, English where there are none yet."""
    said = Said(words.get(language) or words.get(ENGLISH, ""))
    if said and not words.get(language):
        said.lang = "en"
    return said


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    key: str
    text: Words
    more: bool = False
    easy: Words = field(default_factory=dict)

    def says(self, language: str, *, easy: bool = False) -> Said:
        """Its words in her language; in easy read where there is some."""
        return in_language(self.easy if easy and self.easy.get(language) else self.text, language)


@dataclass(frozen=True)
class Item:
    """One page of the form: a question, or plain content."""

    key: str
    kind: Kind
    text: Words
    hint: Words
    content_note: Words
    body: Words
    options: tuple[Option, ...]
    show_if: frozenset[str]
    easy: Mapping[str, Words] = field(default_factory=dict)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Item":
        """Read one question of a definition. What an older version didn't have yet is empty."""
        options = (
            Option(o["key"], o.get("text", {}), o.get("more", False), o.get("easy", {}))
            for o in raw["options"]
        )
        return cls(
            key=raw["key"],
            kind=Kind(raw["kind"]),
            text=raw.get("text", {}),
            hint=raw.get("hint", {}),
            content_note=raw.get("content_note", {}),
            body=raw.get("body", {}),
            options=tuple(options),
            show_if=frozenset(raw.get("show_if", [])),
            easy=raw.get("easy", {}),
        )

    def says(self, name: str, language: str, *, easy: bool = False) -> Said:
        """Its `text`, `hint` or `body` in her language; in easy read where there is some in it."""
        simple = self.easy.get(name, {}) if easy else {}
        return in_language(simple if simple.get(language) else getattr(self, name), language)

    def is_easy_in(self, language: str) -> bool:
        """Whether it can be asked in easy read in this language."""
        needed = ("text", "body") if self.kind is Kind.PAGE else ("text",)
        return all(self.easy.get(name, {}).get(language) for name in needed)

    @property
    def takes_more(self) -> bool:
        """Whether she may add words of her own to what she chooses."""
        return any(option.more for option in self.options)

    def has_place_for_words(self, chosen: list[str]) -> bool:
        """Whether words belong to what is chosen: not beside another option than theirs."""
        if self.kind in WRITTEN or not chosen:
            return True
        return any(option.more and option.key in chosen for option in self.options)

    def chosen_words(self, keys: list[str], language: str, *, easy: bool = False) -> list[str]:
        """What she chose, in words, in the order of the form. Unknown keys are left out."""
        if self.kind is Kind.WHEN:
            return [when_words(key, language) for key in keys if is_when(key)]
        known = {o.key: o.says(language, easy=easy) for o in self.options}
        return [words for key, words in known.items() if key in keys]


@dataclass(frozen=True)
class Questionnaire:
    """All pages of one version, in order."""

    items: tuple[Item, ...]

    @classmethod
    def from_json(cls, definition: Mapping[str, Any]) -> "Questionnaire":
        return cls(tuple(Item.from_json(raw) for raw in definition["questions"]))

    def item(self, key: str) -> Item | None:
        """The page of this key, or None."""
        return next((item for item in self.items if item.key == key), None)

    @property
    def questions(self) -> list[Item]:
        """The pages that take an answer."""
        return [item for item in self.items if item.kind is not Kind.PAGE]

    def shown(self, answers: Mapping[str, AnswerPayload]) -> list[Item]:
        """The pages that these answers open, in order.

        A choice opens a later page only while its own question is shown: what she chose on a page
        that has closed since counts for nothing.
        """
        return list(self._open(answers))

    def is_easy_in(self, language: str) -> bool:
        """Whether all of it is in easy read in this language: half of it would break off."""
        return bool(self.items) and all(item.is_easy_in(language) for item in self.items)

    @property
    def count_at_first(self) -> int:
        """How many questions somebody is asked who has chosen nothing yet."""
        return sum(item.kind is not Kind.PAGE for item in self.shown({}))

    def _open(self, answers: Mapping[str, AnswerPayload]) -> Iterator[Item]:
        chosen: set[str] = set()
        for item in self.items:
            if item.show_if and not item.show_if & chosen:
                continue
            answer = answers.get(item.key, AnswerPayload())
            chosen |= {rule(item.key, option) for option in answer.options}
            yield item


def rule(question: str, option: str) -> str:
    """How `show_if` names a choice."""
    return f"{question}:{option}"


# -- Month or season: 2026-05, 2026-summer, 2026, before
BEFORE = "before"  # earlier than the years on offer
YEARS = 12
MONTHS = {
    ENGLISH: (
        "January February March April May June July August September October November December"
    ),
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
}
SEASONS = {
    ENGLISH: {"spring": "Spring", "summer": "Summer", "autumn": "Autumn", "winter": "Winter"},
    "cy": {"spring": "Gwanwyn", "summer": "Haf", "autumn": "Hydref (tymor)", "winter": "Gaeaf"},
}
EARLIER = {ENGLISH: "Before that", "cy": "Cyn hynny"}
WHEN = re.compile(r"(before)|([0-9]{4})(?:-(0[1-9]|1[0-2]|spring|summer|autumn|winter))?")


def is_when(value: str) -> bool:
    """Whether this says a month, a season or a year, or "before"."""
    return WHEN.fullmatch(value) is not None


def parts_of_year(language: str) -> dict[str, str]:
    """Months and seasons to choose from: code → name."""
    known = language if language in MONTHS else ENGLISH
    months = {f"{n:02}": name for n, name in enumerate(MONTHS[known].split(), start=1)}
    return months | SEASONS[known]


def when_words(value: str, language: str) -> str:
    """May 2026, Summer 2026, 2026. Raises ValueError for what isn't a time."""
    found = WHEN.fullmatch(value)
    if found is None:
        raise ValueError("Not a month, season or year.")
    before, year, part = found.groups()
    if before:
        return in_language(EARLIER, language)
    return f"{parts_of_year(language)[part]} {year}" if part else year
