"""Bank details, for finance alone: flagged ones to look at, those that came on paper."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.panels.models import PanelMember, Payee
from consultations.panels.pay.forms import DetailsForm
from consultations.panels.pay.keys import KeyIsGone
from consultations.panels.pay.payees import (
    area_of,
    flags,
    keep_details,
    keep_details_of_gone,
    note_checked,
    read_details,
)
from consultations.panels.pay.staff.screens import (
    expense_of,
    fee_of,
    finance_area,
    finance_areas,
    screen,
)
from consultations.panels.people.profile import real_name
from core.models import Area
from core.printing import each_text, frame_of_a_file, pdf_ua, without_unprintable

FORM = Path(__file__).parent / "account_form.typ"


def _members(request: HttpRequest) -> Any:
    """Members of areas she is finance of. Raises Http404 where she is of none."""
    areas = finance_areas(request.user)
    if not areas:
        raise PermissionDenied
    return PanelMember.objects.filter(memberships__panel__area__in=areas).distinct()


def _member(request: HttpRequest, pk: int) -> tuple[PanelMember, Area]:
    found: PanelMember = get_object_or_404(_members(request), pk=pk)
    if found.user_id is not None and found.user_id == request.user.pk:
        raise Http404  # her own she gives on her own page
    areas = finance_areas(request.user)
    place = found.memberships.filter(panel__area__in=areas).select_related("panel__area").first()
    assert place is not None
    return found, place.panel.area


def payees(request: HttpRequest) -> HttpResponse:
    """Who has given what, without opening any of it; what is flagged comes first."""
    rows = []
    for member in _members(request).select_related("payee").order_by("chosen_name", "pk"):
        payee = getattr(member, "payee", None)
        has = bool(payee and payee.account_mark)
        found = flags(payee) if payee and has else frozenset()
        rows.append({"member": member, "has": has, "payee": payee, "flags": found})
    rows.sort(key=lambda row: not row["flags"])
    return screen(request, "payees", _("Payment details"), {"rows": rows})


def payee(request: HttpRequest, pk: int) -> HttpResponse:
    """What she gave. Opening it leaves a line in the audit log."""
    member, area = _member(request, pk)
    found = get_object_or_404(Payee, member=member)
    try:
        told = read_details(user=request.user, payee=found, area=area)
    except KeyIsGone:
        messages.error(request, _("Bank details can’t be opened: a key is missing."))
        return redirect("pay:payees")
    trail = (_("Payment details"), reverse("pay:payees"))
    context = {"member": member, "payee": found, "told": told, "flags": flags(found)}
    return screen(request, "payee", str(member), context, trail)


@require_POST
def checked(request: HttpRequest, pk: int) -> HttpResponse:
    member, area = _member(request, pk)
    found = get_object_or_404(Payee, member=member)
    note_checked(user=request.user, payee=found, area=area)
    messages.success(request, _("Noted: you have spoken with her, and it is right."))
    return redirect("pay:payees")


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in what came on paper, then shred it."""
    member, _area = _member(request, pk)
    form = DetailsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.details(real_name(user=request.user, member=member))
        keep_details(user=request.user, member=member, told=told)
        messages.success(request, _("Kept. Shred the paper now."))
        return redirect("pay:payees")
    trail = (_("Payment details"), reverse("pay:payees"))
    title = _("From paper: %(name)s") % {"name": member}
    return screen(request, "form", title, {"form": form, "member": member}, trail)


def of_gone(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Somebody who left brought her reference: where this one payment goes."""
    if kind not in ("fee", "expense"):
        raise Http404
    owed = fee_of(request, pk) if kind == "fee" else expense_of(request, pk)
    finance_area(request, area_of(owed))
    if owed.member is not None:
        raise Http404
    form = DetailsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.details(form.cleaned_data["account_name"])
        keep_details_of_gone(user=request.user, owed=owed, told=told)
        messages.success(request, _("Kept. Shred the paper now."))
        return redirect("pay:runs")
    trail = (_("Payment runs"), reverse("pay:runs"))
    title = _("From paper: %(name)s") % {"name": owed.reference}
    return screen(request, "form", title, {"form": form}, trail)


def form_to_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that she fills in and sends to finance: her chosen name, three boxes, nothing
    else."""
    member, _area = _member(request, pk)
    told = {
        **frame_of_a_file(),
        "title": _("Where your money goes"),
        "name": member.chosen_name,
        "intro": _(
            "Only the people who pay you read this. It is typed in, and the paper is shredded."
        ),
        "boxes": [
            [_("The name on the account"), 0],
            [_("Sort code"), 6],
            [_("Account number"), 8],
        ],
        "or": _("You need no account: cash, a voucher or a prepaid card are fine too. Tell us."),
    }
    file = pdf_ua(FORM, form=each_text(told, without_unprintable))
    answer = HttpResponse(file, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="form.pdf"'
    return answer
