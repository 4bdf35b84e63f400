"""A passkey is made and opens the door, in Chromium with an authenticator of its own."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page

from accounts.members.mailing import wait_for_post
from consultations.panels.models import PanelMember
from consultations.panels.people.profile import identity_of
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.panels import make_panel
from tests.fixtures.browser import press

pytestmark = [pytest.mark.browser, pytest.mark.long]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def her(site_root: object, area: Area) -> PanelMember:
    return joined(make_panel(area), chosen_name="Fern")


def test_she_makes_a_passkey_and_comes_in_with_it(
    page: Page, live_server: object, her: PanelMember
) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    come_in_by_mail(page, f"{live_server}/panel/", her)
    page.goto(f"{live_server}/panel/login/passkeys/add/")
    press(page, "button:text-is('Make a passkey')")
    assert "My phone" in page.inner_text("main")
    page.goto(f"{live_server}/panel/login/out/")
    press(page, "button:text-is('Log out')")
    press(page, "button:has-text('passkey')")
    assert "Hello Fern" in page.inner_text("main")
    page.goto(f"{live_server}/panel/login/passkeys/")
    press(page, "text=Take My phone away")
    press(page, "button:text-is('Take it away')")
    assert "You have none" in page.inner_text("main")
    page.goto(f"{live_server}/panel/login/out/")
    press(page, "button:text-is('Log out')")
    page.click("button:has-text('passkey')")  # it opens nothing any more, and says so
    page.get_by_text("That did not work").first.wait_for()
    assert not page.locator("text=Hello Fern").count()


def come_in_by_mail(page: Page, address: str, her: PanelMember) -> None:
    assert her.user is not None
    page.goto(address)
    page.fill("[name=email]", identity_of(her).email)
    press(page, "button:text-is('Send me a code')")
    wait_for_post()
    found = re.search(r"Your code is (\S+)", str(mail.outbox[-1].body))
    assert found
    page.fill("[name=code]", found[1])
    press(page, "button:text-is('Come in')")
    assert "Hello Fern" in page.inner_text("main")
