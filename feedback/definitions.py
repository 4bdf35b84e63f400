"""How a form's questions become the definition that a version keeps (feedback/questionnaire.py)."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from core.journey import JourneyStage
from core.models import Area
from feedback.models import Form, FormQuestion, Question
from feedback.questionnaire import LISTED, SCALE_STEPS, Kind

Json = dict[str, Any]
Languages = dict[str, Question]
SOMEWHERE_ELSE = _("Somewhere else")
WORDS = ("text", "hint", "content_note", "body")
EASY_WORDS = {"text": "easy", "hint": "easy_hint", "body": "easy_body"}


def mark_of(definition: Json) -> str:
    """A short mark of a definition: another one has another mark."""
    return sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()[:20]


def define(form: Form) -> Json:
    """The form's questions in every language, in order, with all that she may choose from."""
    places: list[FormQuestion] = [*form.questions.select_related("question").order_by("sort_order")]
    prefetch_related_objects(places, "question")  # those that are not saved yet can not be joined
    described = describe([place.question for place in places])
    return {
        "questions": [
            question | {"show_if": place.show_if}
            for place, question in zip(places, described, strict=True)
        ]
    }


def describe(questions: Sequence[Question]) -> list[Json]:
    """Each question as a version keeps it, without a rule. Three queries, however many."""
    return described(questions, in_every_language(questions))


def described(questions: Sequence[Question], languages: dict[int, Languages]) -> list[Json]:
    """The same, in words that are at hand."""
    areas = _areas() if any(question.kind == Kind.AREA for question in questions) else []
    return [
        {
            "key": question.translation_key.hex,
            "kind": question.kind,
            **{name: _words(languages[question.pk], name) for name in WORDS},
            "options": _options(question, languages[question.pk], areas),
            **_easy(languages[question.pk]),
        }
        for question in questions
    ]


def in_every_language(questions: Sequence[Question]) -> dict[int, Languages]:
    """Question → its translations by language, itself first."""
    keys = {question.translation_key for question in questions}
    found: Iterable[Question] = (
        Question.objects.filter(translation_key__in=keys)
        .select_related("locale")
        .prefetch_related("options")
        .order_by("locale")
    )
    family: dict[Any, list[Question]] = {}
    for translation in found:
        family.setdefault(translation.translation_key, []).append(translation)
    return {
        question.pk: {
            t.locale.language_code: t
            for t in sorted(family[question.translation_key], key=lambda t: t.pk != question.pk)
        }
        for question in questions
    }


def _words(languages: Languages, name: str) -> dict[str, str]:
    return {code: getattr(t, name) for code, t in languages.items() if getattr(t, name)}


def _easy(languages: Languages) -> dict[str, Any]:
    """The easy read of a question. No word of it stands where nobody has written any, so that what
    was published before there was easy read is still what it was."""
    found = {name: _words(languages, field) for name, field in EASY_WORDS.items()}
    easy = {name: words for name, words in found.items() if words}
    return {"easy": easy} if easy else {}


def _options(question: Question, languages: Languages, areas: list[Json]) -> list[Json]:
    """What may be chosen: written by the editor, or known to us."""
    if question.kind in LISTED:
        return _written_options(languages)
    if question.kind == Kind.SCALE:
        return _scale(_words(languages, "low"), _words(languages, "high"))
    if question.kind == Kind.STAGE:
        return [{"key": s.value, "text": _everywhere(partial(str, s.label))} for s in JourneyStage]
    return areas if question.kind == Kind.AREA else []


def _written_options(languages: Languages) -> list[Json]:
    words: dict[str, dict[str, str]] = {}
    easy: dict[str, dict[str, str]] = {}
    for code, translation in languages.items():
        for option in translation.options.all():
            words.setdefault(option.translation_key.hex, {})[code] = option.text
            if option.easy:
                easy.setdefault(option.translation_key.hex, {})[code] = option.easy
    source = next(iter(languages.values()))
    options = [(o.translation_key.hex, o.more) for o in source.options.all()]
    return [
        {"key": key, "text": words[key], "more": more}
        | ({"easy": easy[key]} if key in easy else {})
        for key, more in options
    ]


def _scale(low: dict[str, str], high: dict[str, str]) -> list[Json]:
    """Five steps; the first and the last say what they mean."""
    ends = {1: low, SCALE_STEPS: high}
    return [
        {
            "key": str(step),
            "text": {"en-gb": str(step)}
            | {code: f"{step}: {words}" for code, words in ends.get(step, {}).items()},
        }
        for step in range(1, SCALE_STEPS + 1)
    ]


def _areas() -> list[Json]:
    areas = [
        {"key": area.slug, "text": {"en-gb": area.name, "cy": area.name_cy or area.name}}
        for area in Area.objects.all()
    ]
    elsewhere = {"key": "elsewhere", "text": _everywhere(lambda: gettext(SOMEWHERE_ELSE))}
    return [*areas, elsewhere | {"more": True}]


def _everywhere(words: Callable[[], str]) -> dict[str, str]:
    """A string of ours in every language of the site."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = words()
    return said
