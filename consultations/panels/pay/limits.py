"""Amounts that somebody on a benefit should know of, before she says yes. Never that pay leaves a
benefit as it is: nobody here can know that."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from consultations.panels.models import BenefitLimit, Fee, PanelMember
from consultations.panels.pay.money import total
from consultations.panels.pay.owed import PAID, TO_SEND
from consultations.panels.pay.years import begin_of_year

NEAR = 80  # per cent of a limit, from which on she is told
Per = BenefitLimit.Per
COMING = (*TO_SEND, Fee.State.CHOSEN, Fee.State.FAILED)


@dataclass(frozen=True)
class Near:
    """One limit that her fees come near to, in the time that it is for."""

    name: str
    pence: int
    per: str
    hers: int
    checked_on: date
    is_old: bool  # it holds no longer, or nobody has looked for a year

    @property
    def is_over(self) -> bool:
        return self.hers > self.pence


def begins(per: str, day: date) -> date:
    """The first day of the time that a limit is for. Expenses are no income and count in none."""
    if per == Per.WEEK:
        return day - timedelta(days=day.weekday())
    if per == Per.MONTH:
        return day.replace(day=1)
    return begin_of_year(day)


def near(member: PanelMember, area_id: int, more: int, besides: Fee | None = None) -> list[Near]:
    """Limits of the area that her fees of this week, month or tax year come near to with `more`
    pence on top: that is what the fee `besides` comes to, which counts only there. What she
    declined or gave away was never hers; what she chose, or came back, will be."""
    today = timezone.localdate()
    found = []
    for limit in BenefitLimit.objects.filter(area_id=area_id):
        rows = Fee.objects.filter(member=member).filter(
            Q(state__in=PAID, sent_on__gte=begins(limit.per, today))
            | Q(state__in=COMING, choice__in=("accept", "less"))
        )
        if besides is not None:
            rows = rows.exclude(pk=besides.pk)
        hers = total(fee.goes_pence for fee in rows) + more
        if hers * 100 >= limit.pence * NEAR:
            found.append(_near(limit, hers, today))
    return found


def _near(limit: BenefitLimit, hers: int, today: date) -> Near:
    ended = limit.holds_until is not None and limit.holds_until < today
    name = limit.name_cy if get_language() == "cy" and limit.name_cy else limit.name
    old = ended or limit.checked_on < today - timedelta(days=365)
    per = str(limit.get_per_display())
    return Near(name, limit.pence, per, hers, limit.checked_on, old)
