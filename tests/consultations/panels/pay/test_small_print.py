"""First accounts, second files, costs that are told of, days that are to come, words for slips."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.panels.models import (
    Expense,
    Fee,
    Message,
    Panel,
    PanelMember,
    Payee,
    PaymentRun,
    RunLine,
)
from consultations.panels.pay import approving, keeping, payees, runs, spending
from consultations.panels.pay.forms import ChoiceForm, DetailsForm, ExpenseForm
from consultations.panels.pay.payees import Details
from consultations.panels.pay.staff.forms import CardForm, LimitForm
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.pay import (
    ACCOUNT,
    give_account,
    make_card,
    make_expense,
    make_fee,
    make_finance,
    make_held,
)
from tests.fixtures.story import log_in as staff_in

S = Fee.State


def go(finance: User, panel: Panel, method: str = "bank", kind: str = "fees") -> PaymentRun:
    """A run, as far as sent."""
    run = runs.make_run(user=finance, area=panel.area, kind=kind, method=method)
    runs.confirm_run(user=panel.coordinator, run=run)
    runs.export_run(user=finance, run=run, key="generic")
    return runs.send_run(user=finance, run=run)


def test_a_first_account_after_cash_is_no_change(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    make_fee(make_held(panel), her, S.APPROVED, method="cash")
    go(finance, panel, "cash")
    give_account(her)
    assert payees.flags(Payee.objects.get()) == frozenset()
    give_account(her, Details("Alys", "SOMEBODY ELSE", "111111", "22222222"))
    assert payees.flags(Payee.objects.get()) == {"changed"}
    payees.forget_details(user=her.user, member=her)
    give_account(her)
    assert payees.flags(Payee.objects.get()) == {"changed"}


def test_what_came_back_is_in_no_second_file_of_its_run(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    bea = joined(panel)
    give_account(her)
    give_account(bea, Details("Bea", "BEA", "001234", "12121212"))
    hers, other = (make_fee(make_held(panel), woman, S.APPROVED) for woman in (her, bea))
    run = go(finance, panel)
    hers.refresh_from_db()
    approving.reissue(user=finance, fee=approving.fail(user=finance, fee=hers))
    text = runs.export_run(user=finance, run=run, key="generic", again=True)[1].decode()
    assert hers.reference not in text
    assert other.reference in text
    assert runs.export_run(user=finance, run=run, key="register")[1]
    other.refresh_from_db()
    approving.fail(user=finance, fee=other)
    with pytest.raises(runs.NothingToPay):
        runs.export_run(user=finance, run=run, key="generic", again=True)
    told = {"profile": "generic", "again": "on"}
    address = reverse("pay:export", args=[run.pk])
    page = staff_in(finance).post(address, told, follow=True).content.decode()
    assert "All of it came back." in page


def test_she_is_told_of_a_cost_that_was_sent_refused_or_came_back(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    sent = make_expense(panel, her, state="approved")
    assert not Message.objects.filter(member=her).exists()
    go(finance, panel, kind="expenses")
    text = Message.objects.get(key=f"cost {sent.pk} sent 0").text
    for words in ("Travel", "£4.80", sent.reference, "On your statement"):
        assert words in text
    sent.refresh_from_db()
    spending.expense_came_back(user=finance, expense=sent)
    assert "came back" in Message.objects.get(key=f"cost {sent.pk} back 1").text
    no = make_expense(panel, her)
    spending.refuse_expense(user=panel.coordinator, expense=no, because="The prison pays it.")
    assert "The prison pays it." in Message.objects.get(key=f"cost {no.pk} refused").text


def test_her_page_offers_another_way_only_while_there_is_one(
    panel: Panel, finance: User, her: PanelMember, log_in: LogIn
) -> None:
    give_account(her)
    cost = make_expense(panel, her, state="approved")
    client = log_in(her)
    address = reverse("panels:pay_expense_way", args=[cost.pk])
    assert address in client.get(reverse("panels:pay")).content.decode()
    run = runs.make_run(user=finance, area=panel.area, kind="expenses", method="bank")
    assert address not in client.get(reverse("panels:pay")).content.decode()
    runs.drop_run(user=finance, run=run)
    Expense.objects.update(state="refused")
    assert address not in client.get(reverse("panels:pay")).content.decode()


def test_nothing_was_looked_up_tomorrow(panel: Panel) -> None:
    today, card = timezone.localdate(), make_card(panel)
    both = {"checked_on", "floor_checked_on"}
    for days, wrong in ((0, set[str]()), (1, both)):
        day = (today + timedelta(days=days)).strftime("%d/%m/%Y")
        found = set(CardForm(dict.fromkeys(both, day), card=card).errors)
        assert found & both == wrong
        assert ("checked_on" in LimitForm({"checked_on": day}).errors) is bool(days)


def test_slips_of_hers_are_answered_in_our_words(panel: Panel, her: PanelMember) -> None:
    fee = make_fee(make_held(panel), her)
    long = {"choice": "donate", "donate_to": "x" * 121}
    said = ChoiceForm(long, fee=fee).errors["donate_to"]
    assert len(said) == 1
    assert "Use 120 or fewer" in said[0]
    assert "Write which charity" in ChoiceForm({"choice": "donate"}, fee=fee).errors["donate_to"][0]
    assert "12.50" in ExpenseForm({"amount": "1" * 15}, places=[]).errors["amount"][0]
    told: Any = {"sort_code": "0" * 13, "account_number": "0" * 17}
    errors = DetailsForm(told).errors
    assert errors["sort_code"] == ["A sort code has six digits."]
    assert errors["account_number"] == ["An account number has eight digits."]


def test_the_day_of_an_export_is_said_as_people_say_it(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    make_fee(make_held(panel), her, S.APPROVED)
    run = go(finance, panel)
    address = reverse("pay:export", args=[run.pk])
    page = staff_in(finance).post(address, {"profile": "generic"}, follow=True).content.decode()
    today = timezone.localdate()
    assert f"exported on {today.day} {today:%B %Y}" in page
    assert f"exported on {today.isoformat()}" not in page


@pytest.mark.parametrize(("days", "kept"), [(89, True), (91, False)])
def test_copies_of_a_run_that_nobody_ever_sent_go_as_well(
    panel: Panel, finance: User, her: PanelMember, days: int, kept: bool
) -> None:
    give_account(her, ACCOUNT)
    make_fee(make_held(panel), her, S.APPROVED)
    runs.make_run(user=finance, area=panel.area, kind="fees", method="bank")
    PaymentRun.objects.update(made_on=timezone.localdate() - timedelta(days=days))
    keeping.forget_old()
    assert bool(RunLine.objects.get().key_id) is kept
    PaymentRun.objects.update(exported_on=timezone.localdate())  # it was exported only now
    RunLine.objects.update(key_id="x", sealed=b"x")
    keeping.forget_old()
    assert RunLine.objects.get().key_id


def test_she_says_that_a_cost_has_not_come(
    panel: Panel, finance: User, her: PanelMember, log_in: LogIn
) -> None:
    cost = make_expense(panel, her, state="paid", paid_on=timezone.localdate())
    client, boss = log_in(her), staff_in(panel.coordinator)
    missing, came = (
        reverse("panels:pay_expense_came", args=[cost.pk, name]) for name in ("missing", "came")
    )
    assert log_in(joined(panel)).post(missing).status_code == 404
    odd = reverse("panels:pay_expense_came", args=[cost.pk, "odd"])
    assert client.post(odd).status_code == 404
    assert missing in client.get(reverse("panels:pay")).content.decode()
    client.post(missing)
    page = client.get(reverse("panels:pay")).content.decode()
    assert missing not in page
    assert came in page
    for user in (panel.coordinator, finance):
        home = staff_in(user).get(reverse("wagtailadmin_home")).content.decode()
        assert "1 woman says that her costs have not come" in home
    assert cost.get_kind_display() in boss.get(reverse("pay:list")).content.decode()
    screen = boss.get(reverse("pay:expense", args=[cost.pk])).content.decode()
    assert "that it has not come" in screen
    client.post(came)
    cost.refresh_from_db()
    assert cost.missing_said_on is None
    client.post(missing)
    cost.refresh_from_db()
    cost = spending.expense_came_back(user=finance, expense=cost)
    assert (cost.state, cost.missing_said_on) == ("approved", None)


def test_the_second_person_reads_that_who_made_the_run_typed_in_the_account(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    payees.keep_details(user=finance, member=her, told=ACCOUNT)
    make_fee(make_held(panel), her, S.APPROVED)
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method="bank")
    address, said = reverse("pay:run", args=[run.pk]), "typed in this account"
    boss = staff_in(panel.coordinator)
    assert said in boss.get(address).content.decode()
    PaymentRun.objects.update(made_by=make_finance(panel))
    assert said not in boss.get(address).content.decode()
    PaymentRun.objects.update(made_by=finance)
    give_account(her)  # the same, by herself
    assert said not in boss.get(address).content.decode()


def test_a_budget_hides_no_other(panel: Panel) -> None:
    today, boss = timezone.localdate(), staff_in(panel.coordinator)
    address = reverse("pay:budget", args=[panel.pk])

    def keep(first: int, last: int) -> Any:
        told = {"fees_pence": "100", "expenses_pence": "10"}
        for name, days in (("starts_on", first), ("ends_on", last)):
            told[name] = (today + timedelta(days=days)).strftime("%d/%m/%Y")
        return boss.post(address, told)

    assert keep(0, 100).status_code == 302
    for days in ((1, 50), (-5, 0), (100, 120), (-5, 120)):
        assert "Another budget is from" in keep(*days).content.decode()
    assert panel.budgets.count() == 1
    assert keep(0, 90).status_code == 302  # put right
    assert keep(91, 120).status_code == 302
    assert panel.budgets.count() == 2
