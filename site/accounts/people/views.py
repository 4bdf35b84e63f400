"""Screens about colleagues, for administrators."""

import logging
import smtplib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import RoleHolding, User
from accounts.people import services
from accounts.people.forms import InviteForm, KnownForm, LeaveForm, RoleForm
from accounts.people.letters import send_invitation
from accounts.people.permissions import (
    looks_after,
    manage_areas,
    people_for,
    require_manager,
)
from accounts.people.selectors import colleagues, her_holdings, with_second_factor
from accounts.roles import Role
from core.open_work import in_hand_of

logger = logging.getLogger("alongside.mail")


class StaffRequest(HttpRequest):
    """A request behind Wagtail's door. For annotations only."""

    user: User


def crumbs(*steps: tuple[str, str]) -> list[dict[str, Any]]:
    """Home, then these."""
    all_steps = [(_("Home"), reverse("wagtailadmin_home")), *steps]
    return [{"label": label, "url": url} for label, url in all_steps]


def _person_crumbs(person: User, last: str = "") -> list[dict[str, Any]]:
    steps = [(_("Colleagues"), reverse("people:list"))]
    if not last:
        return crumbs(*steps, (str(person), ""))
    return crumbs(*steps, (str(person), reverse("people:person", args=[person.pk])), (last, ""))


def _posted(request: HttpRequest) -> Any:
    """What was posted, also where that is nothing; None where she only looks."""
    return request.POST if request.method == "POST" else None


def _find(request: StaffRequest, pk: int) -> User:
    require_manager(request.user)
    return get_object_or_404(people_for(request.user), pk=pk)


def _hers_to_deal_with(request: StaffRequest, pk: int) -> User:
    person = _find(request, pk)
    if not looks_after(request.user, person):
        raise Http404
    return person


@never_cache
def people(request: StaffRequest) -> HttpResponse:
    """Everybody who works in her areas."""
    require_manager(request.user)
    context = {
        "colleagues": colleagues(request.user),
        "breadcrumbs_items": crumbs((_("Colleagues"), "")),
    }
    return render(request, "accounts/people.html", context)


@never_cache
def invite(request: StaffRequest) -> HttpResponse:
    """Make a login for a new colleague, and mail her."""
    require_manager(request.user)
    form = InviteForm(request.user, _posted(request))
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data.pop("role"))
        try:
            person = services.invite(by=request.user, role=role, **form.cleaned_data)
        except services.CantDo as error:
            form.add_error(None, str(error))
        else:
            _mail(request, person)
            return redirect("people:person", person.pk)
    title = _("Invite a colleague")
    steps = ((_("Colleagues"), reverse("people:list")), (title, ""))
    context = {"form": form, "submit": _("Invite her"), "breadcrumbs_items": crumbs(*steps)}
    return render(request, "accounts/form.html", context | {"back": reverse("people:list")})


def _mail(request: StaffRequest, person: User) -> None:
    try:
        send_invitation(person)
    except (OSError, smtplib.SMTPException) as error:
        logger.error("An invitation could not be sent: %s.", type(error).__name__)
        messages.error(
            request, _("Her login is made, but the mail could not be sent. Send it again below.")
        )
    else:
        messages.success(request, _("Her login is made, and she was sent a link."))


@never_cache
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """One colleague: her roles, her second factor, and what may be done."""
    found = _find(request, pk)
    form = RoleForm(request.user, _posted(request))
    if request.method == "POST" and form.is_valid():
        role, area = Role(form.cleaned_data["role"]), form.cleaned_data["area"]
        try:
            services.give_role(by=request.user, user=found, role=role, area=area)
        except services.CantDo as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("She has this role now."))
            return redirect("people:person", found.pk)
    context = {
        "person": found,
        "form": form,
        "holdings": her_holdings(request.user, found),
        "elsewhere": found.role_holdings.exclude(area__in=manage_areas(request.user)).exists(),
        "may_all": looks_after(request.user, found),
        "has_second_factor": with_second_factor(User.objects.filter(pk=found.pk)).exists(),
        "breadcrumbs_items": _person_crumbs(found),
    }
    return render(request, "accounts/person.html", context)


@require_POST
def mail_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Send her the link to choose a password once more."""
    found = get_object_or_404(User.objects.filter(is_active=True), pk=_find(request, pk).pk)
    _mail(request, found)
    return redirect("people:person", found.pk)


@require_POST
def end_role(request: StaffRequest, pk: int) -> HttpResponse:
    """End one role now."""
    require_manager(request.user)
    held = RoleHolding.objects.filter(area__in=manage_areas(request.user))
    holding = get_object_or_404(held.select_related("user", "area"), pk=pk)
    try:
        services.end_role(by=request.user, holding=holding)
    except services.CantDo as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It has ended."))
    if people_for(request.user).filter(pk=holding.user_id).exists():
        return redirect("people:person", holding.user_id)
    return redirect("people:list")


@never_cache
def second_factor(request: StaffRequest, pk: int) -> HttpResponse:
    """She lost her phone and her recovery codes: forget both, once it is sure that it is she."""
    found = _hers_to_deal_with(request, pk)
    form = KnownForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        how = form.cleaned_data["how"]
        services.reset_second_factor(by=request.user, user=found, how=how)
        messages.success(request, _("Done. At her next login she sets up a new second step."))
        return redirect("people:person", found.pk)
    context = {
        "form": form,
        "told": _(
            "She is logged out everywhere. Her password stays. Whoever has her password and comes "
            "first sets up the second step: so do this only when you know that it is she who asks."
        ),
        "submit": _("Reset her second step"),
        "back": reverse("people:person", args=[found.pk]),
        "breadcrumbs_items": _person_crumbs(found, _("Reset her second step")),
    }
    return render(request, "accounts/form.html", context)


@never_cache
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """She leaves: what she holds, who takes over what she has in hand, the end of her access."""
    found = _hers_to_deal_with(request, pk)
    in_hand = in_hand_of(found)
    form = LeaveForm(in_hand, _posted(request))
    if request.method == "POST" and form.is_valid():
        services.end_access(by=request.user, user=found, heirs=form.heirs())
        told = _("%(person)s can’t log in any more. She was logged out everywhere.")
        messages.success(request, told % {"person": found})
        return redirect("people:list")
    context = {
        "person": found,
        "form": form,
        "holdings": list(found.role_holdings.select_related("area")),
        "left": [work for _kind, work in in_hand if not work.heirs],
        "breadcrumbs_items": _person_crumbs(found, _("She leaves")),
    }
    return render(request, "accounts/leave.html", context)
