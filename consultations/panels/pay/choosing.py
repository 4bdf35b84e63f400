"""Her choice about a fee: all, less, none, to a charity, or later; and how. Hers until approved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import Fee
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
    found, who = locked(fee, user, "choose")
    found.choice, found.chosen_on = told.choice, timezone.localdate()
    found.chosen_pence = _pence(found, told)
    found.method = _method(told)
    found.donate_to = told.donate_to.strip() if told.choice == Choice.DONATE else ""
    found.governor_agreed_on, found.governor_agreed = None, ""
    if told.choice == Choice.DONATE and not found.donate_to:
        raise NoWay
    is_later = told.choice == Choice.LATER
    found.state = Fee.State.OFFERED if is_later else Fee.State.CHOSEN
    found.save()
    if SHE not in who:
        audit(user=user, action="noted a choice about a fee", subject=f"fee {found.reference}")
    return found


def _pence(fee: Fee, told: Told) -> int | None:
    if told.choice in (Choice.ACCEPT, Choice.DONATE):
        return fee.offered_pence
    if told.choice == Choice.LESS:
        if told.pence is None or not 0 < told.pence < fee.offered_pence:
            raise NotThisAmount
        return told.pence
    return None


def _method(told: Told) -> str:
    if told.choice not in TAKES:
        return ""
    if told.method not in HERS:
        raise NoWay
    return told.method


@transaction.atomic
def note_governor(*, user: Any, fee: Fee, agreed_on: date, what: str, pence: int) -> Fee:
    """She is in custody: nothing goes to her but as the governor agreed, and that is recorded.
    Raises PermissionDenied, NotFromHere, NoWay, NotThisAmount."""
    found, _who = locked(fee, user, "note_governor")
    if not what.strip() or agreed_on > timezone.localdate():
        raise NoWay
    if not 0 < pence <= found.offered_pence:
        raise NotThisAmount
    found.choice = Choice.ACCEPT if pence == found.offered_pence else Choice.LESS
    found.method, found.chosen_pence = Method.GOVERNOR, pence
    found.chosen_on, found.state = timezone.localdate(), Fee.State.CHOSEN
    found.governor_agreed_on, found.governor_agreed = agreed_on, what.strip()
    found.donate_to = ""
    found.save()
    audit(user=user, action="noted a governor's agreement", subject=f"fee {found.reference}")
    return found


@transaction.atomic
def change_way(*, user: Any, fee: Fee, method: str) -> Fee:
    """Another way for what came back. Raises PermissionDenied, NotFromHere, NoWay."""
    found, who = locked(fee, user, "change_way")
    if method not in HERS or found.method == Method.GOVERNOR:
        raise NoWay
    found.method = method
    found.save(update_fields=["method"])
    if SHE not in who:
        audit(user=user, action="changed how a fee goes", subject=f"fee {found.reference}")
    return found
