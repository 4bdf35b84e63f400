"""In custody: nothing goes to her account, and what was agreed with the governor goes along."""

import io
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from consultations.panels.models import Custody, Fee, Panel, PanelMember, PaymentRun, RunLine
from consultations.panels.pay import approving, choosing, custody, runs, spending
from consultations.panels.pay.choosing import NoWay, Told
from consultations.panels.pay.payees import details_of
from consultations.panels.pay.staff.screens import MEANWHILE
from consultations.panels.people.leaving import leave_and_forget
from consultations.panels.people.terms import Credit
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.noting import note_attendance
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.pay import (
    give_account,
    make_card,
    make_expense,
    make_fee,
    make_held,
)
from tests.factories.sessions import make_place
from tests.fixtures.story import log_in as staff_in

S = Fee.State


def confirmed(finance: User, panel: Panel, method: str) -> PaymentRun:
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method=method)
    return runs.confirm_run(user=panel.coordinator, run=run)


@pytest.mark.parametrize("method", ["governor", "cash", "voucher", "prepaid"])
def test_her_account_is_in_no_file_but_the_bank_s(
    panel: Panel, finance: User, her: PanelMember, method: str
) -> None:
    give_account(her)
    fee = make_fee(make_held(panel), her, S.APPROVED, method=method)
    Fee.objects.update(governor_agreed_on=fee.offered_on, governor_agreed="By the wing office")
    run = confirmed(finance, panel, method)
    told = runs.opened(RunLine.objects.get())
    assert (told.name, told.has_account) == ("Alys Penhallow", False)
    for key in ("generic", "register"):
        _name, file = runs.export_run(user=finance, run=run, key=key)
        text = file.decode("utf-8-sig") if key == "generic" else str(cells(file))
        assert "Alys Penhallow" in text
        for secret in ("00123456", "001234", "A PENHALLOW"):
            assert secret not in text


def cells(file: bytes) -> list[Any]:
    sheet: Any = load_workbook(io.BytesIO(file)).active
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_copy_that_was_sealed_whole_before_is_not_written_either(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    make_fee(make_held(panel), her, S.APPROVED)
    run = confirmed(finance, panel, "bank")
    assert b"00123456" in runs.export_run(user=finance, run=run, key="generic")[1]
    PaymentRun.objects.update(method="cash")
    file = runs.export_run(user=finance, run=run, key="generic", again=True)[1]
    assert b"00123456" not in file
    assert b"Alys Penhallow,,,,55.00," in file


def test_what_the_governor_agreed_to_goes_along(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    fee = make_fee(make_held(panel), her, S.APPROVED, method="governor")
    Fee.objects.update(governor_agreed_on=fee.offered_on, governor_agreed="By the wing office")
    run = confirmed(finance, panel, "governor")
    said = f"{fee.offered_on:%d/%m/%Y}: By the wing office"
    for key in ("generic", "register"):
        _name, file = runs.export_run(user=finance, run=run, key=key)
        assert said in (file.decode("utf-8-sig") if key == "generic" else cells(file))
    for user in (finance, panel.coordinator):
        page = staff_in(user).get(reverse("pay:run", args=[run.pk])).content.decode()
        assert "By the wing office" in page


def inside(panel: Panel, member: PanelMember) -> list[Any]:
    return custody.note_custody(user=panel.coordinator, member=member)


def agree(panel: Panel, fee: Fee, pence: int = 5_500) -> Fee:
    return choosing.note_governor(
        user=panel.coordinator, fee=fee, agreed_on=fee.offered_on, what="Wing office", pence=pence
    )


def way(owed: Any) -> str:
    owed.refresh_from_db()
    method: str = owed.method
    return method


def test_from_the_day_it_is_noted_all_that_was_not_sent_is_the_governor_s(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    states = (S.OFFERED, S.CHOSEN, S.APPROVED, S.FAILED, S.REISSUED)
    fees = [make_fee(make_held(panel), her, state) for state in states]
    costs = [make_expense(panel, her, state=state) for state in ("requested", "approved")]
    gone = make_fee(make_held(panel), her, S.SENT)
    no = make_fee(make_held(panel), her, S.CHOSEN, choice="decline", method="", chosen_pence=None)
    with pytest.raises(PermissionDenied):
        custody.note_custody(user=finance, member=her)
    assert inside(panel, her) == []
    assert {way(one) for one in (*fees, *costs)} == {"governor"}
    assert (way(gone), way(no)) == ("bank", "")
    # nothing goes before somebody has agreed to it, to her account least of all
    for kind in ("fees", "expenses"):
        assert runs.ready(panel.area, kind, "bank") == []
        ready = runs.ready(panel.area, kind, "governor")
        assert {one.held for one in ready} == {frozenset({"not_agreed"})}
        with pytest.raises(runs.NothingToPay):
            runs.make_run(user=finance, area=panel.area, kind=kind, method="governor")
    agree(panel, fees[2])
    spending.note_governor_of_expense(
        user=panel.coordinator, expense=costs[1], agreed_on=gone.offered_on, what="Wing office"
    )
    for kind, one in (("fees", fees[2]), ("expenses", costs[1])):
        run = runs.make_run(user=finance, area=panel.area, kind=kind, method="governor")
        assert [line.owed for line in run.lines.all()] == [one]


def test_what_comes_later_is_the_governor_s_as_well(panel: Panel, her: PanelMember) -> None:
    make_card(panel)
    inside(panel, her)
    place = make_place(make_held(panel), her)
    note_attendance(user=panel.coordinator, place=place, came="full")
    fee = choosing.choose(user=her.user, fee=Fee.objects.get(), told=Told("accept", "bank"))
    assert fee.method == "governor"
    fee = choosing.choose(user=panel.coordinator, fee=fee, told=Told("less", "", 900))
    assert (fee.method, fee.chosen_pence) == ("governor", 900)
    asked = spending.Asked("travel", 480, "bank")
    cost = spending.ask(user=her.user, member=her, panel=panel, asked=asked)
    assert cost.method == "governor"
    with pytest.raises(NotFromHere):
        spending.change_way_of_expense(user=her.user, expense=cost, method="cash")


def test_it_is_taken_off_a_run_that_was_not_exported_and_a_second_person_looks_anew(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    fee = make_fee(make_held(panel), her, S.APPROVED, method="cash")
    alone = make_expense(panel, her, state="approved", method="cash")
    other = make_fee(make_held(panel), joined(panel), S.APPROVED, method="cash")
    run = confirmed(finance, panel, "cash")
    runs.make_run(user=finance, area=panel.area, kind="expenses", method="cash")
    assert inside(panel, her) == []
    run.refresh_from_db()
    assert (run.state, run.confirmed_by) == ("made", None)
    assert [line.owed for line in run.lines.all()] == [other]
    assert PaymentRun.objects.get() == run  # hers of costs was empty
    assert (way(fee), way(alone)) == ("governor", "governor")


def test_what_is_in_a_file_can_t_be_stopped_here_and_that_is_said(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    fee = make_fee(make_held(panel), her, S.APPROVED)
    run = confirmed(finance, panel, "bank")
    runs.export_run(user=finance, run=run, key="generic")
    address = reverse("pay:custody", args=[her.pk])
    page = staff_in(panel.coordinator).post(address, follow=True).content.decode()
    assert f"£55, {fee.reference}, is in a file already" in page
    assert way(fee) == "bank"
    with pytest.raises(NotFromHere):
        agree(panel, fee)
    runs.send_run(user=finance, run=run)
    fee = approving.fail(user=finance, fee=fee)
    assert (fee.method, fee.state) == ("governor", S.FAILED)  # so it goes next time


def test_less_than_was_approved_is_approved_anew(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    fee = agree(panel, make_fee(make_held(panel), her, S.APPROVED))
    assert (fee.state, fee.method) == (S.APPROVED, "governor")
    less = agree(panel, fee, 2_000)
    assert (less.state, less.goes_pence, less.approved_on) == (S.CHOSEN, 2_000, None)
    again = make_fee(make_held(panel), her, S.REISSUED)
    with pytest.raises(choosing.NotThisAmount):
        agree(panel, again, 2_000)


def test_she_is_out_and_all_of_it_goes_as_she_says(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    fees = [make_fee(make_held(panel), her, state) for state in (S.OFFERED, S.APPROVED)]
    agreed = agree(panel, make_fee(make_held(panel), her, S.APPROVED))
    cost = make_expense(panel, her)
    inside(panel, her)
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method="governor")
    for method, error in (("governor", NoWay), ("", NoWay)):
        with pytest.raises(error):
            custody.end_custody(user=panel.coordinator, member=her, method=method)
    address = reverse("pay:custody", args=[her.pk])
    assert staff_in(finance).post(address, {"method": "cash"}).status_code in (302, 403, 404)
    assert Custody.objects.exists()
    staff_in(panel.coordinator).post(address, {"method": "cash"})
    assert [way(one) for one in (*fees, agreed, cost)] == ["", "cash", "cash", "cash"]
    assert agreed.governor_agreed_on is None
    assert not PaymentRun.objects.filter(pk=run.pk).exists()
    changed = choosing.change_way(user=her.user, fee=agreed, method="bank")
    assert changed.method == "bank"


def test_a_page_from_before_ends_no_custody(panel: Panel, her: PanelMember) -> None:
    fee = make_fee(make_held(panel), her, S.APPROVED)
    cost = make_expense(panel, her, state="approved")
    open_one = make_fee(make_held(panel), her, S.CHOSEN)
    boss = staff_in(panel.coordinator)
    assert "Another way" in boss.get(reverse("pay:fee", args=[fee.pk])).content.decode()
    inside(panel, her)
    for name, one in (("fee_act", fee), ("expense_act", cost)):
        address = reverse(f"pay:{name}", args=[one.pk, "way"])
        page = boss.post(address, {"method": "cash"}, follow=True).content.decode()
        assert str(MEANWHILE) in page
        assert "Another way" not in page
    with pytest.raises(NotFromHere):
        choosing.change_way(user=panel.coordinator, fee=fee, method="cash")
    with pytest.raises(NotFromHere):
        spending.change_way_of_expense(user=panel.coordinator, expense=cost, method="cash")
    told = {"choice": "accept", "method": "cash"}
    boss.post(reverse("pay:choose", args=[open_one.pk]), told)
    choosing.choose(user=panel.coordinator, fee=open_one, told=Told("accept", "cash"))
    assert {way(one) for one in (fee, cost, open_one)} == {"governor"}
    assert Custody.objects.get().member == her
    boss.post(reverse("pay:custody", args=[her.pk]), {"method": "cash"})
    assert {way(one) for one in (fee, cost, open_one)} == {"cash"}
    assert not Custody.objects.exists()
    changed = spending.change_way_of_expense(user=panel.coordinator, expense=cost, method="bank")
    assert changed.method == "bank"


def test_the_screens_lead_there_and_her_page_offers_no_other_way(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    fee = make_fee(make_held(panel), her, S.APPROVED)
    cost = make_expense(panel, her, state="approved")
    boss = staff_in(panel.coordinator)
    for address in (reverse("pay:fee", args=[fee.pk]), reverse("pay:expense", args=[cost.pk])):
        assert "She is in custody" in boss.get(address).content.decode()
    boss.post(reverse("pay:custody", args=[her.pk]))
    day = fee.offered_on.strftime("%d/%m/%Y")
    told = {"agreed_on": day, "what": "By the wing office"}
    address = reverse("pay:cost_governor", args=[cost.pk])
    assert boss.post(address, {**told, "what": ""}).status_code == 200
    boss.post(address, told)
    boss.post(reverse("pay:governor", args=[fee.pk]), {**told, "pence": "55"})
    for one, name in ((fee, "fee"), (cost, "expense")):
        one.refresh_from_db()
        assert one.governor_agreed == "By the wing office"
        page = boss.get(reverse(f"pay:{name}", args=[one.pk])).content.decode()
        assert "She is out" in page
        assert "By the wing office" in page
    client = log_in(her)
    way_of_cost = reverse("panels:pay_expense_way", args=[cost.pk])
    assert way_of_cost not in client.get(reverse("panels:pay")).content.decode()
    assert "Noted on" in client.get(reverse("panels:held")).content.decode()


def test_it_is_deleted_as_she_leaves_and_what_she_is_owed_stays_the_governor_s(
    panel: Panel, her: PanelMember
) -> None:
    fee = make_fee(make_held(panel), her, S.APPROVED)
    inside(panel, her)
    leave_and_forget(user=her.user, member=her, credit=Credit.UNNAMED)
    assert not Custody.objects.exists()
    assert way(fee) == "governor"


def test_who_had_such_a_fee_before_is_in_custody(panel: Panel, her: PanelMember) -> None:
    out = make_fee(make_held(panel), joined(panel), S.APPROVED)
    make_fee(make_held(panel), her, S.CHOSEN, method="governor")
    other = make_fee(make_held(panel), her, S.APPROVED)
    cost = make_expense(panel, her)
    migration: Any = import_module("consultations.panels.migrations.0015_who_is_in_custody")
    migration.note(apps, None)
    assert Custody.objects.get().member == her
    assert [way(one) for one in (other, cost, out)] == ["governor", "governor", "bank"]


def test_who_leaves_while_inside_is_paid_by_name_and_keeps_no_account(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    fee = agree(panel, make_fee(make_held(panel), her, S.APPROVED))
    leave_and_forget(user=her.user, member=her, credit=Credit.NONE)
    fee.refresh_from_db()
    told = details_of(fee.payee)
    assert (told.name, told.has_account) == ("Alys Penhallow", False)
    run = confirmed(finance, panel, "governor")
    assert b"Alys Penhallow,,,,55.00," in runs.export_run(user=finance, run=run, key="generic")[1]
    # of whom nothing is known any more: not in a run, and the screen says what to do
    Fee.objects.update(payee=None)
    runs.export_run(user=finance, run=run, key="register")  # a run that was made has its copy
    RunLine.objects.all().delete()
    assert [one.held for one in runs.ready(panel.area, "fees", "governor")] == [{"no_name"}]
    screen = staff_in(finance).get(reverse("pay:runs")).content.decode()
    assert reverse("pay:paper_of_gone", args=["fee", fee.pk]) in screen
