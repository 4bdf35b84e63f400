"""Codes for groups: made, listed, and printed as a card."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import areas_where, user_may_anywhere
from core.models import Area
from feedback.kiosk_views import PUBLIC_ADDRESSES, public_root
from feedback.models import Form
from feedback.review.invites.models import Invite
from feedback.review.invites.services import MAKE_INVITES, invites_for, make_invite, open_forms
from feedback.review.requests import StaffRequest


class InviteForm(forms.Form):
    """For which group, where."""

    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        label=gettext_lazy("Area"), queryset=Area.objects.none()
    )
    group = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=80,
        help_text=gettext_lazy("The group, never a person. Readers see it before details are out."),
        error_messages={"required": gettext_lazy("Write the name of the group.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["area"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = areas_where(user, MAKE_INVITES)
        chooser.initial = chooser.queryset.first()


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
    return _page(request, "list", _("Codes for groups"), form=form, rows=rows)


def card(request: StaffRequest, pk: int) -> HttpResponse:
    """One code, large, with the address of each form that is open: to print or to photograph."""
    hers = Invite.objects.filter(area__in=areas_where(request.user, MAKE_INVITES))
    invite = get_object_or_404(hers.select_related("area"), pk=pk)
    cards = [_card(request, form) for form in open_forms(invite.area)]
    return _page(request, "card", str(invite), invite=invite, cards=cards)


def _card(request: StaffRequest, form: Form) -> dict[str, Any]:
    import segno  # not in every process that loads the admin's hooks (trap 4)

    path = reverse("feedback:start", args=[form.slug], urlconf=PUBLIC_ADDRESSES)
    address = public_root(request, form) + path
    picture = segno.make(address, micro=False).svg_inline(scale=4, border=4)
    return {"form": form, "url": address, "picture": picture}


def _page(request: StaffRequest, name: str, title: str, **context: Any) -> HttpResponse:
    crumbs = [{"label": _("Other ways in"), "url": reverse("ways:home")}]
    if name != "list":
        crumbs.append({"label": _("Codes for groups"), "url": reverse("invites:list")})
    context |= {"title": title, "breadcrumbs_items": [*crumbs, {"label": title, "url": ""}]}
    return render(request, f"review/invites/{name}.html", context)
