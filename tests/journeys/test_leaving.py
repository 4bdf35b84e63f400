"""After leaving, sending or a day, Back and reload never show her words. In a real Chromium."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from feedback.intake.models import IntakeKey
from feedback.models import Form, Question
from tests.factories.feedback import make_question
from tests.fixtures.browser import ARGUMENTS, WITH_AND_WITHOUT_SCRIPT, by_tier, find_browser, press
from tests.journeys.weather import weather

__all__ = ["weather"]
pytestmark = pytest.mark.browser
SECRET = "zanzibar 07700 900123"
STEPS = [
    "ready",
    "first question",
    "choice",
    "last question",
    "check",
    "details",
    "uses",
    "receipt",
]
BUSY = 20_000  # milliseconds: a slow machine is not a finding


@pytest.fixture(scope="module")
def keeping_browser(browser: Browser) -> Iterator[Browser]:
    """Chromium with its back-forward cache on, as at home; playwright turns it off."""
    program = find_browser()
    assert program is not None
    chromium = browser.browser_type.launch(
        executable_path=program,
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield chromium
    chromium.close()


@pytest.fixture(params=WITH_AND_WITHOUT_SCRIPT)
def tab(request: pytest.FixtureRequest, keeping_browser: Browser) -> Iterator[Page]:
    context: BrowserContext = keeping_browser.new_context(java_script_enabled=request.param)
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


@pytest.fixture
def address(live_server: object, form: Callable[..., Form], intake_key: IntakeKey) -> str:
    return f"{live_server}/form/{form().slug}/"


def go_to(tab: Page, address: str, step: str) -> list[str]:
    """Walk to a step, leaving words on the way; returns what must never be seen again."""
    tab.goto(address)
    press(tab, "button[value=start]")
    walk = ["continue"] * 6 + ["send"]
    for here, go in zip(STEPS, walk, strict=False):
        if here == "first question":
            tab.fill("textarea", SECRET)
        if step == here:
            return [SECRET]
        press(tab, f"button[value={go}]")
    words = tab.locator(".words li").all_inner_texts()
    return [SECRET, *(f">{word}<" for word in words)]


def seen(tab: Page) -> str:
    """What a person at the screen, or a look at the page, could read now."""
    try:
        return tab.content()
    except PlaywrightError:  # Chromium's own page for a post that has to be sent again
        return ""


def look_back(tab: Page) -> list[str]:
    """Press Back until the tab's beginning, reload each page with resend, and keep what is seen."""
    pages = []
    session = tab.context.new_cdp_session(tab)
    history = session.send("Page.getNavigationHistory")
    for _ in range(history["currentIndex"]):
        try:
            tab.go_back(wait_until="load", timeout=3000)
        except PlaywrightError:  # ERR_CACHE_MISS: the browser asks to send the form again
            pages.append(seen(tab))
        pages.append(seen(tab))
        pages.append(reload(tab))
    return pages


def reload(tab: Page) -> str:
    """Reload with "send again", as pressing Reload and then Continue does."""
    with contextlib.suppress(PlaywrightError):
        tab.reload(wait_until="load", timeout=BUSY)
    return seen(tab)


@pytest.mark.parametrize("step", by_tier(STEPS, {"first question"}))
def test_after_leaving_nothing_is_seen_again(
    tab: Page, address: str, weather: str, step: str
) -> None:
    secrets = go_to(tab, address, step)
    tab.click(".leave button")
    tab.wait_for_url(weather)
    pages = look_back(tab)
    assert not [secret for page in pages for secret in secrets if secret in page]


@pytest.mark.parametrize("way", by_tier(["More help", "Stay safe on this site"], {"More help"}))
@pytest.mark.parametrize("step", by_tier(STEPS, {"first question"}))
@pytest.mark.long
def test_after_leaving_from_help_nothing_is_seen_again(
    tab: Page, address: str, weather: str, step: str, way: str
) -> None:
    secrets = go_to(tab, address, step)
    beside = tab.get_by_role("button", name=way)
    press(tab, beside if beside.count() else tab.get_by_role("button", name="Stay safe"))
    tab.click(".leave button")
    tab.wait_for_url(weather)
    pages = look_back(tab)
    assert not [secret for page in pages for secret in secrets if secret in page]


@pytest.mark.long
def test_after_leaving_from_lost_words_her_receipt_is_not_seen_again(
    tab: Page, address: str, weather: str
) -> None:
    secrets = go_to(tab, address, "receipt")
    press(tab, tab.get_by_role("button", name="Your six words"))
    press(tab, tab.get_by_role("button", name="I lost my six words"))
    assert "Nobody can find them again" in tab.content()
    tab.click(".leave button")
    tab.wait_for_url(weather)
    pages = look_back(tab)
    assert not [secret for page in pages for secret in secrets if secret in page]


@pytest.mark.long
def test_help_leads_back_to_what_she_was_writing(tab: Page, address: str) -> None:
    go_to(tab, address, "first question")
    press(tab, tab.get_by_role("button", name="More help"))
    assert "In danger now?" in tab.content()
    press(tab, tab.get_by_role("button", name="Back to my words"))
    assert tab.input_value("textarea") == SECRET


@pytest.mark.long
@pytest.mark.parametrize("tab", [True], indirect=True)
def test_this_way_of_looking_back_would_see_words(tab: Page, address: str, weather: str) -> None:
    """Without leaving, Back and resend do show them: so the tests above can fail."""
    go_to(tab, address, "uses")
    tab.goto(weather)
    assert any(SECRET in page for page in look_back(tab))


@pytest.mark.long
def test_after_sending_only_the_receipt_repeats(tab: Page, address: str) -> None:
    _, *words = go_to(tab, address, "receipt")
    assert words[0] in reload(tab)
    pages = look_back(tab)
    assert not any(SECRET in page for page in pages)
    assert not any(word in page for page in pages for word in words)


@pytest.mark.long
def test_after_a_day_nothing_is_seen_again(tab: Page, address: str) -> None:
    go_to(tab, address, "check")
    assert SECRET in reload(tab)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert SECRET not in reload(tab)
        assert not any(SECRET in page for page in look_back(tab))


@pytest.mark.long
def test_titles_and_addresses_tell_nothing(tab: Page, address: str, weather: str) -> None:
    go_to(tab, address, "receipt")
    session = tab.context.new_cdp_session(tab)
    entries = session.send("Page.getNavigationHistory")["entries"]
    told = " ".join(f"{entry['title']} {entry['url']}".lower() for entry in entries)
    for word in ("women", "prison", "abuse", "probation", "police", "feedback", "voice", "victim"):
        assert word not in told


def test_the_way_out_is_the_first_thing_after_the_skip_link(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    focused = tab.locator(":focus")
    assert focused.inner_text() == "Leave this site"


def test_enter_goes_on_and_nowhere_else(
    tab: Page, live_server: object, form: Callable[..., Form], intake_key: IntakeKey
) -> None:
    """Help is a button of the form too, and stands above."""
    letters = make_question(Question.Kind.SHORT_TEXT, "Did your letters come?")
    where = make_question(Question.Kind.SINGLE, "Where were you?", ("In prison", "At home"))
    tab.goto(f"{live_server}/form/{form(None, letters, where).slug}/")
    press(tab, "button[value=start]")
    tab.focus("input[value=no]")
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="Did your letters come?").wait_for()
    tab.fill("#text", "No")
    tab.keyboard.press("Enter")
    tab.get_by_role("group", name="Where were you?").wait_for()
    tab.get_by_label("At home").check()
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="Check your answers").wait_for()
