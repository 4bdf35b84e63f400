"""A facilitator hands over: without script, by keyboard, at a desk, on a telephone; axe looks."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from feedback.review.forgetting import forget
from insights.models import HandOver, Mark
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.browser import press
from tests.fixtures.story import log_in
from tests.insights.handover.coded import OPEN, TEAM, handed

pytestmark = [pytest.mark.browser, pytest.mark.long]
HARD = "He said he will kill me tonight."


@pytest.fixture
def said(here: Form, first: User, women: dict[str, Response]) -> Response:
    """Words that may be on a card, one of which somebody marked."""
    make_coded(here, first, HOUSING, text=HARD, uses=TEAM)
    marked = make_coded(here, first, HOUSING, MONEY, text=OPEN, uses=TEAM)
    Mark.objects.create(response=marked, kind=Mark.Kind.QUOTABLE, by=first, marked_on="2026-11-01")
    return marked


def open_tab(browser: Browser, user: User, live_server: object, **options: object) -> Page:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        locale="en-GB",
        accept_downloads=True,
        reduced_motion="reduce",
        **options,  # type: ignore[arg-type]
    )
    session = log_in(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    return context.new_page()


def test_from_a_file_to_telling_without_script(
    page: ConsultationPage,
    said: Response,
    women: dict[str, Response],
    first: User,
    browser: Browser,
    live_server: object,
) -> None:
    tab = open_tab(browser, first, live_server, java_script_enabled=False)
    tab.goto(f"{live_server}{reverse('insights:responses', args=[page.pk])}")
    press(tab, tab.get_by_role("link", name="Hand over"))
    press(tab, tab.get_by_role("button", name="Make the file"))
    assert "Say why, in a sentence." in tab.inner_text("main")
    tab.get_by_label("REFI-QDA project", exact=False).first.check()
    tab.get_by_label("Print them in a report").check()
    tab.get_by_label("Why they leave", exact=False).fill("For the evaluation.")
    tab.get_by_label("Who will have them", exact=False).fill("Evaluation team")
    with tab.expect_download() as given:
        tab.get_by_role("button", name="Make the file").click()
    assert given.value.suggested_filename.endswith("-coded-report.qdpx")

    forget([bytes(women["report"].receipt_hash or b"")])
    tab.goto(f"{live_server}{reverse('insights:hand_over', args=[page.pk])}")
    assert "Tell Evaluation team to delete this file" in tab.inner_text("main")
    press(tab, tab.get_by_role("button", name="They were told"))
    assert "Evaluation team was told on" in tab.inner_text("main")

    tab.goto(
        f"{live_server}{reverse('insights:theme_paragraph', args=[page.pk, theme_of(HOUSING).pk])}"
    )
    assert "spoke of “Housing”." in tab.locator("#exact-words").input_value()
    assert not tab.get_by_role("button", name="Copy").is_visible()


def test_cards_by_keyboard_alone(
    page: ConsultationPage, said: Response, first: User, browser: Browser, live_server: object
) -> None:
    tab = open_tab(browser, first, live_server)
    tab.goto(f"{live_server}{reverse('insights:quote_cards', args=[page.pk])}")
    tab.locator("[name=use]").first.focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    words = tab.inner_text("main")
    assert "Marked as worth quoting" in words
    assert "The card begins with a heads-up" in words
    tab.locator("[name=quotes]").first.focus()
    tab.keyboard.press("Space")
    while tab.evaluate("document.activeElement.name") != "with_themes":
        tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Session on Tuesday")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Session lead")
    with tab.expect_download() as given:
        tab.keyboard.press("Enter")
    assert given.value.suggested_filename.endswith("-quote-cards.pdf")
    row = HandOver.objects.get()
    assert (row.kind, row.why, row.held_by) == ("cards", "Session on Tuesday", "Session lead")


def test_the_button_copies(
    page: ConsultationPage, said: Response, first: User, browser: Browser, live_server: object
) -> None:
    tab = open_tab(browser, first, live_server)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=str(live_server))
    tab.goto(f"{live_server}{reverse('insights:paragraph', args=[page.pk])}")
    tab.get_by_role("button", name="Copy").first.focus()
    tab.keyboard.press("Enter")
    tab.get_by_text("Copied.").first.wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.locator("#exact-words").input_value()


@pytest.mark.parametrize("dark", [False, True])
def test_no_screen_has_a_violation_or_is_too_wide(
    page: ConsultationPage,
    said: Response,
    women: dict[str, Response],
    first: User,
    browser: Browser,
    live_server: object,
    axe: Callable[[Page], None],
    dark: bool,
) -> None:
    handed(page, first, held_by="x" * 120, why="y" * 300)
    handed(page, first)
    forget([bytes(women["report"].receipt_hash or b"")])
    tab = open_tab(browser, first, live_server, color_scheme="dark" if dark else "light")
    cards = reverse("insights:quote_cards", args=[page.pk])
    places = [
        reverse("insights:hand_over", args=[page.pk]),
        cards,
        f"{cards}?use=design_team",
        f"{cards}?use=public",
        reverse("insights:paragraph", args=[page.pk]),
        reverse("insights:theme_paragraph", args=[page.pk, theme_of(HOUSING).pk]),
    ]
    for place in places:
        tab.goto(f"{live_server}{place}")
        axe(tab)
        tab.set_viewport_size({"width": 320, "height": 640})
        wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{place} is {wide} px too wide"
        tab.set_viewport_size({"width": 1280, "height": 800})
