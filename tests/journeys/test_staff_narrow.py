"""Staff screens at 320 px: nothing is cut off. Wagtail hides overflow, so axe sees none of it."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from core.models import Area, Helpline
from feedback.models import Form
from feedback.review.sweep import sweep
from feedback.services import submit_response
from tests.factories.feedback import make_payload
from tests.factories.themes import make_codebook
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.browser
# What stands over an edge of the visible main part and in nothing that scrolls and can be focused.
# Wagtail's own trail of links and its list of panels, which slides in, are not ours to judge.
CUT_OFF = """() => {
  const box = document.querySelector('main').getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0) - 1, Math.min(box.right, innerWidth) + 1];
  const scrolls = (part) => part.tabIndex >= 0 && part.ariaLabel &&
    ['auto', 'scroll'].includes(getComputedStyle(part).overflowX);
  const reached = (one) => {
    for (let part = one.parentElement; part; part = part.parentElement)
      if (scrolls(part)) return true;
    return false;
  };
  const clipped = (one) => one && one !== document.body &&
    (getComputedStyle(one).clipPath !== 'none' || clipped(one.parentElement));
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !clipped(one) && one.tagName !== 'use'
    && !one.closest('.w-minimap, .w-breadcrumbs, .w-sr-only');
  return [...document.querySelectorAll('main *')].filter((one) => {
    const { width, height, left: from, right: to } = one.getBoundingClientRect();
    return width > 1 && height > 1 && (from < left || to > right) && seen(one) && !reached(one);
  }).map((one) => one.outerHTML.slice(0, 120));
}"""
LONG = "Getting home, and everything that went before it and after it in those two weeks"


@pytest.fixture
def made(form: Callable[..., Form], intake_key: object, superuser: StaffClient) -> Form:
    made = form()
    Form.objects.filter(pk=made.pk).update(title=LONG)
    type(made.consultation).objects.filter(pk=made.consultation_id).update(title=LONG)
    make_codebook()
    for number in (1, 2):
        submit_response(payload=make_payload(made, "They listened."), visit=f"visit-{number}")
    sweep()
    return made


@pytest.fixture
def line(area: Area) -> Helpline:
    return Helpline.objects.create(
        name="Somebody to talk to at any time of the day or night",
        number="0808 1570 000",
        about="For anyone.",
        source_url=f"https://example.org/{'helplines' * 12}/",
        checked_on=date(2026, 1, 1),
        area=area,
    )


@pytest.fixture
def narrow(context: BrowserContext, live_server: object, superuser: StaffClient) -> Page:
    """A small screen of somebody who may see everything."""
    cookie = superuser.cookies[settings.SESSION_COOKIE_NAME].value
    address = str(live_server)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    return page


def addresses(form: Form, line: Helpline) -> list[str]:
    """Every screen of ours that a person opens by its address."""
    place, question = form.pk, form.questions.all()[0].question_id
    page = form.consultation_id
    snippets = {
        "feedback/form": place,
        "feedback/question": question,
        "core/helpline": line.pk,
    }
    found = ["", "reading-room/", "reading-room/held/", "reading-room/safeguarding/"]
    for name, pk in snippets.items():
        found += [f"snippets/{name}/{more}" for more in ("", "add/", f"edit/{pk}/")]
    found += [f"snippets/core/helpline/inspect/{line.pk}/", "shared-devices/"]
    steps = ("publish", "copy", "versions", "welsh", "shared-device")
    found += [f"forms/{place}/{step}/" for step in steps]
    found += ["themes/", f"themes/{page}/", f"themes/{page}/overview/"]
    return [f"/manage/{address}" for address in [*found, "packs/"]]


@pytest.mark.long
def test_nothing_is_cut_off(
    narrow: Page, live_server: object, made: Form, line: Helpline, axe: AxeCheck
) -> None:
    cut: dict[str, list[str]] = {}
    for address in addresses(made, line):
        answer = narrow.goto(f"{live_server}{address}", wait_until="load")
        assert answer is not None
        assert answer.status == 200, address
        narrow.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")
        if found := narrow.evaluate(CUT_OFF):
            cut[address] = found[:3]
    assert not cut, json.dumps(cut, indent=1)
    narrow.goto(f"{live_server}/manage/snippets/feedback/form/")
    part = narrow.get_by_role("region", name="Table: Forms")
    part.focus()
    narrow.keyboard.press("ArrowRight")
    assert part.evaluate("e => e === document.activeElement && e.scrollWidth > e.clientWidth")
    axe(narrow)


@pytest.mark.long
def test_the_check_sees_what_is_cut_off(narrow: Page, live_server: object, made: Form) -> None:
    narrow.goto(f"{live_server}/manage/shared-devices/")
    narrow.evaluate("document.querySelector('main p').style.cssText = 'width: 400px'")
    assert len(narrow.evaluate(CUT_OFF)) == 1
