"""The page of a pack that is being signed, and pictures, in a browser."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from feedback.models import Form
from insights.models import PackMaking
from insights.packs.making import carry_out
from insights.packs.seal import seal_of
from insights.packs.services import publish_pack, sign_pack
from tests.factories.packs import draft_of
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import log_in

pytestmark = [pytest.mark.browser, pytest.mark.long]
SLIDE = "Slide the table sideways to see the rest."
TOO_WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def enter(page: Any, live_server: Any, by: User) -> None:
    cookie = log_in(by).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def assert_fits(page: Any, axe: AxeCheck) -> None:
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    needed, there = page.evaluate(TOO_WIDE)
    assert needed <= there
    page.set_viewport_size({"width": 1280, "height": 800})


def test_how_far_signing_is_changes_by_itself(
    page: Any, axe: AxeCheck, live_server: Any, crowd: Form, facilitator: User
) -> None:
    pack = draft_of(crowd, facilitator)
    making = PackMaking.objects.create(
        pack=pack, asked_by=facilitator, seal=seal_of(pack), started_on=timezone.localdate()
    )
    enter(page, live_server, facilitator)
    page.goto(live_server.url + reverse("insights:packs:pack", args=[pack.pk]))
    page.get_by_text("Waiting for the worker to sign it for you.").wait_for()
    assert_fits(page, axe)
    assert carry_out(making)
    page.get_by_role("link", name="Show the pack as it is now").click()
    page.get_by_role("link", name="Publish").wait_for()
    assert page.get_by_role("group", name="Signing").count() == 0


def test_pictures_pass_axe_and_fit(
    page: Any, axe: AxeCheck, live_server: Any, crowd: Form, facilitator: User
) -> None:
    pack = draft_of(crowd, facilitator)
    enter(page, live_server, facilitator)
    page.goto(live_server.url + reverse("insights:packs:edition", args=[pack.pk, "review"]))
    assert page.get_by_role("img").count() == 2
    assert not page.get_by_text(SLIDE).first.is_visible()
    assert_fits(page, axe)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.get_by_text(SLIDE).first.is_visible()


def test_a_table_that_goes_over_the_edge_says_so(
    page: Any, axe: AxeCheck, live_server: Any, crowd: Form, facilitator: User
) -> None:
    publish_pack(pack=sign_pack(pack=draft_of(crowd, facilitator), by=facilitator), by=facilitator)
    enter(page, live_server, facilitator)
    page.goto(live_server.url + reverse("insights:decisions"))
    hint = page.get_by_text(SLIDE)
    hint.wait_for(state="hidden")
    page.set_viewport_size({"width": 360, "height": 800})
    hint.wait_for(state="visible")
    assert_fits(page, axe)
