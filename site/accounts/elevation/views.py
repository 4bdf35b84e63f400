"""Screens of elevated access: take it, end it, and see who took it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.elevation.forms import ElevationForm
from accounts.elevation.selectors import AUDIT, seen_by
from accounts.elevation.services import begin_elevation, end_elevation
from accounts.models import Elevation
from accounts.people.permissions import manage_areas
from accounts.people.views import StaffRequest, crumbs
from accounts.permissions import user_may_anywhere
from accounts.roles import Role

A_PAGE = 50


@never_cache
def elevation(request: StaffRequest) -> HttpResponse:
    """What is on, a form for more where she may, and what was taken before."""
    may = manage_areas(request.user).exists()
    if not may and not user_may_anywhere(request.user, AUDIT):
        raise PermissionDenied
    form = ElevationForm(request.user, request.POST or None) if may else None
    if form and request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data.pop("role"))
        begin_elevation(user=request.user, role=role, **form.cleaned_data)
        messages.success(request, _("You have it now. It ends by itself, or when you end it."))
        return redirect("elevation:elevation")
    context = {
        "form": form,
        "rows": Paginator(seen_by(request.user), A_PAGE).get_page(request.GET.get("p")),
        "breadcrumbs_items": crumbs((_("Elevated access"), "")),
    }
    return render(request, "accounts/elevation.html", context)


@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """End one's own now."""
    taken = get_object_or_404(Elevation.objects.filter(user=request.user), pk=pk)
    end_elevation(user=request.user, elevation=taken)
    messages.success(request, _("It has ended."))
    return redirect("elevation:elevation")
