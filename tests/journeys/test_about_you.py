"""After sending: a few questions about her, and where to turn. In a real Chromium, with axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from core.models import Area, Helpline
from feedback.intake.models import IntakeKey, SealedEquality
from feedback.keys import private_key
from feedback.models import Form
from feedback.payload import from_json
from feedback.sealing import unpad, unseal
from tests.fixtures.browser import AxeCheck, press
from tests.journeys.test_leaving import go_to, keeping_browser, look_back, tab
from tests.journeys.weather import weather

__all__ = ["keeping_browser", "tab", "weather"]
pytestmark = pytest.mark.browser


@pytest.fixture
def address(live_server: object, form: Callable[..., Form], intake_key: IntakeKey) -> str:
    return f"{live_server}/form/{form().slug}/"


@pytest.mark.long
def test_she_answers_what_she_likes(page: Page, address: str, axe: AxeCheck, area: Area) -> None:
    for setting in ("custody", "both"):
        Helpline.objects.create(
            name=f"Line for {setting}",
            number="0808 1570 000",
            about="For anyone.",
            source_url="https://example.org/",
            checked_on="2026-11-01",
            setting=setting,
            area=area if setting == "both" else None,
        )
    go_to(page, address, "receipt")
    axe(page)
    press(page, page.get_by_role("button", name="See why we ask"))
    assert page.url.endswith("/about-you/" + address.rstrip("/").rsplit("/", 1)[1] + "/")
    axe(page)
    press(page, page.get_by_role("button", name="Ask me"))
    axe(page)
    page.get_by_label("21 to 24").check()
    page.keyboard.press("Enter")
    page.get_by_label("Prefer not to say").check()
    press(page, page.get_by_role("button", name="Continue"))
    page.get_by_label("Mixed or multiple ethnic groups").check()
    press(page, page.get_by_role("button", name="Continue"))
    axe(page)
    press(page, page.get_by_role("button", name="That is enough: go to the end"))
    axe(page)
    press(page, page.get_by_role("button", name="Send", exact=True))
    page.get_by_role("heading", name="Thank you").wait_for()
    axe(page)
    row = SealedEquality.objects.get()
    opened = from_json(unpad(unseal(bytes(row.sealed), private_key(row.key_id))))
    assert opened["answers"] == {
        "age": "21-24",
        "condition": "not-said",
        "ethnic-group": "mixed",
    }
    press(page, page.get_by_role("button", name="More help"))
    page.get_by_role("heading", name="Line for both").first.wait_for()
    axe(page)


@pytest.mark.long
def test_after_leaving_from_here_neither_six_words_nor_choices_are_seen_again(
    tab: Page, address: str, weather: str
) -> None:
    secrets = go_to(tab, address, "receipt")
    press(tab, tab.get_by_role("button", name="See why we ask"))
    press(tab, tab.get_by_role("button", name="Ask me"))
    tab.get_by_label("21 to 24").check()
    press(tab, tab.get_by_role("button", name="That is enough: go to the end"))
    assert "<dd>21 to 24" in tab.content()
    tab.click(".leave button")
    tab.wait_for_url(weather)
    pages = look_back(tab)
    assert not [secret for page in pages for secret in secrets if secret in page]
    chosen = ("<dd>21 to 24", 'value="21-24" checked')
    assert not [page for page in pages for choice in chosen if choice in page]


@pytest.mark.long
def test_going_on_from_the_receipt_and_back_shows_no_six_words(tab: Page, address: str) -> None:
    secrets = go_to(tab, address, "receipt")
    press(tab, tab.get_by_role("button", name="See why we ask"))
    pages = look_back(tab)
    assert not [secret for page in pages for secret in secrets if secret in page]
