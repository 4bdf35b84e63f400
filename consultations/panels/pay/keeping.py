"""What of pay goes when its time is over, by the clock. Safe to run at any time, and again.

Amounts, days and references stay as long as finance has to show them; whom they went to does not.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations.panels.models import Attendance, Expense, Fee, Payee, PaymentRun, RunLine
from consultations.panels.pay.owed import OPEN, SETTLED
from consultations.panels.pay.years import begin_of_year

# Days after the last use: of a woman on the panel; of one who left. Of a run after it was sent.
UNUSED_KEPT, GONE_KEPT, RUN_KEPT = timedelta(days=400), timedelta(days=60), timedelta(days=90)
UNCLAIMED_KEPT = timedelta(days=365)  # a fee that was offered to a woman who then left
TAX_YEARS = 6  # whole tax years, after the one in which something was paid


@transaction.atomic
def forget_old() -> int:
    """Delete what is due to go; returns how many rows were touched."""
    today = timezone.localdate()
    touched = _purge_payees(today) + _purge_copies(today)
    unclaimed = Fee.objects.filter(member=None, state__in=OPEN, choice__in=["", "later"])
    touched += _purge_fees(unclaimed.filter(due_on__lt=today - UNCLAIMED_KEPT))
    begin = begin_of_year(today)
    return touched + _purge_records(begin.replace(year=begin.year - TAX_YEARS))


def _purge_payees(today: date) -> int:
    """Bank details that nothing waits for."""
    waiting = _waiting_payees()
    idle = Payee.objects.exclude(pk__in=waiting)
    old = Q(member__isnull=False) & _unused_since(today - UNUSED_KEPT)
    gone = Q(member=None) & _unused_since(today - GONE_KEPT)
    return int(idle.filter(old | gone).delete()[0])


def _unused_since(day: date) -> Q:
    given = Q(given_on__lt=day) & (Q(changed_on=None) | Q(changed_on__lt=day))
    return given & (Q(used_on=None) | Q(used_on__lt=day))


def _waiting_payees() -> set[int]:
    """Of who has something unpaid, or sent so lately that it may still come back."""
    found: set[int] = set()
    fees: Any = Fee.objects.exclude(state__in=SETTLED).exclude(choice__in=["", "later"])
    expenses: Any = Expense.objects.filter(
        state__in=[Expense.State.REQUESTED, Expense.State.APPROVED]
    )
    for rows in (fees, expenses):
        found |= set(rows.exclude(payee=None).values_list("payee", flat=True))
        members = rows.exclude(member=None).values("member")
        found |= set(Payee.objects.filter(member__in=members).values_list("pk", flat=True))
    return found


def _purge_copies(today: date) -> int:
    """Of runs that were sent, and of those that nobody sent for as long: their lines stay."""
    over, before = Q(run__sent_on__lt=today - RUN_KEPT), today - RUN_KEPT
    left = ~Q(run__state=PaymentRun.State.SENT) & Q(run__made_on__lt=before)
    left &= Q(run__exported_on=None) | Q(run__exported_on__lt=before)
    rows = RunLine.objects.exclude(key_id="").filter(over | left)
    return rows.update(sealed=b"", key_id="")


def _purge_records(before: date) -> int:
    """Fees and expenses whose tax year ended so long ago that nobody has to show them: the year in
    which they were paid, or else answered, or else due."""
    paid_on, spent_on = (Coalesce(day, "approved_on", "due_on") for day in ("sent_on", "paid_on"))
    fees = Fee.objects.alias(over=paid_on).filter(state__in=SETTLED, over__lt=before)
    expenses = Expense.objects.alias(over=spent_on).filter(over__lt=before)
    expenses = expenses.exclude(state=Expense.State.APPROVED)
    lines = RunLine.objects.filter(Q(fee__in=fees) | Q(expense__in=expenses))
    runs = set(lines.values_list("run", flat=True))
    gone = int(lines.delete()[0]) + _purge_fees(fees) + int(expenses.delete()[0])
    PaymentRun.objects.filter(pk__in=runs, lines=None).delete()
    return gone


def _purge_fees(fees: QuerySet[Fee]) -> int:
    """With them the day on which their attendance was due, or it would be offered again."""
    found = list(fees.values_list("pk", "attendance"))
    Attendance.objects.filter(pk__in=[place for _pk, place in found]).update(pay_due_on=None)
    return int(Fee.objects.filter(pk__in=[pk for pk, _place in found]).delete()[0])
