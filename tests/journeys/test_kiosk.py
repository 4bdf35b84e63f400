"""Two women at one device, one after the other. The second finds nothing of the first.

In a real Chromium with its back-forward cache on; the clock is the test's own.
"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from feedback.intake.models import ClosedVisit, IntakeKey, SealedResponse
from feedback.kiosk import Kiosk
from feedback.models import Form
from tests.fixtures.browser import AxeCheck, by_tier
from tests.journeys.test_leaving import keeping_browser, look_back, reload, seen
from tests.journeys.weather import weather

__all__ = ["keeping_browser", "weather"]
pytestmark = pytest.mark.browser
SECRET = "zanzibar 07700 900123"
STEPS = ["start", "ready", "first question", "choice", "last question", "check"]
STEPS += ["details", "uses", "receipt"]
PRESSES = ["start", "continue", "continue", "continue", "continue", "continue", "continue", "send"]
STORED = "[localStorage.length, sessionStorage.length, document.cookie.length, history.length]"
STAY, READ, TROUBLE = "[data-stay]", "[data-read]", "[data-trouble]"


@pytest.fixture(params=[True], ids=["script"])
def tab(request: pytest.FixtureRequest, keeping_browser: Browser) -> Iterator[Page]:
    context = keeping_browser.new_context(
        java_script_enabled=request.param,
        viewport={"width": 320, "height": 700},
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(5000)
    tab = context.new_page()
    if request.param:
        tab.clock.install()
    yield tab
    if request.param:
        tab.evaluate("onpagehide = null")  # else its last word could reach the next test's database
    context.close()


@pytest.fixture
def made(form: Callable[..., Form], intake_key: IntakeKey) -> Form:
    return form()


@pytest.fixture
def home(live_server: object, made: Form) -> str:
    return f"{live_server}{Kiosk.today(made.pk, 'en-gb').home}"


def press(tab: Page, value: str) -> None:
    """Press a button of the page, and wait for the page that takes its place."""
    main = tab.locator("main").element_handle()
    tab.click(f"main button[value={value}]")
    tab.wait_for_function("main => !main.isConnected", arg=main)


def go_to(tab: Page, home: str, step: str) -> list[str]:
    """Walk to a step, leaving words on the way; returns what must never be seen again."""
    tab.goto(home)
    press(tab, "open")
    for here, value in zip(STEPS, PRESSES, strict=False):
        if here == "first question":
            tab.fill("textarea", SECRET)
        if step == here:
            return [SECRET]
        press(tab, value)
    words = tab.locator(".words li").all_inner_texts()
    assert len(words) == 6
    return [SECRET, *(f">{word}<" for word in words)]


def finish(tab: Page) -> None:
    with tab.expect_navigation():
        tab.click("button:text('Finish and clear')")


def between(tab: Page, home: str) -> None:
    """The page for whoever comes next stands there."""
    expect(tab.get_by_role("button", name="Begin")).to_be_visible()
    assert tab.url == home


def nothing_of_her(tab: Page, secrets: list[str]) -> None:
    """Not in the page, in what the browser keeps, in its history, or by going back or forward."""
    pages = [seen(tab)]
    assert tab.evaluate(STORED)[:3] == [0, 0, 0]
    assert not tab.context.cookies()
    session = tab.context.new_cdp_session(tab)
    history = session.send("Page.getNavigationHistory")
    told = "".join(entry["url"] + entry["title"] for entry in history["entries"])
    pages += [told, reload(tab), *look_back(tab)]
    for _ in history["entries"]:
        with contextlib.suppress(PlaywrightError):  # a page from the cache never "loads"
            tab.go_forward(wait_until="commit", timeout=2000)
        pages += [seen(tab), reload(tab)]
    assert not [secret for page in pages for secret in secrets if secret in page]


@pytest.mark.parametrize("step", by_tier(STEPS, {"last question"}))
def test_the_second_woman_finds_nothing_of_the_first(tab: Page, home: str, step: str) -> None:
    secrets = go_to(tab, home, step)
    finish(tab)
    between(tab, home)
    nothing_of_her(tab, secrets)
    visits = 0 if step == "start" else 2 if step == "receipt" else 1
    assert ClosedVisit.objects.count() == visits  # sent, and left


@pytest.mark.parametrize("step", by_tier(["last question", "receipt"], {"last question"}))
@pytest.mark.long
def test_leaving_leads_to_the_neutral_start(tab: Page, home: str, step: str) -> None:
    secrets = go_to(tab, home, step)
    with tab.expect_navigation():
        tab.click(".leave button")
    between(tab, home)
    nothing_of_her(tab, secrets)


@pytest.mark.long
@pytest.mark.parametrize("step", by_tier(["last question", "receipt"], {"receipt"}))
def test_walking_off_by_the_address_bar_leaves_nothing(
    tab: Page, home: str, weather: str, step: str
) -> None:
    secrets = go_to(tab, home, step)
    tab.goto(weather)
    nothing_of_her(tab, secrets)
    assert ClosedVisit.objects.exists()


@pytest.mark.long
@pytest.mark.parametrize("step", by_tier(["check", "receipt"], {"check"}))
def test_reloading_shows_the_neutral_start(tab: Page, home: str, step: str) -> None:
    secrets = go_to(tab, home, step)
    tab.reload()
    between(tab, home)
    nothing_of_her(tab, secrets)


@pytest.mark.long
def test_the_history_does_not_grow(tab: Page, home: str) -> None:
    tab.goto(home)
    before = tab.evaluate("history.length")
    go_to(tab, home, "receipt")
    finish(tab)
    go_to(tab, home, "check")
    tab.click(".leave button")
    assert tab.evaluate("history.length") == before


@pytest.mark.long
def test_left_alone_it_asks_and_then_clears_itself(tab: Page, home: str) -> None:
    secrets = go_to(tab, home, "first question")
    tab.clock.run_for(179_000)
    expect(tab.locator(STAY)).to_be_hidden()
    tab.clock.run_for(2_000)
    expect(tab.locator(STAY)).to_be_visible()
    expect(tab.get_by_role("button", name="Yes, stay here")).to_be_focused()
    tab.clock.run_for(28_000)
    assert tab.input_value("textarea") == SECRET
    with tab.expect_navigation():
        tab.clock.run_for(2_000)
    between(tab, home)
    nothing_of_her(tab, secrets)
    assert ClosedVisit.objects.count() == 1


@pytest.mark.long
@pytest.mark.parametrize("how", ["touch", "button", "Enter"])
def test_one_touch_or_key_stays(tab: Page, home: str, how: str) -> None:
    go_to(tab, home, "first question")
    tab.focus("textarea")
    tab.clock.run_for(200_000)
    expect(tab.locator(STAY)).to_be_visible()
    if how == "touch":
        tab.mouse.click(5, 5)
    elif how == "button":
        tab.click("button:text('Yes, stay here')")
    else:
        tab.keyboard.press(how)
    expect(tab.locator(STAY)).to_be_hidden()
    expect(tab.locator("textarea")).to_be_focused()
    tab.clock.run_for(179_000)
    assert tab.input_value("textarea") == SECRET


@pytest.mark.long
def test_writing_keeps_it_open(tab: Page, home: str) -> None:
    go_to(tab, home, "first question")
    for _ in range(4):
        tab.clock.run_for(170_000)
        tab.keyboard.press("Shift")
    expect(tab.locator(STAY)).to_be_hidden()
    assert tab.input_value("textarea") == SECRET


@pytest.mark.long
def test_the_receipt_clears_itself_sooner(tab: Page, home: str) -> None:
    secrets = go_to(tab, home, "receipt")
    tab.clock.run_for(91_000)
    expect(tab.locator(STAY)).to_be_visible()
    with tab.expect_navigation():
        tab.clock.run_for(30_000)
    between(tab, home)
    nothing_of_her(tab, secrets)


@pytest.mark.long
def test_between_two_women_nothing_asks(tab: Page, home: str) -> None:
    tab.goto(home)
    tab.clock.run_for(400_000)
    between(tab, home)
    assert not tab.locator(STAY).count()


@pytest.mark.long
def test_help_opens_in_a_box_and_her_words_stay(tab: Page, home: str) -> None:
    go_to(tab, home, "first question")
    tab.click("main a:text('More help')")
    expect(tab.locator(READ)).to_be_visible()
    expect(tab.locator(READ)).to_contain_text("help", ignore_case=True)
    # no other form opens here: she is told where she can ask for it
    expect(tab.locator(READ)).to_contain_text("You can't ask for this on a shared device")
    expect(tab.locator(f"{READ} a[href*=contact]")).to_have_count(0)
    tab.click("button:text('Close, and go back')")
    expect(tab.locator(READ)).to_be_hidden()
    assert (tab.url, tab.input_value("textarea")) == (home, SECRET)


@pytest.mark.long
def test_offline_her_words_stay(tab: Page, home: str) -> None:
    go_to(tab, home, "first question")
    tab.context.set_offline(True)
    tab.click("button[value=continue]")
    expect(tab.locator(TROUBLE)).to_be_visible()
    tab.click(f"{TROUBLE} button")
    assert tab.input_value("textarea") == SECRET
    tab.context.set_offline(False)
    press(tab, "continue")
    assert not tab.locator("textarea").count()


@pytest.mark.long
@pytest.mark.parametrize("status", [413, 500])
def test_when_we_break_her_words_stay(tab: Page, home: str, status: int) -> None:
    go_to(tab, home, "first question")
    tab.route("**/form/**", lambda route: route.fulfill(status=status, body="<p>Oh dear"))
    tab.click("button[value=continue]")
    expect(tab.locator(TROUBLE)).to_be_visible()
    assert tab.input_value("textarea") == SECRET


@pytest.mark.long
def test_after_midnight_it_says_that_its_day_is_over(tab: Page, home: str, made: Form) -> None:
    tab.goto(home)
    tomorrow = timezone.now() + timedelta(days=1)
    with time_machine.travel(tomorrow), tab.expect_navigation():
        tab.click("button:text('Begin')")
    expect(tab.get_by_role("heading", name="This device is not set up today")).to_be_visible()


@pytest.mark.long
def test_a_mistake_is_told_and_the_count_goes_on(tab: Page, home: str) -> None:
    go_to(tab, home, "first question")
    tab.fill("textarea", "x" * 20_001)
    expect(tab.locator("#count")).to_contain_text("too many")
    press(tab, "continue")
    expect(tab.locator(".error-summary")).to_be_focused()
    expect(tab.locator("#count")).to_contain_text("too many")
    tab.click(".error-summary a")
    expect(tab.locator("textarea")).to_be_focused()
    assert tab.url == home


@pytest.mark.long
def test_she_may_write_in_welsh_and_the_next_woman_is_asked_anew(tab: Page, home: str) -> None:
    tab.goto(home)
    main = tab.locator("main").element_handle()
    tab.click("button:text('Cymraeg')")
    tab.wait_for_function("main => !main.isConnected", arg=main)
    assert tab.evaluate("document.documentElement.lang") == "cy"
    with tab.expect_navigation():
        tab.click("main ~ aside button")
    between(tab, home)
    assert tab.evaluate("document.documentElement.lang") == "en-gb"


def test_what_is_sent_is_sent_once(tab: Page, home: str) -> None:
    go_to(tab, home, "uses")
    tab.dblclick("button[value=send]")
    expect(tab.locator(".words li")).to_have_count(6)
    assert SealedResponse.objects.count() == 1


@pytest.mark.parametrize("tab", [False], indirect=True)
def test_without_script_it_says_so_and_takes_nothing(tab: Page, home: str, made: Form) -> None:
    tab.goto(home)
    expect(tab.get_by_role("heading", name="This page needs JavaScript")).to_be_visible()
    assert not tab.locator("main form").count()
    tab.click("main a")
    assert tab.url.endswith(f"/form/{made.slug}/")


@pytest.mark.long
def test_every_page_and_box_is_accessible(tab: Page, home: str, axe: AxeCheck) -> None:
    tab.goto(home)
    axe(tab)
    for step in STEPS:
        go_to(tab, home, step)
        axe(tab)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, step
    for box in (STAY, READ, TROUBLE):
        go_to(tab, home, "check")
        tab.evaluate(f"document.querySelector('{box}').showModal()")
        axe(tab)
