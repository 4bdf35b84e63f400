"""A browser that notices whatever runs, and that says whether words are shown as they were typed.

What counts as run: `hit` called in any frame; a dialog, a new tab, a request to another host, an
address that changed by itself; an error of a script or of the policy; and a payload that became
part of the page's markup, though nobody has pressed it yet.

As typed means character for character, but for what HTML itself folds and the product documents:
a line ends in \\n whatever it was typed with; NUL, which no page and no database can hold, is gone
or the sign for "unknown" (feedback.services); where a page folds white space, so does the check.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Frame,
    Page,
    Request,
    Route,
)

from tests.fixtures.story import StaffClient

HIT = re.compile(r"hit\.invalid/(\d+)")
# A payload in the page's markup: as the name or the value of an attribute that doesn't only show
# text, or inside a script or a style. JSON for a script of Wagtail's is data, and may hold words.
PLANTED = """() => {
  const shows = new Set(['value', 'title', 'aria-label', 'aria-description', 'placeholder', 'alt']);
  const is = (text) => /hit[(]|hit[.]invalid/.test(text);
  const found = [];
  const look = (root) => root.querySelectorAll('*').forEach((one) => {
    for (const { name, value } of one.attributes)
      if (is(name) || (is(value) && !shows.has(name))) found.push(one.outerHTML.slice(0, 200));
    const runs = ['SCRIPT', 'STYLE'].includes(one.tagName.toUpperCase());
    if (runs && one.type !== 'application/json' && is(one.textContent))
      found.push(one.outerHTML.slice(0, 200));
    if (one.content instanceof DocumentFragment) look(one.content);
  });
  look(document);
  return found;
}"""
# [whether white space stands as it was typed, the text] of every visible place of a selector.
SHOWN = """(places) => places.filter((place) => place.checkVisibility({ visibilityProperty: true }))
  .map((place) => {
    if (['INPUT', 'TEXTAREA'].includes(place.tagName)) return [true, place.value];
    const copy = place.cloneNode(true);
    copy.querySelectorAll('br').forEach((line) => line.replaceWith('\\n'));
    copy.querySelectorAll('p').forEach((paragraph) => paragraph.append('\\n\\n'));
    return [getComputedStyle(place).whiteSpaceCollapse !== 'collapse', copy.textContent];
  })"""
PAUSE = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 40)))"
LINES = re.compile(r"\r\n?")
# What HTML folds, and what Python's split folds beside it, which lists of the product use.
FOLDED = re.compile(r"\s+")


def as_typed(text: str) -> str:
    """Line ends as every browser has them, and neither NUL nor the sign that stands in for it."""
    return LINES.sub("\n", text).replace("\0", "").replace("\ufffd", "")


def folded(text: str) -> str:
    return FOLDED.sub(" ", as_typed(text)).strip()


class Watch:
    """One browser of somebody, and all that ran in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.ran: list[str] = []
        self.at = ""
        context.expose_binding("hit", self._hit)
        context.on("request", self._request)
        # what would lead away leads nowhere: the page stays, to be looked at
        context.route(
            re.compile(rf"^https?://(?!{re.escape(urlsplit(address).netloc)}/)"), leave_out
        )
        context.on("console", self._console)
        context.on("weberror", lambda error: self.ran.append(f"error {error.error}"))
        self.page: Page = context.new_page()
        context.on("page", lambda page: self.ran.append(f"a tab {page.url}"))
        self.page.on("dialog", self._dialog)

    def log_in(self, client: StaffClient, cookie: str) -> None:
        value = client.cookies[cookie].value
        self.context.add_cookies([{"name": cookie, "value": value, "url": self.address}])

    def go(self, path: str) -> None:
        """Open an address of ours and see that nothing ran."""
        self.at = path
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        assert urlsplit(self.page.url).path == urlsplit(path).path, (
            f"{path} went to {self.page.url}"
        )
        self.is_quiet()

    def press(self, selector: str) -> None:
        """Press what leads to another page, and see that nothing ran there."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.at = urlsplit(self.page.url).path
        self.is_quiet()

    def is_quiet(self) -> None:
        """Fails unless nothing ran and nothing of a payload is markup."""
        try:
            self.page.wait_for_load_state()
            self.page.evaluate(PAUSE)
            planted = self.page.evaluate(PLANTED)
        except Error as error:
            raise AssertionError(f"{self.at} went away: {error}; {self.ran[:5]} ran") from error
        assert not planted, f"{self.at}: {len(planted)} in the markup, such as {planted[:3]}"
        assert not self.ran, f"{self.at}: {len(self.ran)} ran, such as {self.ran[:5]}"
        assert self.page.url.startswith(self.address), f"{self.at} went to {self.page.url}"

    def shows(self, selector: str, words: Iterable[str]) -> None:
        """Fails unless each of the words stands visibly in one of these places, as typed."""
        lost = missing(self.page, selector, list(words))
        assert not lost, f"{self.at}: {len(lost)} not as typed in {selector}: {lost[:5]}"

    def _hit(self, source: dict[str, Any], number: object = "") -> None:
        self.ran.append(f"hit {number}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.ran.append(f"asked {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":  # what the policy refuses is told here too
            self.ran.append(f"said {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":  # Wagtail's own, for what is not saved
            self.ran.append(f"dialog {dialog.message}")
        dialog.accept()


def leave_out(route: Route) -> None:
    route.abort("aborted")


def missing(page: Page | Frame, selector: str, words: Sequence[str]) -> list[str]:
    """Those that no visible place of this selector shows as they were typed."""
    assert words, "There is nothing to look for."
    shown = page.locator(selector).evaluate_all(SHOWN)
    exact = "\n".join(as_typed(text) for kept, text in shown if kept)
    loose = "\n".join(folded(text) for kept, text in shown if not kept)
    return [w for w in words if as_typed(w) not in exact and folded(w) not in loose]
