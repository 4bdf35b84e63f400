"""Her choice about a fee: all, less, none, to a charity, or later; and how. Hers until approved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import Expense, Fee
from consultations.panels.pay import custody
from consultations.panels.pay.owed import Choice, Method
from consultations.panels.pay.permissions import SHE, fee_actors
from consultations.panels.pay.steps import FEE
from consultations.panels.services import NotFromHere

TAKES = (Choice.ACCEPT, Choice.LESS)
HERS = (Method.BANK, Method.CASH, Method.VOUCHER, Method.PREPAID)


class NotThisAmount(ValueError):
    """Less is more than nothing, and less than what is offered."""


class NoWay(ValueError):
    """It isn't said how, or for whom."""


@dataclass(frozen=True)
class Told:
    """What she says. `pence` for LESS, `method` where she is paid, `donate_to` for DONATE."""

    choice: str
    method: str = ""
    pence: int | None = None
    donate_to: str = ""


def locked(fee: Fee, user: Any, name: str) -> tuple[Fee, frozenset[str]]:
    """The row as it is now, and what she is to it. Raises PermissionDenied, NotFromHere."""
    rows = Fee.objects.select_for_update(of=("self",))
    found: Fee = rows.select_related("session__panel", "member", "payee").get(pk=fee.pk)
    who = fee_actors(user, found)
    if not who & FEE[name].by:
        raise PermissionDenied
    if found.state not in FEE[name].begins:
        raise NotFromHere
    return found, who


@transaction.atomic
def choose(*, user: Any, fee: Fee, told: Told) -> Fee:
    """By her, or noted for her by a coordinator. Raises PermissionDenied, NotFromHere,
    NotThisAmount, NoWay."""
    _lock(fee)
    found, who = locked(fee, user, "choose")
    before, pence = found.chosen_pence, _pence(found, told)
    found.method = _method(found, told, who)
    found.chosen_by = None if SHE in who else user
    found.choice, found.chosen_on, found.chosen_pence = told.choice, timezone.localdate(), pence
    found.donate_to = told.donate_to.strip() if told.choice == Choice.DONATE else ""
    is_more = before is not None and pence is not None and pence > before
    if found.method != Method.GOVERNOR or pence is None or is_more:
        custody.forget_agreement(found)  # it was not to this
    if told.choice == Choice.DONATE and not found.donate_to:
        raise NoWay
    is_later = told.choice == Choice.LATER
    found.state = Fee.State.OFFERED if is_later else Fee.State.CHOSEN
    found.save()
    if SHE not in who:
        audit(user=user, action="noted a choice about a fee", subject=f"fee {found.reference}")
    return found


def _lock(fee: Fee) -> None:
    custody.lock_areas(member=fee.member, area=fee.session.panel.area_id)


def _pence(fee: Fee, told: Told) -> int | None:
    if told.choice in (Choice.ACCEPT, Choice.DONATE):
        return fee.offered_pence
    if told.choice == Choice.LESS:
        if told.pence is None or not 0 < told.pence < fee.offered_pence:
            raise NotThisAmount
        return told.pence
    return None


def _method(fee: Fee, told: Told, who: frozenset[str]) -> str:
    """In custody it stays the governor's, whatever is chosen, and by whom: a page from before she
    was inside may name another way."""
    if told.choice in (Choice.DECLINE, Choice.DONATE):
        return ""
    if _stays_the_governors(fee, who):
        return Method.GOVERNOR
    if told.choice == Choice.LATER:
        return ""
    if told.method not in HERS:
        raise NoWay
    return told.method


def _stays_the_governors(fee: Fee, who: frozenset[str]) -> bool:
    """For who is inside, until a coordinator says that she is out (custody.end_custody); what still
    is the governor's afterwards changes by a coordinator's word, not by hers."""
    return custody.is_the_governors(fee) if SHE in who else custody.in_custody(fee.member)


@transaction.atomic
def note_governor(*, user: Any, fee: Fee, agreed_on: date, what: str, pence: int) -> Fee:
    """She is in custody: nothing goes to her but as the governor agreed, and that is recorded. What
    she chose stands, her no too: the governor's amount is kept beside it, no more than that goes,
    and where she has not chosen it still waits for her. Another amount than what was approved is
    approved anew; what came back is the same amount. What else she is owed waits for an agreement
    of its own. Raises PermissionDenied, NotFromHere, also for what is in a file, NoWay,
    NotThisAmount."""
    _lock(fee)
    found, _who = locked(fee, user, "note_governor")
    if not what.strip() or agreed_on > timezone.localdate():
        raise NoWay
    if found.choice in (Choice.DECLINE, Choice.DONATE):
        raise NoWay
    if not 0 < pence <= most_for_governor(found):
        raise NotThisAmount
    before, found.governor_pence = found.goes_pence, pence
    is_other = found.goes_pence != before
    if is_other and found.state in (Fee.State.FAILED, Fee.State.REISSUED):
        raise NotThisAmount
    if not custody.take_off_runs(user, found):
        raise NotFromHere
    if is_other:
        custody.approve_anew(found)
    found.method, found.governor_noted_by = Method.GOVERNOR, user
    found.governor_agreed_on, found.governor_agreed = agreed_on, what.strip()
    found.save()
    if found.member is not None:
        custody.put_in_custody(user, found.member)
    audit(user=user, action="noted a governor's agreement", subject=f"fee {found.reference}")
    return found


def most_for_governor(fee: Fee) -> int:
    """What can be agreed to: what she chose, or else what is offered."""
    return fee.offered_pence if fee.chosen_pence is None else fee.chosen_pence


def in_open_run(owed: Fee | Expense) -> bool:
    """Whether it is on its way already: its run has a copy of where it goes."""
    return owed.lines.exclude(run__state="sent").exists()


def may_change_way(fee: Fee, who: frozenset[str]) -> bool:
    """Whether another way can still be chosen. In custody there is none, for nobody."""
    step = FEE["change_way"]
    if fee.state not in step.begins or not who & step.by or fee.choice not in TAKES:
        return False
    return not _stays_the_governors(fee, who) and not in_open_run(fee)


@transaction.atomic
def change_way(*, user: Any, fee: Fee, method: str) -> Fee:
    """Another way for what is approved, or came back, and is in no open run. Raises
    PermissionDenied, NotFromHere, NoWay."""
    _lock(fee)
    found, who = locked(fee, user, "change_way")
    if method not in HERS:
        raise NoWay
    if not may_change_way(found, who):
        raise NotFromHere
    custody.put_way(found, method)
    if SHE not in who:
        audit(user=user, action="changed how a fee goes", subject=f"fee {found.reference}")
    return found
