"""What is put right: late changes of a plan, files that pay, attendance, who leaves, and days."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.panels.models import (
    Attendance,
    Expense,
    Fee,
    Message,
    Panel,
    PanelMember,
    Payee,
    PaymentRun,
    Session,
)
from consultations.panels.pay import payees, runs, spending
from consultations.panels.pay.export_profiles import profile_of
from consultations.panels.pay.exporting import CannotExport, export
from consultations.panels.pay.offering import differs, offer_for
from consultations.panels.pay.payees import Details
from consultations.panels.pay.staff.due import due_pay
from consultations.panels.pay.staff.forms import BudgetForm, GovernorForm
from consultations.panels.people.leaving import leave_and_forget
from consultations.panels.people.terms import Credit
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.noting import note_attendance
from tests.consultations.panels.conftest import LogIn, joined
from tests.consultations.panels.pay.test_exporting import ALYS, OWN, XERO
from tests.factories.pay import (
    ACCOUNT,
    give_account,
    make_card,
    make_expense,
    make_fee,
    make_finance,
    make_held,
)
from tests.factories.sessions import make_place, make_session
from tests.fixtures.story import log_in as staff_in

S = Fee.State


@pytest.fixture
def session(panel: Panel) -> Session:
    make_card(panel)
    return make_held(panel)


def place_of(fee: Fee) -> Attendance:
    assert fee.attendance is not None
    return fee.attendance


@pytest.mark.parametrize(
    ("kept", "now", "pence"),
    [(120, 60, 5_500), (60, 120, 2_750), (120, 120, 5_500), (120, 600, 5_500)],
)
def test_what_we_changed_late_is_paid_by_the_time_that_she_kept_free(
    session: Session, her: PanelMember, kept: int, now: int, pence: int
) -> None:
    due = session.day + timedelta(days=7)
    place = make_place(session, her, came="cancelled", minutes=kept, pay_due_on=due)
    session.minutes = now
    session.save()
    place.refresh_from_db()
    fee = offer_for(place)
    assert fee is not None
    assert (fee.offered_pence, fee.minutes) == (pence, kept)


def test_a_file_for_the_books_is_a_payment_and_the_register_is_none(
    panel: Panel,
    finance: User,
    session: Session,
    her: PanelMember,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "pay-profiles"
    folder.mkdir()
    (folder / "xero.json").write_text(json.dumps(XERO))
    give_account(her)
    make_fee(session, her, S.APPROVED)
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method="bank")
    runs.confirm_run(user=panel.coordinator, run=run)
    runs.export_run(user=finance, run=run, key="register")
    with pytest.raises(NotFromHere):  # a register alone pays nobody
        runs.send_run(user=finance, run=run)
    assert runs.export_run(user=finance, run=run, key="xero-bills")[0].endswith("-xero-bills.csv")
    with pytest.raises(runs.ExportedBefore):
        runs.export_run(user=finance, run=run, key="xero-bills")
    name, _file = runs.export_run(user=finance, run=run, key="xero-bills", again=True)
    assert "-copy-2" in name
    with pytest.raises(NotFromHere):
        runs.drop_run(user=finance, run=run)
    runs.send_run(user=finance, run=run)
    assert Fee.objects.get().state == S.SENT
    assert PaymentRun.objects.get().sent_on == timezone.localdate()


def test_to_delete_and_give_again_is_a_change_that_is_looked_at(
    panel: Panel, finance: User, session: Session, her: PanelMember
) -> None:
    give_account(her)
    make_fee(session, her, S.APPROVED)
    payees.note_checked(user=finance, payee=Payee.objects.get(), area=panel.area)
    with pytest.raises(PermissionDenied):
        payees.forget_details(user=finance, member=her)
    payees.forget_details(user=her.user, member=her)
    assert payees.shown_to_her(her) == {}
    assert [one.held for one in runs.ready(panel.area, "fees", "bank")] == [{"no_account"}]
    assert payees.details_of(Payee.objects.get()).account_number == ""
    give_account(her, Details("Alys", "SOMEBODY ELSE", "111111", "22222222"))
    assert [one.held for one in runs.ready(panel.area, "fees", "bank")] == [{"changed"}]
    with pytest.raises(runs.NothingToPay):
        runs.make_run(user=finance, area=panel.area, kind="fees", method="bank")


def test_a_lost_key_holds_one_payment_and_locks_nobody_out(
    panel: Panel,
    finance: User,
    session: Session,
    her: PanelMember,
    settings: Any,
    log_in: LogIn,
) -> None:
    give_account(her)
    make_fee(session, her, S.APPROVED)
    make_fee(make_held(panel), her, S.APPROVED, method="cash")
    offered = make_fee(make_held(panel), her)
    settings.PAYEE_KEYS = ["x" * 60]
    other = joined(panel)
    give_account(other, Details("Bea", "BEA", "001234", "12121212"))
    make_fee(session, other, S.APPROVED)
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method="bank")
    assert [line.fee.member for line in run.lines.all() if line.fee] == [other]
    assert runs.make_run(user=finance, area=panel.area, kind="fees", method="cash")
    client = log_in(her)
    for page in (
        reverse("panels:pay"),
        reverse("panels:pay_details"),
        reverse("panels:pay_fee", args=[offered.pk]),
        reverse("panels:held"),
    ):
        assert client.get(page).status_code == 200, page
    give_account(her)
    assert payees.flags(Payee.objects.get(member=her)) == {"changed"}
    assert payees.shown_to_her(her)


def test_what_went_stands_and_the_rest_is_offered_beside_it(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    fee = make_fee(session, her, S.SENT, minutes=60, offered_pence=2_750, chosen_pence=2_750)
    place = place_of(fee)

    def note(came: str, minutes: int | None = None) -> list[tuple[int, int]]:
        note_attendance(user=panel.coordinator, place=place, came=came, minutes=minutes)
        fee.refresh_from_db()
        assert (fee.state, fee.minutes) == (S.SENT, 60)
        rest = Fee.objects.exclude(pk=fee.pk)
        return list(rest.values_list("minutes", "offered_pence"))

    assert note("full") == [(60, 2_750)]
    assert note("full") == [(60, 2_750)]
    assert note("part", 90) == [(30, 1_375)]
    assert not list(due_pay(panel.coordinator))
    rest = Fee.objects.exclude(pk=fee.pk).get()
    assert Message.objects.filter(member=her, key__startswith=f"fee {rest.pk}").count() == 2
    assert note("part", 60) == []
    assert not differs(fee)
    assert note("part", 30) == []
    said = [str(line.words) for line in due_pay(panel.coordinator)]
    assert said == ["1 fee is more than attendance says"]


def test_what_is_in_an_open_run_stands_and_a_no_is_not_asked_again(
    panel: Panel, finance: User, session: Session, her: PanelMember
) -> None:
    fee = make_fee(session, her, S.APPROVED, method="cash")
    runs.make_run(user=finance, area=panel.area, kind="fees", method="cash")
    note_attendance(user=panel.coordinator, place=place_of(fee), came="part", minutes=60)
    assert Fee.objects.get().state == S.APPROVED
    other = make_fee(make_held(panel), her, S.DECLINED, minutes=30)
    note_attendance(user=panel.coordinator, place=place_of(other), came="full")
    assert Fee.objects.count() == 2


def test_a_new_card_changes_no_price_that_was_offered(session: Session, her: PanelMember) -> None:
    place = make_place(session, her, came="full", minutes=120, pay_due_on=session.day)
    first = offer_for(place)
    assert first is not None
    card = make_card(session.panel, number=2)
    card.lines.update(pence=9_900)
    again = offer_for(place)
    assert again is not None
    assert (again.offered_pence, again.rate) == (5_500, first.rate)


@pytest.mark.parametrize("credit", [Credit.NONE, Credit.UNNAMED])
def test_who_leaves_before_anybody_noted_that_she_was_there_can_still_be_paid(
    panel: Panel, session: Session, her: PanelMember, credit: str
) -> None:
    make_place(session, her)
    make_place(make_held(panel), her, answer="no")
    make_place(make_held(panel), her, came="not_there", minutes=0)
    make_place(make_session(panel, Session.State.OPEN), her)
    leave_and_forget(user=her.user, member=her, credit=credit)
    fee = Fee.objects.get()
    assert (fee.session, fee.member, fee.offered_pence) == (session, None, 5_500)


def test_what_was_sent_lately_and_comes_back_is_still_tied_to_her_account(
    panel: Panel, finance: User, session: Session, her: PanelMember
) -> None:
    give_account(her)
    today = timezone.localdate()
    late, paid = make_fee(session, her, S.SENT), Expense.State.PAID
    old = make_fee(make_held(panel), her, S.SENT, sent_on=today - timedelta(days=61))
    cost = make_expense(panel, her, state=paid, paid_on=today)
    leave_and_forget(user=her.user, member=her, credit=Credit.NONE)
    payee = Payee.objects.get()
    for one in (late, old, cost):
        one.refresh_from_db()
    assert (late.payee, old.payee, cost.payee) == (payee, None, payee)
    spending.expense_came_back(user=finance, expense=cost)
    assert [one.held for one in runs.ready(panel.area, "expenses", "bank")] == [frozenset()]


def test_the_screen_of_who_left_leads_to_where_her_account_is_typed_in(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    fee = make_fee(session, her, S.APPROVED)
    cost = make_expense(panel, her, state=Expense.State.APPROVED)
    give_account(joined(panel))  # the same account: it was looked at when she stood there
    leave_and_forget(user=her.user, member=her, credit=Credit.NONE)
    finance = make_finance(panel)
    for kind, one in (("fee", fee), ("expense", cost)):
        link = reverse("pay:paper_of_gone", args=[kind, one.pk])
        address = reverse(f"pay:{kind}", args=[one.pk])
        assert link in staff_in(finance).get(address).content.decode()
        assert link not in staff_in(panel.coordinator).get(address).content.decode()
        one.refresh_from_db()
        payee = payees.keep_details_of_gone(user=finance, owed=one, told=ACCOUNT)
        assert payees.flags(payee) == frozenset()


def test_a_budget_may_be_larger_than_any_fee() -> None:
    told = {"starts_on": "01/04/2026", "ends_on": "31/03/2027", "expenses_pence": "0"}
    assert BudgetForm({**told, "fees_pence": "1,000,000.00"}).is_valid()
    assert not BudgetForm({**told, "fees_pence": "1,000,000.01"}).is_valid()
    form = GovernorForm({"agreed_on": "01/04/2026", "what": "x", "pence": "10,000.01"})
    assert list(form.errors) == ["pence"]


def test_her_page_promises_no_day_that_has_gone(
    session: Session, her: PanelMember, log_in: LogIn
) -> None:
    gone = timezone.localdate() - timedelta(days=30)
    fee = make_fee(session, her, due_on=gone)
    page = log_in(her).get(reverse("panels:pay_fee", args=[fee.pk])).content.decode()
    assert "within 7 days of the session, or of the day you choose if that is later" in page
    assert gone.strftime("%B %Y") not in page


def test_a_sign_that_a_file_has_not_is_said_and_no_error() -> None:
    profile = profile_of({**XERO, "encoding": "ascii"})
    with pytest.raises(CannotExport, match="Ŵ"):
        export(profile, [replace(ALYS, name="Alys Ŵyn")], OWN)
