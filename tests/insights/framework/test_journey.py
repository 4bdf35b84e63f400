"""Summing up in a browser: by keyboard and without script, dark and narrow, and on paper."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from feedback.models import Form
from tests.factories.packs import HOUSING, MONEY, make_coded, make_crowd
from tests.fixtures.browser import press
from tests.fixtures.story import log_in
from tests.insights.framework.cells import texts, write
from tests.insights.framework.test_pages import place

pytestmark = [pytest.mark.browser, pytest.mark.pages]


@pytest.fixture
def tab_of(browser: Browser, live_server: object) -> Any:
    opened: list[BrowserContext] = []

    def open_tab(user: User, *, script: bool, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        opened.append(context)
        session = log_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
        return context.new_page()

    yield open_tab
    for context in opened:
        context.close()


def test_summing_up_by_keyboard_without_script(
    here: Form, ann: User, tab_of: Any, live_server: object
) -> None:
    response = make_coded(here, ann, HOUSING, MONEY, text="The hostel was full, and I am in debt.")
    tab = tab_of(ann, script=False)
    tab.goto(f"{live_server}{place('matrix', here)}")
    with tab.expect_navigation():
        tab.get_by_role("link", name="Summarise").first.press("Enter")
    tab.get_by_label("Summary", exact=False).first.fill("No room.")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Save, next theme of hers").press("Enter")
    tab.get_by_label("Summary", exact=False).first.fill("In debt.")
    press(tab, tab.get_by_role("button", name="Save, next theme of hers"))
    assert "All cells of this woman are summarised" in tab.inner_text("body")
    assert "No room." in tab.inner_text("table")
    assert texts() == {(HOUSING, "No room."), (MONEY, "In debt.")}
    assert tab.url.endswith(f"#case-{response.pk}")


@pytest.mark.parametrize("dark", [False, pytest.param(True, marks=pytest.mark.long)])
def test_no_screen_has_a_violation_or_is_too_wide(
    here: Form,
    ann: User,
    bea: User,
    tab_of: Any,
    live_server: object,
    axe: Callable[[Page], None],
    dark: bool,
) -> None:
    response = make_coded(here, ann, HOUSING, MONEY)
    write(response, HOUSING, "No room. " * 40, bea)
    make_coded(here, ann, HOUSING)
    tab = tab_of(ann, script=True, dark=dark)
    for url in (place("matrix", here), place("summary", here, response)):
        tab.goto(f"{live_server}{url}")
        axe(tab)
        tab.set_viewport_size({"width": 320, "height": 640})
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        tab.set_viewport_size({"width": 1280, "height": 800})
    make_crowd(here, ann, [([HOUSING], "web")] * 23)
    tab.goto(f"{live_server}{place('matrix', here)}")
    sheets = len(re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True)))
    assert sheets > 1, "Wagtail's page prints one screenful, unless it is let out of its frame."
    tab.emulate_media(media="print")
    assert not tab.get_by_label("Axis").is_visible()
    assert not tab.locator(".sidebar").first.is_visible()
    assert tab.get_by_text("No room.").first.is_visible()
