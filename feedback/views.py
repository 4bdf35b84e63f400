"""The way through a form, one question a page: thin doors over flow, state and services."""

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from consultations.models import ConsultationPage
from feedback import flow, pages
from feedback.doors import private_page, unkept
from feedback.keys import NoIntakeKey
from feedback.models import Form, FormVersion
from feedback.payload import AnswerPayload, Payload
from feedback.sealing import monday
from feedback.selectors import live_version
from feedback.services import (
    is_closed,
    is_taken,
    leave_visit,
    may_repeat_receipt,
    receipt_of,
    submit_response,
)
from feedback.state import USES, State, Visit
from feedback.uses import USES_WORDING, clean_uses

SENDING_GRACE = timedelta(hours=24)


@private_page
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """One form: its start page, and each step as the reply to a post."""
    form = get_object_or_404(Form.objects.select_related("consultation__area"), slug=slug)
    if request.method != "POST":
        return pages.start(request, form)
    state = State.from_token(request.POST.get("state", ""))
    if request.POST.get("go") == "start" and state is None:
        return begin(request, form)
    if state is None or state.visit.is_over:
        return pages.start(request, form, begun_before=True)
    version = FormVersion.objects.filter(pk=state.version, form=form).first()
    if version is None or not is_taken(version, timezone.localdate()):
        return pages.refused(request, form, state, version)
    if is_closed(state.visit.id):
        return repeat_receipt(request, form, version, state)
    return step(request, form, version, state)


def begin(request: HttpRequest, form: Form) -> HttpResponse:
    """Open a visit at the first question of the live version."""
    version = live_version(form)
    if version is None or not form.consultation.is_open():
        return pages.start(request, form)
    first = flow.steps(version.definition)[0]
    state = State(visit=Visit.begin(), version=version.pk, step=first)
    return pages.show(request, form, version, state)


def step(request: HttpRequest, form: Form, version: FormVersion, state: State) -> HttpResponse:
    """What she pressed decides where she goes; what she typed is kept wherever she goes."""
    if not may_send(form.consultation, state):
        return pages.refused(request, form, state, version)
    go = request.POST.get("go", "continue")
    definition = version.definition
    question = flow.question_of(definition, state.step)
    if question is not None and go != "start":
        reading = flow.read_answer(
            question,
            request.POST.get("text", ""),
            request.POST.getlist("option"),
            flow.others_length(state, question["key"]),
        )
        if go == "skip":
            reading = flow.Reading(AnswerPayload())
        if reading.error:
            return pages.show(request, form, version, state, reading)
        state = state.with_answer(question["key"], reading.answer)
    elif state.step == USES and "uses_shown" in request.POST:
        state = replace(state, uses=clean_uses(request.POST.getlist("uses")))
    return turn(request, form, version, state, go)


def turn(
    request: HttpRequest, form: Form, version: FormVersion, state: State, go: str
) -> HttpResponse:
    """Go where a button points."""
    definition = version.definition
    if go == "send" and state.step == USES:
        return send(request, form, version, state)
    if go == "back":
        earlier = flow.before(definition, state)
        if earlier is None:
            return pages.start(request, form, state=state)
        state = earlier
    elif go in {"continue", "skip"}:
        state = flow.after(definition, state)
    elif go.startswith("change:") and flow.question_of(definition, go[7:]):
        state = state.at(go[7:], changing=True)
    elif go == "start":
        state = state.at(flow.steps(definition)[0])
    return pages.show(request, form, version, state)


def may_send(consultation: ConsultationPage, state: State) -> bool:
    """Whether the consultation takes this visit: open now, or begun before it closed, for a day."""
    now = timezone.now()
    if consultation.is_open(now):
        return True
    began = state.visit.started * 3600 < consultation.closes_at.timestamp()
    return began and consultation.closes_at <= now < consultation.closes_at + SENDING_GRACE


def payload_of(state: State) -> Payload:
    """What is sealed: her answers in the language of the page, in this week."""
    return Payload(
        version=state.version,
        language=get_language() or "en-gb",
        channel="web",
        week=monday(timezone.localdate()).isoformat(),
        answers=state.answers,
        uses=state.uses,
        uses_wording=USES_WORDING,
    )


def send(request: HttpRequest, form: Form, version: FormVersion, state: State) -> HttpResponse:
    """Seal it, and show the six words."""
    try:
        code = submit_response(payload=payload_of(state), visit=state.visit.id)
    except NoIntakeKey:
        return pages.refused(request, form, state, version, status=503)
    return pages.receipt(request, form, state, code)


def repeat_receipt(
    request: HttpRequest, form: Form, version: FormVersion, state: State
) -> HttpResponse:
    """The same sending again shows the same words for ten minutes; all else the start page."""
    if (
        request.POST.get("go") == "send"
        and state.step == USES
        and may_repeat_receipt(state.visit.id)
    ):
        return pages.receipt(request, form, state, receipt_of(state.visit.id))
    return pages.start(request, form)


@unkept
def leave(request: HttpRequest) -> HttpResponse:
    """Close the visit and go to a page that anybody might look at. Never refused."""
    visit = Visit.from_token(request.POST.get("visit", ""))
    if visit is not None:
        leave_visit(visit.id)
    response = HttpResponse(status=303, headers={"Location": settings.LEAVE_URL})
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@private_page
def safety(request: HttpRequest) -> HttpResponse:
    """What leaving does and what it can't do."""
    return render(request, "feedback/safety.html")
