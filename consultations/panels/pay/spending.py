"""Expenses: asked for by her or for her, approved by somebody else, never added to a fee."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import Expense, Panel, PanelMember, PayTerms, Session
from consultations.panels.pay import custody
from consultations.panels.pay.choosing import HERS, NotThisAmount, NoWay, in_open_run
from consultations.panels.pay.custody import in_custody
from consultations.panels.pay.money import MOST_PENCE
from consultations.panels.pay.owed import Method
from consultations.panels.pay.permissions import SHE, expense_actors
from consultations.panels.pay.steps import EXPENSE
from consultations.panels.pay.telling import cost_came_back, refused_cost, tell
from consultations.panels.people.profile import is_her
from consultations.panels.permissions import require_coordinator
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.attending import PAY_DAYS
from consultations.stages.services import NoReason

BEFORE_DAYS = 3  # what is paid up front is there so many days before the session
R = Expense.Receipt


@dataclass(frozen=True)
class Asked:
    """What somebody asks for."""

    kind: str
    pence: int
    method: str
    about: str = ""
    is_up_front: bool = False
    session: Session | None = None


@transaction.atomic
def ask(*, user: Any, member: PanelMember, panel: Panel, asked: Asked) -> Expense:
    """By her, or put in for her by a coordinator. No receipt is asked for up to the area's limit,
    nor for what is paid before: she can't have one. Raises PermissionDenied, NotThisAmount,
    NoWay."""
    hers = is_her(user, member)
    if not hers:
        require_coordinator(user, panel)
    if not panel.memberships.filter(member=member).exists():
        raise PermissionDenied
    if not 0 < asked.pence <= MOST_PENCE:
        raise NotThisAmount
    if asked.method not in HERS:
        raise NoWay
    expense = Expense.objects.create(
        panel=panel,
        member=member,
        session=asked.session,
        kind=asked.kind,
        about=asked.about.strip(),
        is_up_front=asked.is_up_front,
        pence=asked.pence,
        method=Method.GOVERNOR if in_custody(member) else asked.method,
        evidence=R.WANTED if wants_receipt(panel, asked) else R.NOT_NEEDED,
        requested_by=None if hers else user,
        due_on=_due(asked),
    )
    if not hers:
        audit(user=user, action="put in an expense", subject=f"expense {expense.reference}")
    return expense


def wants_receipt(panel: Panel, asked: Asked) -> bool:
    return not asked.is_up_front and asked.pence > terms_of(panel.area_id).no_receipt_pence


def terms_of(area_id: int) -> PayTerms:
    """How the area pays, or the words that hold until somebody writes them."""
    return PayTerms.objects.filter(area_id=area_id).first() or PayTerms(area_id=area_id)


def _due(asked: Asked) -> Any:
    today = timezone.localdate()
    if asked.is_up_front and asked.session is not None:
        return max(today, asked.session.day - timedelta(days=BEFORE_DAYS))
    return today + timedelta(days=PAY_DAYS)


def _locked(expense: Expense, user: Any, name: str) -> tuple[Expense, frozenset[str]]:
    rows = Expense.objects.select_for_update(of=("self",))
    found: Expense = rows.select_related("panel", "member", "payee").get(pk=expense.pk)
    who = expense_actors(user, found)
    if not who & EXPENSE[name].by:
        raise PermissionDenied
    if found.state not in EXPENSE[name].begins:
        raise NotFromHere
    return found, who


class NoReceipt(Exception):
    """It is over the limit, and nobody has seen a receipt."""


@transaction.atomic
def approve_expense(*, user: Any, expense: Expense) -> Expense:
    """By somebody who is neither the payee nor who put it in. Raises PermissionDenied, NotFromHere,
    NoReceipt."""
    found, _who = _locked(expense, user, "approve")
    if found.evidence == R.WANTED:
        raise NoReceipt
    return _move(user, found, Expense.State.APPROVED)


@transaction.atomic
def refuse_expense(*, user: Any, expense: Expense, because: str) -> Expense:
    """Not paid, and she reads why. Raises PermissionDenied, NotFromHere, NoReason."""
    found, _who = _locked(expense, user, "refuse")
    if not because.strip():
        raise NoReason
    found.refused_because = because.strip()
    _move(user, found, Expense.State.REFUSED)
    tell(found, "refused", refused_cost)
    return found


@transaction.atomic
def see_receipt(*, user: Any, expense: Expense) -> Expense:
    """Somebody has seen it. No copy is kept: it may show where she lives. Raises PermissionDenied,
    NotFromHere."""
    found, _who = _locked(expense, user, "see_receipt")
    found.evidence = R.SEEN
    found.save(update_fields=["evidence"])
    audit(user=user, action="saw a receipt", subject=f"expense {found.reference}")
    return found


def may_change_way(expense: Expense, who: frozenset[str]) -> bool:
    """Whether another way can still be chosen. In custody there is none, for nobody."""
    step = EXPENSE["change_way"]
    if expense.state not in step.begins or not who & step.by or in_open_run(expense):
        return False
    if SHE in who:
        return not custody.is_the_governors(expense)
    return not in_custody(expense.member)


@transaction.atomic
def change_way_of_expense(*, user: Any, expense: Expense, method: str) -> Expense:
    """Another way for what is in no open run. Raises PermissionDenied, NotFromHere, NoWay."""
    custody.lock_areas(member=expense.member, area=expense.panel.area_id)
    found, who = _locked(expense, user, "change_way")
    if method not in HERS:
        raise NoWay
    if not may_change_way(found, who):
        raise NotFromHere
    custody.put_way(found, method)
    if SHE not in who:
        audit(user=user, action="changed how a cost goes", subject=f"expense {found.reference}")
    return found


@transaction.atomic
def note_governor_of_expense(*, user: Any, expense: Expense, agreed_on: date, what: str) -> Expense:
    """She is in custody: how this cost goes, as the governor agreed. Raises PermissionDenied,
    NotFromHere, also for what is in a file, NoWay."""
    custody.lock_areas(member=expense.member, area=expense.panel.area_id)
    found, _who = _locked(expense, user, "note_governor")
    if not what.strip() or agreed_on > timezone.localdate():
        raise NoWay
    if not custody.take_off_runs(user, found):
        raise NotFromHere
    found.method = Method.GOVERNOR
    found.governor_agreed_on, found.governor_agreed = agreed_on, what.strip()
    found.save(update_fields=["method", "governor_agreed_on", "governor_agreed"])
    if found.member is not None:
        custody.put_in_custody(user, found.member)
    audit(user=user, action="noted a governor's agreement", subject=f"expense {found.reference}")
    return found


@transaction.atomic
def take_back(*, user: Any, expense: Expense) -> None:
    """She asks for it no more. Raises PermissionDenied, NotFromHere."""
    found, who = _locked(expense, user, "take_back")
    assert SHE in who
    found.delete()


@transaction.atomic
def miss_expense(*, user: Any, expense: Expense) -> Expense:
    """It has not come: finance looks. Raises PermissionDenied, NotFromHere."""
    found, _who = _locked(expense, user, "miss")
    found.missing_said_on = found.missing_said_on or timezone.localdate()
    found.save(update_fields=["missing_said_on"])
    return found


@transaction.atomic
def receive_expense(*, user: Any, expense: Expense) -> Expense:
    """It has come after all. Raises PermissionDenied, NotFromHere."""
    found, _who = _locked(expense, user, "receive")
    found.missing_said_on = None
    found.save(update_fields=["missing_said_on"])
    return found


@transaction.atomic
def expense_came_back(*, user: Any, expense: Expense) -> Expense:
    """It is owed again, and goes into the next run. Raises PermissionDenied, NotFromHere."""
    found, _who = _locked(expense, user, "fail")
    found.paid_on, found.missing_said_on, found.times = None, None, found.times + 1
    found.lines.filter(failed_on=None).update(failed_on=timezone.localdate())
    found.state = Expense.State.APPROVED
    found.save(update_fields=["paid_on", "missing_said_on", "times", "state"])
    custody.follow_custody(found)
    tell(found, f"back {found.times}", cost_came_back)
    audit(user=user, action="noted that an expense came back", subject=f"expense {found.reference}")
    return found


def _move(user: Any, expense: Expense, to: str) -> Expense:
    expense.state, expense.approved_on, expense.approved_by = to, timezone.localdate(), user
    expense.save(update_fields=["state", "approved_on", "approved_by", "refused_because"])
    audit(user=user, action=f"expense: {to}", subject=f"expense {expense.reference}")
    return expense
