"""What each page of the form shows: contexts and templates, no decisions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override

from feedback import flow
from feedback.models import Form, FormVersion
from feedback.payload import AnswerPayload
from feedback.selectors import live_version
from feedback.state import CHECK, State
from feedback.uses import OFFERED, WORDING

OTHER_LANGUAGE = {"en-gb": ("cy", "Cymraeg"), "cy": ("en-gb", "English")}


def _frame(form: Form, state: State | None) -> dict[str, Any]:
    """What each page carries: the state, the leave button's token, the other language's address."""
    other, name = OTHER_LANGUAGE[get_language() or "en-gb"]
    with override(other):
        address = reverse("feedback:start", args=[form.slug])
    return {
        "form_url": reverse("feedback:start", args=[form.slug]),
        "state": state.to_token() if state else "",
        "visit_token": state.visit.token if state else "",
        "other_language": {"code": other, "name": name, "url": address},
    }


def start(
    request: HttpRequest, form: Form, state: State | None = None, *, begun_before: bool = False
) -> HttpResponse:
    """Who reads it, what it can't do, and the way in. Neutral: shows nothing that she said."""
    version = live_version(form)
    consultation = form.consultation
    context = _frame(form, state) | {
        "consultation": consultation.localized,
        "is_open": version is not None and consultation.is_open(),
        "question_count": len(version.definition["questions"]) if version else 0,
        "begun_before": begun_before,
    }
    return render(request, "feedback/start.html", context)


def show(
    request: HttpRequest,
    form: Form,
    version: FormVersion,
    state: State,
    reading: flow.Reading | None = None,
) -> HttpResponse:
    """The page of the step that she is at."""
    question = flow.question_of(version.definition, state.step)
    context = _frame(form, state)
    if question is not None:
        context |= _question(version, question, state, reading)
        return render(request, "feedback/question.html", context)
    if state.step == CHECK:
        context["answers"] = summary(version, state)
        return render(request, "feedback/check.html", context)
    context["uses"] = [
        {"value": use.value, "label": WORDING[use][0], "hint": WORDING[use][1]}
        | {"checked": use.value in state.uses}
        for use in OFFERED
    ]
    return render(request, "feedback/uses.html", context)


def _question(
    version: FormVersion, question: flow.QuestionData, state: State, reading: flow.Reading | None
) -> dict[str, Any]:
    language = get_language() or "en-gb"
    order = [q["key"] for q in version.definition["questions"]]
    given = reading.answer if reading else state.answers.get(question["key"], AnswerPayload())
    return {
        "question": {
            "kind": question["kind"],
            "text": flow.local(question["text"], language),
            "hint": flow.local(question["hint"], language),
            "content_note": flow.local(question["content_note"], language),
            "options": [
                {"key": o["key"], "text": flow.local(o["text"], language)}
                | {"checked": o["key"] in given.options}
                for o in question["options"]
            ],
        },
        "value": given.text,
        "error": reading.error if reading else "",
        "number": order.index(question["key"]) + 1,
        "count": len(order),
        "changing": state.changing,
    }


def summary(version: FormVersion, state: State) -> list[dict[str, Any]]:
    """Each question with what she said, for checking and for copying."""
    language = get_language() or "en-gb"
    rows = []
    for question in version.definition["questions"]:
        answer = state.answers.get(question["key"], AnswerPayload())
        names = {o["key"]: flow.local(o["text"], language) for o in question["options"]}
        rows.append(
            {
                "key": question["key"],
                "question": flow.local(question["text"], language),
                "text": answer.text,
                "options": [names[key] for key in answer.options if key in names],
                "skipped": answer.is_empty,
            }
        )
    return rows


def receipt(request: HttpRequest, form: Form, state: State, code: str) -> HttpResponse:
    """The six words, once."""
    context = _frame(form, None) | {"visit_token": state.visit.token, "words": code.split()}
    return render(request, "feedback/receipt.html", context)


def refused(
    request: HttpRequest,
    form: Form,
    state: State,
    version: FormVersion | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """It can't be taken any more, or not now: her words are on the page to copy."""
    context = _frame(form, None) | {
        "visit_token": state.visit.token,
        "answers": summary(version, state) if version else [],
        "consultation": form.consultation.localized,
        "for_now": status == 503,
    }
    return render(request, "feedback/refused.html", context, status=status)
