"""The bank by keyboard, at 320 pixels and in the dark: what is seen, and that axe is content."""

from typing import Any

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form
from insights.models import BankQuote, QuoteCheck
from insights.quotes.checklist import CHECKLIST
from tests.factories.packs import HOUSING, draft_of, finding_with_quotes, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import log_in
from tests.insights.quotes.conftest import EVERY_USE, SAYS, added, passed, stopped
from tests.insights.quotes.test_pages import every_address, url

TOO_WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def enter(page: Any, live_server: Any, user: User) -> None:
    cookie = log_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_pass_axe(
    page: Any,
    axe: AxeCheck,
    live_server: Any,
    asked: Form,
    quote: BankQuote,
    ann: User,
    bea: User,
    scheme: str,
) -> None:
    other = added(make_coded(asked, ann, HOUSING, text=SAYS, uses=EVERY_USE), ann)
    make_coded(asked, ann, HOUSING, text="Nobody met me at the gate.", uses=EVERY_USE)
    passed(quote, ann, bea)
    stopped(other, bea)
    finding_with_quotes(draft_of(asked, ann), quote)
    enter(page, live_server, ann)
    page.emulate_media(color_scheme=scheme)
    here = asked.consultation
    addresses = every_address(here, quote)
    addresses[1] += f"?theme={theme_of(HOUSING).pk}"
    for address in [*addresses, url("quote", here, other.pk)]:
        page.goto(live_server.url + address)
        axe(page)
        page.set_viewport_size({"width": 320, "height": 800})
        needed, there = page.evaluate(TOO_WIDE)
        assert needed <= there, f"{address} scrolls sideways: {needed} > {there}"
        page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.browser
def test_a_quote_is_read_by_keyboard(
    page: Any, live_server: Any, asked: Form, quote: BankQuote, ann: User
) -> None:
    enter(page, live_server, ann)
    consultation: ConsultationPage = asked.consultation
    page.goto(live_server.url + url("quote", consultation, quote.pk))
    page.locator(f"#held-{CHECKLIST[0].key}").focus()
    for _ in CHECKLIST:
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("Space")  # yes
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Kept. Now: Waits for a second reader.").wait_for()
    assert QuoteCheck.objects.get().passed
