"""Somebody at her keyboard: she follows links, presses buttons, types; each screen is looked at."""

import os
import re
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.fixtures.browser import AxeCheck
from tests.journeys.test_staff_narrow import CUT_OFF

# Where to put pictures of each screen, to look at them: ALONGSIDE_PICTURES=folder pytest …
PICTURES = os.environ.get("ALONGSIDE_PICTURES", "")
DESK, TELEPHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 640}

LAID_OUT = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))"


class Walker:
    """One person and her tab. Nothing is done with a mouse."""

    def __init__(self, tab: Page, server: str, axe: AxeCheck | None) -> None:
        self.tab, self.server, self.axe = tab, server, axe
        self.errors: list[str] = []
        self.seen: dict[str, str] = {}  # what she calls the screen → its title
        tab.on("console", self._heard)
        tab.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} at {self.tab.url}")

    # -- going

    def open(self, address: str) -> None:
        answer = self.tab.goto(f"{self.server}{address}")
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"

    def follow(self, name: str | re.Pattern[str]) -> None:
        """A link, by Enter."""
        self.enter(self.tab.get_by_role("link", name=name))

    def press(self, name: str | re.Pattern[str]) -> None:
        """A button that leads to another page, by Enter."""
        self.enter(self.tab.get_by_role("button", name=name))

    def enter(self, what: Locator) -> None:
        with self.tab.expect_navigation():
            what.first.press("Enter")

    # -- keys

    def keys(self, *names: str) -> None:
        for name in names:
            self.tab.keyboard.press(name)

    def type(self, field: str | Locator, words: str) -> None:
        """Into a field, by its label or itself, in place of what stood there."""
        found = self.tab.get_by_label(field, exact=False) if isinstance(field, str) else field
        found.first.focus()
        self.keys("Control+a")
        self.tab.keyboard.type(words)

    def tick(self, what: Locator) -> None:
        what.first.focus()
        self.keys("Space")
        assert what.first.is_checked()

    def stands_at(self, selector: str) -> None:
        expect(self.tab.locator(f"{selector}:focus")).to_have_count(1)

    # -- looking

    def says(self, *words: str) -> None:
        text = self.words()
        for some in words:
            assert some in text, f"{self.tab.url} doesn't say “{some}”:\n{text[:1500]}"

    def says_nothing_of(self, *words: str) -> None:
        text = self.words()
        for some in words:
            assert some not in text, f"{self.tab.url} says “{some}”"

    def words(self) -> str:
        return re.sub(r"\s+", " ", self.tab.inner_text("body"))

    def look(self, screen: str) -> None:
        """axe in the light, and for what differs in the dark; at 320 px the page is no wider, and
        nothing is cut off."""
        if self.axe is None:
            return
        self.seen[screen] = self.tab.title()
        self.axe(self.tab)
        self.tab.emulate_media(color_scheme="dark")
        self.axe(self.tab, of_colour=True)
        self.tab.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
        wide = self.tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{screen} is {wide} px too wide at 320 px"
        self.tab.evaluate(LAID_OUT)
        cut = self.tab.evaluate(CUT_OFF)
        assert not cut, f"{screen}: cut off at 320 px: {cut[:3]}"
        if PICTURES:
            self._picture(screen)
        self.tab.emulate_media(color_scheme="light")
        self.tab.set_viewport_size(DESK)  # type: ignore[arg-type]

    def _picture(self, screen: str) -> None:
        for scheme, size in (("dark", TELEPHONE), ("light", DESK)):
            self.tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.tab.set_viewport_size(size)  # type: ignore[arg-type]
            name = f"{screen}-{size['width']}-{scheme}.png".replace(" ", "-")
            self.tab.screenshot(path=Path(PICTURES) / name, full_page=True)
