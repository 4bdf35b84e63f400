"""A person at a browser. Each step ends with a look at the page that it led to."""

import re
from collections.abc import Iterator
from typing import Protocol
from urllib.parse import urlsplit

import html5lib
import pytest
from html5lib.html5parser import ParseError
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
)

from tests.fixtures.browser import AxeCheck

STAFF_PATHS = ("/manage/", "/accounts/")
PANEL = "/panel/"  # where a member logs in: its cookies stay there
UNSEEN = re.compile(r'(?<=type="hidden")[^>]*|<script.*?</script>', re.S)  # tokens are in there
TOO_WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
STORED = "localStorage.length + sessionStorage.length"


class Walk:
    """One browser of her own. Nothing is opened or pressed without judging where it leads."""

    def __init__(
        self, context: BrowserContext, address: str, axe: AxeCheck, *, script: bool
    ) -> None:
        self.context, self.address, self.script, self.axe = context, address, script, axe
        self.complaints: list[str] = []
        self.judged: set[str] = set()
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._note_request)
        context.on("response", self._note_page)
        self.answer: Response | None = None
        self.tab: Page = context.new_page()

    @property
    def path(self) -> str:
        """Where she is."""
        return urlsplit(self.tab.url).path

    @property
    def main(self) -> Locator:
        """The page without its header, way out and foot."""
        return self.tab.get_by_role("main")

    def go(self, path: str) -> None:
        """Type an address."""
        answer = self.tab.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        self.look()

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press the first button of this name, and wait for the page that it leads to."""
        button = (within or self.tab).get_by_role("button", name=name).first
        with self.tab.expect_navigation():
            button.click()
        self.look()

    def follow(self, name: str) -> None:
        """Follow the first link of this name in the main part."""
        with self.tab.expect_navigation():
            self.main.get_by_role("link", name=name).first.click()
        self.look()

    def reads(self, *sentences: str) -> None:
        """All of this stands on the page."""
        shown = self.main.inner_text()
        for sentence in sentences:
            assert sentence.casefold() in shown.casefold(), f"{sentence!r} not in {self.path}"

    def nowhere(self, *words: str) -> None:
        """None of this is in the page, its hidden parts included."""
        source = self.tab.content()
        for word in words:
            assert word not in source, f"{word!r} is in {self.path}"

    def weight(self) -> int:
        """Bytes of this page with all that it asks for, as they are before compression."""
        seen: list[int] = []

        def note(answer: Response) -> None:
            seen.append(len(answer.body()))

        self.tab.on("response", note)
        self.tab.reload()
        self.tab.wait_for_load_state("networkidle")
        self.tab.remove_listener("response", note)
        assert len(seen) >= 2
        return sum(seen)

    def look(self) -> None:
        """Judge the page: quiet console, our own host alone, axe; more for the public."""
        self.tab.wait_for_load_state()
        self._is_quiet()
        if not self.path.startswith(STAFF_PATHS):
            self._look_as_public()
            self._has_no_cookie()
        if self.script and self._is_new():
            self.axe(self.tab)
        self._is_quiet()

    def _is_quiet(self) -> None:
        assert not self.complaints, f"{self.path}: {self.complaints}"

    def _is_new(self) -> bool:
        """Whether she has not had this very page before: what nobody sees apart."""
        page = UNSEEN.sub("", self.tab.content())
        new = page not in self.judged
        self.judged.add(page)
        return new

    def _look_as_public(self) -> None:
        needed, there = self.tab.evaluate(TOO_WIDE)
        assert needed <= there, f"{self.path} scrolls sideways: {needed} > {there}"
        self._is_strict_html()
        assert self.tab.evaluate(STORED) == 0, f"{self.path} keeps something in the browser"

    def _has_no_cookie(self) -> None:
        """But for those of a panel member, which the browser sends to her own pages alone."""
        found = {cookie["path"] for cookie in self.context.cookies()}
        assert found <= {PANEL}, f"{self.path} set a cookie"
        if not self.path.startswith(PANEL) and self.answer is not None:
            assert "cookie" not in self.answer.request.all_headers(), f"{self.path} got a cookie"

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":  # what the policy refuses is told here too
            self.complaints.append(message.text)

    def _note_page(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status < 300:
            self.answer = response

    def _is_strict_html(self) -> None:
        """As the server sent it: what a browser mends on its own doesn't count."""
        assert self.answer is not None
        parser = html5lib.HTMLParser(strict=True)
        try:
            parser.parse(self.answer.text())
        except ParseError as error:
            pytest.fail(f"{self.path}: {error} at {parser.tokenizer.stream.position()}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"asked {request.url}")


class Newcomer(Protocol):
    """Gives somebody a browser that knows nothing yet. Without script axe can't run."""

    def __call__(self, width: int, script: bool) -> Walk: ...


@pytest.fixture
def newcomer(browser: Browser, live_server: object, axe: AxeCheck) -> Iterator[Newcomer]:
    """Somebody new, with axe on every page."""
    opened: list[BrowserContext] = []

    def enter(width: int, script: bool) -> Walk:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return Walk(context, str(live_server), axe, script=script)

    yield enter
    for context in opened:
        context.close()
