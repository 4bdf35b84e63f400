"""Screens of running it, in a browser: axe, strict HTML, keyboard, no script, narrow, and nothing
that leaves our host. The editor is opened too, with its StreamField."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.elevation.services import begin_elevation
from accounts.models import User
from accounts.roles import Role
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from tests.factories.accounts import make_staff
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient, log_in
from tests.journeys.test_staff_narrow import CUT_OFF

BROWSER = pytest.mark.browser


@dataclass
class Office:
    """An area with an administrator who has elevated access, and colleagues."""

    boss: User
    auditor: User
    editor: User
    leaver: User
    page: ConsultationPage

    def screens(self) -> dict[str, list[str]]:
        """Who opens what."""
        one = [self.leaver.pk]
        of_one = ("person", "second_factor", "leave")
        return {
            "boss": [
                "/manage/",
                *(reverse(name) for name in ("day_one", "people:list", "people:invite")),
                *(reverse(f"people:{name}", args=one) for name in of_one),
                reverse("elevation:elevation"),
            ],
            "auditor": [
                *("/manage/", reverse("audit:log"), f"{reverse('audit:log')}?check=1"),
                reverse("elevation:elevation"),
            ],
            "editor": ["/manage/", reverse("wagtailadmin_pages:edit", args=[self.page.pk])],
        }


@pytest.fixture
def office(form: Callable[..., Form], area: Area, intake_key: object) -> Office:
    boss, leaver = make_staff("administrator", area), make_staff("reviewer", area)
    begin_elevation(user=boss, role=Role.REVIEWER, area=area, reason="Both are ill.", minutes=30)
    auditor, editor = make_staff("auditor", area), make_staff("editor", area)
    return Office(boss, auditor, editor, leaver, form().consultation)


def strict(page: bytes) -> None:
    """Fails where a browser would have to guess. Wagtail's own frame is not ours to judge: what
    stands in `main` is."""
    html5lib.HTMLParser(strict=True).parse(b"<!doctype html><title>x</title>" + inner(page))


def inner(page: bytes) -> bytes:
    return (
        page.partition(b'<main class="content-wrapper')[2]
        .partition(b">")[2]
        .partition(b"</main>")[0]
    )


@pytest.mark.pages
def test_our_screens_are_strict_html(office: Office) -> None:
    for who, addresses in office.screens().items():
        client = log_in(getattr(office, who))
        for where in addresses[1:] if who == "editor" else addresses:
            if "/pages/" not in where:
                strict(client.get(where).content)


@pytest.mark.pages
def test_the_check_sees_what_is_not_strict(office: Office) -> None:
    page = log_in(office.boss).get(reverse("people:list")).content
    with pytest.raises(html5lib.html5parser.ParseError):
        strict(page.replace(b"</table>", b"</div>"))


class Desk:
    """A tab of somebody who is logged in, that notes whom it asks."""

    def __init__(self, context: BrowserContext, address: str, user: User) -> None:
        client: Client = log_in(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        self.address, self.asked, self.broken = address, set[str](), list[str]()
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.asked.add(request.url))
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.broken.append(message.text)

    def go(self, where: str) -> Page:
        answer = self.page.goto(f"{self.address}{where}", wait_until="load")
        assert answer is not None
        assert answer.status == 200, where
        return self.page

    def outside(self) -> list[str]:
        """Whatever went to another host. `data:` and `blob:` go nowhere."""
        here = urlsplit(self.address).netloc
        asked = (urlsplit(url) for url in self.asked)
        return [u.geturl() for u in asked if u.scheme in {"http", "https"} and u.netloc != here]


@pytest.fixture
def desk(context: BrowserContext, live_server: object) -> Callable[[User], Desk]:
    return lambda user: Desk(context, str(live_server), user)


@BROWSER
def test_an_administrator_gives_a_role_and_ends_access_by_keyboard(
    office: Office, desk: Callable[[User], Desk], axe: AxeCheck
) -> None:
    """The one that is walked each time; the others are in the slow tier."""
    boss = desk(office.boss)
    page = boss.go(reverse("people:leave", args=[office.leaver.pk]))
    axe(page)
    press = page.get_by_role("button", name="End her access now")
    press.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("can’t log in any more").is_visible()
    assert page.get_by_text("account is off").is_visible()
    assert boss.outside() == []
    assert boss.broken == []


@BROWSER
@pytest.mark.long
@pytest.mark.parametrize("who", ["boss", "auditor", "editor"])
def test_every_screen_has_no_violation_and_asks_nobody_else(
    office: Office, desk: Callable[[User], Desk], axe: AxeCheck, who: str
) -> None:
    there = desk(getattr(office, who))
    for scheme in ("light", "dark"):
        there.page.emulate_media(color_scheme=scheme)
        for where in office.screens()[who]:
            axe(there.go(where), of_colour=scheme == "dark")
    assert there.outside() == []
    assert there.broken == []


@BROWSER
@pytest.mark.long
@pytest.mark.parametrize("who", ["boss", "auditor"])
def test_nothing_is_cut_off_at_320(office: Office, desk: Callable[[User], Desk], who: str) -> None:
    there = desk(getattr(office, who))
    there.page.set_viewport_size({"width": 320, "height": 640})
    cut = {}
    for where in office.screens()[who]:
        page = there.go(where)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")
        if found := page.evaluate(CUT_OFF):
            cut[where] = found[:3]
    assert cut == {}


@pytest.fixture
def without_script(browser: Browser, live_server: object) -> Iterator[Callable[[User], Desk]]:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(10_000)
    yield lambda user: Desk(context, str(live_server), user)
    context.close()


@BROWSER
@pytest.mark.long
def test_without_script_elevated_access_is_taken_and_ended(
    office: Office, without_script: Callable[[User], Desk]
) -> None:
    there = without_script(office.boss)
    page = there.go(reverse("elevation:elevation"))
    page.get_by_label("As what").select_option("facilitator")
    page.get_by_label("Area").select_option(label=office.page.area.name)
    page.get_by_label("Why").fill("To see why a page is empty.")
    page.get_by_label("1 hour").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Take it").click()
    told = page.get_by_role("region", name="Elevated access")
    assert told.get_by_text("Facilitator, Southdown").first.is_visible()
    with page.expect_navigation():
        told.locator("button", has_text="Facilitator").click()
    assert not page.get_by_text("You have elevated access: Facilitator").count()
    assert there.outside() == []


@pytest.mark.parametrize("where", ["/", "/help/", "/accounts/login/", "/accounts/2fa/", "/form/x/"])
def test_pages_outside_the_admin_have_the_strict_policy(
    site_root: object, superuser: StaffClient, where: str
) -> None:
    policy = superuser.get(where).headers["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    assert "http" not in policy.replace(settings.LEAVE_ORIGIN, "")


def test_the_admin_is_loosened_for_its_editor_and_asks_nobody_else(superuser: StaffClient) -> None:
    policy = superuser.get("/manage/").headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
    assert parts["script-src"] == "'self' 'unsafe-inline'"
    assert parts["connect-src"] == "'self'"
    assert parts["default-src"] == "'none'"
    assert parts["object-src"] == "'none'"
    assert parts["form-action"] == "'self'"
    assert "http" not in policy


def test_what_asks_other_hosts_is_off() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
    assert settings.WAGTAILEMBEDS_FINDERS == []
