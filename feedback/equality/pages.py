"""What the pages of the equality questions show: contexts and templates, no decisions."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from feedback.equality.state import AboutYou
from feedback.equality.wording import Wording
from feedback.models import Form
from feedback.pages import language, other_language
from feedback.questionnaire import Item, in_language
from feedback.state import CHECK

Context = dict[str, Any]


def _frame(form: Form, state: AboutYou | None) -> Context:
    """As on the pages of the form; the visit is that of these questions alone."""
    return {
        "form_url": reverse("feedback:about_you", args=[form.slug]),
        "form_slug": form.slug,
        "help_area": form.consultation.area.slug,
        "state": state.to_token() if state else "",
        "visit_token": state.visit.token if state else "",
        "step_form": bool(state),
        "other_language": other_language("feedback:about_you", form.slug),
    }


def start(
    request: HttpRequest,
    form: Form,
    *,
    is_open: bool,
    state: AboutYou | None = None,
    begun_before: bool = False,
) -> HttpResponse:
    """Why, that it is hers to choose, and what can't be done with it. Shows nothing she chose."""
    context = _frame(form, state) | {"is_open": is_open, "begun_before": begun_before}
    context |= {"step_form": False, "carries": bool(state)}
    return render(request, "feedback/about_you.html", context)


def show(
    request: HttpRequest, form: Form, wording: Wording, state: AboutYou, *, failed: bool = False
) -> HttpResponse:
    """The page of the step that she is at. `failed`: it couldn't be sent, and that is our fault."""
    context = _frame(form, state)
    item = wording.questionnaire.item(state.step)
    if item is not None and state.step != CHECK:
        context |= {"question": _asked(item, state), "changing": state.changing}
        return render(request, "feedback/about_you_question.html", context)
    context |= {"answers": _summary(wording, state), "failed": failed}
    status = 503 if failed else 200
    return render(request, "feedback/about_you_check.html", context, status=status)


def _asked(item: Item, state: AboutYou) -> Context:
    chosen = state.answers.get(item.key)
    options = [
        {"key": o.key, "text": in_language(o.text, language()), "checked": o.key == chosen}
        for o in item.options
    ]
    return {
        "kind": item.kind.value,
        "text": in_language(item.text, language()),
        "hint": in_language(item.hint, language()),
        "options": options,
    }


def _summary(wording: Wording, state: AboutYou) -> list[Context]:
    """Each question that she is asked, with what she chose."""
    return [
        {
            "key": item.key,
            "question": in_language(item.text, language()),
            "chosen": item.chosen_words([state.answers.get(item.key, "")], language()),
        }
        for item in wording.shown(state.answers)
    ]


def sent(request: HttpRequest, form: Form, state: AboutYou) -> HttpResponse:
    """Thank you, and no receipt: nobody can find these answers again."""
    bare = replace(state, answers={}, seen=[])
    context = _frame(form, bare) | {"step_form": False, "carries": True}
    return render(request, "feedback/about_you_sent.html", context)
