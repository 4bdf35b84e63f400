"""What the screens share: whose thing it is, and where a screen stands."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import people_who_may
from consultations.panels.models import Expense, Fee, Panel, PanelMember
from consultations.panels.pay.permissions import (
    RUN,
    areas_of_pay,
    expenses_for,
    fees_for,
    panels_of_pay,
)
from consultations.panels.selectors import members_for, panels_for
from core.models import Area

MEANWHILE = "That has changed meanwhile. Look again, please."


def require_somebody(user: Any) -> None:
    """Raises PermissionDenied for who is neither coordinator nor finance anywhere."""
    if not areas_of_pay(user).exists():
        raise PermissionDenied


def fee_of(request: HttpRequest, pk: int) -> Fee:
    """Raises Http404 for one of another area, and for her own."""
    found: Fee = get_object_or_404(fees_for(request.user), pk=pk)
    return found


def expense_of(request: HttpRequest, pk: int) -> Expense:
    found: Expense = get_object_or_404(expenses_for(request.user), pk=pk)
    return found


def panel_of(request: HttpRequest, pk: int, *, coordinator: bool = True) -> Panel:
    rows: Any = panels_for(request.user) if coordinator else panels_of_pay(request.user)
    found: Panel = get_object_or_404(rows.select_related("area"), pk=pk)
    return found


def member_of_hers(request: HttpRequest, pk: int) -> PanelMember:
    found: PanelMember = get_object_or_404(members_for(request.user), pk=pk)
    return found


def finance_areas(user: Any) -> list[Area]:
    """Areas for which she is finance by a role of her own: none that is lent, and no superuser's
    power."""
    return [
        area for area in areas_of_pay(user) if people_who_may(RUN, area).filter(pk=user.pk).exists()
    ]


def finance_area(request: HttpRequest, pk: int | str) -> Area:
    """Raises PermissionDenied."""
    for area in finance_areas(request.user):
        if str(area.pk) == str(pk):
            return area
    raise PermissionDenied


def screen(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], *trail: tuple[str, str]
) -> HttpResponse:
    """A screen of ours below “Pay”."""
    steps = [(_("Home"), reverse("wagtailadmin_home"))]
    if name != "list":
        steps.append((_("Pay"), reverse("pay:list")))
    crumbs = [{"label": label, "url": url} for label, url in [*steps, *trail, (title, "")]]
    whole = {"breadcrumbs_items": crumbs, "header_title": title, "title": title, **context}
    response = render(request, f"panels/admin/pay/{name}.html", whole)
    response.headers["Cache-Control"] = "no-store"
    return response
