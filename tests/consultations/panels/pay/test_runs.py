"""Payment runs: two people, one export, a copy that says so; who is held back; failed and sent
again; expenses in runs of their own."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AuditLine, User
from accounts.roles import Role
from consultations.panels.models import (
    Attendance,
    Expense,
    Fee,
    Message,
    Panel,
    PanelMember,
    Payee,
    PaymentRun,
    PayTerms,
    RunLine,
    Session,
)
from consultations.panels.pay import approving, choosing, keeping, keys, payees, runs, spending
from consultations.panels.pay.choosing import Told
from consultations.panels.pay.offering import unoffered
from consultations.panels.pay.payees import Details
from consultations.panels.people.leaving import leave_and_forget
from consultations.panels.people.terms import Credit
from consultations.panels.services import NotFromHere
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.pay import (
    ACCOUNT,
    give_account,
    make_expense,
    make_fee,
    make_held,
)

S, Kind = Fee.State, PaymentRun.Kind


@pytest.fixture
def session(panel: Panel) -> Session:
    return make_held(panel)


@pytest.fixture
def fee(session: Session, her: PanelMember) -> Fee:
    """Approved, to her own account."""
    give_account(her)
    return make_fee(session, her, S.APPROVED)


def made(finance: User, area: Area, kind: str = Kind.FEES, method: str = "bank") -> PaymentRun:
    return runs.make_run(user=finance, area=area, kind=kind, method=method)


def confirmed(finance: User, panel: Panel) -> PaymentRun:
    run = made(finance, panel.area)
    return runs.confirm_run(user=panel.coordinator, run=run)


def test_the_road_of_a_run(panel: Panel, finance: User, fee: Fee, her: PanelMember) -> None:
    run = made(finance, panel.area)
    with pytest.raises(NotFromHere):
        runs.export_run(user=finance, run=run, key="generic")
    with pytest.raises(runs.SecondPerson):
        runs.confirm_run(user=finance, run=run)
    root = User.objects.create_superuser("root@example.org", "x" * 20)
    with pytest.raises(PermissionDenied):  # nobody answers for what a superuser can
        runs.confirm_run(user=root, run=run)
    runs.confirm_run(user=panel.coordinator, run=run)
    with pytest.raises(NotFromHere):  # to bank accounts nothing is sent before there is a file
        runs.send_run(user=finance, run=run)
    name, file = runs.export_run(user=finance, run=run, key="generic")
    assert name == f"run-{run}-generic.csv"
    assert f"001234,00123456,55.00,{fee.reference}," in file.decode("utf-8-sig")
    runs.send_run(user=finance, run=run)
    fee.refresh_from_db()
    assert (fee.state, fee.sent_on) == (S.SENT, timezone.localdate())
    text = Message.objects.get(member=her, key=f"fee {fee.pk} sent 0").text
    assert "£55" in text
    assert fee.reference in text
    with pytest.raises(runs.NothingToPay):
        made(finance, panel.area)
    with pytest.raises(NotFromHere):
        runs.send_run(user=finance, run=run)


def test_each_run_is_exported_once_and_a_copy_says_so(
    panel: Panel, finance: User, fee: Fee
) -> None:
    PayTerms.objects.create(
        area=panel.area, account_name="Panels", sort_code="089999", account_number="00112233"
    )
    run = confirmed(finance, panel)
    runs.export_run(user=finance, run=run, key="bacs18")
    for key in ("bacs18", "generic"):
        with pytest.raises(runs.ExportedBefore):
            runs.export_run(user=finance, run=run, key=key)
    name, file = runs.export_run(user=finance, run=run, key="bacs18", again=True)
    assert name == f"run-{run}-bacs18-copy-2.txt"
    assert len(file) == 102
    said = list(AuditLine.objects.values_list("action", flat=True))
    assert said.count("exported a payment run") == 1
    assert said.count("exported a payment run again") == 1
    # a register pays nobody: it is made at any time
    book: Any = load_workbook(
        io.BytesIO(runs.export_run(user=finance, run=run, key="register")[1])
    ).active
    assert book["F2"].value == ACCOUNT.name
    assert book["B2"].value == "COPY 2"  # what the bank was given last
    run.refresh_from_db()
    assert run.exports == 2


@pytest.mark.parametrize("who", ["coordinator", "away", "superuser", "facilitator"])
def test_nobody_but_finance_makes_a_run_or_opens_an_account(
    panel: Panel, fee: Fee, other_area: Area, who: str
) -> None:
    user = {
        "coordinator": lambda: panel.coordinator,
        "away": lambda: make_staff(Role.FINANCE, other_area),
        "superuser": lambda: User.objects.create_superuser("root@example.org", "x" * 20),
        "facilitator": lambda: make_staff(Role.FACILITATOR, panel.area),
    }[who]()
    with pytest.raises(PermissionDenied):
        made(user, panel.area)
    with pytest.raises(PermissionDenied):
        payees.read_details(user=user, payee=Payee.objects.get(), area=panel.area)


def test_what_is_changed_or_shared_waits_for_somebody_to_look(
    panel: Panel, finance: User, session: Session, fee: Fee, her: PanelMember
) -> None:
    other = joined(panel)
    give_account(other)  # the same account
    make_fee(session, other, S.APPROVED)
    poor = joined(panel)
    make_fee(session, poor, S.APPROVED)
    held = {one.owed.member_id: one.held for one in runs.ready(panel.area, Kind.FEES, "bank")}
    shared = frozenset({"shared"})
    assert held == {her.pk: shared, other.pk: shared, poor.pk: frozenset({"no_account"})}
    with pytest.raises(runs.NothingToPay):
        made(finance, panel.area)
    payees.note_checked(user=finance, payee=her.payee, area=panel.area)
    assert [line.fee for line in made(finance, panel.area).lines.all()] == [fee]
    give_account(her, Details("Alys", "A PENHALLOW", "001234", "99999999"))
    her.refresh_from_db()
    assert payees.flags(Payee.objects.get(member=her)) == {"changed"}
    give_account(other)
    assert payees.flags(Payee.objects.get(member=other)) == frozenset()  # hers alone now


def test_a_run_pays_where_she_said_when_it_was_made(
    panel: Panel, finance: User, fee: Fee, her: PanelMember
) -> None:
    run = confirmed(finance, panel)
    give_account(her, Details("Alys", "SOMEBODY ELSE", "111111", "22222222"))
    _name, file = runs.export_run(user=finance, run=run, key="generic")
    assert b"00123456" in file
    assert b"22222222" not in file


def test_what_came_back_is_sent_again_and_counts_once(
    panel: Panel, finance: User, fee: Fee, her: PanelMember
) -> None:
    run = confirmed(finance, panel)
    runs.export_run(user=finance, run=run, key="generic")
    runs.send_run(user=finance, run=run)
    fee.refresh_from_db()
    approving.miss(user=her.user, fee=fee)
    approving.fail(user=finance, fee=fee)
    assert RunLine.objects.get().failed_on == timezone.localdate()
    assert Message.objects.filter(member=her, key=f"fee {fee.pk} back 1").exists()
    with pytest.raises(runs.NothingToPay):
        made(finance, panel.area)
    approving.reissue(user=finance, fee=fee)
    second = made(finance, panel.area)
    assert second.lines.get().fee == fee
    runs.confirm_run(user=panel.coordinator, run=second)
    runs.export_run(user=finance, run=second, key="generic")
    runs.send_run(user=finance, run=second)
    fee.refresh_from_db()
    assert (fee.state, fee.times) == (S.SENT, 1)


def test_fees_and_expenses_are_never_in_one_run(
    panel: Panel, finance: User, fee: Fee, her: PanelMember
) -> None:
    expense = make_expense(panel, her, state=Expense.State.APPROVED)
    first, second = made(finance, panel.area), made(finance, panel.area, Kind.EXPENSES)
    assert [line.owed for line in first.lines.all()] == [fee]
    assert [line.owed for line in second.lines.all()] == [expense]
    runs.confirm_run(user=panel.coordinator, run=second)
    runs.export_run(user=finance, run=second, key="generic")
    runs.send_run(user=finance, run=second)
    expense.refresh_from_db()
    assert expense.state == Expense.State.PAID
    spending.expense_came_back(user=finance, expense=expense)
    assert [one.owed for one in runs.ready(panel.area, Kind.EXPENSES, "bank")] == [expense]


def test_declined_donated_and_undecided_are_in_no_run(
    panel: Panel, finance: User, session: Session, her: PanelMember
) -> None:
    give_account(her)
    for state, fields in (
        (S.DECLINED, {}),
        (S.APPROVED, {"choice": "donate", "method": "", "donate_to": "Crisis"}),
        (S.CHOSEN, {}),
        (S.OFFERED, {}),
    ):
        make_fee(make_held(panel), her, state, **fields)
    for method in ("bank", "cash", "voucher", "prepaid", "governor"):
        assert runs.ready(panel.area, Kind.FEES, method) == []


def test_what_is_in_an_open_run_is_in_no_other_until_it_is_given_up(
    panel: Panel, finance: User, fee: Fee
) -> None:
    run = made(finance, panel.area)
    with pytest.raises(runs.NothingToPay):
        made(finance, panel.area)
    with pytest.raises(PermissionDenied):
        runs.drop_run(user=panel.coordinator, run=run)
    runs.drop_run(user=finance, run=run)
    again = confirmed(finance, panel)
    runs.export_run(user=finance, run=again, key="generic")
    with pytest.raises(NotFromHere):
        runs.drop_run(user=finance, run=again)


def test_cash_needs_no_account_and_no_file(
    panel: Panel, finance: User, session: Session, her: PanelMember
) -> None:
    make_fee(session, her, S.APPROVED, method="cash")
    run = made(finance, panel.area, method="cash")
    runs.confirm_run(user=panel.coordinator, run=run)
    assert [profile.key for profile in runs.fitting(run)] == ["generic", "register"]
    runs.send_run(user=finance, run=run)
    assert Fee.objects.get().state == S.SENT


def test_who_left_is_paid_by_reference(panel: Panel, finance: User, fee: Fee) -> None:
    member = fee.member
    assert member is not None
    leave_and_forget(user=member.user, member=member, credit=Credit.NONE)
    run = confirmed(finance, panel)
    assert b"00123456" in runs.export_run(user=finance, run=run, key="generic")[1]
    runs.send_run(user=finance, run=run)
    fee.refresh_from_db()
    assert (fee.member, fee.state) == (None, S.SENT)


def test_who_left_and_brings_her_reference_chooses_and_is_paid(
    panel: Panel, finance: User, session: Session, her: PanelMember
) -> None:
    fee = make_fee(session, her)
    with pytest.raises(ValueError, match="here"):
        payees.keep_details_of_gone(user=finance, owed=fee, told=ACCOUNT)
    leave_and_forget(user=her.user, member=her, credit=Credit.NONE)
    fee.refresh_from_db()
    choosing.choose(user=panel.coordinator, fee=fee, told=Told("accept", "bank"))
    approving.approve(user=finance, fee=fee)
    assert [one.held for one in runs.ready(panel.area, Kind.FEES, "bank")] == [{"no_account"}]
    fee.refresh_from_db()
    with pytest.raises(PermissionDenied):
        payees.keep_details_of_gone(user=panel.coordinator, owed=fee, told=ACCOUNT)
    payees.keep_details_of_gone(user=finance, owed=fee, told=ACCOUNT)
    assert made(finance, panel.area).lines.get().fee == fee


def test_keys_are_changed_and_an_old_one_may_go(
    panel: Panel, finance: User, fee: Fee, settings: Any
) -> None:
    run = confirmed(finance, panel)
    old, new = settings.PAYEE_KEYS[0], "n" * 60
    settings.PAYEE_KEYS = [new, old]
    payee = Payee.objects.get()
    assert payees.details_of(payee) == ACCOUNT
    assert payees.rotate() == 2
    settings.PAYEE_KEYS = [new]
    assert payees.details_of(Payee.objects.get()) == ACCOUNT
    assert b"00123456" in runs.export_run(user=finance, run=run, key="generic")[1]
    settings.PAYEE_KEYS = ["x" * 60]
    with pytest.raises(keys.KeyIsGone):
        payees.details_of(Payee.objects.get())
    with pytest.raises(keys.KeyIsGone):
        payees.rotate()


def test_nothing_readable_stands_in_the_database(fee: Fee) -> None:
    payee = Payee.objects.get()
    for secret in (b"00123456", b"001234", b"PENHALLOW", b"Alys"):
        assert secret not in bytes(payee.sealed) + bytes(payee.account_mark)
    moved = Payee(sealed=payee.sealed, key_id=payee.key_id)
    with pytest.raises(ValueError, match="another row"):
        payees.details_of(moved)


def test_copies_of_a_run_go_on_their_day_and_then_no_file_can_be_made(
    panel: Panel, finance: User, fee: Fee
) -> None:
    run = confirmed(finance, panel)
    runs.export_run(user=finance, run=run, key="generic")
    runs.send_run(user=finance, run=run)
    assert keeping.forget_old() == 0
    PaymentRun.objects.update(sent_on=timezone.localdate() - timedelta(days=91))
    assert keeping.forget_old() == 1
    with pytest.raises(runs.DetailsAreGone):
        runs.export_run(user=finance, run=run, key="generic", again=True)


def test_records_go_after_six_tax_years(panel: Panel, finance: User, fee: Fee) -> None:
    run = confirmed(finance, panel)
    runs.export_run(user=finance, run=run, key="generic")
    runs.send_run(user=finance, run=run)
    long_ago = timezone.localdate() - timedelta(days=365 * 8)
    Attendance.objects.update(pay_due_on=long_ago)
    Fee.objects.update(due_on=long_ago)  # it was paid today, long after it was due
    keeping.forget_old()
    assert Fee.objects.exists()
    Fee.objects.update(sent_on=long_ago)
    keeping.forget_old()
    assert not Fee.objects.exists()
    assert not PaymentRun.objects.exists()
    assert Attendance.objects.get().pay_due_on is None
    assert not unoffered().exists()  # or she would be offered it again
