"""What of pay waits for her, on the first screen: what is late comes first."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from core.today import Line


def due_pay(user: Any) -> Iterator[Line]:
    """For coordinators and finance of an area."""
    from consultations.panels.models import Expense, Fee
    from consultations.panels.pay.permissions import APPROVE, RUN, expenses_for, fees_for
    from consultations.panels.pay.promptness import late_expenses, late_fees

    if not (user.has_perm(APPROVE) or user.has_perm(RUN)):
        return
    url = reverse("pay:list")
    fees, expenses = fees_for(user), expenses_for(user)
    if number := len(late_fees(fees)):
        words = ngettext("%(n)s fee is overdue", "%(n)s fees are overdue", number)
        yield Line(words % {"n": number}, f"{url}#late", is_urgent=True)
    if number := len(late_expenses(expenses)):
        words = ngettext("%(n)s expense is overdue", "%(n)s expenses are overdue", number)
        yield Line(words % {"n": number}, f"{url}#late", is_urgent=True)
    if number := fees.filter(state=Fee.State.CHOSEN).count():
        words = ngettext("%(n)s fee waits to be approved", "%(n)s fees wait to be approved", number)
        yield Line(words % {"n": number}, f"{url}#approve")
    if number := expenses.filter(state=Expense.State.REQUESTED).count():
        words = ngettext(
            "%(n)s expense waits to be approved", "%(n)s expenses wait to be approved", number
        )
        yield Line(words % {"n": number}, f"{url}#approve")
    if number := fees.filter(state=Fee.State.SENT).exclude(missing_said_on=None).count():
        words = ngettext(
            "%(n)s woman says that her fee has not come",
            "%(n)s women say that their fees have not come",
            number,
        )
        yield Line(words % {"n": number}, f"{url}#missing", is_urgent=True)
