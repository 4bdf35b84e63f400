"""What of pay waits for her, on the first screen: what is late comes first."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from core.today import Line


def due_pay(user: Any) -> Iterator[Line]:
    """For coordinators and finance of an area."""
    from consultations.panels.models import Expense, Fee
    from consultations.panels.pay.offering import differing, may_differ
    from consultations.panels.pay.owed import SETTLED
    from consultations.panels.pay.permissions import APPROVE, RUN, expenses_for, fees_for
    from consultations.panels.pay.promptness import late_expenses, late_fees, late_places

    if not (user.has_perm(APPROVE) or user.has_perm(RUN)):
        return
    missing = Q(state=Fee.State.SENT, missing_said_on__isnull=False)
    rows = fees_for(user).filter(missing | ~Q(state__in=SETTLED) | may_differ())
    every = list(rows.select_related("attendance__session"))
    fees = [fee for fee in every if fee.state not in SETTLED or fee.missing_said_on]
    owed = (Expense.State.REQUESTED, Expense.State.APPROVED)
    every_cost = list(
        expenses_for(user).filter(Q(state__in=owed) | Q(missing_said_on__isnull=False))
    )
    expenses = [one for one in every_cost if one.state in owed]
    url = reverse("pay:list")
    if number := len(late_fees(fees)) + len(late_places(user)):
        words = ngettext("%(n)s fee is overdue", "%(n)s fees are overdue", number)
        yield Line(words % {"n": number}, f"{url}#late", is_urgent=True)
    if number := len(late_expenses(expenses)):
        words = ngettext("%(n)s expense is overdue", "%(n)s expenses are overdue", number)
        yield Line(words % {"n": number}, f"{url}#late", is_urgent=True)
    if number := len(differing(every)):
        words = ngettext(
            "%(n)s fee is more than attendance says",
            "%(n)s fees are more than attendance says",
            number,
        )
        yield Line(words % {"n": number}, f"{url}#differing")
    if number := sum(fee.state == Fee.State.CHOSEN for fee in fees):
        words = ngettext("%(n)s fee waits to be approved", "%(n)s fees wait to be approved", number)
        yield Line(words % {"n": number}, f"{url}#approve")
    if number := sum(one.state == Expense.State.REQUESTED for one in expenses):
        words = ngettext(
            "%(n)s expense waits to be approved", "%(n)s expenses wait to be approved", number
        )
        yield Line(words % {"n": number}, f"{url}#costs")
    if number := len(every_cost) - len(expenses):
        words = ngettext(
            "%(n)s woman says that her costs have not come",
            "%(n)s women say that their costs have not come",
            number,
        )
        yield Line(words % {"n": number}, f"{url}#missing-costs", is_urgent=True)
    if number := sum(fee.state == Fee.State.SENT for fee in fees):
        words = ngettext(
            "%(n)s woman says that her fee has not come",
            "%(n)s women say that their fees have not come",
            number,
        )
        yield Line(words % {"n": number}, f"{url}#missing", is_urgent=True)
