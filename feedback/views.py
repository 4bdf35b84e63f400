"""The way through a form, one question a page: thin doors over flow, state and services."""

import logging
from dataclasses import replace

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from consultations.selectors import home_address, open_now_address
from core.doors import private_page, unkept
from feedback import asides, flow, pages
from feedback.consent import change_uses, standing
from feedback.details import finds_in, ids_in, take_out
from feedback.draft_views import save, saved
from feedback.drafts import forget, last_day_of, words_of
from feedback.floods import flags_of, noticed
from feedback.invites import read_code
from feedback.keys import NoIntakeKey
from feedback.models import Channel, Form, FormVersion
from feedback.payload import NOTHING, Payload
from feedback.questionnaire import Item
from feedback.sealing import monday
from feedback.selectors import live_version
from feedback.services import (
    is_closed,
    is_taken,
    leave_visit,
    may_repeat_receipt,
    receipt_of,
    submit_response,
    was_left,
)
from feedback.slips import find_slip, open_slip
from feedback.state import DETAILS, READY, USES, State, Visit
from feedback.uses import clean_uses, known_wording

# From pages where the question isn't asked: the start page, where she had gone back to, and asides.
NO_ANSWER = {"start", "return", "saved"}
READS = {"easy": True, "plain": False}  # easy read on and off, at the same place
logger = logging.getLogger("alongside.intake")


@private_page
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """One form: its start page, and each step as the reply to a post.

    Where forms can't be read, what she wrote is on the page all the same; unless the intake can't
    either, for then nobody knows whether she has left.
    """
    try:
        return answered(request, slug)
    except (OperationalError, InterfaceError) as error:
        state = State.from_token(request.POST.get("state", ""))
        if state is None or state.visit.is_over or is_closed(state.visit.id):
            raise
        logger.error("The form can't be read: %s.", type(error).__name__)
        return pages.out_of_reach(request, state, request.POST.get("text", ""))


@private_page
def start_easy(request: HttpRequest, slug: str) -> HttpResponse:
    """The start page in easy read, where easy read leads to. Her pages post to the form itself."""
    form = get_object_or_404(Form.objects.select_related("consultation__area"), slug=slug)
    return pages.start(request, form, easy=True)


def answered(request: HttpRequest, slug: str) -> HttpResponse:
    """What the form and her state lead to."""
    form = get_object_or_404(Form.objects.select_related("consultation__area"), slug=slug)
    if request.method != "POST":
        return pages.start(request, form)
    if "receipt" in request.POST:
        return same_receipt(request, form)
    state = State.from_token(request.POST.get("state", ""))
    if request.POST.get("go") == "start" and state is None:
        return begin(request, form)
    if state is None or state.visit.is_over:
        kiosk = state.kiosk if state else ""
        ended = state is not None and is_closed(state.visit.id)
        return pages.start(request, form, begun_before=not ended, kiosk=kiosk)
    state = noticed(request.POST, state)
    if is_closed(state.visit.id):
        return repeat_receipt(request, form, state)
    version = FormVersion.objects.filter(pk=state.version, form=form).first()
    if version is None:
        return pages.refused(request, form, state, None)
    return step(request, form, version, state)


def begin(request: HttpRequest, form: Form, kiosk: str = "") -> HttpResponse:
    """Open a visit at the page before the first question of the live version."""
    version = live_version(form)
    if version is None or not form.consultation.is_open():
        return pages.start(request, form, kiosk=kiosk)
    easy = request.POST.get("easy") == "yes"
    typed = request.POST.get("invite", "")
    invite = read_code(typed) if typed.strip() else ""
    if invite is None:
        return pages.start(request, form, kiosk=kiosk, wrong_code=typed, easy=easy)
    state = State(
        visit=Visit.begin(), version=version.pk, step=READY, kiosk=kiosk, invite=invite, easy=easy
    )
    return pages.show(request, form, version, state)


def step(request: HttpRequest, form: Form, version: FormVersion, state: State) -> HttpResponse:
    """What she pressed decides where she goes; what she typed is kept wherever she goes."""
    go = request.POST.get("go", "continue")
    item = version.questionnaire.item(state.step)
    if item is None or go in NO_ANSWER:
        reading, told = flow.Reading(NOTHING), heard(request, state, go)
    else:
        reading = read(request, item, state)
        told = flow.keep(item, state, reading.answer, left_out=leaves_out(item, state, go))
    reading = flow.carried(reading, told, go)
    if go in READS:
        state, told = (replace(one, easy=READS[go]) for one in (state, told))
    if go.startswith(asides.PREFIX) and told.fits:
        return asides.beside(request, form, told, go)
    if not (is_taken(version, timezone.localdate()) and form.consultation.takes(state.began)):
        return pages.refused(request, form, told, version)
    if reading.error and not (reading.may_stand and go in may_be_unfinished(state)):
        return pages.show(request, form, version, state, reading)
    return turn(request, form, version, told, go)


def may_be_unfinished(state: State) -> set[str]:
    """An answer that isn't finished stops her from going on, and from nothing else. Where Back
    leads on to check, she is asked to finish it first."""
    anyhow = {"save", "stay", "skip", *READS}
    return anyhow if state.changing else {*anyhow, "back"}


def leaves_out(item: Item, state: State, go: str) -> bool:
    """Whether what is typed is not to be sent: she skips, or has skipped and doesn't go on."""
    was_skipped = item.key in state.unsent and item.key not in state.answers
    return go == "skip" or (was_skipped and go != "continue")


def read(request: HttpRequest, item: Item, state: State) -> flow.Reading:
    """What she said to a question."""
    others = flow.others_length(state, item.key)
    return flow.read_answer(item, posted(request), others, timezone.localdate())


def posted(request: HttpRequest) -> flow.Posted:
    """The fields of a question page."""
    return flow.Posted(
        text=request.POST.get("text", ""),
        options=request.POST.getlist("option"),
        part=request.POST.get("part", ""),
        year=request.POST.get("year", ""),
    )


def heard(request: HttpRequest, state: State, go: str) -> State:
    """What she said on a page that is not a question. A tick box is heard where it was shown."""
    if state.step not in request.POST.getlist("shown"):
        return state
    if state.step == READY:
        return replace(state, helped=request.POST.get("helped") == "yes")
    if state.step == DETAILS:
        out = request.POST.getlist("out")
        if go != "continue":  # nothing else may take words away
            return replace(state, out=[id for id in out if id in ids_in(state.answers)])
        return replace(state, answers=take_out(state.answers, set(out)), out=[])
    if state.step == USES:
        return replace(state, uses=clean_uses(request.POST.getlist("uses"), state.wording))
    return state


def turn(
    request: HttpRequest, form: Form, version: FormVersion, state: State, go: str
) -> HttpResponse:
    """Go where a button points."""
    asked = version.questionnaire
    if go == "send" and state.step == USES:
        return send(request, form, version, state)
    if go == "save" and not state.kiosk:
        return save(request, form, version, state)
    if go == "saved" and (until := last_day_of(state)):
        return saved(request, form, state, until)
    if go == "back":
        earlier = flow.before(asked, state)
        if earlier is None:
            return pages.start(request, form, state=state)
        state = earlier
    elif go in {"continue", "skip"}:
        state = flow.skip(asked, state) if go == "skip" else flow.after(asked, state)
        if state.step == DETAILS and not finds_in(flow.told(asked, state)):
            state = state.at(USES)
    elif go.startswith("change:"):
        state = flow.change(asked, state, go.removeprefix("change:"))
    return pages.show(request, form, version, state)


def payload_of(version: FormVersion, state: State) -> Payload:
    """What is sealed: her answers to what she is asked, in the language of the page, this week."""
    told = flow.told(version.questionnaire, state)
    return Payload(
        version=state.version,
        language=get_language() or "en-gb",
        channel=channel_of(state),
        week=monday(timezone.localdate()).isoformat(),
        answers=told,
        uses=state.uses if flow.has_words(told) else [],
        uses_wording=known_wording(state.wording),
        flags=flags_of(state),
        invite=state.invite,
    )


def channel_of(state: State) -> Channel:
    """How her words reach us. That somebody wrote for her says more than where."""
    if state.helped:
        return Channel.HELPED
    return Channel.KIOSK if state.kiosk else Channel.WEB


def send(request: HttpRequest, form: Form, version: FormVersion, state: State) -> HttpResponse:
    """Seal it, and show the six words."""
    try:
        code = submit_response(
            payload=payload_of(version, state), visit=state.visit.id, counted_as=words_of(state)
        )
    except NoIntakeKey:
        return pages.refused(request, form, state, version, status=503)
    forget(state)
    return pages.receipt(request, form, state, code)


def repeat_receipt(request: HttpRequest, form: Form, state: State) -> HttpResponse:
    """The same sending again shows the same words for ten minutes; all else the start page.

    She may have ticked something else before she pressed again, since no answer came: only what she
    ticked each time holds.
    """
    again = request.POST.get("go") == "send" and state.step == USES
    if not (again and may_repeat_receipt(state.visit.id)):
        return pages.start(request, form, kiosk=state.kiosk)
    code, state = receipt_of(state.visit.id), heard(request, state, "send")
    try:
        allow_no_more(code, state)
    except NoIntakeKey:
        version = FormVersion.objects.filter(pk=state.version, form=form).first()
        return pages.refused(request, form, state, version, status=503)
    return pages.receipt(request, form, state, code, again=True)


def same_receipt(request: HttpRequest, form: Form) -> HttpResponse:
    """The receipt page in the other language, or again after help: for ten minutes, never after
    leaving. Later the page that she has, the only one with her words, stays as it is (204)."""
    state = State.from_token(request.POST["receipt"])
    if state is not None and may_repeat_receipt(state.visit.id):
        again = request.POST.get("again") == "yes"
        return pages.receipt(request, form, state, receipt_of(state.visit.id), again=again)
    if state is None or was_left(state.visit.id) or request.POST.get("go") == "return":
        return pages.start(request, form, kiosk=state.kiosk if state else "")
    return HttpResponse(status=204)


def allow_no_more(code: str, state: State) -> None:
    """Take away what was sent before and isn't ticked now. Never adds: a page that is only loaded
    again must not undo what she has changed by her six words since.

    Raises NoIntakeKey, NotTakenNow.
    """
    found = find_slip(code)
    if found is None:
        return
    slip, words = found
    parts = open_slip(slip, words)
    now, sent = standing(slip, parts), parts.get("received", {}).get("uses", [])
    both = [use for use in sent if use in state.uses]
    if both == sent:
        return
    if now.waits:  # made at the same moment as the last change: only what both allow will hold
        now = replace(now, following=now.following - 1)
    change_uses(
        slip=slip,
        now=now,
        uses=both,
        wording=known_wording(state.wording),
        number=now.last + 1,
        visit=state.visit.id,
    )


@unkept
def leave(request: HttpRequest) -> HttpResponse:
    """Close the visit and go to a page that anybody might look at. Never refused."""
    close_visit(request)
    response = HttpResponse(status=303, headers={"Location": settings.LEAVE_URL})
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def close_visit(request: HttpRequest) -> None:
    """Close the visit of the page that she leaves, and those that it came from."""
    visit = Visit.from_token(request.POST.get("visit", ""))
    for visit_id in (visit.id, *visit.earlier) if visit else ():
        leave_visit(visit_id)


@private_page
def onward(request: HttpRequest) -> HttpResponse:
    """Done with her visit: it ends here, and she goes to what anybody sees."""
    close_visit(request)
    address = open_now_address() if request.POST.get("go") != "home" else ""
    return HttpResponse(status=303, headers={"Location": address or home_address()})


@private_page
def safety(request: HttpRequest) -> HttpResponse:
    """What leaving does and what it can't do."""
    context = {"other_language": pages.other_language("feedback:safety")}
    return render(request, "feedback/safety.html", context)
