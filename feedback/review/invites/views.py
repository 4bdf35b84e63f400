"""Codes for groups and services: made, listed, printed, retired."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import user_may_anywhere
from feedback.kiosk_views import public_root
from feedback.review.invites.forms import InviteForm
from feedback.review.invites.models import Invite
from feedback.review.invites.selectors import forms_for, hers, invites_for, printed_for, prints_for
from feedback.review.invites.services import (
    MAKE_INVITES,
    hand_out_again,
    make_invite,
    retire_invite,
)
from feedback.review.requests import StaffRequest
from feedback.review.wrong_fields import wrong_fields


def invites(request: StaffRequest) -> HttpResponse:
    """All codes of her areas; on a post, one more."""
    if not user_may_anywhere(request.user, MAKE_INVITES):
        raise PermissionDenied
    form = InviteForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = make_invite(user=request.user, **form.cleaned_data)
        messages.success(request, _("The code for “%(group)s” is made.") % {"group": made})
        return redirect("invites:card", made.pk)
    rows = invites_for(request.user)
    wrong = wrong_fields((field.label, field) for field in form)
    return _page(
        request, "list", _("Codes for groups and services"), form=form, rows=rows, wrong=wrong
    )


def card(request: StaffRequest, pk: int) -> HttpResponse:
    """One code, large, with what can be printed of it for each form."""
    invite = _hers(request, pk)
    printed = [] if invite.is_retired else printed_for(invite)
    return _page(request, "card", str(invite), invite=invite, printed=printed)


def sheet(request: StaffRequest, pk: int, form: int, name: str) -> HttpResponse:
    """A poster, or a sheet of cards, which no browser or proxy keeps."""
    from feedback.review.invites.printing import Matter, code_pdf

    invite = _hers(request, pk)
    found = [] if invite.is_retired else [one for one in forms_for(invite) if one.pk == form]
    prints = prints_for(found[0]) if found else {}
    if name not in prints:
        raise Http404
    matter = Matter(prints[name], invite, found[0], public_root(request, found[0]))
    response = HttpResponse(code_pdf(matter), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def retire(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand the code out no more, or again."""
    invite = _hers(request, pk)
    if request.POST.get("again"):
        hand_out_again(user=request.user, invite=invite)
        messages.success(request, _("The code can be printed again."))
    else:
        retire_invite(user=request.user, invite=invite)
        messages.success(
            request, _("The code is retired. Whoever still types it is counted with it.")
        )
    return redirect("invites:card", pk)


def _hers(request: StaffRequest, pk: int) -> Invite:
    return get_object_or_404(hers(request.user), pk=pk)


def _page(request: StaffRequest, name: str, title: str, **context: Any) -> HttpResponse:
    crumbs = [{"label": _("Other ways in"), "url": reverse("ways:home")}]
    if name != "list":
        crumbs.append({"label": _("Codes for groups and services"), "url": reverse("invites:list")})
    context |= {"title": title, "breadcrumbs_items": [*crumbs, {"label": title, "url": ""}]}
    return render(request, f"review/invites/{name}.html", context)
