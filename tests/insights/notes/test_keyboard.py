"""The bench by keyboard alone, in Chromium: keys, focus, pointing, axe, a narrow screen."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from wagtail.users.models import UserProfile

from core.models import Area
from feedback.models import Form, Response
from insights.models import Mark, Memo, Reading
from insights.notes.memos import write_memo
from insights.services import add_coding
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.notes.conftest import TEXT, decisions, pointed, words_of
from tests.insights.notes.test_pages import url
from tests.journeys.test_staff_narrow import CUT_OFF

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def client(staff: Callable[..., StaffClient], area: Area) -> StaffClient:
    return staff("facilitator", area)


@pytest.fixture
def open_tab(
    browser: Browser, live_server: object, client: StaffClient
) -> Iterator[Callable[..., Page]]:
    """open_tab(width, scheme): a tab of hers."""
    opened: list[BrowserContext] = []

    def make(width: int = 1280, scheme: str = "light") -> Page:
        profile = UserProfile.get_for_user(client.user)
        profile.theme = scheme
        profile.save()
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale="en-GB",
        )
        opened.append(context)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": str(live_server)}])
        return context.new_page()

    yield make
    for context in opened:
        context.close()


def row(tab: Page, code: str) -> str:
    return f"#theme-{theme_of(code).pk}"


def at(tab: Page, selector: str) -> None:
    """She stands there now."""
    expect(tab.locator(f"{selector}:focus")).to_have_count(1)


def keys(tab: Page, *names: str) -> None:
    for name in names:
        tab.keyboard.press(name)


def test_a_response_is_coded_by_keyboard_alone(
    open_tab: Callable[..., Page],
    live_server: object,
    response: Response,
    coded_form: Form,
    client: StaffClient,
) -> None:
    other = make_response(coded_form, "Somebody else.")
    tab = open_tab()
    tab.goto(f"{live_server}{url('bench', response)}")
    keys(tab, "j")
    at(tab, row(tab, HOUSING))
    keys(tab, "ArrowDown")
    at(tab, row(tab, MONEY))
    keys(tab, "k", "a")
    at(tab, row(tab, MONEY))  # the next that is open
    keys(tab, "x")
    at(tab, "#go-on")
    assert decisions() == {(HOUSING, "accepted", True), (MONEY, "rejected", True)}
    keys(tab, "u")
    at(tab, row(tab, MONEY))
    expect(tab.locator(".messages")).to_contain_text("Undone: Money.")

    keys(tab, "/")
    at(tab, "#find-theme")
    tab.keyboard.type("cou")
    expect(tab.locator("#find-said")).to_contain_text("Enter adds “Court”.")
    keys(tab, "Enter")
    at(tab, row(tab, COURT))

    keys(tab, "p")
    at(tab, "[data-words]")
    keys(tab, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    expect(tab.locator("[data-point-words]")).to_have_text("“hostel was full”")
    keys(tab, "Enter")
    at(tab, row(tab, COURT))
    assert words_of() == {(COURT, 4, 19)}
    expect(tab.locator(".pointed__name")).to_contain_text("Court")

    keys(tab, "p", "Control+ArrowRight", "Shift+End", "Enter")  # over the name that stands there
    at(tab, row(tab, COURT))
    assert words_of() == {(COURT, 4, 19), (COURT, 21, len(TEXT) - 1)}

    keys(tab, "r")
    at(tab, "#mark-rich")
    assert Mark.objects.get().kind == "rich"
    expect(tab.locator(".marks")).to_contain_text("She has not allowed quoting.")

    keys(tab, "m")
    at(tab, "#memo-text")
    tab.keyboard.type("a note of j, k and ?")
    keys(tab, "Tab", "Enter")
    at(tab, "#memos")
    assert Memo.objects.get().text == "a note of j, k and ?"

    keys(tab, "j", "c")
    at(tab, "#find-theme")
    tab.keyboard.type("unsa")
    with tab.expect_navigation():
        keys(tab, "Enter")
    at(tab, row(tab, UNSAFE))
    assert (UNSAFE, "added", False) in decisions()
    assert (HOUSING, "rejected", True) in decisions()

    with tab.expect_navigation():
        keys(tab, "n")
    at(tab, "#words")
    assert tab.url == f"{live_server}{url('bench', other)}#words"
    assert Reading.objects.get().response == response
    with tab.expect_navigation():
        keys(tab, "b" if other.pk > response.pk else "f")
    assert url("bench", response) in tab.url


def test_keys_are_listed_switched_off_and_stay_off(
    open_tab: Callable[..., Page], live_server: object, response: Response, axe: AxeCheck
) -> None:
    tab = open_tab()
    tab.goto(f"{live_server}{url('bench', response)}")
    keys(tab, "?")
    at(tab, "#keys-title")
    assert tab.locator("#keyboard-shortcuts-dialog[aria-hidden]").count()  # not the admin's list
    axe(tab)
    keys(tab, "a")
    assert not decisions()
    keys(tab, "Tab", "Space", "Tab", "Enter")
    expect(tab.locator("dialog[open]")).to_have_count(0)
    keys(tab, "a", "x", "r", "j", "n")
    tab.reload()
    keys(tab, "a", "j")
    tab.wait_for_timeout(300)
    assert not decisions()
    assert not Mark.objects.exists()
    tab.get_by_role("button", name="Keys").press("Enter")
    at(tab, "#keys-title")
    keys(tab, "Tab", "Space", "Escape", "a")
    at(tab, row(tab, MONEY))
    assert decisions() == {(HOUSING, "accepted", True)}


def test_the_account_switches_keys_off_too(
    open_tab: Callable[..., Page], live_server: object, response: Response, client: StaffClient
) -> None:
    tab = open_tab()
    UserProfile.objects.filter(user=client.user).update(keyboard_shortcuts=False)
    tab.goto(f"{live_server}{url('bench', response)}")
    keys(tab, "a", "j", "?")
    tab.get_by_role("button", name="Keys").press("Enter")
    expect(tab.get_by_role("dialog", name="Keys of the bench")).to_contain_text(
        "off in your account"
    )
    assert not decisions()


def test_what_is_pressed_while_a_decision_is_on_its_way_waits_for_it(
    open_tab: Callable[..., Page], live_server: object, response: Response
) -> None:
    tab = open_tab()
    tab.goto(f"{live_server}{url('bench', response)}")
    keys(tab, "a", "x")
    at(tab, "#go-on")
    assert decisions() == {(HOUSING, "accepted", True), (MONEY, "rejected", True)}


def test_after_a_change_she_stands_at_the_theme_that_was_changed(
    open_tab: Callable[..., Page], live_server: object, response: Response, client: StaffClient
) -> None:
    tab = open_tab()
    tab.goto(f"{live_server}{url('bench', response)}")
    add_coding(response=response, theme=theme_of(COURT), by=client.user)
    tab.reload()
    for old, typed, new in ((HOUSING, "unsa", UNSAFE), (UNSAFE, "hous", HOUSING)):
        tab.locator(row(tab, old)).focus()
        with tab.expect_navigation():
            keys(tab, "c")
        at(tab, "#find-theme")
        tab.keyboard.type(typed)
        with tab.expect_navigation():
            keys(tab, "Enter")
        at(tab, row(tab, new))
    tab.locator(row(tab, COURT)).focus()
    with tab.expect_navigation():
        keys(tab, "c")
    at(tab, "#find-theme")
    with tab.expect_navigation():
        keys(tab, "Escape")
    at(tab, row(tab, COURT))  # nothing was changed
    assert (COURT, "added", False) in decisions()


def test_enter_in_a_list_of_themes_sends_nothing(
    open_tab: Callable[..., Page], live_server: object, response: Response, client: StaffClient
) -> None:
    """Chromium opens the list here; other browsers send the form."""
    add_coding(response=response, theme=theme_of(COURT), by=client.user)
    tab = open_tab()
    tab.goto(f"{live_server}{url('point', response)}")
    tab.get_by_label("The hostel was full.").check()
    chosen = tab.get_by_label("These words are for")
    chosen.focus()
    chosen.evaluate("""list => {
        list.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        list.form.requestSubmit(); }""")
    tab.wait_for_timeout(300)
    assert not words_of()
    with tab.expect_navigation():
        chosen.evaluate("list => list.form.requestSubmit()")  # as its button does
    assert words_of() == {(COURT, 0, 20)}


def test_words_chosen_with_the_mouse_are_pointed_at(
    open_tab: Callable[..., Page], live_server: object, response: Response, client: StaffClient
) -> None:
    add_coding(response=response, theme=theme_of(COURT), by=client.user)
    coding = add_coding(response=response, theme=theme_of(UNSAFE), by=client.user)
    tab = open_tab()
    tab.goto(f"{live_server}{url('bench', response)}")
    expect(tab.locator("[data-point]")).to_be_hidden()
    tab.evaluate("""() => { const word = [...document.querySelectorAll('[data-words] mark')].pop();
        document.getSelection().selectAllChildren(word); }""")
    tab.get_by_label("These words are for").select_option(str(coding.pk))
    tab.get_by_role("button", name="Point at them").click()
    at(tab, row(tab, UNSAFE))
    assert words_of() == {(UNSAFE, 30, 34)}
    tab.locator(row(tab, UNSAFE)).get_by_role("button", name="Remove").click()
    expect(tab.locator(".pointed")).to_have_count(0)
    assert not words_of()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
)
def test_no_screen_has_a_violation_and_nothing_is_cut_off(
    open_tab: Callable[..., Page],
    live_server: object,
    response: Response,
    coded_form: Form,
    client: StaffClient,
    axe: AxeCheck,
    width: int,
    scheme: str,
) -> None:
    coding = add_coding(response=response, theme=theme_of(COURT), by=client.user)
    pointed(coding, "hostel was full", client.user)
    page = coded_form.consultation
    memo = write_memo(consultation=page, text="Long " * 60, by=client.user, response=response)
    tab = open_tab(width, scheme)
    cut = {}
    for place in (
        url("bench", response),
        url("recode", response, theme_of(COURT).pk),
        url("point", response),
        url("memos"),
        url("memo_on_response", response),
        f"{url('memos')}{memo.pk}/delete/",
        url("responses"),
    ):
        tab.goto(f"{live_server}{place}")
        for summary in tab.locator("main summary:visible").all():
            summary.press("Enter")
        tab.evaluate("scrollTo(0, 0)")  # what the bar that stays lies over changes meanwhile
        axe(tab)
        if found := tab.evaluate(CUT_OFF):
            cut[place] = found[:3]
    tab.goto(f"{live_server}{url('bench', response)}")
    keys(tab, "p", "Shift+ArrowRight")
    expect(tab.locator("[data-point]")).to_be_visible()
    axe(tab)
    assert not cut
