"""Whether we pay on time: what is late, and the share that the public reads.

The public reads no number that moves with one woman: nothing under 20 fees of 5 women, rounded
down to 5 per cent, and told anew only when 10 more fees have come due (decision 0058).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from consultations.panels.models import Attendance, Expense, Fee
from consultations.panels.pay.choosing import TAKES
from consultations.panels.pay.offering import unoffered
from consultations.panels.pay.owed import SETTLED, Choice
from consultations.panels.pay.permissions import panels_of_pay
from consultations.panels.sessions.attending import PAY_DAYS
from consultations.services import publish_promptness

LEAST_FEES, LEAST_WOMEN, BATCH, STEP = 20, 5, 10, 5
BACK_DAYS = 365


@dataclass(frozen=True)
class Paid:
    """One fee that came due: whose it is, when the clock began, and when it was sent."""

    woman: int  # nought for each who has left: they are counted as one
    began: date
    sent: date | None

    @property
    def due(self) -> date:
        return self.began + timedelta(days=PAY_DAYS)

    def is_in_time(self) -> bool:
        return self.sent is not None and self.sent <= self.due


def clock_of(fee: Fee) -> Paid:
    """The clock begins on the day of the session; where she was offered it in time and took longer
    to choose, on the day on which she chose: her time is hers, and our delay isn't. What had to be
    sent again counts by its last day."""
    began = fee.due_on - timedelta(days=PAY_DAYS)
    if fee.chosen_on and fee.chosen_on > fee.due_on >= fee.offered_on:
        began = fee.chosen_on
    sent = fee.sent_on if fee.state in (Fee.State.SENT, Fee.State.RECEIVED) else None
    return Paid(fee.member_id or 0, began, sent)


def share(paid: Iterable[Paid], today: date) -> tuple[int, int] | None:
    """(per cent in time, rounded down to 5; how many fees came due), or None while they are too
    few to say anything."""
    due = [one for one in paid if one.sent is not None or one.due < today]
    if len(due) < LEAST_FEES or len({one.woman for one in due}) < LEAST_WOMEN:
        return None
    in_time = sum(one.is_in_time() for one in due)
    return in_time * 100 // len(due) // STEP * STEP, len(due)


def counted(today: date) -> list[Paid]:
    """Fees of the last year that she takes, and what nobody has offered her though its day went
    by: without a rate card we are late, not she."""
    since = today - timedelta(days=BACK_DAYS)
    rows = Fee.objects.filter(choice__in=TAKES, due_on__gt=since)
    never = unoffered().filter(pay_due_on__gt=since, pay_due_on__lt=today)
    due = never.values_list("member", "pay_due_on")
    late = [Paid(woman, day - timedelta(days=PAY_DAYS), None) for woman, day in due if day]
    return [*(clock_of(fee) for fee in rows), *late]


def tell_the_public() -> bool:
    """Write the share where the public side reads it, if enough has come due; whether it did."""
    today = timezone.localdate()
    found = share(counted(today), today)
    if found is None:
        return False
    come_due = Fee.objects.filter(choice__in=TAKES, due_on__lt=today).count()
    come_due += unoffered().filter(pay_due_on__lt=today).count()
    return publish_promptness(
        percent=found[0], within_days=PAY_DAYS, come_due=come_due, batch=BATCH
    )


def late_fees(fees: Iterable[Fee]) -> list[Fee]:
    """Of these, the fees whose day went by, that she wants and has not been sent."""
    today, wanted = timezone.localdate(), (*TAKES, Choice.DONATE)
    waiting = [fee for fee in fees if fee.choice in wanted and fee.state not in SETTLED]
    found = [fee for fee in waiting if clock_of(fee).due < today]
    return sorted(found, key=lambda fee: (fee.due_on, fee.pk))


def late_places(user: Any) -> list[Attendance]:
    """What nobody could offer yet though its day went by, in her areas; never her own."""
    rows = unoffered().filter(pay_due_on__lt=timezone.localdate())
    rows = rows.filter(session__panel__in=panels_of_pay(user).values("pk"))
    rows = rows.exclude(member__user=user.pk)
    return list(rows.select_related("session__panel", "member").order_by("pay_due_on", "pk"))


def late_expenses(expenses: Iterable[Expense]) -> list[Expense]:
    """Of these, those whose day went by, that nobody has paid or answered."""
    today = timezone.localdate()
    return [one for one in expenses if one.is_owed and one.due_on < today]
