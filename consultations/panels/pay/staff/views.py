"""Where pay stands: what waits, each panel's fees, budget and costs."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.panels.models import Expense, Fee, Panel
from consultations.panels.pay import spending
from consultations.panels.pay.budgets import budget_of, expenses_of, fees_of
from consultations.panels.pay.choosing import NoWay
from consultations.panels.pay.custody import custody_of, in_file
from consultations.panels.pay.forms import WAYS, ExpenseForm
from consultations.panels.pay.offering import card_of, differing, may_differ, without_fee
from consultations.panels.pay.owed import SETTLED, TO_SEND
from consultations.panels.pay.permissions import (
    COORDINATOR,
    FINANCE,
    expense_actors,
    expenses_for,
    fees_for,
    panels_of_pay,
)
from consultations.panels.pay.promptness import late_expenses, late_fees
from consultations.panels.pay.staff.forms import RefuseForm
from consultations.panels.pay.staff.screens import (
    MEANWHILE,
    expense_of,
    finance_areas,
    member_of_hers,
    require_somebody,
    screen,
)
from consultations.panels.pay.steps import EXPENSE
from consultations.panels.selectors import panels_for
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.selectors import sessions_of
from consultations.stages.services import NoReason

SHOWN = 30  # of what is over


def pay(request: HttpRequest) -> HttpResponse:
    """What is late, what waits for whom, and each panel's money."""
    require_somebody(request.user)
    fees = fees_for(request.user)
    owed = (Expense.State.REQUESTED, Expense.State.APPROVED)
    costs = expenses_for(request.user)
    every_cost = list(costs.filter(Q(state__in=owed) | Q(missing_said_on__isnull=False)))
    expenses = [one for one in every_cost if one.state in owed]
    hers = set(panels_for(request.user).values_list("pk", flat=True))
    going = list(fees.exclude(state__in=[one for one in SETTLED if one != Fee.State.SENT]))
    sent = [fee for fee in going if fee.state == Fee.State.SENT]
    open_fees = [fee for fee in going if fee.state != Fee.State.SENT]
    over = fees.filter(state__in=SETTLED).exclude(state=Fee.State.SENT)
    panels = [_standing(panel, panel.pk in hers) for panel in panels_of_pay(request.user)]
    context = {
        "late": late_fees(open_fees),
        "late_places": [
            place
            for row in panels
            for place in row["without"]
            if place.pay_due_on < timezone.localdate() and place.member.user_id != request.user.pk
        ],
        "late_expenses": late_expenses(expenses),
        "to_approve": [fee for fee in open_fees if fee.state == Fee.State.CHOSEN],
        "expenses": [one for one in expenses if one.state == Expense.State.REQUESTED],
        "waiting": [fee for fee in open_fees if fee.state == Fee.State.OFFERED],
        "to_send": [fee for fee in open_fees if fee.state in TO_SEND],
        "to_pay": [one for one in expenses if one.state == Expense.State.APPROVED],
        "back": [fee for fee in open_fees if fee.state == Fee.State.FAILED],
        "missing": [fee for fee in sent if fee.missing_said_on],
        "missing_costs": [one for one in every_cost if one.state not in owed],
        "on_the_way": [fee for fee in sent if not fee.missing_said_on][-SHOWN:],
        "settled": list(over.order_by("-due_on")[:SHOWN]),
        "differing": differing(fees.filter(may_differ()).select_related("attendance__session")),
        "panels": panels,
        "finance": finance_areas(request.user),
    }  # fmt: skip
    return screen(request, "list", _("Pay"), context)


def _standing(panel: Panel, is_hers: bool) -> dict[str, Any]:
    budget = budget_of(panel)
    return {
        "panel": panel,
        "is_hers": is_hers,
        "card": card_of(panel),
        "without": without_fee(panel),
        "budget": budget,
        "fees": fees_of(budget) if budget else None,
        "expenses": expenses_of(budget) if budget else None,
    }


def new_expense(request: HttpRequest, pk: int) -> HttpResponse:
    """Put in a cost for her, as she told you."""
    member = member_of_hers(request, pk)
    places = [
        one
        for one in sessions_of(member)
        if one.session.panel_id in set(panels_for(request.user).values_list("pk", flat=True))
    ]
    form = ExpenseForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        asked = form.asked()
        panel = asked.session.panel if asked.session else _panel(request, member)
        made = spending.ask(user=request.user, member=member, panel=panel, asked=asked)
        messages.success(request, _("Kept. Somebody else approves it."))
        return redirect("pay:expense", made.pk)
    title = _("A cost of %(name)s") % {"name": member}
    return screen(request, "form", title, {"form": form, "member": member})


def _panel(request: HttpRequest, member: Any) -> Panel:
    found = panels_for(request.user).filter(memberships__member=member).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def expense(request: HttpRequest, pk: int) -> HttpResponse:
    """One cost: approve it, say why not, or note that a receipt was seen."""
    found = expense_of(request, pk)
    who = expense_actors(request.user, found)
    can = {n for n, step in EXPENSE.items() if found.state in step.begins and who & step.by}
    if not spending.may_change_way(found, who):
        can -= {"change_way"}
    held = custody_of(found.member)
    if in_file(found):
        can -= {"note_governor"}
    context = {"expense": found, "can": can, "refuse": RefuseForm(), "ways": WAYS}
    context |= {"custody": held, "is_coordinator": COORDINATOR in who}
    context["is_finance"] = FINANCE in who
    return screen(request, "expense", _("Cost %(ref)s") % {"ref": found.reference}, context)


COST_ACTS: dict[str, Any] = {
    "approve": spending.approve_expense,
    "receipt": spending.see_receipt,
    "came": spending.receive_expense,
    "missing": spending.miss_expense,
    "came-back": spending.expense_came_back,
}


@require_POST
def expense_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    found = expense_of(request, pk)
    try:
        if name in COST_ACTS:
            COST_ACTS[name](user=request.user, expense=found)
        elif name == "refuse":
            form = RefuseForm(request.POST)
            because = form.cleaned_data["because"] if form.is_valid() else ""
            spending.refuse_expense(user=request.user, expense=found, because=because)
        elif name == "way":
            method = request.POST.get("method", "")
            spending.change_way_of_expense(user=request.user, expense=found, method=method)
        else:
            raise Http404
        messages.success(request, _("Kept."))
    except spending.NoReceipt:
        messages.error(request, _("It is over the limit: look at the receipt first."))
    except NoReason:
        messages.error(request, _("Say why: she reads it."))
    except (NotFromHere, NoWay):
        messages.warning(request, _(MEANWHILE))
    return redirect("pay:expense", pk)
