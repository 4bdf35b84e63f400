"""Where a body answers: one page, no cookie, no script."""

import logging
import secrets
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.bodies.asking import SHOWN, Errors, Filled, Question, questions_of
from consultations.bodies.kinds import BodyKind
from consultations.bodies.models import BodyForm
from consultations.bodies.selectors import is_taking
from consultations.bodies.services import keep_answer
from consultations.models import PageChange, State
from consultations.stages.changed import OF_BODIES, OF_WORDS
from consultations.stages.changed_words import changes_of
from core.doors import private_page
from core.floods import FAST, FLOOD, HONEYPOT, TRAP, Bucket

SALT = "body"
# What changed of what organisations read: their days, and what was promised to women.
READ_BY_BODIES = (*OF_BODIES, PageChange.About.INVOLVEMENT, *OF_WORDS)
LONGEST_VISIT = 24 * 60 * 60
OTHER = {"en-gb": ("cy", "Cymraeg"), "cy": ("en-gb", "English")}
sends = Bucket()
logger = logging.getLogger("alongside.bodies")


@dataclass(frozen=True)
class Visit:
    """One filling in of the page: carried in it, signed, and kept nowhere."""

    id: str
    began: int

    @property
    def token(self) -> str:
        return signing.dumps([self.id, self.began], salt=SALT)

    @property
    def age(self) -> int:
        return int(time.time()) - self.began


def begin() -> Visit:
    return Visit(secrets.token_hex(16), int(time.time()))


def visit_of(token: str) -> Visit | None:
    """The visit that a page carries; None where it is no longer one, or never was."""
    try:
        id, began = signing.loads(token, salt=SALT, max_age=LONGEST_VISIT)
    except signing.BadSignature:
        return None
    return Visit(id, began)


@private_page
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    """The page of one consultation, and what becomes of what it sends."""
    form = (
        BodyForm.objects.select_related("consultation__area").filter(consultation=int(pk)).first()
    )
    if form is None or not form.consultation.live:
        raise Http404
    if not (form.is_on or form.was_shown):
        raise Http404
    questions = questions_of(form)
    if request.method != "POST":
        return page(request, form, questions, Filled(), begin(), refused=not is_taking(form))
    filled = Filled.from_post(request.POST, questions)
    return posted(request, form, questions, filled)


def posted(
    request: HttpRequest, form: BodyForm, questions: list[Question], filled: Filled
) -> HttpResponse:
    """Keep it, or show it again with what stands in the way."""
    visit = visit_of(request.POST.get("visit", ""))
    if not is_taking(form, visit.began if visit else None):
        return page(request, form, questions, filled, begin(), refused=True)
    if request.POST.get("go") == "language":
        return page(request, form, questions, filled, visit or begin())
    errors = filled.errors(questions)
    if visit is None:
        old = _("This page was open for more than a day. Look it over, then send it again.")
        errors = {"send": old, **errors}
    if errors or visit is None:
        return page(request, form, questions, filled, visit or begin(), errors)
    try:
        code = keep_answer(
            form=form,
            filled=filled,
            questions=questions,
            visit=visit.id,
            language=get_language() or "en-gb",
            flags=flags_of(request, visit),
        )
    except (OperationalError, InterfaceError) as error:
        logger.error("A body's answer can't be kept: %s.", type(error).__name__)
        failed: Errors = {
            "send": _("It could not be kept just now, and nothing was sent. Send it again.")
        }
        return page(request, form, questions, filled, visit, failed, status=503)
    return sent(request, form, filled, questions, code)


def flags_of(request: HttpRequest, visit: Visit) -> list[str]:
    """What looks automatic about it: a person looks, and nobody is refused."""
    most = settings.MOST_SENDS_A_MINUTE
    signs = (
        (HONEYPOT, bool(request.POST.get(TRAP))),
        (FAST, visit.age < settings.LEAST_SECONDS_TO_SEND),
        (FLOOD, most > 0 and not sends.has_room(most)),
    )
    return [flag for flag, seen in signs if seen]


def _read_here(form: BodyForm) -> list[str]:
    """What may have changed of what they read here: women's days too, where theirs are the same."""
    about = PageChange.About
    days = [about.OPENS] * (form.opens_on is None) + [about.CLOSES] * (form.closes_on is None)
    return [*READ_BY_BODIES, *days]


def _frame(request: HttpRequest, form: BodyForm) -> dict[str, Any]:
    code, name = OTHER.get(get_language() or "", OTHER["cy"])
    here = form.consultation.localized
    return {
        "consultation": here,
        "form": form,
        "first": form.first_day,
        "last": form.last_day,
        "is_over": not form.is_on or form.consultation.state == State.DECIDED,
        "changes": changes_of(form.consultation, _read_here(form)),
        "other_language": {"code": code, "name": name, "url": translate_url(request.path, code)},
        "help_area": form.consultation.area.slug,
    }


def page(
    request: HttpRequest,
    form: BodyForm,
    questions: list[Question],
    filled: Filled,
    visit: Visit,
    errors: Errors | None = None,
    *,
    refused: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The questions, with what was typed. `refused`: it takes nothing now, and words stand there
    to be copied."""
    context = _frame(request, form) | {
        "asked": [
            {
                "question": question,
                "id": f"q-{question.id}",
                "given": filled.answers.get(question.id, ""),
                "publish": question.id in filled.publish,
                "error": (errors or {}).get(f"q-{question.id}"),
            }
            for question in questions
        ],
        "filled": filled,
        "kinds": BodyKind.choices,
        "shown": SHOWN,
        "errors": errors or {},
        "visit": visit.token,
        "refused": refused,
    }
    return render(request, "consultations/bodies/ask.html", context, status=status)


def sent(
    request: HttpRequest, form: BodyForm, filled: Filled, questions: list[Question], code: str
) -> HttpResponse:
    """It is kept: the code, and a copy to print."""
    context = _frame(request, form) | {
        "code": code,
        "again": bool(filled.code),
        "filled": filled,
        "kind": BodyKind(filled.kind).label,
        "shown": SHOWN[filled.shown],
        "said": filled.said(questions),
    }
    return render(request, "consultations/bodies/sent.html", context)
