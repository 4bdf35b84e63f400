"""A facilitator draws, a second coder codes blind, the lead compares, settles and signs: in a
browser, without script, at a desk's width and on a telephone, and axe looks at each screen."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from feedback.models import Form
from insights.models import Sample, SignOff
from insights.rigour.measuring import measure_sample
from tests.factories.packs import COURT, HOUSING, make_coded
from tests.fixtures.browser import press
from tests.fixtures.story import log_in
from tests.insights.rigour.doubly import coded, compared

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def logged_in(browser: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """logged_in(user): a tab of hers that runs no script of the page."""
    opened: list[BrowserContext] = []

    def open_tab(user: User) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, locale="en-GB", java_script_enabled=False
        )
        opened.append(context)
        session = log_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
        return context.new_page()

    yield open_tab
    for context in opened:
        context.close()


def test_from_drawing_to_signing_without_script(
    asked_here: Form,
    first: User,
    second: User,
    lead: User,
    logged_in: Callable[..., Page],
    live_server: object,
) -> None:
    coded(asked_here, first, 2)
    page = asked_here.consultation_id
    here = {
        name: f"{live_server}{reverse(f'insights:{name}', args=[page])}"
        for name in ("double_coding", "sample", "quiet_voices", "sign_off")
    }
    leads, hers = logged_in(lead), logged_in(second)
    leads.goto(here["double_coding"])
    leads.get_by_label("Second coder").select_option(label=str(second))
    press(leads, leads.get_by_role("button", name="Draw a sample"))

    hers.goto(here["sample"])
    press(hers, hers.get_by_role("link", name="Go on coding"))
    hers.get_by_label("Housing", exact=True).check()
    press(hers, hers.get_by_role("button", name="Add what is ticked"))
    press(hers, hers.get_by_role("button", name="Done, next"))
    press(hers, hers.get_by_role("button", name="Done, next"))
    assert "You have coded the whole sample" in hers.inner_text("body")

    leads.reload()
    press(leads, leads.get_by_role("button", name="Compare", exact=True))
    measure_sample(Sample.objects.get().pk)
    leads.reload()
    assert "Base: 2 responses" in leads.inner_text("main")
    press(leads, leads.locator(".themes-row a"))
    leads.get_by_label("Housing", exact=True).check()
    press(leads, leads.get_by_role("button", name="Settle"))
    assert "Say why, in a sentence." in leads.inner_text("main")
    assert leads.get_by_label("Housing", exact=True).is_checked()
    leads.get_by_label("Why", exact=False).first.fill("We read it together.")
    press(leads, leads.get_by_role("button", name="Settle"))
    assert "All others are settled" in leads.inner_text("main")

    leads.goto(here["quiet_voices"])
    press(leads, leads.get_by_role("button", name="Keep it"))
    leads.goto(here["sign_off"])
    for name in ("Say that it is coded", "Say that it is checked", "Sign the coding off"):
        press(leads, leads.get_by_role("button", name=name))
    assert list(SignOff.objects.values_list("step", flat=True)) == ["coded", "checked", "signed"]
    assert str(lead) in leads.inner_text("main")


@pytest.mark.parametrize("dark", [False, True])
def test_no_screen_has_a_violation_or_is_too_wide(
    asked_here: Form,
    first: User,
    lead: User,
    sample: Sample,
    browser: Browser,
    live_server: object,
    axe: Callable[[Page], None],
    dark: bool,
) -> None:
    responses = compared(sample, [[COURT], [HOUSING]])
    make_coded(asked_here, first, COURT, text="The judge didn't look at me.")
    page = asked_here.consultation_id
    places = [
        *(reverse(f"insights:{n}", args=[page]) for n in ("double_coding", "sample")),
        reverse("insights:comparison", args=[page, sample.pk]),
        reverse("insights:settle", args=[page, sample.pk, responses[0].pk]),
        reverse("insights:bench", args=[page, responses[0].pk]),
        *(reverse(f"insights:{n}", args=[page]) for n in ("quiet_voices", "sign_off")),
    ]
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    session = log_in(lead).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    tab = context.new_page()
    titles = set()
    for place in places:
        tab.goto(f"{live_server}{place}")
        for summary in tab.locator("main details > summary").all():
            summary.focus()
            tab.keyboard.press("Enter")
        axe(tab)
        titles.add(tab.title())
        tab.set_viewport_size({"width": 320, "height": 640})
        wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{place} is {wide} px too wide"
        tab.set_viewport_size({"width": 1280, "height": 800})
    context.close()
    assert len(titles) == len(places)
