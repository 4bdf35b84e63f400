"""None of 500 payloads runs in a staff screen, and each is shown as it was typed. In Chromium."""

import json
from collections.abc import Callable

import pytest
from django.utils.safestring import mark_safe
from playwright.sync_api import BrowserContext, Page, Request, Route

from consultations.models import ConsultationPage
from feedback.intake.models import IntakeKey
from tests.factories.feedback import make_form, three_questions
from tests.fixtures.story import StaffClient
from tests.resilience import (
    xss_bodies,
    xss_doors,
    xss_findings,
    xss_insights,
    xss_made,
    xss_quotes,
    xss_reading,
)
from tests.resilience.xss import PLACES, Payload, packed, payloads, texts
from tests.resilience.xss_browser import HIT, PLANTED, Watch, missing
from tests.resilience.xss_house import House
from tests.resilience.xss_registry import TOGETHER, VISITS
from tests.resilience.xss_screens import address, is_without_words, make_busy, staff_views

# their views are registered
__all__ = [
    "xss_bodies",
    "xss_doors",
    "xss_findings",
    "xss_insights",
    "xss_made",
    "xss_quotes",
    "xss_reading",
]

pytestmark = [pytest.mark.browser, pytest.mark.long]
AT_ONCE = 30
# Each in a frame of its own, so that one payload can't swallow the next; then what a person does.
FRAMES = """(pages) => Promise.all(pages.map((page) => new Promise((done) => {
  const frame = document.createElement('iframe');
  frame.onload = () => setTimeout(done, 150);
  setTimeout(done, 1500);
  frame.srcdoc = page;
  document.body.append(frame);
})))"""
PRESS = """() => document.querySelectorAll('*').forEach((one) => {
  for (const name of ['mouseover', 'mouseenter', 'pointerover', 'pointerdown', 'focus', 'keydown',
    'input', 'change', 'select', 'blur', 'toggle', 'animationstart', 'wheel', 'copy', 'paste',
    'drag', 'beforetoggle'])
    one.dispatchEvent(new Event(name));
  if (one.click) one.click();
  else one.dispatchEvent(new MouseEvent('click', { bubbles: true }));
})"""


def test_there_are_500_and_more_and_no_two_are_alike() -> None:
    made = payloads()
    assert len(made) == len({p.text for p in made}) >= 500
    assert {p.place for p in made} == set(PLACES)
    assert [p.number for p in made] == list(range(1, len(made) + 1))
    parts = packed(texts(), 3_000)
    assert [word for part in parts for word in part] == texts()
    assert max(len("\n".join(part)) for part in parts) <= 3_000


class Control:
    """Careless pages, and the numbers of the payloads that ran in them."""

    def __init__(self, context: BrowserContext) -> None:
        self.ran: set[int] = set()
        context.expose_binding("hit", lambda source, number=0: self._hit(number))
        context.route("**/*", self._asked)
        self.context = context

    def _hit(self, number: object) -> None:
        found = json.dumps(number).strip('[]"')
        self.ran |= {int(found)} if found.isdecimal() else set()

    def _asked(self, route: Route, request: Request) -> None:
        self.ran |= {int(found) for found in HIT.findall(request.url)}
        route.abort()

    def put(self, group: list[Payload]) -> Page:
        """One careless page each, then a press on everything in it."""
        page = self.context.new_page()
        page.set_content("<title>a</title>")
        page.evaluate(FRAMES, [PLACES[p.place](p.text) for p in group])
        for frame in page.frames[1:]:
            if not frame.is_detached() and frame.url == "about:srcdoc":
                frame.evaluate(PRESS)
        page.wait_for_timeout(150)
        return page


def test_the_recorder_sees_what_runs_in_a_careless_page(context: BrowserContext) -> None:
    control, made = Control(context), list(payloads())
    for start in range(0, len(made), AT_ONCE):
        control.put(made[start : start + AT_ONCE]).close()
    ran = [p for p in made if p.number in control.ran]
    still = sorted({p.place for p in made} - {p.place for p in ran})
    assert not still, "In these places nothing of ours runs."
    assert len(ran) >= 0.6 * len(made)


def test_the_check_sees_markup_and_words_that_are_altered(page: Page) -> None:
    raw = [p for p in payloads() if p.place == "text" and p.family == "elements"]
    page.set_content("<main>" + "".join(f"<p>{p.text}</p>" for p in raw[:8]) + "</main>")
    assert len(page.evaluate(PLANTED)) >= 8
    assert len(missing(page, "main", [p.text for p in raw[:8]])) == 8
    page.set_content("<main style='white-space: pre'></main>")
    said = "\n".join(texts())
    page.evaluate("(said) => { document.querySelector('main').textContent = said }", said)
    assert not missing(page, "main", texts())
    assert not page.evaluate(PLANTED)
    page.evaluate("document.querySelector('main').style.display = 'none'")
    assert missing(page, "main", texts()) == texts()


@pytest.fixture
def house(
    consultation: Callable[..., ConsultationPage],
    intake_key: IntakeKey,
    superuser: StaffClient,
    context: BrowserContext,
    live_server: object,
    monkeypatch: pytest.MonkeyPatch,
) -> House:
    """A form whose second question takes words of her own, and a browser of somebody who may see
    everything. A quote may be as long as any answer: the few of a pack hold every payload."""
    monkeypatch.setattr("insights.packs.quotes.LONGEST", 100_000)
    for name in ("LONGEST", "OFFERED"):  # and a page of cards offers them all
        monkeypatch.setattr(f"insights.handover.cards.{name}", 100_000)
    questions = three_questions()
    questions[1].options.filter(text="Somewhere else").update(more=True)
    form = make_form(consultation(), *questions)
    return House(form, superuser, Watch(context, str(live_server)))


@pytest.mark.parametrize("views", TOGETHER)
def test_nothing_runs_and_all_is_shown_as_typed(house: House, views: str) -> None:
    TOGETHER[views](house)


@pytest.mark.parametrize("view", ["reading_room:held_item", "insights:theme"])
def test_a_view_that_escapes_nothing_is_noticed(
    house: House, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    monkeypatch.setattr("django.template.defaultfilters.escape", mark_safe)
    with pytest.raises(AssertionError, match=r"in the markup|went away"):
        VISITS[view](house)


def test_nothing_runs_where_no_words_of_women_stand(house: House) -> None:
    """Screens with what colleagues typed: names, titles, notes and reasons."""
    args, wrong = make_busy(house), []
    for name, route in staff_views().items():
        if is_without_words(name):
            try:
                house.watch.go(address(name, route, args))
            except AssertionError as error:
                wrong.append(f"{name}: {str(error)[:500]}")
                house.watch.ran.clear()
    house.watch.go("/manage/")
    assert not wrong, "\n".join(wrong)
