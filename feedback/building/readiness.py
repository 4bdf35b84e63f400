"""What is missing before a form can go live: what stops it, and what would make it better."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from feedback.building.rules import broken, english
from feedback.keys import NoIntakeKey, current_key
from feedback.questionnaire import ENGLISH, LISTED, WRITTEN, Item, Kind, in_language

Json = dict[str, Any]
LONGEST_QUESTION = 25  # words
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words that some women should be warned of before they read on.
HARD = re.compile(
    r"abus\w*|assault\w*|attack(?:s|ed|er)?|beaten|bereave\w*|die[ds]?|dying|death\w*|grief"
    r"|harm(?:s|ed|ful)?|hurt(?:s|ing)?|kill\w*|miscarr\w*|overdos\w*|rap(?:e[ds]?|ing)"
    r"|restrain\w*|segregat\w*|self-harm\w*|sex(?:ual\w*)?|stillb\w*|strip-search\w*|suicid\w*"
    r"|trauma\w*|violen\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Missing:
    """What stands between a form and women, and what would make it better."""

    blocking: list[str]
    advice: list[str]


def stops(definition: Json) -> list[str]:
    """What makes these questions impossible to ask."""
    questions = definition["questions"]
    if not questions:
        return [_("This form has no question yet. Add at least one.")]
    return [*_stops(questions)]


def _stops(questions: list[Json]) -> Iterator[str]:
    seen: set[str] = set()
    for question in questions:
        named = {"question": english(question["text"])}
        if question["key"] in seen:
            yield _("“%(question)s” is in the form twice. Take one away.") % named
        seen.add(question["key"])
        if question["kind"] in LISTED and len(question["options"]) < 2:
            yield _("“%(question)s” has fewer than two options. Add some.") % named
        if question["kind"] == Kind.PAGE and not question["body"]:
            yield _("The page “%(question)s” has nothing to read on it. Write something.") % named
    for place, why in broken(questions):
        yield _("“%(question)s”: %(why)s") % {
            "question": english(questions[place]["text"]),
            "why": why,
        }


def stops_around(consultation: ConsultationPage) -> Iterator[str]:
    """What stops it outside of the questions: the consultation's page, and this server."""
    if not consultation.live:
        yield _("The page “%(page)s” is not published. Publish it under Pages.") % {
            "page": consultation.title
        }
    if not (consultation.opens_on and consultation.closes_on and consultation.reply_by):
        yield _("The consultation has no dates. Set when it opens, closes and is answered.")
    if not consultation.who_reads.strip():
        yield _("The consultation does not say who reads the answers. Write it on its page.")
    try:
        current_key()
    except NoIntakeKey:
        yield _(
            "This server has no key to seal answers to. "
            "Ask whoever runs it for “manage.py create_intake_key”."
        )


def advice(definition: Json, consultation: ConsultationPage) -> Iterator[str]:
    """What would make it better. None of it stops anything."""
    questions = definition["questions"]
    if consultation.closes_on and consultation.closes_on < timezone.localdate():
        yield _("The consultation closed on %(day)s: nobody can answer.") % {
            "day": date_format(consultation.closes_on, "j F Y")
        }
    for question in questions:
        text = english(question["text"])
        words = len(WORD.findall(text))
        if words > LONGEST_QUESTION:
            yield _("“%(question)s” has %(n)s words. Try %(most)s or fewer.") % {
                "question": text,
                "n": words,
                "most": LONGEST_QUESTION,
            }
        if (hard := hard_word(question)) and not question["content_note"]:
            yield _("“%(question)s” says “%(word)s”. Add a content note, so she knows first.") % {
                "question": text,
                "word": hard,
            }
        if question["kind"] == Kind.SCALE and not _has_ends(question):
            yield _("“%(question)s” does not say what 1 and 5 mean.") % {"question": text}
    if bare := [q for q in questions if q["kind"] in WRITTEN and not q["hint"]]:
        yield ngettext(
            "%(n)s question to write an answer to has no hint: %(questions)s.",
            "%(n)s questions to write an answer to have no hint: %(questions)s.",
            len(bare),
        ) % {"n": len(bare), "questions": _named(bare)}


def easy_read(items: Sequence[Item]) -> Iterator[str]:
    """Which questions keep the form from being offered in easy read, where some have it."""
    without = [item for item in items if not item.is_easy_in(ENGLISH)]
    if without and len(without) < len(items):
        yield ngettext(
            "Easy read is not offered yet: %(n)s question has none: %(questions)s.",
            "Easy read is not offered yet: %(n)s questions have none: %(questions)s.",
            len(without),
        ) % {
            "n": len(without),
            "questions": ", ".join(f"“{in_language(item.text, ENGLISH)}”" for item in without),
        }


def _has_ends(question: Json) -> bool:
    ends = (question["options"][0], question["options"][-1])
    return all(english(end["text"]) != end["key"] for end in ends)


def hard_word(question: Json) -> str:
    """The first word that some women should be warned of, or nothing."""
    said = [question["text"], question["hint"], question["body"]]
    said += [option["text"] for option in question["options"]]
    for words in said:
        for word in WORD.findall(english(words) if words else ""):
            if HARD.fullmatch(word):
                return str(word)
    return ""


def _named(questions: list[Json]) -> str:
    return ", ".join(f"“{english(question['text'])}”" for question in questions)
