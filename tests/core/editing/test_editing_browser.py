"""The editor's help in Chromium: the panel fills as she types, and Wagtail's own checks run."""

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from core.models import HomePage, InformationPage
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient

# Wagtail's list of the parts of a form scrolls and takes no focus (8.0.1).
NOT_OURS = "document.querySelectorAll('.w-minimap').forEach((one) => one.remove())"
pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.mark.parametrize("width", [320, 1280])
def test_checks_tell_of_what_is_typed(
    context: BrowserContext,
    page: Page,
    live_server: object,
    superuser: StaffClient,
    site_root: HomePage,
    axe: AxeCheck,
    width: int,
) -> None:
    body = [("drawing", {"drawing": "bus", "tells": "A bus", "decorative": False})]
    plain = InformationPage(title="Your rights", slug="rights", lead="They are yours.", body=body)
    site_root.add_child(instance=plain)
    cookie = superuser.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": str(live_server)}])
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server}{reverse('wagtailadmin_pages:edit', args=[plain.pk])}")
    page.locator("#id_lead").fill("A female offender must utilise it.")
    page.get_by_role("button", name="Toggle checks").click()
    panel = page.locator("[data-plain-words]")
    expect(panel).to_contain_text("female offender", timeout=20_000)
    expect(panel).to_contain_text("utilise: use")
    expect(panel).to_contain_text("Reading grade")
    expect(page.locator("[data-content-word-count]")).not_to_have_text("-", timeout=20_000)
    assert told == []
    page.evaluate(NOT_OURS)
    axe(page)
