"""Reads of budgets: committed, spent, left; for fees, and for expenses, and never for both."""

from dataclasses import dataclass

from django.utils import timezone

from consultations.panels.models import Budget, Expense, Fee, Panel
from consultations.panels.pay.money import total
from consultations.panels.pay.owed import PAID


@dataclass(frozen=True)
class Standing:
    """One side of a budget, in whole pence. committed: promised and not gone yet; left may be
    below nothing, and then somebody has to know."""

    budget: int
    committed: int
    spent: int

    @property
    def left(self) -> int:
        return self.budget - self.committed - self.spent

    @property
    def is_over(self) -> bool:
        return self.left < 0


def budget_of(panel: Panel) -> Budget | None:
    """The budget of today, or else the newest."""
    today = timezone.localdate()
    rows = list(Budget.objects.filter(panel=panel))
    now = [one for one in rows if one.starts_on <= today <= one.ends_on]
    found = now or rows
    return found[0] if found else None


def fees_of(budget: Budget) -> Standing:
    """What came back and waits to be sent again is committed, not spent. In custody, what she chose
    stays committed, though less goes: she has it once she is out."""
    rows = Fee.objects.filter(
        session__panel=budget.panel,
        session__starts_at__date__gte=budget.starts_on,
        session__starts_at__date__lte=budget.ends_on,
    ).exclude(state=Fee.State.DECLINED)
    gone = (*PAID, Fee.State.DONATED)
    found = [(fee.state, fee.goes_pence, _promised(fee), fee.choice) for fee in rows]
    spent = total(goes for state, goes, _promised, _choice in found if state in gone)
    committed = total(
        promised
        for state, _goes, promised, choice in found
        if state not in gone and choice != "decline"
    )
    return Standing(budget.fees_pence, committed, spent)


def _promised(fee: Fee) -> int:
    return fee.offered_pence if fee.chosen_pence is None else fee.chosen_pence


def expenses_of(budget: Budget) -> Standing:
    rows = Expense.objects.filter(
        panel=budget.panel,
        requested_on__gte=budget.starts_on,
        requested_on__lte=budget.ends_on,
    )
    spent = total(one.pence for one in rows if one.state == Expense.State.PAID)
    return Standing(budget.expenses_pence, total(o.pence for o in rows if o.is_owed), spent)
