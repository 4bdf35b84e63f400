"""What pay holds about a member: told to her with all the rest, and what leaving does to it.

What she is still owed she gets: her fees and expenses lose her name here, and keep what is needed
to pay them until they are paid (decision 0056).
"""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.panels.models import Advice, Expense, Fee, PanelMember, Payee
from consultations.panels.pay.money import pounds
from consultations.panels.pay.owed import OPEN, Choice, Method
from consultations.panels.pay.payees import payee_for, shown_to_her
from consultations.panels.people.holding import Section, register_teller
from consultations.panels.people.leaving import register_forgetter
from consultations.panels.sessions.wording import title_of


def fees_of(member: PanelMember) -> list[Fee]:
    rows = Fee.objects.filter(member=member).select_related("session__panel", "member")
    return list(rows.order_by("-due_on", "pk"))


def expenses_of(member: PanelMember) -> list[Expense]:
    rows = Expense.objects.filter(member=member).select_related("session", "panel")
    return list(rows.order_by("-requested_on", "pk"))


def owed_to(member: PanelMember) -> list[Fee | Expense]:
    """What she can still get, or has asked for."""
    everything: list[Fee | Expense] = [*fees_of(member), *expenses_of(member)]
    return [one for one in everything if one.is_owed]


def said_of(fee: Fee) -> str:
    """Where a fee stands, in words; an amount only where it is hers."""
    parts = [str(fee.get_state_display())]
    if fee.choice:
        parts.append(str(fee.get_choice_display()))
    if fee.chosen_pence is not None:
        parts.append(pounds(fee.chosen_pence))
    if fee.method:
        parts.append(str(fee.get_method_display()))
    if fee.sent_on:
        parts.append(date_format(fee.sent_on, "j F Y"))
    return ", ".join(parts)


def tell(member: PanelMember) -> tuple[list[Section], dict[str, Any]]:
    """Fees and expenses in sections of their own, how she is paid, and advice that was offered."""
    fees, expenses = fees_of(member), expenses_of(member)
    advice = list(Advice.objects.filter(member=member))
    account = shown_to_her(member)
    costs = [(str(e.get_kind_display()), _cost(e)) for e in expenses]
    offers = [
        (date_format(a.offered_on, "j F Y"), str(a.get_taken_display() or "")) for a in advice
    ]
    where = [(_("Account"), f"{account['account_name']}, {account['account']}")] if account else []
    sections: list[Section] = [
        (_("Your fees"), [(title_of(fee.session), said_of(fee)) for fee in fees]),
        (_("Your expenses"), costs),
        (_("Where your money goes"), where),
        (_("Advice on benefits that we offered"), offers),
    ]
    data = {
        "fees": [_fee(fee) for fee in fees],
        "expenses": [_expense(expense) for expense in expenses],
        "advice_offered": [a.offered_on.isoformat() for a in advice],
        "account": account,
    }
    return sections, data


def _cost(expense: Expense) -> str:
    return f"{pounds(expense.pence)}, {expense.get_state_display()}"


def _fee(fee: Fee) -> dict[str, Any]:
    return {
        "session": title_of(fee.session),
        "reference": fee.reference,
        "state": fee.state,
        "choice": fee.choice,
        "offered_pence": fee.offered_pence,
        "chosen_pence": fee.chosen_pence,
        "due_on": fee.due_on.isoformat(),
        "sent_on": fee.sent_on.isoformat() if fee.sent_on else None,
    }


def _expense(expense: Expense) -> dict[str, Any]:
    return {
        "kind": expense.kind,
        "about": expense.about,
        "reference": expense.reference,
        "state": expense.state,
        "pence": expense.pence,
        "requested_on": expense.requested_on.isoformat(),
    }


def forget(member: PanelMember, credit: str) -> None:
    """She leaves. What is chosen or asked for is paid as she said, and keeps a payee without her
    name beside it; what is offered and open waits a year for who brings its reference; what she
    typed about an expense goes."""
    Expense.objects.filter(member=member).update(about="")
    fees = [fee for fee in fees_of(member) if fee.is_owed and fee.state not in OPEN]
    fees += [f for f in fees_of(member) if f.state == Fee.State.CHOSEN]
    to_pay: list[Fee | Expense] = [f for f in fees if f.choice in (Choice.ACCEPT, Choice.LESS)]
    to_pay += [expense for expense in expenses_of(member) if expense.is_owed]
    to_pay = [one for one in to_pay if one.method != Method.GOVERNOR]
    if to_pay:
        payee = payee_for(member)
        for one in to_pay:
            one.payee = payee
            one.save(update_fields=["payee"])
        payee.member = None
        payee.save(update_fields=["member"])
    else:
        Payee.objects.filter(member=member).delete()
    for model in (Fee, Expense):
        model.objects.filter(member=member).update(member=None)
    Advice.objects.filter(member=member).delete()


def register() -> None:
    """For ready()."""
    register_teller(tell)
    register_forgetter(forget)
