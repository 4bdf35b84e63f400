"""Save, leave, come back, send: what Back and reload show at each turn. In a real Chromium."""

import pytest
from playwright.sync_api import Page

from feedback.intake.models import Draft, SealedResponse
from tests.fixtures.browser import press
from tests.journeys.test_leaving import (
    SECRET,
    address,
    go_to,
    keeping_browser,
    look_back,
    reload,
    tab,
)
from tests.journeys.weather import weather

__all__ = ["address", "keeping_browser", "tab", "weather"]
pytestmark = [pytest.mark.browser, pytest.mark.long]


def words_on(tab: Page) -> list[str]:
    """The six words, once the page that shows them is there: a click doesn't wait for it."""
    tab.locator(".words li").first.wait_for()
    words: list[str] = tab.locator(".words li").all_inner_texts()
    return words


def carry_on(tab: Page, address: str, words: list[str]) -> None:
    """From the first page of the form to where she stopped."""
    tab.goto(address)
    press(tab, "main a[href='/carry-on/']")
    tab.fill("#words", " ".join(words))
    press(tab, "main button[value=open]")


def none_of(secrets: list[str], pages: list[str]) -> bool:
    return not [secret for page in pages for secret in secrets if secret in page]


def test_save_leave_come_back_and_send(tab: Page, address: str, weather: str) -> None:
    go_to(tab, address, "first question")
    press(tab, "button[value=save]")
    words = words_on(tab)
    assert len(words) == 6
    hidden = [SECRET, *(f">{word}<" for word in words)]
    assert f">{words[0]}<" in reload(tab)  # the same page again: the same words
    tab.click(".leave button")
    tab.wait_for_url(weather)
    assert none_of(hidden, look_back(tab))

    carry_on(tab, address, words)
    assert tab.input_value("textarea") == SECRET
    assert SECRET in reload(tab)
    press(tab, "button[value=save]")
    assert words_on(tab) == words
    tab.click(".leave button")
    tab.wait_for_url(weather)
    assert none_of(hidden, look_back(tab))

    carry_on(tab, address, words)
    for go in ["continue"] * 5 + ["send"]:
        press(tab, f"button[value={go}]")
    receipt = words_on(tab)
    assert len(receipt) == 6
    assert receipt != words
    assert none_of([SECRET, f">{words[0]}<"], [reload(tab)])
    tab.click(".leave button")
    tab.wait_for_url(weather)
    assert none_of([*hidden, *(f">{word}<" for word in receipt)], look_back(tab))
    assert (SealedResponse.objects.count(), Draft.objects.count()) == (1, 0)

    carry_on(tab, address, words)
    assert tab.locator(".error-summary").count() == 1


@pytest.mark.parametrize("tab", [True], indirect=True)
def test_without_leaving_back_and_resend_do_show_them(
    tab: Page, address: str, weather: str
) -> None:
    """So that the test above can fail."""
    go_to(tab, address, "first question")
    press(tab, "button[value=save]")
    words = words_on(tab)
    tab.goto(weather)  # the same address again would take the place of the page before
    carry_on(tab, address, words)
    tab.goto(weather)
    pages = look_back(tab)
    assert any(SECRET in page for page in pages)
    assert any(f">{words[0]}<" in page for page in pages)
