"""Screens of retention: periods and what is due, holds, certificates."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.models import Form
from feedback.review.permissions import certificate_areas, decide_areas, retain_areas
from feedback.review.requests import StaffRequest
from feedback.review.retention import screens
from feedback.review.retention.forms import HoldForm, LiftForm, PeriodsForm
from feedback.review.retention.holds import AlreadyLifted, lift_hold, may_lift, place_hold
from feedback.review.retention.ledger import is_whole
from feedback.review.retention.services import set_period, what_is_due

A_PAGE = 50


def _crumbs(*more: tuple[str, str | None]) -> dict[str, Any]:
    steps: list[tuple[str, str | None]] = [
        (_("Home"), reverse("wagtailadmin_home")),
        (_("Retention"), reverse("retention:periods") if more else None),
        *more,
    ]
    return {"breadcrumbs_items": [{"label": label, "url": url or ""} for label, url in steps]}


def _may_look(request: StaffRequest) -> None:
    if not (retain_areas(request.user).exists() or certificate_areas(request.user).exists()):
        raise PermissionDenied


@never_cache
def periods(request: StaffRequest) -> HttpResponse:
    """How long each kind is kept, and what would go now."""
    _may_look(request)
    context = {
        "rows": screens.period_rows(request.user),
        "forms": screens.forms_for(request.user),
        "old_key": screens.old_key(),
        **screens.due_rows(request.user, what_is_due()),
        **_crumbs(),
    }
    return render(request, "review/retention/periods.html", context)


@never_cache
def form_periods(request: StaffRequest, pk: int) -> HttpResponse:
    """The periods of one form."""
    found = get_object_or_404(screens.forms_for(request.user), pk=pk)
    before = screens.own_periods(found)
    form = PeriodsForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        _set(request, found, before, form.cleaned_data)
        return redirect("retention:periods")
    context = {"form": form, "found": found, **_crumbs((found.title, None))}
    return render(request, "review/retention/form_periods.html", context)


def _set(
    request: StaffRequest, form: Form, before: dict[str, int], after: dict[str, int | None]
) -> None:
    for kind, length in after.items():
        if length != before.get(kind):
            set_period(user=request.user, form=form, kind=kind, length=length)
    messages.success(request, _("The periods of “%(form)s” are kept.") % {"form": form.title})


def _may_hold(request: StaffRequest) -> None:
    if not decide_areas(request.user).exists():
        _may_look(request)


@never_cache
def holds(request: StaffRequest) -> HttpResponse:
    """What is on hold, since when, why and by whom."""
    _may_hold(request)
    context = {
        **screens.sorted_holds(request.user),
        "may_place": retain_areas(request.user).exists(),
        **_crumbs((_("Legal holds"), None)),
    }
    return render(request, "review/retention/holds.html", context)


@never_cache
def place(request: StaffRequest, case_id: int | None = None) -> HttpResponse:
    """Put a form on hold, or the case that the address names."""
    if case_id is None and not retain_areas(request.user).exists():
        raise PermissionDenied
    case = get_object_or_404(screens.cases_to_hold(request.user), pk=case_id) if case_id else None
    form = HoldForm(request.POST or None, user=request.user, on_case=case is not None)
    if request.method == "POST" and form.is_valid():
        place_hold(user=request.user, case=case, **form.cleaned_data)
        messages.success(request, _("It is on hold: nothing of it is destroyed on schedule."))
        return redirect("retention:holds")
    where = (_("Legal holds"), reverse("retention:holds"))
    context = {"form": form, "case": case, **_crumbs(where, (_("New"), None))}
    return render(request, "review/retention/place.html", context)


@never_cache
def lift(request: StaffRequest, pk: int) -> HttpResponse:
    """Lift a hold, with the reason."""
    hold = get_object_or_404(screens.holds_for(request.user), pk=pk)
    if not may_lift(request.user, hold):
        raise PermissionDenied
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lift_hold(user=request.user, hold=hold, because=form.cleaned_data["because"])
            messages.success(request, _("It is lifted: the schedule goes on with the next purge."))
        except AlreadyLifted:
            messages.warning(request, _("This hold is over already."))
        return redirect("retention:holds")
    where = (_("Legal holds"), reverse("retention:holds"))
    context = {"form": form, "hold": hold, **_crumbs(where, (_("Lift"), None))}
    return render(request, "review/retention/lift.html", context)


@never_cache
def certificates(request: StaffRequest) -> HttpResponse:
    """What was destroyed, purge by purge."""
    _may_look(request)
    page = Paginator(screens.certificates(), A_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, **_crumbs((_("Certificates of destruction"), None))}
    return render(request, "review/retention/certificates.html", context)


@never_cache
def certificate(request: StaffRequest, pk: int) -> HttpResponse:
    """One of them, in numbers, and whether nobody changed it."""
    _may_look(request)
    found = get_object_or_404(screens.certificates(), pk=pk)
    where = (_("Certificates of destruction"), reverse("retention:certificates"))
    context = {
        "certificate": found,
        "rows": screens.counted_rows(request.user, found.counts),
        "held": screens.counted_rows(request.user, found.held),
        "whole": is_whole(found),
        **_crumbs(where, (str(found.pk), None)),
    }
    return render(request, "review/retention/certificate.html", context)
