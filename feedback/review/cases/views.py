"""Screens of the safeguarding lead: open cases, one case, and its words when she asks for them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.review.breadcrumbs import crumbs
from feedback.review.cases import selectors
from feedback.review.cases.forms import DecideForm, ReopenForm
from feedback.review.cases.services import CaseChanged, decide_case, open_case, reopen_case
from feedback.review.duty.selectors import contact_alarms_for, notices_for
from feedback.review.forms import in_asked_order
from feedback.review.models import SafeguardingCase
from feedback.review.permissions import decide_areas
from feedback.review.requests import StaffRequest
from feedback.review.services import TakenBack
from feedback.review.unsealing import CannotBeOpened
from feedback.selectors import question_labels

CaseForm = DecideForm | ReopenForm


@never_cache
def cases(request: StaffRequest) -> HttpResponse:
    """Open cases of her areas, and those decided last."""
    if not decide_areas(request.user).exists():
        raise PermissionDenied
    open_cases = selectors.open_cases_for(request.user)
    context = {
        "open_cases": selectors.listed_cases(open_cases, request.user),
        "decided_cases": selectors.decided_cases_for(request.user),
        "notices": notices_for(request.user),
        "contact_alarms": contact_alarms_for(request.user),
        "breadcrumbs_items": crumbs((_("Safeguarding"), None)),
    }
    return render(request, "review/cases/cases.html", context)


@never_cache
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """One case without its words; on a post, her decision, or why it is opened again."""
    found = get_object_or_404(selectors.cases_for(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "review/cases/case.html", _context(request, found))
    form = _posted_form(request)
    if form.is_valid():
        try:
            _keep(request, found, form)
            return redirect("reading_room:cases")
        except CaseChanged:
            found = selectors.cases_for(request.user).get(pk=pk)
            form = _after_change(request, found, form)
    return render(request, "review/cases/case.html", _context(request, found, form))


def _posted_form(request: StaffRequest) -> CaseForm:
    return (ReopenForm if request.POST.get("step") == "reopen" else DecideForm)(request.POST)


def _keep(request: StaffRequest, found: SafeguardingCase, form: CaseForm) -> None:
    data = form.cleaned_data
    asked: dict[str, Any] = {"user": request.user, "case": found, "seen": data["seen"]}
    if isinstance(form, ReopenForm):
        reopen_case(words=data["words"], **asked)
        messages.success(request, _("The case is open again. Its clock starts now."))
    else:
        decide_case(done=data["done"], words=data["words"], **asked)
        messages.success(request, _("Your decision is kept."))


def _after_change(request: StaffRequest, found: SafeguardingCase, form: CaseForm) -> CaseForm:
    """Her words in the form that the case has now: what she typed is not lost, and not kept yet."""
    messages.warning(
        request,
        _(
            "Somebody else has added to this case since you opened it. Nothing of yours is kept "
            "yet: read the steps below, then send your words again if they still hold."
        ),
    )
    initial = {name: form.cleaned_data.get(name) for name in ("done", "words")}
    return _form_for(found, initial)


def _form_for(found: SafeguardingCase, initial: dict[str, Any] | None = None) -> CaseForm:
    kind = ReopenForm if found.decided_at else DecideForm
    return kind(initial={**(initial or {}), "seen": found.acts.count()})


@never_cache
def case_words(request: StaffRequest, pk: int) -> HttpResponse:
    """The words of a case, for the lead. Each look leaves a line in the audit log."""
    found = get_object_or_404(selectors.cases_for(request.user), pk=pk)
    try:
        payload = open_case(user=request.user, case=found)
    except (TakenBack, CannotBeOpened):
        messages.warning(request, _("These words can’t be opened any more."))
        return redirect("reading_room:case", found.pk)
    version = found.waiting.version
    labels = question_labels(version, "en-gb")
    answers = [
        (labels.get(key, ""), payload.answers[key].text)
        for key in in_asked_order(payload, version.questionnaire)
        if payload.answers[key].text
    ]
    found.refresh_from_db(fields=["looked_at"])
    context = _context(request, found) | {"answers": answers}
    return render(request, "review/cases/case.html", context)


def _context(
    request: StaffRequest, found: SafeguardingCase, form: CaseForm | None = None
) -> dict[str, Any]:
    title = _("Case since %(day)s") % {"day": date_format(found.opened_at, "j F")}
    return {
        "row": selectors.listed_cases([found], request.user)[0],
        "may_reply": selectors.can_be_answered(request.user, found),
        "acts": found.acts.select_related("by"),
        "form": form or _form_for(found),
        "breadcrumbs_items": crumbs(
            (_("Safeguarding"), reverse("reading_room:cases")),
            (title, None),
        ),
    }
