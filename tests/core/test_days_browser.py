"""Days in Chromium: what is typed stays when the field is left, in Wagtail's editor and in ours."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from consultations.models import ConsultationPage
from tests.fixtures.story import StaffClient

pytestmark = [pytest.mark.browser]

TYPED = ("31/02/2027", "05/12/2026", "5 December 2026")


def leave(tab: Page, name: str, typed: str) -> str:
    """Type it, press Tab and wait as long as a picker would need: what stands in the field then."""
    field = tab.locator(f"[name={name}]")
    field.fill(typed)
    field.press("Tab")
    tab.wait_for_timeout(300)
    return field.input_value()


def test_no_day_becomes_today(
    context: BrowserContext,
    live_server: object,
    staff: Callable[..., StaffClient],
    consultation: Callable[..., ConsultationPage],
) -> None:
    page = consultation("planned")
    cookie = staff("editor", page.area).cookies[settings.SESSION_COOKIE_NAME].value
    address = str(live_server)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    tab = context.new_page()
    places = {
        f"pages/{page.pk}/edit/": "closes_on",
        f"promises/{page.pk}/make/": "due_on",
        f"pages/{page.pk}/copy/": "closes_on",
    }
    for path, name in places.items():
        tab.goto(f"{live_server}/manage/{path}")
        assert [leave(tab, name, typed) for typed in TYPED] == list(TYPED)
        tab.wait_for_load_state("networkidle")
    tab.goto("about:blank")  # the editor asks the server now and then: not after this test
