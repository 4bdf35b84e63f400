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

from feedback.review import selectors
from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import cue_labels
from feedback.review.forms import DecisionForm, in_asked_order
from feedback.review.models import SafeguardingCase
from feedback.review.permissions import decide_areas
from feedback.review.requests import StaffRequest
from feedback.review.services import AlreadyDecided, TakenBack, decide_case, open_case
from feedback.review.unsealing import CannotBeOpened
from feedback.selectors import question_labels


@never_cache
def cases(request: StaffRequest) -> HttpResponse:
    """Open cases of her areas, and those decided last."""
    if not decide_areas(request.user).exists():
        raise PermissionDenied
    context = {
        "open_cases": selectors.open_cases_for(request.user),
        "decided_cases": selectors.decided_cases_for(request.user),
        "breadcrumbs_items": crumbs((_("Safeguarding"), None)),
    }
    return render(request, "review/cases.html", context)


@never_cache
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """One case without its words; on a post, her decision."""
    found = get_object_or_404(selectors.cases_for(request.user), pk=pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_case(user=request.user, case=found, decision=form.cleaned_data["decision"])
            messages.success(request, _("Your decision is kept."))
        except AlreadyDecided:
            messages.warning(request, _("This case has its decision already."))
        return redirect("reading_room:cases")
    return render(request, "review/case.html", _context(found, form))


@never_cache
def case_words(request: StaffRequest, pk: int) -> HttpResponse:
    """The words of a case, for the lead. Each look leaves a line in the audit log."""
    found = get_object_or_404(selectors.cases_for(request.user), pk=pk)
    try:
        payload = open_case(user=request.user, case=found)
    except (TakenBack, CannotBeOpened):
        messages.warning(request, _("These words can’t be opened any more."))
        return redirect("reading_room:case", found.pk)
    labels = question_labels(found.waiting.version, "en-gb")
    answers = [
        (labels.get(key, ""), payload.answers[key].text)
        for key in in_asked_order(payload, labels)
        if payload.answers[key].text
    ]
    context = _context(found, DecisionForm()) | {"answers": answers}
    return render(request, "review/case.html", context)


def _context(found: SafeguardingCase, form: DecisionForm) -> dict[str, Any]:
    title = _("Case since %(day)s") % {"day": date_format(found.opened_at, "j F")}
    return {
        "case": found,
        "form": form,
        "cues": cue_labels(found.waiting.cue_kinds),
        "breadcrumbs_items": crumbs(
            (_("Safeguarding"), reverse("reading_room:cases")),
            (title, None),
        ),
    }
