"""Searching, coding from the table and walking on, by keyboard and without script; axe looks."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.models import User
from consultations.models import ConsultationPage
from insights.models import Coding
from tests.factories.packs import COURT
from tests.fixtures.browser import press
from tests.fixtures.story import log_in
from tests.insights.search.conftest import of

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def opened(
    browser: Browser, live_server: object, facilitator: User
) -> Iterator[Callable[..., Page]]:
    """opened(scripts=…, dark=…): a tab of hers."""
    contexts = []

    def open_tab(*, scripts: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            locale="en-GB",
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        session = log_in(facilitator).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()


def where(live_server: object, page: ConsultationPage, asked: str = "") -> str:
    return f"{live_server}{reverse('insights:search', args=[page.pk])}{asked}"


def test_from_words_to_a_coding_and_back_without_script(
    page: ConsultationPage, opened: Callable[..., Page], live_server: object
) -> None:
    tab = opened()
    tab.goto(where(live_server, page))
    tab.get_by_label("Words", exact=True).focus()
    tab.keyboard.type("no")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert "3 responses found" in tab.inner_text("main")
    assert tab.locator(".found__words mark").count() == 3
    tab.locator("details summary").focus()
    tab.keyboard.press("Enter")
    tab.get_by_label("Coded", exact=True).select_option("nobody")
    press(tab, tab.get_by_role("button", name="Search"))
    assert "Responses that say “no” and aren’t coded yet." in tab.inner_text("main")
    press(tab, tab.get_by_role("link", name="Table to code from"))
    tab.locator("[name=response]").first.focus()
    tab.keyboard.press("Space")
    tab.get_by_label("Add a theme to what is ticked").select_option(label="Court")
    press(tab, tab.get_by_role("button", name="Add", exact=True))
    assert "“Court” was added to 1 response." in tab.inner_text("main")
    assert Coding.objects.get(response=of("paper")).theme.code == COURT
    assert "0 responses found" in tab.inner_text("main"), "it is coded now"
    press(tab, tab.get_by_role("button", name="Undo what was just added"))
    assert "1 coding is undone." in tab.inner_text("body")
    assert not Coding.objects.filter(response=of("paper")).exists()
    press(tab, tab.get_by_role("link", name="Take away: aren’t coded yet"))
    assert "3 responses found" in tab.inner_text("main")
    press(tab, tab.get_by_role("link", name="Start reading"))
    press(tab, tab.get_by_role("button", name="Read, next"))
    press(tab, tab.get_by_role("link", name="Table to code from"))
    assert "You have read all of them." in tab.inner_text("main")


@pytest.mark.parametrize("dark", [False, True])
def test_no_screen_has_a_violation_or_is_too_wide(
    page: ConsultationPage,
    opened: Callable[..., Page],
    live_server: object,
    axe: Callable[[Page], None],
    dark: bool,
) -> None:
    tab = opened(scripts=True, dark=dark)
    for asked in ("", '?q="no room&any=1&channel=web', "?q=no&view=table&tick=all", "?q=zebra+no"):
        tab.goto(where(live_server, page, asked))
        tab.locator("main details > summary").focus()
        tab.keyboard.press("Enter")
        axe(tab)
        tab.set_viewport_size({"width": 320, "height": 640})
        wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{asked} is {wide} px too wide"
        tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(where(live_server, page, "?q=no&view=table"))
    press(tab, tab.get_by_role("button", name="Add", exact=True))
    axe(tab)
