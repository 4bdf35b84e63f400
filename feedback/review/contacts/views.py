"""Screens for requests for contact: the list, one of them, and its details when somebody asks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.contact.asking import ABOUT, CARE, ROUTES
from feedback.review.breadcrumbs import trail
from feedback.review.contacts import selectors
from feedback.review.contacts.forms import StepForm
from feedback.review.contacts.models import ContactRequest
from feedback.review.contacts.permissions import contact_areas
from feedback.review.contacts.services import (
    DETAILS_KEPT_DAYS,
    AlreadyForgotten,
    note_step,
    open_request,
)
from feedback.review.duty.selectors import contact_alarms_for
from feedback.review.requests import StaffRequest
from feedback.review.unsealing import CannotBeOpened


@never_cache
def contacts(request: StaffRequest) -> HttpResponse:
    """Those that wait, and those that are closed."""
    if not contact_areas(request.user).exists():
        raise PermissionDenied
    context = {
        "open_requests": selectors.listed(selectors.open_requests_for(request.user)),
        "alarms": contact_alarms_for(request.user),
        "closed_requests": selectors.closed_requests_for(request.user)[:50],
        "breadcrumbs_items": trail((_("Requests for contact"), None)),
    }
    return render(request, "review/contacts/list.html", context)


@never_cache
def contact(request: StaffRequest, pk: int) -> HttpResponse:
    """One without its details; on a post, what was done about it."""
    found = get_object_or_404(selectors.requests_for(request.user), pk=pk)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_step(user=request.user, request=found, **form.cleaned_data)
            messages.success(request, _("Noted."))
        except AlreadyForgotten:
            messages.warning(request, _("Her details were deleted; nothing can be noted any more."))
        return redirect("reading_room:contact", found.pk)
    return render(request, "review/contacts/one.html", _context(found, form))


@never_cache
def contact_details(request: StaffRequest, pk: int) -> HttpResponse:
    """How she can be reached. Each look leaves a line in the audit log."""
    found = get_object_or_404(selectors.requests_for(request.user), pk=pk)
    try:
        told = open_request(user=request.user, request=found)
    except (AlreadyForgotten, CannotBeOpened):
        messages.warning(request, _("Her details can’t be opened any more."))
        return redirect("reading_room:contact", found.pk)
    details = {
        **told,
        "route": ROUTES.get(told["route"], ""),
        "care": [CARE[key] for key in told["care"] if key in CARE],
        "about": [ABOUT[key] for key in told["about"] if key in ABOUT],
    }
    context = _context(found, StepForm()) | {"details": details}
    return render(request, "review/contacts/one.html", context)


def _context(found: ContactRequest, form: StepForm) -> dict[str, Any]:
    return {
        "contact": found,
        "row": selectors.listed([found])[0],
        "form": form,
        "kept_days": DETAILS_KEPT_DAYS,
        "breadcrumbs_items": trail(
            (_("Requests for contact"), reverse("reading_room:contacts")),
            (str(found.area), None),
        ),
    }
