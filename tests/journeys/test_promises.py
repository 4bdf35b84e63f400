"""She looks for a question, sees what was promised and what became of it; an editor moves a day
and keeps a promise, and she reads both. Phone, without script; with it too in the slow tier."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from consultations.models import ConsultationPage, UpdatePage, WhatHappenedPage
from core.models import Area, HomePage
from tests.factories.many import make_many
from tests.factories.promises import day, make_promise
from tests.fixtures.browser import WITH_AND_WITHOUT_SCRIPT, AxeCheck, press
from tests.fixtures.story import StaffClient
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser

MOST_BYTES = 50 * 1024
Make = Callable[..., ConsultationPage]


@pytest.fixture
def story(site_root: HomePage, consultation: Make, area: Area, other_area: Area) -> HomePage:
    """Forty consultations of two areas, and one of which there is news, with two promises."""
    page = consultation("closed", title="Getting out", slug="getting-out")
    make_promise(page, -30, what="We write to the board.")
    make_promise(page, 9, what="The panel meets.")
    page.add_child(
        instance=UpdatePage(title="We met", slug="we-met", note="They listened.", told_on=day(-3))
    )
    make_many(site_root, [area, other_area], 40)
    site_root.refresh_from_db()
    site_root.add_child(instance=WhatHappenedPage(title="What happened", slug="what-happened"))
    page.save()  # found by its words from now on
    return site_root


@pytest.mark.parametrize("script", WITH_AND_WITHOUT_SCRIPT)
def test_she_finds_a_question_and_what_became_of_promises(
    newcomer: Newcomer, story: HomePage, script: bool
) -> None:
    her = newcomer(320, script)
    tab = her.tab
    her.go("/consultations/")
    press(tab, "text=Next page")
    her.look()
    assert "Page 2 of 3" in tab.inner_text("main")
    tab.locator("summary").click()
    tab.select_option("select[name=area]", "southdown")
    tab.select_option("select[name=where]", "reading")
    press(tab, "main >> text=Show")
    her.look()
    assert "?area=southdown" in tab.url
    assert tab.locator("h2").all_inner_texts() == ["We are reading"]
    tab.fill("#words", "getting")
    press(tab, "main >> button:text-is('Look')")
    her.look()
    assert "getting" not in tab.url
    press(tab, "text=Getting out")
    her.look()
    said = tab.inner_text("main")
    assert "They listened." in said
    assert "It is not done yet, and we are sorry." in said
    press(tab, "text=We met")
    her.look()
    press(tab, "text=Back to what we asked")
    press(tab, "nav >> text=What happened")
    her.look()
    assert tab.locator("h2").first.inner_text() == "Late"
    assert her.weight() <= MOST_BYTES


@pytest.fixture
def desk(
    browser: Browser, live_server: object, superuser: StaffClient
) -> Iterator[Callable[[int], Walk]]:
    """Somebody who is logged in, at a screen so wide."""
    opened = []

    def not_looked_at(page: Page, *, of_colour: bool = False) -> None:
        """axe needs script: the screens are looked at elsewhere."""

    def enter(width: int) -> Walk:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        opened.append(context)
        cookie = superuser.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": str(live_server)}])
        return Walk(context, str(live_server), not_looked_at, script=False)

    yield enter
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_an_editor_moves_a_day_and_keeps_a_promise(
    newcomer: Newcomer,
    desk: Callable[[int], Walk],
    axe: AxeCheck,
    story: HomePage,
    width: int,
) -> None:
    tab = desk(width).tab
    page = ConsultationPage.objects.get(slug="getting-out")
    base = newcomer(320, False)
    tab.goto(f"{base.address}/manage/")
    axe(tab)
    assert "Promises that are due" in tab.inner_text("main")
    press(tab, "main a:text-is('Getting out')")
    axe(tab)
    press(tab, "text=Move the day of the reply")
    press(tab, "button:has-text('Move it in the open')")
    axe(tab)
    assert "Nothing that you wrote is lost" in tab.inner_text("main")
    tab.fill("#id_to", day(60).isoformat())
    tab.keyboard.press("Escape")
    tab.fill("#id_because", "Snow closed the office.")
    press(tab, "button:has-text('Move it in the open')")
    axe(tab)
    press(tab, "text=Say what became of it >> nth=0")
    axe(tab)
    tab.check("#id_state_0")
    tab.fill("#id_how", "The letter went.")
    press(tab, "button:has-text('Tell it')")
    needed, there = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert needed <= there
    base.go(page.url_path.removeprefix(story.url_path.rstrip("/")))
    said = base.tab.inner_text("main")
    assert "because: Snow closed the office." in said
    assert "The letter went." in said
    assert "Kept late" in said
