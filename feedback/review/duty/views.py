"""Screens where an administrator names safeguarding leads and sets an area's rules."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import people_who_may
from core.models import Area
from feedback.review.duty import services
from feedback.review.duty.forms import PeriodForm, RulesForm
from feedback.review.duty.models import LeadPeriod
from feedback.review.duty.selectors import lead_of, notices_for, periods_of, rules_of
from feedback.review.permissions import DECIDE, set_up_areas
from feedback.review.requests import StaffRequest


def _crumbs(title: str | None = None) -> list[dict[str, Any]]:
    """These screens stand under Home: an administrator need not be a reader."""
    rooms = reverse("reading_room:rooms") if title else ""
    steps = [(_("Home"), reverse("wagtailadmin_home")), (_("Reading rooms"), rooms)]
    return [
        {"label": label, "url": url} for label, url in [*steps, *([(title, "")] if title else [])]
    ]


@never_cache
def rooms(request: StaffRequest) -> HttpResponse:
    """Each of her areas: who leads today, who comes next, and what was agreed."""
    areas = set_up_areas(request.user)
    if not areas.exists():
        raise PermissionDenied
    context = {
        "rooms": [_room(area) for area in areas],
        "notices": notices_for(request.user),
        "breadcrumbs_items": _crumbs(),
    }
    return render(request, "review/duty/rooms.html", context)


def _room(area: Area) -> dict[str, Any]:
    today = timezone.localdate()
    periods = list(periods_of(area))
    may = set(people_who_may(DECIDE, area).values_list("pk", flat=True))
    return {
        "area": area,
        "lead": lead_of(area),
        "rules": rules_of(area),
        "periods": [p for p in periods if p.last_day is None or p.last_day >= today],
        "past": [p for p in periods if p.last_day is not None and p.last_day < today],
        "may": may,
    }


@never_cache
def add_period(request: StaffRequest, area_id: int) -> HttpResponse:
    """Name a lead of an area, or who stands in."""
    area = get_object_or_404(set_up_areas(request.user), pk=area_id)
    return _period(request, area, LeadPeriod(area=area, first_day=timezone.localdate()))


@never_cache
def change_period(request: StaffRequest, pk: int) -> HttpResponse:
    """Change who leads when."""
    period = _find_period(request, pk)
    return _period(request, period.area, period)


def _find_period(request: StaffRequest, pk: int) -> LeadPeriod:
    hers = LeadPeriod.objects.filter(area__in=set_up_areas(request.user))
    return get_object_or_404(hers.select_related("area"), pk=pk)


def _period(request: StaffRequest, area: Area, period: LeadPeriod) -> HttpResponse:
    form = PeriodForm(request.POST or None, instance=period, area=area)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_period(user=request.user, period=form.instance)
            messages.success(request, _("Saved. Readers of the area see it now."))
            return redirect("reading_room:rooms")
        except ValidationError as error:
            form.add_error(None, error)
    title = _("Safeguarding lead of %(area)s") % {"area": area.local_name}
    context = {"form": form, "title": title, "breadcrumbs_items": _crumbs(title)}
    return render(request, "review/duty/period.html", context)


@require_POST
def end_period(request: StaffRequest, pk: int) -> HttpResponse:
    """End a period now."""
    services.end_period(user=request.user, period=_find_period(request, pk))
    messages.success(request, _("It has ended."))
    return redirect("reading_room:rooms")


@never_cache
def rules(request: StaffRequest, area_id: int) -> HttpResponse:
    """Change what an area has agreed."""
    area = get_object_or_404(set_up_areas(request.user), pk=area_id)
    form = RulesForm(request.POST or None, instance=rules_of(area))
    if request.method == "POST" and form.is_valid():
        services.set_rules(user=request.user, area=area, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("reading_room:rooms")
    title = _("Rules of the reading room of %(area)s") % {"area": area.local_name}
    context = {"form": form, "title": title, "breadcrumbs_items": _crumbs(title)}
    return render(request, "review/duty/period.html", context)
