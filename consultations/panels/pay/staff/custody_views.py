"""She is in custody, or out again; and what the governor agreed to for a cost of hers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.panels.pay.choosing import NoWay
from consultations.panels.pay.custody import end_custody, note_custody
from consultations.panels.pay.money import pounds
from consultations.panels.pay.runs import amount
from consultations.panels.pay.spending import note_governor_of_expense
from consultations.panels.pay.staff.forms import AgreedForm
from consultations.panels.pay.staff.screens import MEANWHILE, expense_of, member_of_hers, screen
from consultations.panels.permissions import require_coordinator
from consultations.panels.services import NotFromHere


@require_POST
def custody(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that she is in custody; with a way, that she is out."""
    member = member_of_hers(request, pk)
    try:
        if "method" in request.POST:
            method = request.POST["method"]
            gone = end_custody(user=request.user, member=member, method=method)
            messages.success(request, _("Noted: she is out. Ask her how she would like each."))
        else:
            gone = note_custody(user=request.user, member=member)
            words = _("Noted. From now on nothing goes to her but as the governor agreed.")
            messages.success(request, words)
        _say_what_is_in_a_file(request, gone)
    except NoWay:
        messages.warning(request, _(MEANWHILE))
    return redirect("pay:advice", pk)


def _say_what_is_in_a_file(request: HttpRequest, gone: list[Any]) -> None:
    words = _(
        "%(amount)s, %(ref)s, is in a file already. Tell finance today: only they can stop it."
    )
    for one in gone:
        told = {"amount": pounds(amount(one)), "ref": one.reference}
        messages.error(request, words % told)


def cost(request: HttpRequest, pk: int) -> HttpResponse:
    """What the governor agreed to for one cost."""
    found = expense_of(request, pk)
    form = AgreedForm(request.POST or None)
    require_coordinator(request.user, found.panel)
    if request.method == "POST" and form.is_valid():
        try:
            note_governor_of_expense(user=request.user, expense=found, **form.cleaned_data)
            messages.success(request, _("Kept."))
        except (NotFromHere, NoWay):
            messages.warning(request, _(MEANWHILE))
        return redirect("pay:expense", pk)
    title = _("Agreed with the governor")
    return screen(request, "form", title, {"form": form, "expense": found})
