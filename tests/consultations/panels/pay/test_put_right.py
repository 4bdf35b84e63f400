"""What is put right: late changes of a plan, files that pay, ways, amounts and days."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.panels.models import Fee, Panel, PanelMember, Payee, PaymentRun, Session
from consultations.panels.pay import payees, runs
from consultations.panels.pay.offering import offer_for
from consultations.panels.pay.payees import Details
from consultations.panels.services import NotFromHere
from tests.consultations.panels.conftest import LogIn, joined
from tests.consultations.panels.pay.test_exporting import XERO
from tests.factories.pay import give_account, make_card, make_fee, make_finance, make_held
from tests.factories.sessions import make_place

S = Fee.State


@pytest.fixture
def finance(panel: Panel) -> User:
    return make_finance(panel)


@pytest.fixture
def session(panel: Panel) -> Session:
    make_card(panel)
    return make_held(panel)


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
