"""Pages of a member about pay: where it stands, her choice, an expense, her account."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.panels.models import GONE, Expense, Fee, Panel
from consultations.panels.pay import approving, choosing, spending
from consultations.panels.pay.changed_since import still_going
from consultations.panels.pay.forms import WAYS, ChoiceForm, DetailsForm, ExpenseForm, WayForm
from consultations.panels.pay.held import expenses_of, fees_of
from consultations.panels.pay.limits import near
from consultations.panels.pay.money import pounds
from consultations.panels.pay.offering import card_of
from consultations.panels.pay.owed import Method
from consultations.panels.pay.payees import forget_details, keep_details, shown_to_her
from consultations.panels.pay.permissions import SHE
from consultations.panels.pay.statement import years_of
from consultations.panels.people.doors import her, member_page
from consultations.panels.people.profile import identity_of
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.attending import PAY_DAYS
from consultations.panels.sessions.selectors import sessions_of
from consultations.panels.sessions.wording import title_of

GONE_BY = "That was done already, or is not possible now."


@member_page
def pay(request: HttpRequest) -> HttpResponse:
    """What waits for her, what is on its way, what was; fees and expenses apart."""
    member = her(request)
    fees: list[dict[str, Any]] = [
        {"fee": fee, "title": title_of(fee.session)} for fee in fees_of(member)
    ]
    first, hers = _panel(request), frozenset({SHE})
    context = {
        "to_choose": [row for row in fees if row["fee"].is_hers_to_choose],
        "others": [row for row in fees if not row["fee"].is_hers_to_choose],
        "expenses": [
            {"expense": one, "can_change_way": spending.may_change_way(one, hers)}
            for one in expenses_of(member)
        ],
        "ways": WAYS,
        "account": shown_to_her(member),
        "still_going": still_going(member),
        "years": years_of(member),
        "panel": first,
        "card": card_of(first) if first else None,
    }
    return _page(request, "pay", context)


def _panel(request: HttpRequest) -> Panel | None:
    """The panel whose person she can ring, and whose costs are paid."""
    places = her(request).memberships.exclude(state__in=GONE).select_related("panel")
    place = places.order_by("pk").first()
    return place.panel if place else None


def _fee(request: HttpRequest, pk: int) -> Fee:
    rows: Any = Fee.objects.select_related("session__panel", "member")
    found: Fee = get_object_or_404(rows, pk=pk, member=her(request))
    return found


@member_page
def fee(request: HttpRequest, pk: int) -> HttpResponse:
    """One fee: what she may choose, what to know before, and where it is."""
    found = _fee(request, pk)
    if not found.is_hers_to_choose:
        return _page(request, "pay_fee", _about(request, found))
    form = ChoiceForm(request.POST or None, fee=found)
    if request.method == "POST" and form.is_valid():
        try:
            choosing.choose(user=request.user, fee=found, told=form.told())
            messages.success(request, _("Kept. You can change it until it is approved."))
        except NotFromHere:
            messages.warning(request, _(GONE_BY))
        needs_account = form.cleaned_data.get("method") == Method.BANK
        if needs_account and not shown_to_her(her(request)):
            return redirect("panels:pay_details")
        return redirect("panels:pay")
    return _page(request, "pay_fee", {**_about(request, found), "form": form})


def _about(request: HttpRequest, found: Fee) -> dict[str, Any]:
    panel = found.session.panel
    limits = near(her(request), panel.area_id, found.offered_pence, found)
    return {
        "fee": found,
        "title": title_of(found.session),
        "panel": panel,
        "limits": limits if found.is_hers_to_choose else [],
        "days": PAY_DAYS,
        "offered": pounds(found.offered_pence),
        "way_form": WayForm(initial={"method": found.method}),
        "can_change_way": choosing.may_change_way(found, frozenset({SHE})),
    }


ACTS: dict[str, Any] = {
    "came": (approving.receive, lambda: _("Thank you for telling us.")),
    "missing": (approving.miss, lambda: _("Thank you. The people who pay you look at it now.")),
}


@require_POST
@member_page
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """It came; it has not come; or another way for what came back."""
    found = _fee(request, pk)
    try:
        if name == "way":
            form = WayForm(request.POST)
            if form.is_valid():
                method = form.cleaned_data["method"]
                choosing.change_way(user=request.user, fee=found, method=method)
                is_back = found.state == Fee.State.FAILED
                messages.success(request, _("Kept. We send it again.") if is_back else _("Kept."))
        elif name in ACTS:
            do, said = ACTS[name]
            do(user=request.user, fee=found)
            messages.success(request, said())
        else:
            raise Http404
    except (NotFromHere, choosing.NoWay):
        messages.warning(request, _(GONE_BY))
    return redirect("panels:pay")


@member_page
def expense(request: HttpRequest) -> HttpResponse:
    """Ask for what taking part costs her."""
    panel = _panel(request)
    if panel is None:
        raise Http404
    form = ExpenseForm(request.POST or None, places=list(sessions_of(her(request))))
    if request.method == "POST" and form.is_valid():
        asked = form.asked()
        spent_by = asked.session.panel if asked.session else panel
        made = spending.ask(user=request.user, member=her(request), panel=spent_by, asked=asked)
        said = _("Thank you. You need no receipt.")
        if made.evidence == Expense.Receipt.WANTED:
            said = _("Thank you. Please show the receipt to your coordinator.")
        messages.success(request, said)
        return redirect("panels:pay")
    limit = pounds(spending.terms_of(panel.area_id).no_receipt_pence)
    return _page(request, "pay_expense", {"form": form, "limit": limit})


@require_POST
@member_page
def expense_way(request: HttpRequest, pk: int) -> HttpResponse:
    """Another way for a cost, as long as it is in no run."""
    found = get_object_or_404(Expense, pk=pk, member=her(request))
    form = WayForm(request.POST)
    try:
        if form.is_valid():
            spending.change_way_of_expense(user=request.user, expense=found, **form.cleaned_data)
            messages.success(request, _("Kept."))
    except NotFromHere:
        messages.warning(request, _(GONE_BY))
    return redirect("panels:pay")


COST_ACTS: dict[str, Any] = {
    "came": (spending.receive_expense, ACTS["came"][1]),
    "missing": (spending.miss_expense, ACTS["missing"][1]),
}


@require_POST
@member_page
def expense_came(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """It has not come; or it has, after all."""
    found = get_object_or_404(Expense, pk=pk, member=her(request))
    if name not in COST_ACTS:
        raise Http404
    do, said = COST_ACTS[name]
    try:
        do(user=request.user, expense=found)
        messages.success(request, said())
    except NotFromHere:
        messages.warning(request, _(GONE_BY))
    return redirect("panels:pay")


@require_POST
@member_page
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """She asks for it no more."""
    found = get_object_or_404(Expense, pk=pk, member=her(request))
    try:
        spending.take_back(user=request.user, expense=found)
        messages.success(request, _("It is taken back."))
    except NotFromHere:
        messages.warning(request, _(GONE_BY))
    return redirect("panels:pay")


@member_page
def details(request: HttpRequest) -> HttpResponse:
    """Where her money goes."""
    member = her(request)
    if request.method == "POST" and "forget" in request.POST:
        forget_details(user=request.user, member=member)
        _say_kept(request, _("Deleted."))
        return redirect("panels:pay")
    form = DetailsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.details(identity_of(member).real_name)
        try:
            keep_details(user=request.user, member=member, told=told)
        except PermissionDenied:
            raise Http404 from None
        _say_kept(request, _("Kept. Only the people who pay you can open it."))
        return redirect("panels:pay")
    context = {"form": form, "account": shown_to_her(member), "panel": _panel(request)}
    return _page(request, "pay_details", {**context, "still_going": still_going(member)})


def _say_kept(request: HttpRequest, words: str) -> None:
    """Kept for what is to come; a run that was made before has its own copy."""
    if still_going(her(request)):
        more = _("But not all of it: something still goes to the account from before. See below.")
        messages.warning(request, f"{words} {more}")
    else:
        messages.success(request, words)


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    member = her(request)
    return render(request, f"panels/{name}.html", {"member": member, "here": "pay", **context})
