"""What is said about money is so: beside which fees, and of which way."""

import pytest
from django.urls import reverse

from accounts.models import User
from consultations.panels.models import Fee, Message, Panel, PanelMember
from consultations.panels.pay import runs
from tests.factories.pay import give_account, make_card, make_fee, make_held
from tests.fixtures.story import log_in as staff_in

S = Fee.State
PUT_RIGHT = "Attendance was put right after the fee had gone."
KINDLY = "Nobody is hurried. Ask kindly"


@pytest.mark.parametrize(
    ("method", "says"),
    [
        ("bank", "On your statement it has the reference"),
        ("cash", "in cash"),
        ("voucher", "as a voucher"),
        ("prepaid", "on a prepaid card"),
        ("governor", "in the way that was agreed"),
    ],
)
def test_she_is_told_by_the_way_that_it_goes(
    panel: Panel, finance: User, her: PanelMember, method: str, says: str
) -> None:
    give_account(her)
    fee = make_fee(make_held(panel), her, S.APPROVED, method=method)
    Fee.objects.update(governor_agreed_on=fee.offered_on, governor_agreed="By the wing office")
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method=method)
    runs.confirm_run(user=panel.coordinator, run=run)
    runs.export_run(user=finance, run=run, key="generic")
    runs.send_run(user=finance, run=run)
    text = Message.objects.get(member=her, key__endswith="sent 0").text
    for words in (says, "£55", fee.reference):
        assert words in text
    assert ("On your statement" in text) is (method == "bank")
    assert "governor" not in text  # who reads it over her shoulder needs not know


def test_a_hint_stands_beside_what_it_is_about_and_nowhere_else(
    panel: Panel, her: PanelMember
) -> None:
    make_card(panel)
    for state in (S.OFFERED, S.CHOSEN, S.APPROVED, S.FAILED, S.RECEIVED):
        make_fee(make_held(panel), her, state)
    page = staff_in(panel.coordinator).get(reverse("pay:list")).content.decode()
    assert PUT_RIGHT not in page
    assert page.count(KINDLY) == 1
    more = make_fee(make_held(panel), her, S.SENT, minutes=135)
    page = staff_in(panel.coordinator).get(reverse("pay:list")).content.decode()
    assert more
    assert page.count(PUT_RIGHT) == 1
    assert page.count(KINDLY) == 1
    assert page.index('id="differing"') < page.index(PUT_RIGHT) < page.index('id="approve"')
    assert page.index('id="waiting"') < page.index(KINDLY)
