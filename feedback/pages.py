"""What each page of the form shows: contexts and templates, no decisions."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from feedback import flow
from feedback.details import finds_in
from feedback.kiosk import RECEIPT_CLEARS_AFTER, address_of, frame_of
from feedback.models import Form, FormVersion
from feedback.payload import NOTHING, AnswerPayload
from feedback.questionnaire import (
    BEFORE,
    EARLIER,
    WRITTEN,
    YEARS,
    Item,
    Kind,
    in_language,
    parts_of_year,
)
from feedback.selectors import live_version
from feedback.state import CHECK, DETAILS, READY, USES, State
from feedback.uses import WORDINGS, known_wording

OTHER_LANGUAGE = {"en-gb": ("cy", "Cymraeg"), "cy": ("en-gb", "English")}
OTHER_PAGES = {READY, CHECK, DETAILS, USES}
Context = dict[str, Any]


def language() -> str:
    """The language of the page."""
    return get_language() or "en-gb"


def other_language(name: str, *args: str) -> Context:
    """The other language, and the address there of the view of this name."""
    other, called = OTHER_LANGUAGE[language()]
    with override(other):
        return {"code": other, "name": called, "url": reverse(name, args=args)}


def _frame(form: Form, state: State | None, kiosk: str = "") -> Context:
    """What each page carries: the state, the leave button's token, the other language's address.

    `kiosk` names the shared device that the page stands on, where the state doesn't.
    """
    kiosk = state.kiosk if state else kiosk
    return {
        "form_url": reverse("feedback:start", args=[form.slug]),
        "form_slug": form.slug,
        "help_area": form.consultation.area.slug,
        "state": state.to_token() if state else "",
        "step": state.step if state else "",
        "step_form": bool(state),
        "visit_token": state.visit.token if state else "",
        "other_language": other_language("feedback:start", form.slug),
        "kiosk": frame_of(kiosk),
    }


def start(
    request: HttpRequest,
    form: Form,
    state: State | None = None,
    *,
    begun_before: bool = False,
    kiosk: str = "",
    wrong_code: str = "",
    easy: bool = False,
) -> HttpResponse:
    """Who reads it, what it can't do, and the way in. Neutral: shows nothing that she said.

    In easy read where she asked for it and all questions are: half of it would break off.
    """
    version = live_version(form)
    can_be_easy = version is not None and version.questionnaire.is_easy_in(language())
    easy = can_be_easy and (state.easy if state else easy)
    consultation = form.consultation
    context = _frame(form, state, kiosk) | {
        "consultation": consultation.localized,
        # begun before closing, it may be sent for a day: she must find her way on from here
        "is_open": state is not None or (version is not None and consultation.is_open()),
        "question_count": version.questionnaire.count_at_first if version else 0,
        "begun_before": begun_before,
        "wrong_code": wrong_code,
        "easy": easy,
        "easy_url": reverse("feedback:start_easy", args=[form.slug]) if can_be_easy else "",
    }
    if easy and not state:
        context["other_language"] = other_language("feedback:start_easy", form.slug)
    if kiosk and not state:  # a visit that begins here knows the device
        context["form_url"] = address_of(kiosk)
        context["other_language"] = other_language("feedback:kiosk", kiosk)
    return render(request, f"feedback/{'start_easy' if easy else 'start'}.html", context)


def show(
    request: HttpRequest,
    form: Form,
    version: FormVersion,
    state: State,
    reading: flow.Reading | None = None,
) -> HttpResponse:
    """The page of the step that she is at."""
    return render(request, *page_of(form, version, state, reading))


def page_of(
    form: Form, version: FormVersion, state: State, reading: flow.Reading | None = None
) -> tuple[str, Context]:
    """Template and context of a step. An editor's preview shows the same."""
    item = version.questionnaire.item(state.step)
    coming = flow.noted(version.questionnaire, state.step)
    if item is None and coming is None and state.step not in OTHER_PAGES:
        state = state.at(READY)
    context = _frame(form, state) | _reading(version, state)
    if coming is not None:
        return "feedback/note.html", context | _note(version, coming, state)
    if item is not None:
        return "feedback/question.html", context | _question(version, item, state, reading)
    if state.step == READY:
        context["helped"] = state.helped
    elif state.step == CHECK:
        context["answers"] = summary(version, state)
    elif state.step == DETAILS:
        context |= {"answers": _finds(version, state), "out": state.out}
    else:
        told = flow.told(version.questionnaire, state)
        context |= {"uses": offered(state.wording, state.uses), "has_words": flow.has_words(told)}
    return f"feedback/{state.step}.html", context


def _reading(version: FormVersion, state: State) -> Context:
    """Whether she reads easy read, and whether the questions can be had in it."""
    can_be = version.questionnaire.is_easy_in(language())
    return {"easy": state.easy and can_be, "can_be_easy": can_be}


def offered(wording: int, ticked: list[str]) -> list[Context]:
    """The uses that she may tick, in the words of this wording."""
    return [
        {"value": use.value, "label": label, "hint": hint, "checked": use.value in ticked}
        for use, (label, hint) in WORDINGS[known_wording(wording)].items()
    ]


def _finds(version: FormVersion, state: State) -> list[Context]:
    """Each answer in which something was found, with its finds."""
    finds = finds_in(flow.told(version.questionnaire, state))
    return [
        {
            "key": item.key,
            "question": item.says("text", language(), easy=state.easy),
            "finds": found,
        }
        for item in version.questionnaire.questions
        if (found := [find for find in finds if find.question == item.key])
    ]


def _place(version: FormVersion, item: Item, state: State) -> Context:
    """Which of how many questions this is; a page to read is none."""
    questions = [i.key for i in version.questionnaire.shown(state.answers) if i.kind != Kind.PAGE]
    number = questions.index(item.key) + 1 if item.key in questions else None
    return {"number": number, "count": len(questions), "changing": state.changing}


def _note(version: FormVersion, coming: Item, state: State) -> Context:
    """What the next page is about, and none of its own words."""
    note = in_language(coming.content_note, language())
    return {"note": note} | _place(version, coming, state)


def _question(
    version: FormVersion, item: Item, state: State, reading: flow.Reading | None
) -> Context:
    longest = flow.room(flow.others_length(state, item.key))
    given = reading.answer if reading else state.typed(item.key)
    return _place(version, item, state) | {
        "question": _asked(item, given, easy=state.easy),
        "fields": f"feedback/kinds/{_fields(item)}.html",
        "value": given.text,
        "error": reading.error if reading else "",
        "error_at": "year" if item.kind is Kind.WHEN else "text",
        "longest": longest,
        "longest_typed": flow.LONGEST_TYPED,
        "room": f"{longest:,}",
    }


def _asked(item: Item, given: AnswerPayload, *, easy: bool = False) -> Context:
    """A question's words in her language, with what she chose so far."""
    words = {name: item.says(name, language(), easy=easy) for name in ("text", "hint", "body")}
    said = {o.key: o.says(language(), easy=easy) for o in item.options}
    options = [
        {"key": key, "text": text, "checked": key in given.options} for key, text in said.items()
    ]
    more = [said[o.key] for o in item.options if o.more]
    return {"kind": item.kind.value, **words, "options": options, "more": more} | _times(given)


def _times(given: AnswerPayload) -> Context:
    """Years and parts of a year to choose from, and those that she chose."""
    year, _, part = (given.options or [""])[0].partition("-")
    this_year = timezone.localdate().year
    years = {str(y): str(y) for y in range(this_year, this_year - YEARS, -1)}
    years[BEFORE] = in_language(EARLIER, language())
    return {"years": years, "parts": parts_of_year(language()), "year": year, "part": part}


def _fields(item: Item) -> str:
    """Which template holds the fields of this kind."""
    if item.kind in WRITTEN:
        return "text"
    return item.kind.value if item.kind in {Kind.WHEN, Kind.PAGE} else "choice"


def summary(version: FormVersion, state: State) -> list[Context]:
    """Each question that she is asked with what she said, for checking and for copying; then what
    she said to questions that closed since."""
    asked = version.questionnaire.shown(state.answers)
    rows = [_row(item, state) for item in asked if item.kind is not Kind.PAGE]
    closed = [item for item in version.questionnaire.questions if item not in asked]
    return rows + [_row(item, state, closed=True) for item in closed if _has_said(item, state)]


def _has_said(item: Item, state: State) -> bool:
    """Whether there is anything of hers to this question, left out or not."""
    return not state.typed(item.key).is_empty


def _row(item: Item, state: State, *, closed: bool = False) -> Context:
    answer = state.answers.get(item.key, NOTHING)
    unsent = state.unsent.get(item.key, NOTHING)
    if closed:
        answer, unsent = NOTHING, state.typed(item.key)
    unseen = {} if item.key in state.seen else item.content_note
    asked = item.says("text", language(), easy=state.easy)
    return {
        "key": item.key,
        "question": in_language(unseen, language()) if unseen else asked,
        **_said(item, answer, easy=state.easy),
        "skipped": answer.is_empty and not closed,
        "unsent": None if unsent.is_empty else _said(item, unsent, easy=state.easy),
        "closed": closed,
    }


def _said(item: Item, answer: AnswerPayload, *, easy: bool = False) -> Context:
    options = item.chosen_words(answer.options, language(), easy=easy)
    return {"text": answer.text, "options": options}


def receipt(
    request: HttpRequest, form: Form, state: State, code: str, *, again: bool = False
) -> HttpResponse:
    """The six words, once. `again`: it was sent before, and no second time."""
    context = _frame(form, None) | {"visit_token": state.visit.token, "words": code.split()}
    context["kiosk"] = frame_of(state.kiosk, RECEIPT_CLEARS_AFTER)
    context |= {"had_draft": bool(state.draft), "again": again, "carries": True}
    # what asks for this page once more: nothing that she said
    bare = replace(state, answers={}, unsent={}, out=[], uses=[], seen=[], step="receipt")
    context["receipt"] = bare.to_token()
    if not state.kiosk:  # a shared device wipes its own pages alone
        context["done_url"] = reverse("feedback:done", args=[form.slug])
    return render(request, "feedback/receipt.html", context)


def refused(
    request: HttpRequest,
    form: Form,
    state: State,
    version: FormVersion | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """It can't be taken any more, or not now: her words are on the page to copy, also where they
    are more than a page can carry on."""
    context = _frame(form, None, state.kiosk) | {
        "state": state.to_token() if state.fits else "",
        "carries": True,
        "visit_token": state.visit.token,
        "answers": summary(version, state) if version else _texts(state),
        "consultation": form.consultation.localized,
        "for_now": status == 503,
    }
    return render(request, "feedback/refused.html", context, status=status)


def out_of_reach(request: HttpRequest, state: State, now: str) -> HttpResponse:
    """The form itself can't be read now: what she wrote, `now` last, without its questions."""
    context = {
        "visit_token": state.visit.token,
        "answers": _texts(state, now),
        "for_now": True,
        "kiosk": frame_of(state.kiosk),
    }
    return render(request, "feedback/refused.html", context, status=503)


def _texts(state: State, now: str = "") -> list[Context]:
    """What she wrote, without its questions, which can't be read."""
    kept = [*state.answers.values(), *state.unsent.values()]
    texts = dict.fromkeys(text for text in [*(a.text for a in kept), now] if text.strip())
    return [{"question": _("You wrote"), "text": text} for text in texts]
