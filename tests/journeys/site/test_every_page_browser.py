"""Every page of the site in Chromium: axe, narrow and wide, light, dark and forced colours, by
keys alone, and without script. A page of each new kind in the ordinary suite; all in the slow one.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page

from core.models import HomePage
from tests.fixtures.browser import AxeCheck
from tests.journeys.site.whole_site import every_page, whole_site
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer", "whole_site"]
pytestmark = pytest.mark.browser
NEW = ["/", "/areas/southdown/", "/unknown/"]
# Links, buttons and fields that the keyboard should reach, and how many of them can be seen.
REACHED = """[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter(one => !one.disabled && one.type !== "hidden" && one.tabIndex >= 0
    && one.checkVisibility({visibilityProperty: true})
    && !(one.closest("details:not([open])") && one.tagName !== "SUMMARY")
    && !(one.type === "radio" && !one.checked
      && [...document.getElementsByName(one.name)].indexOf(one) > 0)).length"""
FOCUSED = """(() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const part = one.closest(".opt") || one, seen = getComputedStyle(part);
  return [one.tagName, one.className, style.outlineStyle !== "none" || seen.outlineStyle !== "none",
    box.bottom > 0 && box.top < innerHeight];
})()"""


@pytest.fixture
def addresses(client: Client, whole_site: HomePage) -> list[str]:
    """Each page once, without what a list is narrowed to."""
    return sorted({urlsplit(address).path for address in every_page(client)})


def test_new_pages_are_fit_for_everyone(newcomer: Newcomer, whole_site: HomePage) -> None:
    her = newcomer(320, True)
    for address in NEW:
        her.go(address)
    search(her)
    assert her.weight() <= 50 * 1024
    by_keys(her.tab)


def search(her: Walk) -> None:
    """She looks for words, and goes on in Welsh without writing them again."""
    her.go("/search/")
    her.tab.get_by_label("Look for words").fill("gett")
    her.tab.get_by_label("Look for words").press("Enter")
    her.tab.wait_for_url("**/search/")
    her.look()
    her.press("Cymraeg", within=her.tab.get_by_role("navigation"))
    assert her.path == "/cy/search/"
    assert her.tab.locator("#words").input_value() == "gett"
    her.nowhere("words=gett")


def by_keys(tab: Page) -> None:
    """Each thing that can be used has the focus once, can be seen with it, and lets it go."""
    tab.evaluate("document.body.focus(); scrollTo(0, 0)")
    count = tab.evaluate(REACHED)
    for number in range(count):
        tab.keyboard.press("Tab")
        name, classes, outlined, on_screen = tab.evaluate(FOCUSED)
        if number == 0:
            assert "skip" in classes, f"{tab.url}: the first is {name}"
        assert name != "BODY", f"{tab.url}: {number} of {count} could be reached"
        assert outlined, f"{tab.url}: {name}.{classes} shows no focus"
        assert on_screen, f"{tab.url}: {name}.{classes} is off the screen"


MODES: dict[str, Callable[[Page], None]] = {
    "light": lambda tab: None,
    "dark": lambda tab: tab.emulate_media(color_scheme="dark"),
    "forced": lambda tab: tab.emulate_media(forced_colors="active"),
}


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("mode", MODES)
def test_every_page_at_every_width_and_in_every_colour(
    newcomer: Newcomer, addresses: list[str], width: int, mode: str
) -> None:
    # Forced colours are the system's: axe reads the page's own, which nobody sees then.
    her = newcomer(width, mode != "forced")
    MODES[mode](her.tab)
    for address in addresses:
        her.go(address)


@pytest.mark.long
def test_every_page_by_keys_alone(newcomer: Newcomer, addresses: list[str], axe: AxeCheck) -> None:
    her = newcomer(360, True)
    for address in addresses:
        her.go(address)
        by_keys(her.tab)


@pytest.mark.long
def test_every_page_without_script_and_search_too(newcomer: Newcomer, addresses: list[str]) -> None:
    her = newcomer(320, False)
    for address in addresses:
        her.go(address)
    search(her)
