"""Who is who to a fee or an expense: she, a coordinator, who may approve, finance, nobody."""

from typing import Any

from django.db.models import QuerySet

from accounts.permissions import areas_where, user_may
from consultations.panels.models import Expense, Fee, Panel, PanelMember
from consultations.panels.permissions import COORDINATE
from consultations.panels.sessions.permissions import may_approve_pay
from core.models import Area

APPROVE, RUN = "panels.approve_pay", "panels.run_payments"
SHE, COORDINATOR, APPROVER, FINANCE = "she", "coordinator", "approver", "finance"
CONFIRMERS = (APPROVE, RUN)  # who may be the second person of a run


def is_hers(user: Any, owed: Fee | Expense) -> bool:
    """Whether she is the payee herself."""
    return (
        owed.member is not None
        and owed.member.user_id is not None
        and (owed.member.user_id == user.pk)
    )


def fee_actors(user: Any, fee: Fee) -> frozenset[str]:
    """What she is to this fee. The payee is she, and nothing else, whatever roles she holds. Who
    noted the choice for her, or to how much the governor agreed, doesn't approve it."""
    if is_hers(user, fee):
        return frozenset({SHE})
    area = fee.session.panel.area_id
    found = _in_area(user, area)
    noted_it = user.pk is not None and user.pk in (fee.chosen_by_id, fee.governor_noted_by_id)
    if user_may(user, APPROVE, area) and may_approve_pay(user, fee.session) and not noted_it:
        found.add(APPROVER)
    return frozenset(found)


def expense_actors(user: Any, expense: Expense) -> frozenset[str]:
    """The same of an expense, which is approved by somebody other than who put it in."""
    if is_hers(user, expense):
        return frozenset({SHE})
    area = expense.panel.area_id
    found = _in_area(user, area)
    if user_may(user, APPROVE, area) and user.pk != expense.requested_by_id:
        found.add(APPROVER)
    return frozenset(found)


def _in_area(user: Any, area: int) -> set[str]:
    roles = {COORDINATOR: COORDINATE, FINANCE: RUN}
    return {name for name, action in roles.items() if user_may(user, action, area)}


def pays_for(user: Any, member: PanelMember) -> bool:
    """Whether she is finance where the member has, or had, a place."""
    return member.memberships.filter(panel__area__in=areas_where(user, RUN)).exists()


def areas_of_pay(user: Any) -> QuerySet[Area]:
    """Areas whose fees she sees: as coordinator, or as finance."""
    return areas_where(user, COORDINATE) | areas_where(user, RUN)


def panels_of_pay(user: Any) -> QuerySet[Panel]:
    rows = Panel.objects.filter(area__in=areas_of_pay(user).values("pk"))
    return rows.select_related("area")


def fees_for(user: Any) -> QuerySet[Fee]:
    """Fees that she may see as staff; never her own."""
    rows = Fee.objects.filter(session__panel__in=panels_of_pay(user).values("pk"))
    rows = rows.exclude(member__user=user.pk)
    return rows.select_related("session__panel__area", "member", "payee")


def expenses_for(user: Any) -> QuerySet[Expense]:
    rows = Expense.objects.filter(panel__in=panels_of_pay(user).values("pk"))
    rows = rows.exclude(member__user=user.pk)
    return rows.select_related("panel__area", "session", "member", "payee")
