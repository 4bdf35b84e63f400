"""The page of open data in Chromium: a phone, no script, and a file that comes."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from consultations.open_data.tables import TABLES
from core.models import HomePage
from core.plain_english import read
from tests.fixtures.browser import AxeCheck

pytestmark = [pytest.mark.browser, pytest.mark.long]
MOST_BYTES = 50 * 1024


def test_the_page_is_light_plain_and_narrow_and_its_files_come(
    browser: Browser, live_server: object, site_root: HomePage, axe: AxeCheck
) -> None:
    phone = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark")
    tab = phone.new_page()
    weights: list[int] = []
    tab.on("response", lambda answer: weights.append(len(answer.body())))
    tab.goto(f"{live_server}/open/")
    axe(tab)
    assert sum(weights) <= MOST_BYTES
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert not phone.cookies()
    words = " ".join(tab.locator("main p").all_inner_texts())
    assert (read(words).grade or 99) <= 6
    phone.close()
    plain = browser.new_context(java_script_enabled=False)
    tab = plain.new_page()
    for name in TABLES:
        tab.goto(f"{live_server}/cy/open/")
        with tab.expect_download() as file:
            tab.locator(f'a[href$="/open/{name}.json"]').click()
        path = Path(file.value.path())
        assert f'"table": "{name}"' in path.read_text()
    plain.close()
