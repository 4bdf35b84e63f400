"""A year of pay, in plain English: fees and expenses each with a total of their own, never one."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.panels.models import Expense, Fee, PanelMember
from consultations.panels.pay.money import pounds, total
from consultations.panels.pay.owed import PAID
from consultations.panels.pay.years import bounds, year_of
from consultations.panels.sessions.wording import title_of

Row = tuple[str, str, str]  # day, what, amount or words in its place


@dataclass(frozen=True)
class Statement:
    """One tax year of one woman. Totals are whole pence; nothing adds the two up."""

    year: int
    fees: list[Row]
    expenses: list[Row]
    fees_pence: int
    expenses_pence: int
    not_paid: list[Row] = field(default_factory=list)

    @property
    def title(self) -> str:
        first, last = bounds(self.year)
        told = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        return _("Your pay from %(first)s to %(last)s") % told

    @property
    def is_empty(self) -> bool:
        return not (self.fees or self.expenses or self.not_paid)


def years_of(member: PanelMember) -> list[int]:
    """Tax years in which something was paid, declined or given away; the newest first."""
    days = [d for f in _fees(member) if (d := _day(f))]
    days += [e.paid_on for e in Expense.objects.filter(member=member) if e.paid_on]
    return sorted({year_of(day) for day in days}, reverse=True)


def statement(member: PanelMember, year: int) -> Statement:
    """What was paid in the tax year that begins on 6 April of `year`, by the day it was sent."""
    first, last = bounds(year)
    fees = [f for f in _fees(member) if (d := _day(f)) and first <= d <= last]
    paid = [fee for fee in fees if fee.state in PAID]
    costs = list(
        Expense.objects.filter(
            member=member, state=Expense.State.PAID, paid_on__gte=first, paid_on__lte=last
        ).order_by("paid_on", "pk")
    )
    return Statement(
        year,
        [(_said(fee), title_of(fee.session), pounds(fee.chosen_pence or 0)) for fee in paid],
        [(_date(e.paid_on), str(e.get_kind_display()), pounds(e.pence)) for e in costs],
        total(fee.chosen_pence for fee in paid),
        total(expense.pence for expense in costs),
        [
            (_said(fee), title_of(fee.session), str(fee.get_state_display()))
            for fee in fees
            if fee not in paid
        ],
    )


def _fees(member: PanelMember) -> list[Fee]:
    ends = Q(state__in=[*PAID, Fee.State.DECLINED, Fee.State.DONATED])
    rows = Fee.objects.filter(ends, member=member).select_related("session")
    return list(rows.order_by("sent_on", "approved_on", "pk"))


def _day(fee: Fee) -> date | None:
    """What was sent counts on that day; a no on the day on which it was settled."""
    return fee.approved_on if fee.state == Fee.State.DECLINED else fee.sent_on


def _said(fee: Fee) -> str:
    return _date(_day(fee))


def _date(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
