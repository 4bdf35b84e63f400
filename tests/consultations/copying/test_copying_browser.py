"""Copying a consultation in Chromium: by keyboard, on a narrow screen, past axe."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext

from consultations.models import ConsultationPage
from feedback.models import Form
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_an_editor_copies_last_years_consultation(
    context: BrowserContext,
    live_server: object,
    staff: Callable[..., StaffClient],
    form: Callable[..., Form],
    axe: AxeCheck,
) -> None:
    page = form().consultation
    cookie = staff("editor", page.area).cookies[settings.SESSION_COOKIE_NAME].value
    address = str(live_server)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    tab = context.new_page()
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(f"{live_server}/manage/pages/{page.pk}/copy/")
    axe(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.get_by_label("Title").fill("Asked again")
    tab.get_by_label("Closes at the end of").fill("2020-01-01")
    tab.get_by_role("button", name="Make the copy").click()
    tab.get_by_text("Nothing is copied yet. Please look at this:").wait_for()
    axe(tab)
    assert tab.get_by_label("Title").input_value() == "Asked again"
    closes = page.closes_on.replace(year=page.closes_on.year + 1).isoformat()
    tab.get_by_label("Closes at the end of").fill(closes)
    tab.get_by_role("button", name="Make the copy").press("Enter")
    tab.wait_for_url("**/edit/")
    tab.set_viewport_size({"width": 1280, "height": 900})  # narrow, a button of Wagtail's is small
    axe(tab)
    tab.get_by_text("A copy of the consultation that opened on").wait_for()
    tab.wait_for_load_state("networkidle")
    tab.goto("about:blank")  # the editor asks the server now and then: not after this test
    made = ConsultationPage.objects.get(title="Asked again")
    assert made.forms.count() == 1
    assert not made.live
