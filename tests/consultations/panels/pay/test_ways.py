"""Another way, the governor, and what came back: her choice stands, and money finds her."""

import pytest
from django.urls import reverse

from accounts.models import User
from consultations.panels.models import (
    Expense,
    Fee,
    Panel,
    PanelMember,
    Session,
)
from consultations.panels.pay import approving, choosing, custody, runs, spending
from consultations.panels.pay.choosing import NotThisAmount, NoWay, Told
from consultations.panels.pay.forms import ChoiceForm
from consultations.panels.services import NotFromHere
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.pay import (
    give_account,
    make_card,
    make_expense,
    make_fee,
    make_finance,
    make_held,
)
from tests.factories.sessions import other_coordinator

S = Fee.State


@pytest.fixture
def session(panel: Panel) -> Session:
    make_card(panel)
    return make_held(panel)


def test_another_way_until_it_is_in_a_run(
    panel: Panel, finance: User, session: Session, her: PanelMember
) -> None:
    give_account(her)
    fee = make_fee(session, her, S.APPROVED)
    cost = make_expense(panel, her, state=Expense.State.APPROVED)
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method="bank")
    other_run = runs.make_run(user=finance, area=panel.area, kind="expenses", method="bank")
    with pytest.raises(NotFromHere):
        choosing.change_way(user=her.user, fee=fee, method="cash")
    with pytest.raises(NotFromHere):
        spending.change_way_of_expense(user=her.user, expense=cost, method="cash")
    for one in (run, other_run):
        runs.drop_run(user=finance, run=one)
    for wrong in ("governor", "cheque"):
        with pytest.raises(NoWay):
            choosing.change_way(user=her.user, fee=fee, method=wrong)
        with pytest.raises(NoWay):
            spending.change_way_of_expense(user=her.user, expense=cost, method=wrong)
    made = choosing.change_way(user=her.user, fee=fee, method="cash")
    assert (made.state, made.method) == (S.APPROVED, "cash")
    cost = spending.change_way_of_expense(user=panel.coordinator, expense=cost, method="voucher")
    assert (cost.state, cost.method) == (Expense.State.APPROVED, "voucher")
    Fee.objects.update(choice="donate")
    with pytest.raises(NotFromHere):
        choosing.change_way(user=her.user, fee=fee, method="bank")


def test_it_came_was_said_of_another(panel: Panel, session: Session, her: PanelMember) -> None:
    fee = make_fee(session, her, S.SENT)
    approving.receive(user=her.user, fee=fee)
    failed = approving.fail(user=make_finance(panel), fee=fee)
    assert (failed.state, failed.received_on, failed.times) == (S.FAILED, None, 1)


def agree(panel: Panel, fee: Fee, pence: int) -> Fee:
    return choosing.note_governor(
        user=panel.coordinator, fee=fee, agreed_on=fee.offered_on, what="Her account", pence=pence
    )


@pytest.mark.parametrize("told", [Told("decline"), Told("donate", donate_to="Crisis")])
def test_her_no_is_no_governor_s_yes(
    panel: Panel, session: Session, her: PanelMember, told: Told
) -> None:
    fee = choosing.choose(user=her.user, fee=make_fee(session, her), told=told)
    with pytest.raises(NoWay):
        agree(panel, fee, 2_000)


def test_no_more_is_agreed_than_she_chose_and_she_can_choose_less(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    fee = choosing.choose(user=her.user, fee=make_fee(session, her), told=Told("less", "bank", 900))
    with pytest.raises(NotThisAmount):
        agree(panel, fee, 901)
    agree(panel, fee, 900)
    less = choosing.choose(user=her.user, fee=fee, told=Told("less", "bank", 500))
    assert (less.method, less.governor_agreed_on) == ("governor", fee.offered_on)
    form = ChoiceForm({"choice": "accept"}, fee=less)
    assert form.is_valid()
    more = choosing.choose(user=her.user, fee=fee, told=form.told())
    assert (more.method, more.governor_agreed_on, more.chosen_pence) == ("governor", None, 5_500)
    with pytest.raises(approving.Lacks):  # nobody has agreed to that
        approving.approve(user=other_coordinator(panel), fee=fee)
    later = choosing.choose(user=her.user, fee=fee, told=Told("later", "bank"))
    assert choosing.choose(user=her.user, fee=later, told=Told("accept", "bank")).method == (
        "governor"
    )
    told = Told("accept", "bank")
    stays = choosing.choose(user=panel.coordinator, fee=fee, told=told)
    assert stays.method == "governor"
    custody.end_custody(user=panel.coordinator, member=her, method="cash")
    out = choosing.choose(user=panel.coordinator, fee=fee, told=told)
    assert (out.method, out.governor_agreed_on) == ("bank", None)


def test_what_came_back_from_a_prison_goes_as_is_agreed_now_or_as_she_says_outside(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    fee = make_fee(session, her, S.FAILED, method="governor")
    with pytest.raises(NotThisAmount):
        agree(panel, fee, 5_400)
    again = agree(panel, fee, 5_500)
    assert (again.state, again.governor_agreed) == (S.FAILED, "Her account")
    with pytest.raises(NotFromHere):
        choosing.change_way(user=her.user, fee=fee, method="cash")
    with pytest.raises(NotFromHere):
        choosing.change_way(user=panel.coordinator, fee=fee, method="cash")
    custody.end_custody(user=panel.coordinator, member=her, method="voucher")
    out = choosing.change_way(user=panel.coordinator, fee=fee, method="cash")
    assert (out.state, out.method, out.governor_agreed_on) == (S.FAILED, "cash", None)


def test_she_chooses_another_way_for_a_cost_on_her_page(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    cost = make_expense(panel, her)
    address = reverse("panels:pay_expense_way", args=[cost.pk])
    client = log_in(her)
    assert address in client.get(reverse("panels:pay")).content.decode()
    client.post(address, {"method": "governor"})
    assert Expense.objects.get().method == "bank"
    assert log_in(joined(panel)).post(address, {"method": "cash"}).status_code == 404
    client.post(address, {"method": "cash"})
    assert Expense.objects.get().method == "cash"
    Expense.objects.update(state=Expense.State.PAID)
    client.post(address, {"method": "voucher"})
    assert Expense.objects.get().method == "cash"
    assert address not in client.get(reverse("panels:pay")).content.decode()
