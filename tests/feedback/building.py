"""A form, its editor, and what she posts when she builds it, field by field."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.urls import reverse

from core.models import Area
from feedback.models import Form, FormQuestion, Question
from feedback.questionnaire import Kind, rule
from feedback.services import publish_form
from tests.factories.feedback import make_question
from tests.fixtures.screens import as_shown
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
MakeForm = Callable[..., Form]
Row = tuple[Question, Iterable[str]]
BANK = "wagtailsnippetchoosers_feedback_question"
FORMS = "wagtailsnippets_feedback_form"
QUESTIONS = "wagtailsnippets_feedback_question"


@pytest.fixture
def editor(staff: Staff, area: Area) -> StaffClient:
    return staff("editor", area)


@pytest.fixture
def where(site_root: object) -> Question:
    return make_question(Kind.SINGLE, "Where were you?", ("In prison", "At home"))


@pytest.fixture
def letters(site_root: object) -> Question:
    return make_question(Kind.LONG_TEXT, "Did your letters come?")


@pytest.fixture
def asked(form: MakeForm, where: Question, letters: Question) -> Form:
    """Published: where, and letters if she was in prison."""
    made = form(None, where, letters, publish=False)
    made.questions.filter(question=letters).update(show_if=opened_by(where, 0))
    made = Form.objects.get(pk=made.pk)
    publish_form(form=made)
    return made


def opened_by(question: Question, *options: int) -> list[str]:
    """The rule that these options of a choice open a question."""
    keys = [option.translation_key.hex for option in question.options.all()]
    return [rule(question.translation_key.hex, keys[place]) for place in options]


def form_fields(form: Form, *rows: Row, **changed: Any) -> dict[str, Any]:
    """The edit screen of a form as it is posted, with these questions and rules in this order."""
    places = {place.question_id: place for place in form.questions.all()}
    standing = list(places)  # as on the screen: rows keep their number when they are moved
    known = sorted((r for r in rows if r[0].pk in places), key=lambda r: standing.index(r[0].pk))
    ordered = known + [row for row in rows if row[0].pk not in places]
    fields: dict[str, Any] = {
        "title": form.title,
        "slug": form.slug,
        "consultation": form.consultation_id,
        "questions-TOTAL_FORMS": len(rows),
        "questions-INITIAL_FORMS": len(known),
        "questions-MIN_NUM_FORMS": 0,
        "questions-MAX_NUM_FORMS": 1000,
        **(as_shown(form) if form.pk else {}),
    }
    for number, (question, show_if) in enumerate(ordered):
        place = places.get(question.pk)
        fields |= {
            f"questions-{number}-id": place.pk if place else "",
            f"questions-{number}-question": question.pk,
            f"questions-{number}-show_if": json.dumps(list(show_if)),
            f"questions-{number}-ORDER": rows.index((question, show_if)) + 1,
            f"questions-{number}-DELETE": "",
        }
    return fields | changed


def question_fields(question: Question | None = None, **changed: Any) -> dict[str, Any]:
    """The edit screen of a question as it is posted; `options` are its options, in order."""
    names = ("text", "kind", "hint", "content_note", "low", "high", "body")
    fields: dict[str, Any] = {name: getattr(question, name, "") for name in names}
    kept = list(question.options.all()) if question else []
    options = changed.pop("options", [option.text for option in kept])
    fields |= {
        "options-TOTAL_FORMS": max(len(options), len(kept)),
        "options-INITIAL_FORMS": len(kept),
        "options-MIN_NUM_FORMS": 0,
        "options-MAX_NUM_FORMS": 1000,
        **(as_shown(question) if question else {}),
    }
    for number in range(max(len(options), len(kept))):
        fields |= {
            f"options-{number}-id": kept[number].pk if number < len(kept) else "",
            f"options-{number}-text": options[number] if number < len(options) else "–",
            f"options-{number}-ORDER": number + 1,
            f"options-{number}-DELETE": "" if number < len(options) else "1",
        }
    return fields | changed


def edit_form(client: StaffClient, form: Form, *rows: Row, **changed: Any) -> Any:
    """Save the edit screen of a form."""
    address = reverse(f"{FORMS}:edit", args=[form.pk])
    return client.post(address, form_fields(form, *rows, **changed))


def edit_question(client: StaffClient, question: Question, **changed: Any) -> Any:
    """Save the edit screen of a question."""
    address = reverse(f"{QUESTIONS}:edit", args=[question.pk])
    return client.post(address, question_fields(question, **changed))


def placed(form: Form) -> list[tuple[str, list[str]]]:
    """The questions of a form as they are saved: words and rule, in order."""
    places = FormQuestion.objects.filter(form=form).select_related("question")
    return [(place.question.text, place.show_if) for place in places.order_by("sort_order")]


def screens(form: Form) -> dict[str, str]:
    """Each screen about one form, by name."""
    names = ("publish_form", "copy_form", "form_versions", "form_welsh", "preview_step")
    ours = {name: reverse(name, args=[form.pk]) for name in names}
    wagtails = ("edit", "delete", "history", "usage", "preview_on_edit")
    return ours | {name: reverse(f"{FORMS}:{name}", args=[form.pk]) for name in wagtails}


def refused(answer: Any) -> bool:
    """Wagtail's refusal: sent away with a message, or 403 where script asks."""
    if answer.status_code == 403:
        return True
    went = answer.headers.get("Location", "")
    return answer.status_code == 302 and went == "/manage/"


def look(client: StaffClient, form: Form, mode: str, *rows: Any, **changed: Any) -> str:
    """The preview of the form as it stands on the screen, saved or not."""
    address = reverse(f"{FORMS}:preview_on_edit", args=[form.pk])
    stands = rows or [(place.question, place.show_if) for place in form.questions.all()]
    told = client.post(address, form_fields(form, *stands, **changed)).json()
    assert told == {"is_valid": True, "is_available": True}
    answer = client.get(address, {"mode": mode, "in_preview_panel": "true"})
    assert answer.status_code == 200
    return answer.content.decode()
