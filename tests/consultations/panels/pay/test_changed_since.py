"""Details that change after a run was made: she reads where that money goes, and so do the people
who confirm and export it."""

import pytest
from django.urls import reverse

from accounts.models import User
from consultations.panels.models import Fee, Panel, PanelMember, PaymentRun
from consultations.panels.pay import payees, runs
from consultations.panels.pay.changed_since import changed, still_going
from consultations.panels.pay.payees import Details
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.pay import ACCOUNT, give_account, make_fee, make_held
from tests.fixtures.story import log_in as staff_in

OTHER = Details("Alys Penhallow", "SOMEBODY ELSE", "111111", "22222222")
SAID = "changed since this run was made"


@pytest.fixture
def run(panel: Panel, finance: User, her: PanelMember) -> PaymentRun:
    """With her fee, and that of somebody whose account stays."""
    for woman, told in ((her, ACCOUNT), (joined(panel), Details("Bea", "BEA", "001234", "1" * 8))):
        give_account(woman, told)
        make_fee(make_held(panel), woman, Fee.State.APPROVED)
    return runs.make_run(user=finance, area=panel.area, kind="fees", method="bank")


@pytest.mark.parametrize("act", ["change", "delete"])
def test_she_and_the_second_person_read_that_the_old_account_is_paid(
    panel: Panel, finance: User, her: PanelMember, run: PaymentRun, log_in: LogIn, act: str
) -> None:
    client = log_in(her)
    told = {"account_name": "X", "sort_code": "111111", "account_number": "22222222"}
    told = told if act == "change" else {"forget": "yes"}
    answer = client.post(reverse("panels:pay_details"), told, follow=True)
    page = answer.content.decode()
    fee = Fee.objects.get(member=her)
    for words in ("the account from before", fee.reference, "£55"):
        assert words in page
    details = client.get(reverse("panels:pay_details")).content.decode()
    assert fee.reference in details
    assert panel.phone_number in details
    for user in (finance, panel.coordinator):
        screen = staff_in(user).get(reverse("pay:run", args=[run.pk])).content.decode()
        assert screen.count(SAID) == 2  # once above, once beside her
        assert "22222222" not in screen
    assert [line.fee for line in changed(run)] == [fee]
    runs.confirm_run(user=panel.coordinator, run=run)
    screen = staff_in(finance).get(reverse("pay:run", args=[run.pk])).content.decode()
    assert SAID in screen
    runs.drop_run(user=finance, run=run)
    assert still_going(her) == []


def test_where_nothing_changed_nothing_is_said(
    panel: Panel, finance: User, her: PanelMember, run: PaymentRun, log_in: LogIn
) -> None:
    give_account(her)  # the same again
    payees.note_checked(user=finance, payee=her.payee, area=panel.area)
    assert changed(run) == []
    assert still_going(her) == []
    assert "from before" not in log_in(her).get(reverse("panels:pay")).content.decode()
    assert SAID not in staff_in(finance).get(reverse("pay:run", args=[run.pk])).content.decode()


def test_what_was_sent_or_goes_another_way_is_no_longer_spoken_of(
    panel: Panel, finance: User, her: PanelMember, run: PaymentRun
) -> None:
    give_account(her, OTHER)
    assert [line.run for line in still_going(her)] == [run]
    runs.confirm_run(user=panel.coordinator, run=run)
    runs.export_run(user=finance, run=run, key="generic")
    assert still_going(her)
    runs.send_run(user=finance, run=run)
    assert still_going(her) == []
    cash = make_fee(make_held(panel), her, Fee.State.APPROVED, method="cash")
    assert cash
    other = runs.make_run(user=finance, area=panel.area, kind="fees", method="cash")
    give_account(her)
    assert changed(other) == []
    assert still_going(her) == []
