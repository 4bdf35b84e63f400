"""Other ways in, in Chromium: [illegible] at the cursor, and every screen past axe."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from feedback.models import Form
from feedback.review.invites.services import make_invite
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient

pytestmark = [pytest.mark.browser, pytest.mark.long]
SCREENS = ("", "print/", "key-in/", "notes/", "codes/")


@pytest.fixture
def desk(
    context: BrowserContext,
    live_server: object,
    staff: Callable[..., StaffClient],
    one_form: Form,
) -> Page:
    """A tab of a facilitator of the form's area, who may use every door."""
    area = one_form.consultation.area
    client = staff("facilitator", area)
    make_invite(user=client.user, area=area, group="Women of the harbour")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    address = str(live_server)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return context.new_page()


def test_every_screen_passes_axe_and_illegible_goes_where_the_cursor_is(
    desk: Page, live_server: object, axe: AxeCheck
) -> None:
    for screen in SCREENS:
        desk.goto(f"{live_server}/manage/other-ways/{screen}")
        axe(desk)
    desk.get_by_role("link", name="Women of the harbour").click()
    axe(desk)
    desk.goto(f"{live_server}/manage/other-ways/key-in/")
    desk.get_by_label("She tells me on the telephone").check()
    desk.get_by_label("Form, where there is no number").select_option(index=1)
    desk.get_by_role("button", name="Go to the questions").click()
    axe(desk)
    words = desk.locator("textarea[data-writing]").first
    words.fill("I lost my , then")
    words.evaluate("field => field.setSelectionRange(10, 10)")
    desk.get_by_role("button", name="Insert [illegible]").first.click()
    assert words.input_value() == "I lost my [illegible], then"
    desk.get_by_role("button", name="Seal it").click()
    desk.get_by_text("Nothing is saved yet. Please look at this:").wait_for()
    assert desk.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "wrong"
    desk.get_by_role("link", name="I read it back to her").press("Enter")
    assert desk.evaluate("location.hash") == "#id_as_written"
    assert words.input_value() == "I lost my [illegible], then"
    axe(desk)
    desk.get_by_label("I read her what stands at the top").check()
    desk.get_by_label("I read it back to her").check()
    desk.get_by_role("button", name="Seal it").click()
    desk.get_by_role("link", name="Done: clear this page").wait_for()
    assert desk.locator(".doors__words li").count() == 6
    axe(desk)
