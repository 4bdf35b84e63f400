"""Pay from attendance to “it came”: she chooses on a phone without script, others approve, make a
run and confirm it; axe on each page. With script, and the dark, in the slow tier."""

import pytest
from django.conf import settings

from accounts.models import User
from consultations.panels.models import Fee, Panel, PanelMember, PaymentRun
from consultations.panels.sessions.noting import note_attendance
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.pay import make_card, make_finance, make_held
from tests.factories.sessions import make_led_panel, make_place, other_coordinator
from tests.fixtures.browser import WITH_AND_WITHOUT_SCRIPT
from tests.fixtures.story import log_in
from tests.journeys.test_panel_session import enters
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser


@pytest.fixture
def tuesday(site_root: object, area: Area) -> Panel:
    panel = make_led_panel(area, name="Tuesday group")
    make_card(panel)
    return panel


def staff_enters(walk: Walk, user: User) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = log_in(user).cookies[name].value
    walk.context.add_cookies([{"name": name, "value": value, "url": walk.address}])
    walk.context.set_default_timeout(60_000)


@pytest.mark.parametrize("script", WITH_AND_WITHOUT_SCRIPT)
def test_from_attendance_to_it_came(newcomer: Newcomer, tuesday: Panel, script: bool) -> None:
    fern, second = joined(tuesday, chosen_name="Fern"), other_coordinator(tuesday)
    place = make_place(make_held(tuesday, title="How mornings go"), fern)
    note_attendance(user=tuesday.coordinator, place=place, came="content")
    her, staff, finance = (newcomer(360, script) for _ in range(3))
    enters(her, fern)
    her.context.set_default_timeout(60_000)
    she_chooses(her)
    she_asks_for_costs(her)
    staff_enters(staff, second)
    staff_approves(staff, fern)
    staff_enters(finance, make_finance(tuesday))
    finance_pays(finance, staff)
    she_says_that_it_came(her)
    assert Fee.objects.get().state == Fee.State.RECEIVED


def she_chooses(her: Walk) -> None:
    her.go("/panel/")
    her.follow("A fee is yours to choose")
    her.reads("How mornings go", "£55", "A letter for the Jobcentre")
    her.follow("Choose for")
    her.reads("talk to an independent adviser first")
    her.nowhere("not affect")
    her.press("Keep my choice")
    her.reads("Choose one. “I decide later” is fine.")
    her.main.get_by_text("Yes, but less").click()
    her.main.get_by_text("Into a bank account").click()
    her.press("Keep my choice")
    her.reads("less than £55")
    her.tab.fill("[name=amount]", "20")
    her.press("Keep my choice")
    her.reads("Where your money goes")
    her.tab.fill("[name=account_name]", "A Penhallow")
    her.tab.fill("[name=sort_code]", "1234")
    her.tab.fill("[name=account_number]", "00123456")
    her.press("Keep these details")
    her.reads("A sort code has six digits.")
    her.tab.fill("[name=sort_code]", "00-12-34")
    her.press("Keep these details")
    her.reads("Only the people who pay you can open it", "You chose: Yes, but less, £20")


def she_asks_for_costs(her: Walk) -> None:
    her.follow("Ask for costs")
    her.press("Ask for it")
    her.reads("Choose what it is for.")
    her.main.get_by_text("Travel", exact=True).click()
    her.tab.fill("[name=amount]", "4.80")
    her.main.get_by_text("In cash").click()
    her.press("Ask for it")
    her.reads("You need no receipt.", "£4.80")
    her.follow("Change or delete it")
    her.reads("••••••56")
    her.nowhere("00123456")
    her.go("/panel/leave/")
    her.reads("You are still owed money", "£20")


def staff_approves(staff: Walk, fern: PanelMember) -> None:
    staff.go("/manage/pay/")
    staff.reads("Fees to approve", "Costs to approve", "No budget is written.")
    staff.follow("Fern")
    staff.reads("Offer her independent advice on benefits first")
    staff.follow("Advice, custody, and papers for her")
    staff.tab.fill("[name=offered_by]", "Citizens Advice")
    staff.press("Note it", within=staff.main)
    fee = Fee.objects.get()
    staff.go(f"/manage/pay/fee/{fee.pk}/")
    staff.press("Approve", within=staff.main)
    staff.reads("Approved")
    for path in ("card", "budget"):
        staff.go(f"/manage/pay/{path}/{fee.session.panel_id}/")
    assert fern.fees.get().state == Fee.State.APPROVED


def finance_pays(finance: Walk, staff: Walk) -> None:
    finance.go("/manage/pay/payees/")
    finance.follow("Fern")
    finance.reads("00123456", "001234")
    finance.go("/manage/pay/runs/")
    finance.press("Make a run: Fees", within=finance.main)
    finance.reads("a second person confirms it", "£20")
    run = PaymentRun.objects.get()
    staff.go(f"/manage/pay/runs/{run.pk}/")
    staff.reads("You have read each name")
    staff.nowhere("00123456")
    staff.press("Confirm it", within=staff.main)
    finance.go(f"/manage/pay/runs/{run.pk}/")
    finance.tab.select_option("[name=profile]", "generic")
    with finance.tab.expect_download() as told:
        finance.tab.get_by_role("button", name="Export").click()
    assert told.value.suggested_filename == f"run-{run}-generic.csv"
    finance.go(f"/manage/pay/runs/{run.pk}/")
    finance.reads("make a second file")
    finance.press("The money has left", within=finance.main)
    finance.go(f"/manage/pay/area/{run.area_id}/")


def she_says_that_it_came(her: Walk) -> None:
    her.go("/panel/pay/")
    her.reads("Sent")
    her.press("It came", within=her.main)
    her.follow("From April")
    her.reads("Fees in all: £20", "Expenses in all: £0")
