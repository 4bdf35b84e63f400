"""A form as she would see it, for its editor. No visit is begun and nothing can be sent.

A mode is a page in a language: "en-gb/start", "cy/<key of a question>"; "en-gb/easy/check" is one
in easy read. The pages are those that women get, but their buttons post to an address that only
leads to another mode.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from core.addresses import public_addresses
from feedback import flow, pages
from feedback.building.rules import english, in_words
from feedback.definitions import Json, define
from feedback.models import Form, FormVersion
from feedback.payload import AnswerPayload
from feedback.questionnaire import ENGLISH, WRITTEN, Item, Kind
from feedback.state import CHECK, NOTE, READY, USES, State, Visit

START = "start"
MODE = re.compile(r"(en-gb|cy)/(easy/)?(start|ready|check|uses|(?:note:)?[0-9a-f]{32})")
LEADS_TO = {"": "here", "stay": "here", "back": "before", "easy": "switch", "plain": "switch"}
NO_VISIT = Visit(id="", started=0)


def modes(questions: list[Json]) -> list[tuple[str, str]]:
    """What may be looked at, by name."""
    asked = [
        step
        for number, question in enumerate(questions, start=1)
        for step in _steps_of(question, f"{number}. {english(question['text'])}")
    ]
    steps = [
        (START, gettext("Start page")),
        (READY, gettext("Before the first question")),
        *asked,
        (CHECK, gettext("Check your answers")),
        (USES, gettext("Who may see it")),
    ]
    return [(f"{ENGLISH}/{step}", name) for step, name in steps]


def _steps_of(question: Json, name: str) -> list[tuple[str, str]]:
    """A question's steps by name: what is said before it, if anything, and the question."""
    before = [(NOTE + question["key"], gettext("Before %(name)s") % {"name": name})]
    return [*(before if question["content_note"] else []), (question["key"], name)]


def mode_after(places: Mapping[str, str], go: str) -> str:
    """The mode that a button of a previewed page leads to, from where the page said it stands."""
    here = places.get("here", "")
    if go.startswith("change:"):
        mode = f"{here.rpartition('/')[0]}/{go.removeprefix('change:')}"
    else:
        mode = places.get(LEADS_TO.get(go, "after"), "")
    return mode if MODE.fullmatch(mode) else f"{ENGLISH}/{START}"


def serve(form: Form, request: HttpRequest, mode: str) -> HttpResponse:
    """One page of a form, which may hold changes that aren't saved, with a note that it is one."""
    definition = define(form)
    version = FormVersion(form=form, number=0, definition=definition)
    asked = flow.steps_of(version.questionnaire.items)
    steps = [START, READY, *asked, CHECK, USES]
    found = MODE.fullmatch(mode)
    language, easy, step = found.groups() if found else (ENGLISH, None, START)
    page = Page(form, version, language, step if step in steps else START, steps, bool(easy))
    buttons = page.buttons(reverse("preview_step", args=[form.pk or 0]))
    only_if = [
        in_words(question, definition["questions"])
        for question in definition["questions"]
        if question["key"] == page.step.removeprefix(NOTE)
    ]
    with override(language), public_addresses():
        template, context = page.contents()
        context |= buttons | {"page_template": template, "only_if": only_if[0] if only_if else []}
        return render(request, "feedback/admin/preview.html", context)


@dataclass(frozen=True)
class Page:
    """A page of the preview, and where its buttons lead."""

    form: Form
    version: FormVersion
    language: str
    step: str
    steps: list[str]
    easy: bool = False

    def buttons(self, address: str) -> dict[str, Any]:
        """What the page would post, and where to: nothing of a visit."""
        place = self.steps.index(self.step)
        easy, usual = f"{self.language}/easy/", f"{self.language}/"
        prefix = easy if self.easy else usual
        beside = {
            "before": prefix + self.steps[max(place - 1, 0)],
            "here": prefix + self.step,
            "after": prefix + self.steps[min(place + 1, len(self.steps) - 1)],
            "switch": (usual if self.easy else easy) + self.step,
        }
        other, name = pages.OTHER_LANGUAGE[self.language]
        return {
            "form_url": f"{address}?{urlencode(beside)}",
            "state": "",
            "visit_token": "",
            "step_form": False,
            "other_language": {
                "code": other,
                "name": name,
                "url": f"{address}?{urlencode({'here': f'{other}/{self.step}'})}",
            },
        }

    def contents(self) -> tuple[str, dict[str, Any]]:
        """Template and context, as a woman would get them."""
        items = self.version.questionnaire.items
        if self.step == START:
            asked = self.version.questionnaire
            easy = self.easy and asked.is_easy_in(self.language)
            return f"feedback/{'start_easy' if easy else 'start'}.html", {
                "consultation": self.form.consultation.localized,
                "is_open": True,
                "question_count": asked.count_at_first,
            }
        given = _all_chosen(items, but=self.step)
        if self.step in {CHECK, USES}:
            given = _examples(items)
        seen = [item.key for item in items]
        state = State(
            visit=NO_VISIT, version=0, step=self.step, answers=given, seen=seen, easy=self.easy
        )
        return pages.page_of(self.form, self.version, state)


def _all_chosen(items: tuple[Item, ...], but: str) -> dict[str, AnswerPayload]:
    """Answers that open each question, so that all are counted; the one looked at is empty."""
    return {
        item.key: AnswerPayload(options=[option.key for option in item.options])
        for item in items
        if item.key != but
    }


def _examples(items: tuple[Item, ...]) -> dict[str, AnswerPayload]:
    """Something for each question, to look at the page on which she checks."""
    text = gettext("Her words stand here.")
    return {item.key: _example(item, text) for item in items}


def _example(item: Item, text: str) -> AnswerPayload:
    if item.kind in WRITTEN:
        return AnswerPayload(text=text)
    if item.kind is Kind.WHEN:
        return AnswerPayload(options=[str(timezone.localdate().year)])
    return AnswerPayload(options=[option.key for option in item.options[:1]])
