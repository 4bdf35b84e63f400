"""The screens of a codebook in Chromium: axe, a narrow screen, the keyboard, no script."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page
from wagtail.users.models import UserProfile

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.codebook.changes import edit_theme, name_in_area
from insights.codebook.remapping import merge_theme
from insights.models import Coding
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.browser import AxeCheck, press
from tests.fixtures.story import StaffClient
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.codebook.screens import READ, WRITE, place
from tests.journeys.test_staff_narrow import CUT_OFF

pytestmark = [pytest.mark.browser, pytest.mark.long]

LONG = (
    "Words that go on for a while, so that a list cuts them short and shows the rest on demand. "
    * 3
)


@pytest.fixture
def busy(coded_form: Form, ann: User, area: Area) -> Form:
    """Something on each screen."""
    for text in ("I fell behind with the rent.", LONG, "They stopped my benefits."):
        make_coded(coded_form, ann, MONEY, text=text)
    notes = {"include": "Rent and debt.", "exclude": "A place to live: see Housing."}
    edit_theme(theme=theme_of(MONEY), by=ann, why="Two people coded it unlike.", **notes)
    edit_theme(theme=theme_of(COURT), by=ann, name="At court and before it, waiting for a date")
    merge_theme(theme=theme_of(UNSAFE), into=theme_of(HOUSING), by=ann, why="Hardly ever used.")
    name_in_area(theme=theme_of(MONEY), area=area, by=ann, name="Making ends meet")
    return coded_form


def log_in(context: BrowserContext, client: StaffClient, address: object) -> Page:
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": str(address)}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context.new_page()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_screen_has_a_violation_and_nothing_is_cut_off(
    browser: Browser,
    live_server: object,
    busy: Form,
    staff: Callable[..., StaffClient],
    area: Area,
    axe: AxeCheck,
    width: int,
    scheme: str,
) -> None:
    client = staff("facilitator", area)
    profile = UserProfile.get_for_user(client.user)
    profile.theme = scheme
    profile.save()
    size = {"width": width, "height": 800}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    tab = log_in(context, client, live_server)
    cut = {}
    for name in (*READ, *WRITE):
        tab.goto(f"{live_server}{place(name)}")
        if name == "split":
            tab.get_by_label("Name of new theme 1").fill("Debt")
            tab.get_by_label("Name of new theme 2").fill("Benefits")
            press(tab, "text=Go on to the responses")
        for summary in tab.locator("main summary").all():
            summary.press("Enter")
        tab.evaluate("scrollTo(0, 0)")  # what the bar that stays lies over changes meanwhile
        axe(tab)
        if found := tab.evaluate(CUT_OFF):
            cut[name] = found[:3]
    tab.goto(f"{live_server}{place('add')}")
    press(tab, "main form button.button")
    axe(tab)
    context.close()
    assert not cut


def test_a_split_without_script_and_its_undoing(
    browser: Browser,
    live_server: object,
    busy: Form,
    staff: Callable[..., StaffClient],
    area: Area,
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = log_in(context, staff("facilitator", area), live_server)
    tab.goto(f"{live_server}{place('codebook')}")
    row = tab.locator(f"#theme-{theme_of(MONEY).pk}")
    row.locator("summary").press("Enter")
    row.get_by_role("link", name="Split").press("Enter")
    tab.get_by_label("Name of new theme 1").fill("Debt")
    tab.get_by_label("Name of new theme 2").fill("Benefits")
    tab.get_by_role("button", name="Go on to the responses").press("Enter")
    tab.get_by_role("group", name="They stopped").get_by_label("Benefits").press("Space")
    tab.get_by_role("group", name="I fell").get_by_label("Debt").press("Space")
    tab.get_by_role("button", name="Split", exact=True).press("Enter")
    tab.wait_for_selector("text=is split into")
    codes = Coding.objects.order_by("theme__code").values_list("theme__code", flat=True)
    assert list(codes) == ["need.money", "need.money.benefits", "need.money.debt"]
    tab.goto(f"{live_server}{place('history')}")
    tab.get_by_role("button", name="Undo").first.press("Enter")
    tab.wait_for_selector("text=Undone: Theme split")
    assert set(codes.all()) == {MONEY}
    context.close()
