"""The item page in Chromium: keys, selection, live preview; and every screen past axe."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from core.models import Area
from feedback.models import Answer, Form
from feedback.review.models import SafeguardingCase
from tests.feedback.review.conftest import Send, sweep_now
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.browser
WORDS = "he will kill me. My worker Sarah rang about the carnival fire"


@pytest.fixture
def lead_page(
    context: BrowserContext,
    live_server: object,
    staff: Callable[..., StaffClient],
    one_form: Form,
    send: Send,
) -> Page:
    """A tab of the safeguarding lead of the form's area, with one urgent response waiting."""
    send(WORDS)
    sweep_now()
    area: Area = one_form.consultation.area
    client: Client = staff("safeguarding_lead", area)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    address = str(live_server)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/manage/reading-room/")
    return page


def open_item(page: Page) -> None:
    page.get_by_role("button", name="Open the next ten").click()
    page.get_by_role("link", name="Read the next").click()
    page.get_by_role("button", name="Take out selected words").wait_for()


def test_a_reader_takes_words_out_with_the_keyboard_alone(lead_page: Page) -> None:
    page = lead_page
    open_item(page)
    preview = page.locator("[data-preview]").first
    assert preview.inner_text() == "he will kill me. My worker [name] rang about the carnival fire"
    page.locator("[data-words]").first.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "t"):
        page.keyboard.press(key)
    assert preview.inner_text().startswith("[name] kill me.")
    page.keyboard.press("Control+s")
    page.get_by_text("Back to the queue").wait_for()
    assert Answer.objects.get().text.startswith("[name] kill me. My worker [name]")


def test_unticking_shows_in_the_preview_at_once(lead_page: Page) -> None:
    page = lead_page
    open_item(page)
    page.get_by_label("Sarah", exact=True).uncheck()
    assert "My worker Sarah rang" in page.locator("[data-preview]").first.inner_text()
    assert page.locator("mark[data-kept]").count() == 1


def test_the_question_mark_lists_the_keys(lead_page: Page) -> None:
    lead_page.keyboard.press("?")
    lead_page.get_by_role("dialog").get_by_text("Take out selected words").wait_for()


def test_every_screen_passes_axe(lead_page: Page, axe: AxeCheck) -> None:
    page = lead_page
    axe(page)
    page.get_by_role("button", name="Open the next ten").click()
    axe(page)
    page.get_by_role("link", name="Read the next").click()
    axe(page)
    page.locator("[name$='-more-0-words']").first.fill("not in there")
    page.keyboard.press("Control+s")
    page.get_by_text("These words are not in the answer").wait_for()
    axe(page)
    base = page.url.split("/manage/")[0]
    case = SafeguardingCase.objects.get().pk
    for path in ("", "reading-room/safeguarding/", f"reading-room/safeguarding/{case}/words/"):
        page.goto(f"{base}/manage/{path}")
        axe(page)
