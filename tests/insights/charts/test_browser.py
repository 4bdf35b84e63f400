"""Charts in Chromium: axe, a narrow screen, from a number to the responses by keyboard, print."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from core.models import Area
from feedback.models import Form
from feedback.review.models import Invite
from insights.models import VoiceTarget
from insights.selectors import theming_of
from tests.factories.packs import make_coded
from tests.factories.themes import use_codebook
from tests.fixtures.browser import AxeCheck, press
from tests.fixtures.story import log_in
from tests.insights.charts.conftest import COURT, FUNDS, HOUSING, PRISON, TRUST

pytestmark = [pytest.mark.browser, pytest.mark.long]
GIVEN = ((TRUST, COURT, HOUSING), (TRUST, PRISON), (FUNDS, COURT), (TRUST,), ())


@pytest.fixture
def busy(asked_here: Form, form: Callable[..., Form], coder: User, area: Area) -> Form:
    """Women of two consultations and some months, a target and a group."""
    other = form()
    theming = theming_of(asked_here.consultation)
    assert theming is not None
    use_codebook(other.consultation, theming.codebook)
    for number in range(30):
        week = (date(2026, 1, 5) + timedelta(weeks=number // 2)).isoformat()
        for made in (asked_here, other)[: 1 + (number % 3 == 0)]:
            make_coded(made, coder, *GIVEN[number % 5], week=week)
    invite = Invite.objects.create(
        area=area, group="Women of the harbour", code="KTQ7-MD3X", made_on=timezone.localdate()
    )
    page = asked_here.consultation
    VoiceTarget.objects.create(consultation=page, channel="web", wanted=40)
    VoiceTarget.objects.create(consultation=page, invite=invite, wanted=20)
    return asked_here


def tab_of(context: BrowserContext, user: User, address: object) -> Page:
    cookie = log_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": str(address)}]
    )
    return context.new_page()


@pytest.mark.parametrize("dark", [False, True])
def test_no_screen_has_a_violation_or_is_too_wide(
    browser: Browser, live_server: object, busy: Form, coder: User, axe: AxeCheck, dark: bool
) -> None:
    page = busy.consultation_id
    places = [
        *(reverse(f"insights:{name}", args=[page]) for name in ("map", "over_time", "heard")),
        reverse("insights:over_time", args=[page]) + "?of=area&by=week",
        reverse("insights:map", args=[page]) + "?rows=factor&columns=factor",
        reverse("insights:between") + "?by=consultation",
        reverse("insights:responses", args=[page]) + "?show=coded&from=2026-01-05&channel=web",
    ]
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    tab = tab_of(context, coder, live_server)
    for place in places:
        tab.goto(f"{live_server}{place}")
        for summary in tab.locator("main details > summary").all():
            if summary.is_visible():
                summary.focus()
                tab.keyboard.press("Enter")
        axe(tab)
        tab.set_viewport_size({"width": 320, "height": 640})
        wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{place} is {wide} px too wide"
        tab.set_viewport_size({"width": 1280, "height": 800})
    context.close()


def test_from_a_number_to_the_words_and_back_without_script_or_mouse(
    browser: Browser, live_server: object, busy: Form, coder: User
) -> None:
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    tab = tab_of(context, coder, live_server)
    tab.goto(f"{live_server}{reverse('insights:responses', args=[busy.consultation_id])}")
    press(tab, tab.get_by_role("link", name="Map of themes"))
    cell = tab.locator(".map tbody tr").first.locator("td a").first
    number = int(cell.inner_text())
    cell.focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert f"{number} responses (Coded by a person)" in tab.inner_text("main")
    assert tab.locator("th.words").count() == number
    press(tab, tab.get_by_role("link", name="Start reading"))
    press(tab, tab.get_by_role("link", name="Back to"))
    assert f"{number} responses (Coded by a person)" in tab.inner_text("main")
    tab.goto(f"{live_server}{reverse('insights:heard', args=[busy.consultation_id])}")
    assert tab.get_by_role("button", name="Copy this paragraph").count() == 0  # needs a script
    assert "Women of the harbour" in tab.locator("#copy-anybody").input_value()
    context.close()


def test_a_chart_is_printed_whole(
    browser: Browser, live_server: object, busy: Form, coder: User
) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 600})
    tab = tab_of(context, coder, live_server)
    tab.goto(f"{live_server}{reverse('insights:over_time', args=[busy.consultation_id])}")
    tab.emulate_media(media="print")
    for scroll in tab.locator(".chart .scroll").all():
        hidden = scroll.evaluate("e => e.scrollHeight - e.clientHeight")
        assert hidden <= 0
    assert not tab.get_by_role("button", name="Show", exact=True).is_visible()
    context.close()
