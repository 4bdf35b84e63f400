"""Where a member's money goes: given by her or from paper, seen by finance alone, flagged."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.permissions import people_who_may
from accounts.services import audit
from consultations.panels.models import Expense, Fee, PanelMember, Payee
from consultations.panels.pay import keys
from consultations.panels.pay.account import shown
from consultations.panels.pay.permissions import RUN, pays_for
from consultations.panels.people.profile import identity_of, is_her


@dataclass(frozen=True)
class Details:
    """name: who is paid, as she writes it; account_name: as the bank has it."""

    name: str = ""
    account_name: str = ""
    sort_code: str = ""
    account_number: str = ""

    @property
    def has_account(self) -> bool:
        return bool(self.sort_code and self.account_number and self.account_name)


@transaction.atomic
def keep_details(*, user: Any, member: PanelMember, told: Details) -> Payee:
    """Put them in the place of what she gave before: that is gone. By her, or by finance from her
    paper. A change is flagged until finance has looked at it. Raises PermissionDenied."""
    hers = is_her(user, member)
    if not hers and not pays_for(user, member):
        raise PermissionDenied
    payee = Payee.objects.select_for_update().filter(member=member).first()
    if payee is None:
        payee = Payee(member=member)
    elif is_known(payee) and is_other(payee, told):
        payee.changed_on, payee.checked_on = timezone.localdate(), None
    store(payee, told)
    payee.from_paper, payee.typed_by = not hers, None if hers else user
    payee.save()
    if not hers:
        audit(user=user, action="wrote payment details", subject=f"payee {payee.pk}")
    return payee


def is_known(payee: Payee) -> bool:
    """Whether she ever gave an account. Else the row has her name alone, made for cash or a voucher
    (`payee_for`), and what she gives now is her first."""
    return bool(payee.account_mark) or payee.changed_on is not None


def is_other(payee: Payee, told: Details) -> bool:
    """Whether they differ from what is kept. What can't be opened any more counts as other: it has
    to be looked at, and she isn't locked out by a key that we lost."""
    try:
        return details_of(payee) != told
    except keys.KeyIsGone:
        return True


def store(payee: Payee, told: Details) -> None:
    """Seal them onto the row, unsaved."""
    payee.sealed, payee.key_id = keys.seal(f"payee {payee.pk}", asdict(told))
    account = f"{told.sort_code} {told.account_number}"
    payee.account_mark = keys.mark(account) if told.has_account else b""


@transaction.atomic
def keep_details_of_gone(*, user: Any, owed: Fee | Expense, told: Details) -> Payee:
    """Of a woman who has left and brought her reference: tied to what is owed alone. By finance.
    Raises PermissionDenied; ValueError where she is still here."""
    if owed.member is not None:
        raise ValueError("She is here: her details are hers.")
    if not people_who_may(RUN, area_of(owed)).filter(pk=user.pk).exists():
        raise PermissionDenied
    payee = owed.payee or Payee()
    store(payee, told)
    # She stood before finance with her reference: that was the look at it.
    payee.from_paper, payee.checked_on = True, timezone.localdate()
    payee.typed_by = user
    payee.save()
    owed.payee = payee
    owed.save(update_fields=["payee"])
    audit(user=user, action="wrote payment details", subject=f"payee {payee.pk}")
    return payee


def area_of(owed: Fee | Expense) -> int:
    """The area that pays it."""
    panel = owed.session.panel if isinstance(owed, Fee) else owed.panel
    return panel.area_id


@transaction.atomic
def forget_details(*, user: Any, member: PanelMember) -> None:
    """She takes them back; what is in a run already is paid by its own copy. An empty row stays,
    so that what is given next is looked at like any other change. Raises PermissionDenied."""
    if not is_her(user, member):
        raise PermissionDenied
    payee = Payee.objects.select_for_update().filter(member=member).first()
    if payee is None:
        return
    store(payee, Details(name=identity_of(member).real_name))
    payee.changed_on, payee.checked_on, payee.from_paper = timezone.localdate(), None, False
    payee.typed_by = None
    payee.save()


def payee_for(member: PanelMember) -> Payee:
    """Her row, made with her full name alone where she gave no account: cash and vouchers need
    somebody to give them to."""
    payee = Payee.objects.filter(member=member).first()
    if payee is None:
        payee = Payee(member=member)
        store(payee, Details(name=identity_of(member).real_name))
        payee.save()
    return payee


def details_of(payee: Payee | None) -> Details:
    """Opened, for our own code, which shows it to finance and to nobody else. Raises KeyIsGone."""
    if payee is None:
        return Details()
    told = keys.unseal(f"payee {payee.pk}", bytes(payee.sealed), payee.key_id)
    return Details(**told)


def read_details(*, user: Any, payee: Payee, area: Any) -> Details:
    """For finance of the area, by a role of her own: none that is lent, and no superuser. Each look
    leaves a line in the audit log. Raises PermissionDenied, KeyIsGone."""
    if not people_who_may(RUN, area).filter(pk=user.pk).exists():
        raise PermissionDenied
    audit(user=user, action="opened payment details", subject=f"payee {payee.pk}")
    return details_of(payee)


def shown_to_her(member: PanelMember) -> dict[str, str]:
    """What she sees of it again: a screen is seen over a shoulder. Nothing of what can't be opened:
    she can then give it again."""
    try:
        told = details_of(Payee.objects.filter(member=member).first())
    except keys.KeyIsGone:
        return {}
    if not told.has_account:
        return {}
    return {"account_name": told.account_name, "account": shown(told.account_number)}


def flags(payee: Payee) -> frozenset[str]:
    """Why somebody has to look before this is paid: "changed" since it was first given, "shared"
    with another member. Empty once finance has looked."""
    if payee.checked_on is not None:
        return frozenset()
    found = {"changed"} if payee.changed_on else set()
    if payee.account_mark and shares(payee):
        found.add("shared")
    return frozenset(found)


def shares(payee: Payee) -> bool:
    """Whether another payee has the same account."""
    same = Payee.objects.filter(account_mark=payee.account_mark).exclude(pk=payee.pk)
    return same.exists()


@transaction.atomic
def note_checked(*, user: Any, payee: Payee, area: Any) -> None:
    """Finance has spoken with her, by the way that is safe for her, and it is right. Raises
    PermissionDenied."""
    if not people_who_may(RUN, area).filter(pk=user.pk).exists():
        raise PermissionDenied
    payee.checked_on = timezone.localdate()
    payee.save(update_fields=["checked_on"])
    audit(user=user, action="checked payment details", subject=f"payee {payee.pk}")


@transaction.atomic
def rotate() -> int:
    """Seal everything anew under the first key; returns how many rows. Afterwards the others may be
    taken off PAYEE_KEYS. Raises KeyIsGone."""
    from consultations.panels.models import RunLine

    payees = list(Payee.objects.select_for_update().exclude(key_id=keys.current()))
    for payee in payees:
        store(payee, details_of(payee))
        payee.save(update_fields=["sealed", "key_id", "account_mark"])
    lines = list(RunLine.objects.exclude(key_id__in=["", keys.current()]))
    for line in lines:
        told = keys.unseal(f"line {line.pk}", bytes(line.sealed), line.key_id)
        line.sealed, line.key_id = keys.seal(f"line {line.pk}", told)
        line.save(update_fields=["sealed", "key_id"])
    return len(payees) + len(lines)
