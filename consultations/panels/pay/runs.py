"""Payment runs: made by finance, confirmed by a second person, exported once, sent."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.permissions import user_holds
from accounts.services import audit
from consultations.panels.models import Expense, Fee, Payee, PaymentRun, RunLine
from consultations.panels.pay import keys
from consultations.panels.pay.choosing import TAKES
from consultations.panels.pay.custody import who_is_inside
from consultations.panels.pay.export_profiles import Profile, profiles
from consultations.panels.pay.exporting import Own, Payment, export
from consultations.panels.pay.owed import TO_SEND, Method
from consultations.panels.pay.payees import Details, details_of, flags, payee_for
from consultations.panels.pay.permissions import APPROVE, FINANCE, RUN, fee_actors
from consultations.panels.pay.spending import terms_of
from consultations.panels.pay.telling import sent, sent_cost, tell
from consultations.panels.people.profile import identity_of
from consultations.panels.services import NotFromHere
from core.models import Area

Kind, State = PaymentRun.Kind, PaymentRun.State


class NothingToPay(Exception):
    """Nothing is ready, or all of it is held back."""


class SecondPerson(Exception):
    """Who made a run doesn't confirm it, and nobody confirms her own pay."""


class ExportedBefore(Exception):
    """It was exported; a second file has to be asked for, and says what it is."""


class DetailsAreGone(Exception):
    """They were deleted on schedule: this run can't be written again."""


@dataclass(frozen=True)
class Ready:
    """Something that could be paid now, or why it can't: "no_account", "changed", "shared",
    "custody", "not_agreed", "no_name"."""

    owed: Fee | Expense
    payee: Payee | None
    held: frozenset[str]

    @property
    def pence(self) -> int:
        return amount(self.owed)


def amount(owed: Fee | Expense) -> int:
    pence = owed.goes_pence if isinstance(owed, Fee) else owed.pence
    assert pence is not None
    return pence


def ready(area: Area, kind: str, method: str) -> list[Ready]:
    """What is approved, chosen this way, and in no open run, with what holds it back."""
    rows: list[Fee | Expense]
    busy = RunLine.objects.exclude(run__state=State.SENT)
    if kind == Kind.FEES:
        fees = Fee.objects.filter(
            session__panel__area=area, state__in=TO_SEND, method=method, choice__in=TAKES
        ).exclude(pk__in=busy.filter(expense=None).values("fee"))
        rows = list(fees.select_related("member", "payee", "session__panel"))
    else:
        expenses = Expense.objects.filter(
            panel__area=area, state=Expense.State.APPROVED, method=method
        ).exclude(pk__in=busy.filter(fee=None).values("expense"))
        rows = list(expenses.select_related("member", "payee", "panel"))
    inside = who_is_inside(rows)
    return [_ready(one, method, inside) for one in rows]


def _ready(owed: Fee | Expense, method: str, inside: set[int]) -> Ready:
    payee = owed.payee
    if payee is None and owed.member is not None:
        payee = Payee.objects.filter(member=owed.member).first()
    if method == Method.GOVERNOR:
        held = set() if owed.governor_agreed_on else {"not_agreed"}
        held |= set() if owed.member or payee else {"no_name"}
        return Ready(owed, payee, frozenset(held))
    if owed.member_id in inside:
        return Ready(owed, payee, frozenset({"custody"}))
    if method != Method.BANK:
        return Ready(owed, payee, frozenset())
    try:
        if payee is None or not details_of(payee).has_account:
            return Ready(owed, payee, frozenset({"no_account"}))
    except keys.KeyIsGone:  # it holds her payment back, and nobody else's
        return Ready(owed, payee, frozenset({"no_account"}))
    return Ready(owed, payee, flags(payee))


@transaction.atomic
def make_run(*, user: Any, area: Area, kind: str, method: str) -> PaymentRun:
    """All that is ready and not held back, each with a sealed copy of where it goes. Raises
    PermissionDenied, NothingToPay."""
    _require_finance(user, area)
    Area.objects.select_for_update().get(pk=area.pk)  # two runs at once would pay twice
    lines = [one for one in ready(area, kind, method) if not one.held and not _own(user, one.owed)]
    if not lines:
        raise NothingToPay
    run = PaymentRun.objects.create(area=area, kind=kind, method=method, made_by=user)
    for one in lines:
        payee = one.payee or (payee_for(one.owed.member) if one.owed.member else None)
        line = RunLine(run=run, pence=one.pence)
        line.fee = one.owed if isinstance(one.owed, Fee) else None
        line.expense = one.owed if isinstance(one.owed, Expense) else None
        line.sealed, line.key_id = keys.seal(
            f"line {line.pk}", asdict(_goes_to(payee, one.owed, method))
        )
        line.save()
        if payee is not None:
            payee.used_on = timezone.localdate()
            payee.save(update_fields=["used_on"])
    audit(user=user, action="made a payment run", subject=f"run {run}")
    return run


def _goes_to(payee: Payee | None, owed: Fee | Expense, method: str) -> Details:
    """Opened. Her account only where the money goes there: for all else her name is enough, also
    where the key is gone. A payment to an account that can't be opened is held back."""
    try:
        told = details_of(payee)
    except keys.KeyIsGone:
        told = Details(name=identity_of(owed.member).real_name if owed.member else "")
    return told if method == Method.BANK else Details(name=told.name)


def _own(user: Any, owed: Fee | Expense) -> bool:
    return owed.member is not None and owed.member.user_id == user.pk


def _require_finance(user: Any, area: Area) -> None:
    """Finance by a role of her own: none that is lent, and no superuser's power."""
    if not user_holds(user, RUN, area):
        raise PermissionDenied


def _locked(run: PaymentRun) -> PaymentRun:
    rows = PaymentRun.objects.select_for_update(of=("self",)).select_related("area")
    return rows.get(pk=run.pk)


@transaction.atomic
def confirm_run(*, user: Any, run: PaymentRun) -> PaymentRun:
    """A second person has read names and amounts: finance, or a coordinator of the area, by a role
    of her own. Raises PermissionDenied, NotFromHere, SecondPerson."""
    found = _locked(run)
    if not any(user_holds(user, action, found.area) for action in (APPROVE, RUN)):
        raise PermissionDenied
    if found.state != State.MADE:
        raise NotFromHere
    lines = found.lines.select_related("fee__member", "expense__member")
    if user.pk == found.made_by_id or any(_own(user, line.owed) for line in lines):
        raise SecondPerson
    found.state, found.confirmed_by = State.CONFIRMED, user
    found.confirmed_on = timezone.localdate()
    found.save(update_fields=["state", "confirmed_by", "confirmed_on"])
    audit(user=user, action="confirmed a payment run", subject=f"run {found}")
    return found


@transaction.atomic
def drop_run(*, user: Any, run: PaymentRun) -> None:
    """Give it up before it was exported: what was in it is ready again. Raises PermissionDenied,
    NotFromHere."""
    found = _locked(run)
    _require_finance(user, found.area)
    if found.state == State.SENT or found.exports:
        raise NotFromHere
    audit(user=user, action="gave a payment run up", subject=f"run {found}")
    found.delete()


def fitting(run: PaymentRun) -> list[Profile]:
    """Profiles that this run can be written by. Raises ProfileIsWrong."""
    return [profile for profile in profiles().values() if run.method in profile.methods]


@transaction.atomic
def export_run(*, user: Any, run: PaymentRun, key: str, again: bool = False) -> tuple[str, bytes]:
    """(name of the file, the file). Each run once; a second time has to be said, and is marked in
    the name, in the log, and in the file where that has a column for it. The register is a record
    and no payment: it may be made at any time. Raises PermissionDenied, NotFromHere,
    ExportedBefore, DetailsAreGone, NothingToPay, CannotExport, KeyError."""
    found = _locked(run)
    _require_finance(user, found.area)
    profile = {one.key: one for one in fitting(found)}[key]
    if found.state == State.MADE:
        raise NotFromHere
    is_record = profile.is_record
    if found.exports and not again and not is_record:
        raise ExportedBefore
    copy = max(1, found.exports) if is_record else found.exports + 1
    terms = terms_of(found.area_id)
    own = Own(terms.account_name, terms.sort_code, terms.account_number)
    file = export(profile, _payments(found, with_back=is_record), own, copy=copy)
    if not is_record:
        found.exports, found.exported_on = copy, found.exported_on or timezone.localdate()
        found.save(update_fields=["exports", "exported_on"])
    is_again = copy > 1 and not is_record
    said = "exported a payment run again" if is_again else "exported a payment run"
    audit(user=user, action=said, subject=f"run {found}, {profile.key}")
    mark = f"-copy-{copy}" if is_again else ""
    return f"run-{found}-{profile.key}{mark}.{profile.suffix}", file


def _payments(run: PaymentRun, *, with_back: bool) -> list[Payment]:
    """What came back is owed by another run: in a second file of this one it would go twice. A
    record has it. Raises NothingToPay."""
    today = timezone.localdate()
    rows = run.lines.select_related("fee", "expense").order_by("pk")
    if not with_back:
        rows = rows.filter(failed_on=None)
        if not rows:
            raise NothingToPay
    return [_payment(run, line, opened(line), today) for line in rows]


def _payment(run: PaymentRun, line: RunLine, told: Details, today: Any) -> Payment:
    owed = line.owed
    if run.method != Method.BANK:
        told = Details(name=told.name)  # a copy from before may hold her account as well
    return Payment(
        reference=owed.reference,
        name=told.name or told.account_name,
        pence=line.pence,
        day=run.sent_on or today,
        due=owed.due_on,
        approved=owed.approved_on,
        account_name=told.account_name,
        sort_code=told.sort_code,
        account_number=told.account_number,
        run=str(run),
        what="fee" if line.fee_id else "expense",
        method=run.method,
        agreed_on=owed.governor_agreed_on,
        agreed=owed.governor_agreed,
    )


def opened(line: RunLine) -> Details:
    """Where it went. Raises DetailsAreGone, KeyIsGone."""
    if not line.key_id:
        raise DetailsAreGone
    return Details(**keys.unseal(f"line {line.pk}", bytes(line.sealed), line.key_id))


@transaction.atomic
def send_run(*, user: Any, run: PaymentRun) -> PaymentRun:
    """The money has left: each woman is told. A run to bank accounts was exported before. Raises
    PermissionDenied, NotFromHere."""
    found = _locked(run)
    _require_finance(user, found.area)
    if found.state != State.CONFIRMED or (found.method == Method.BANK and not found.exports):
        raise NotFromHere
    today = timezone.localdate()
    for line in found.lines.select_related("fee__member", "fee__session", "expense__member"):
        if line.fee is not None:
            if line.fee.state not in TO_SEND or FINANCE not in fee_actors(user, line.fee):
                raise NotFromHere
            line.fee.state, line.fee.sent_on = Fee.State.SENT, today
            line.fee.save(update_fields=["state", "sent_on"])
            tell(line.fee, f"sent {line.fee.times}", sent)
        elif line.expense is not None:
            line.expense.state, line.expense.paid_on = Expense.State.PAID, today
            line.expense.save(update_fields=["state", "paid_on"])
            tell(line.expense, f"sent {line.expense.times}", sent_cost)
    found.state, found.sent_on = State.SENT, today
    found.save(update_fields=["state", "sent_on"])
    audit(user=user, action="noted a payment run as sent", subject=f"run {found}")
    return found
