"""A year of pay, in plain English: fees and expenses each with a total of their own, never one."""

from collections.abc import Collection
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
    is_whole: bool = True  # not where it was made for one area, and another paid her too

    @property
    def title(self) -> str:
        first, last = bounds(self.year)
        told = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        return _("Your pay from %(first)s to %(last)s") % told

    @property
    def is_empty(self) -> bool:
        return not (self.fees or self.expenses or self.not_paid)


Areas = Collection[int] | None  # all of them, or those that somebody coordinates


def years_of(member: PanelMember, areas: Areas = None) -> list[int]:
    """Tax years in which something was paid, declined or given away; the newest first."""
    days = [d for f in _fees(member) if (d := _day(f)) and _is_of(f.session.panel.area_id, areas)]
    days += [e.paid_on for e in _costs(member) if e.paid_on and _is_of(e.panel.area_id, areas)]
    return sorted({year_of(day) for day in days}, reverse=True)


def statement(member: PanelMember, year: int, areas: Areas = None) -> Statement:
    """What was paid in the tax year that begins on 6 April of `year`, by the day it was sent: by
    everybody, for her; by these areas, for who hands it to her."""
    first, last = bounds(year)
    every_fee = [f for f in _fees(member) if (d := _day(f)) and first <= d <= last]
    every_cost = [e for e in _costs(member) if e.paid_on and first <= e.paid_on <= last]
    fees = [fee for fee in every_fee if _is_of(fee.session.panel.area_id, areas)]
    costs = [cost for cost in every_cost if _is_of(cost.panel.area_id, areas)]
    paid = [fee for fee in fees if fee.state in PAID]
    return Statement(
        year,
        [(_said(fee), title_of(fee.session), pounds(fee.goes_pence or 0)) for fee in paid],
        [(_date(e.paid_on), str(e.get_kind_display()), pounds(e.pence)) for e in costs],
        total(fee.goes_pence for fee in paid),
        total(expense.pence for expense in costs),
        [
            (_said(fee), title_of(fee.session), str(fee.get_state_display()))
            for fee in fees
            if fee not in paid
        ],
        is_whole=(len(fees), len(costs)) == (len(every_fee), len(every_cost)),
    )


def _is_of(area: int, areas: Areas) -> bool:
    return areas is None or area in areas


def _costs(member: PanelMember) -> list[Expense]:
    rows = Expense.objects.filter(member=member, state=Expense.State.PAID)
    return list(rows.select_related("panel").order_by("paid_on", "pk"))


def _fees(member: PanelMember) -> list[Fee]:
    ends = Q(state__in=[*PAID, Fee.State.DECLINED, Fee.State.DONATED])
    rows = Fee.objects.filter(ends, member=member).select_related("session__panel")
    return list(rows.order_by("sent_on", "approved_on", "pk"))


def _day(fee: Fee) -> date | None:
    """What was sent counts on that day; a no on the day on which it was settled."""
    return fee.approved_on if fee.state == Fee.State.DECLINED else fee.sent_on


def _said(fee: Fee) -> str:
    return _date(_day(fee))


def _date(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
