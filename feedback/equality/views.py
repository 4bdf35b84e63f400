"""A few questions about her, after sending, if she likes: thin doors over state and services.

Nothing of the response comes here. Its receipt page posts to `done`, which closes that visit and
sends her on to an address that holds the form alone.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from consultations.models import ConsultationPage, Stage
from core.doors import private_page
from feedback import asides
from feedback.equality import pages
from feedback.equality.services import send_answers
from feedback.equality.state import AboutYou, after, before, change, check
from feedback.equality.wording import Wording, current, find
from feedback.keys import NoIntakeKey
from feedback.models import Form
from feedback.services import is_closed, may_repeat_receipt
from feedback.state import CHECK, Visit
from feedback.views import close_visit

# A response may be sent for a day after closing, and these questions come after it.
GRACE = timedelta(hours=48)
# From pages where nothing is asked: the first one, and asides.
NO_ANSWER = {"start", "first", "return"}


@private_page
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """Done with the receipt: it is not shown again, and nothing of its visit is passed on."""
    close_visit(request)
    response = redirect("feedback:about_you", slug)
    response.status_code = 303
    return response


@private_page
def about_you(request: HttpRequest, slug: str) -> HttpResponse:
    """The first page, and each step as the reply to a post."""
    form = get_object_or_404(Form.objects.select_related("consultation__area"), slug=slug)
    is_open = takes_answers(form.consultation)
    if request.method != "POST":
        return pages.start(request, form, is_open=is_open)
    state = AboutYou.from_token(request.POST.get("state", ""))
    if state is None and request.POST.get("go") == "start" and is_open:
        return begin(request, form)
    wording = find(state.wording) if state else None
    if state is None or wording is None or state.form != slug or state.visit.is_over:
        return pages.start(request, form, is_open=is_open, begun_before=True)
    if is_closed(state.visit.id):
        return repeat(request, form, state, is_open=is_open)
    if not is_open:
        return pages.start(request, form, is_open=False)
    return step(request, form, wording, state)


def takes_answers(consultation: ConsultationPage) -> bool:
    """Whether these questions are asked now."""
    now = timezone.now()
    was_open = consultation.live and consultation.reached != Stage.DRAFT
    ended = consultation.closes_at <= now < consultation.closes_at + GRACE
    return consultation.is_open(now) or (was_open and ended)


def begin(request: HttpRequest, form: Form) -> HttpResponse:
    """Open a visit at the first question, in the wording of the area's country."""
    wording = current(form.consultation.area.country)
    first = wording.questionnaire.items[0].key
    state = AboutYou(visit=Visit.begin(), form=form.slug, wording=wording.id, step=first)
    return pages.show(request, form, wording, state.at(first))


def step(request: HttpRequest, form: Form, wording: Wording, state: AboutYou) -> HttpResponse:
    """What she pressed decides where she goes; what she chose is kept wherever she goes."""
    go = request.POST.get("go", "continue")
    item = wording.questionnaire.item(state.step)
    if item is not None and go not in NO_ANSWER:
        offered = {option.key for option in item.options}
        option = request.POST.get("option", "") if go != "skip" else ""
        state = state.with_answer(item.key, option if option in offered else "")
    if go.startswith(asides.PREFIX):
        tokens = {"visit_token": state.visit.token, "state": state.to_token()}
        return asides.from_step(request, "about_you", form, go, **tokens)
    return turn(request, form, wording, state, go)


def turn(
    request: HttpRequest, form: Form, wording: Wording, state: AboutYou, go: str
) -> HttpResponse:
    """Go where a button points."""
    if go == "send" and state.step == CHECK:
        return send(request, form, wording, state)
    if go in {"back", "first"}:
        earlier = before(wording, state) if go == "back" else None
        if earlier is None:
            return pages.start(request, form, is_open=True, state=state)
        state = earlier
    elif go in {"continue", "skip"}:
        state = after(wording, state)
    elif go == "check":
        state = check(wording, state)
    elif go.startswith("change:"):
        state = change(wording, state, go.removeprefix("change:"))
    return pages.show(request, form, wording, state)


def send(request: HttpRequest, form: Form, wording: Wording, state: AboutYou) -> HttpResponse:
    """Seal them, and say thank you."""
    try:
        send_answers(form=form, wording=wording, state=state)
    except NoIntakeKey:
        return pages.show(request, form, wording, state, failed=True)
    return pages.sent(request, form, state)


def repeat(request: HttpRequest, form: Form, state: AboutYou, *, is_open: bool) -> HttpResponse:
    """The same sending again says thank you for ten minutes; all else the first page."""
    again = request.POST.get("go") == "send" and state.step == CHECK
    if again and may_repeat_receipt(state.visit.id):
        return pages.sent(request, form, state)
    return pages.start(request, form, is_open=is_open)
