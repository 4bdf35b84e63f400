"""The item page in Chromium: keys, selection, live preview; and every screen past axe."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from accounts.roles import Role
from accounts.services import grant_role
from core.models import Area
from feedback.models import Answer, Form
from feedback.review.models import ReviewBatch, SafeguardingCase
from tests.feedback.review.conftest import Send, sweep_now
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.browser
WORDS = "he will kill me. My worker Sarah rang about the carnival fire"


@pytest.fixture
def lead_page(
    context: BrowserContext,
    live_server: object,
    staff: Callable[..., StaffClient],
    one_form: Form,
    send: Send,
) -> Page:
    """A tab of the safeguarding lead of the form's area, with one urgent response waiting."""
    send(WORDS)
    sweep_now()
    area: Area = one_form.consultation.area
    client: Client = staff("safeguarding_lead", area)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    address = str(live_server)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/manage/reading-room/")
    return page


def open_item(page: Page) -> None:
    page.get_by_role("button", name="Open the next ten").click()
    page.get_by_role("link", name="Read the next").click()
    page.wait_for_url("**/batches/*/*/")  # and its scripts: they listen to the key
    assert not page.get_by_text("My worker").first.is_visible()
    unfold(page)


@pytest.mark.long
def test_a_reader_takes_words_out_with_the_keyboard_alone(lead_page: Page) -> None:
    page = lead_page
    open_item(page)
    preview = page.locator("[data-preview]").first
    assert preview.inner_text() == "he will kill me. My worker [name] rang about the carnival fire"
    page.locator("[data-words]").first.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "t"):
        page.keyboard.press(key)
    assert preview.inner_text().startswith("[name] kill me.")
    page.keyboard.press("z")  # without leaving the field that t led to
    assert preview.inner_text().startswith("he will kill me.")
    page.locator("[data-words]").first.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "t", "1", "Control+s"):
        page.keyboard.press(key)
    page.get_by_text("Back to the queue").wait_for()
    assert Answer.objects.get().text.startswith("he will [name]. My worker [name]")


@pytest.mark.long
def test_unticking_shows_in_the_preview_at_once(lead_page: Page) -> None:
    page = lead_page
    open_item(page)
    page.get_by_label("Sarah", exact=True).uncheck()
    assert "My worker Sarah rang" in page.locator("[data-preview]").first.inner_text()
    assert page.locator("mark[data-kept]").count() == 1


OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('[data-part] :is(input, select, button)')]
    .map((one) => one.getBoundingClientRect()).filter((box) => box.width > 1);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const out = (box) => box.left < 0 || box.right > document.documentElement.clientWidth;
  const wrong = (a) => out(a) || boxes.some((b) => a !== b && over(a, b));
  return [boxes.length, boxes.filter(wrong).length];
}"""


@pytest.mark.long
def test_no_field_stands_over_another(lead_page: Page) -> None:
    page = lead_page
    open_item(page)
    for width in (1920, 1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERLAPS)[0] >= 12
        # The menu slides away on a narrow screen: what counts is where they come to stand.
        page.wait_for_function(f"() => ({OVERLAPS})()[1] === 0", timeout=10_000)


@pytest.mark.long
def test_the_key_for_saving_never_saves_what_is_folded(lead_page: Page) -> None:
    page = lead_page
    page.get_by_role("button", name="Open the next ten").click()
    page.get_by_role("link", name="Read the next").click()
    page.wait_for_url("**/batches/*/*/")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Take out selected words").wait_for()
    assert not Answer.objects.exists()


@pytest.mark.long
def test_the_question_mark_lists_the_keys(lead_page: Page) -> None:
    lead_page.set_viewport_size({"width": 1280, "height": 600})
    lead_page.keyboard.press("?")
    keys = lead_page.get_by_role("dialog")
    keys.get_by_text("Take out selected words").wait_for()
    for key in ("Tab", "Tab", "End"):  # past the button that closes it
        lead_page.keyboard.press(key)
    lead_page.wait_for_timeout(500)  # the scrolling is drawn out
    assert keys.locator(".w-dialog__content").evaluate("box => box.scrollTop") > 300


@pytest.mark.long
def test_after_undo_a_button_still_acts_on_its_own_row(lead_page: Page) -> None:
    """Buttons of all rows share a name: undoing must not give them one value."""
    page = lead_page
    open_item(page)
    values = "all => all.map(button => button.value)"
    buttons = page.locator("button[name=never], button[name=always]")
    before = buttons.evaluate_all(values)
    assert len(set(before)) > 1
    for key in ("j", "x", "z"):
        page.keyboard.press(key)
    assert buttons.evaluate_all(values) == before


@pytest.mark.long
def test_every_screen_passes_axe(lead_page: Page, axe: AxeCheck) -> None:
    page = lead_page
    axe(page)
    page.get_by_role("button", name="Open the next ten").click()
    axe(page)
    page.get_by_role("link", name="Read the next").click()
    axe(page)
    page.locator("summary", has_text="Open her words").click()
    axe(page)
    page.locator("[name$='-more-0-words']").first.fill("not in there")
    page.keyboard.press("Control+s")
    page.get_by_text("These words are not in the answer").wait_for()
    axe(page)
    base = page.url.split("/manage/")[0]
    batch, case = ReviewBatch.objects.get(), SafeguardingCase.objects.get()
    grant_role(user=batch.opened_by, role=Role.ADMINISTRATOR, area=batch.area)
    room, area = "reading-room", batch.area_id
    for path in (
        "",
        f"{room}/safeguarding/",
        f"{room}/safeguarding/{case.pk}/words/",
        f"{room}/batches/{batch.pk}/pause/",
        f"{room}/batches/{batch.pk}/hand-over/",
        f"{room}/areas/{area}/enough/",
        f"{room}/rooms/",
        f"{room}/rooms/{area}/leads/",
        f"{room}/rooms/{area}/rules/",
    ):
        page.goto(f"{base}/manage/{path}")
        axe(page)


def test_a_reader_goes_through_a_response_without_the_mouse(lead_page: Page) -> None:
    page = lead_page
    open_item(page)
    press, preview = page.keyboard.press, page.locator("[data-preview]").first
    press("j")
    assert page.evaluate("document.activeElement.matches('[data-found]')")
    press("x")
    assert "My worker Sarah" in preview.inner_text()
    press("z")
    assert "My worker [name]" in preview.inner_text()
    for key in ("e", "Escape", "w", "ArrowRight", "t", "Escape", "Control+s"):
        press(key)
    page.get_by_text("Nothing is saved yet: say how safe she sounds.").wait_for()
    assert page.evaluate("document.activeElement.name") == "level"
    assert not Answer.objects.exists()
    for key in ("1", "Control+s"):
        press(key)
    page.get_by_text("Response saved.").wait_for()
    assert Answer.objects.get().text.startswith("[name] will kill me. My worker [name]")
    press("u")
    page.wait_for_url("**/undo/")
    press("o")
    page.locator("[data-review]").wait_for()
    for key in ("j", "x", "Control+s"):
        press(key)
    page.get_by_text("Stored again.").wait_for()
    assert Answer.objects.get().text.startswith("he will kill me. My worker [name]")


def enter(page: Page) -> None:
    """Press the page's main action as soon as it has the focus."""
    page.locator("[autofocus]:focus").wait_for()
    page.keyboard.press("Enter")


LONG = " ".join(f"word{number}" for number in range(1, 199)) + " Ffion left. " + "More here. " * 3
SELECTED = "getSelection().toString()"


@pytest.fixture
def long_page(lead_page: Page, send: Send) -> Page:
    """The item page of an urgent answer of 200 words, as it comes: nothing is pressed yet."""
    send(f"he will kill me. {LONG}")
    sweep_now()
    page = lead_page
    enter(page)
    page.wait_for_url("**/batches/*/")
    batch = page.url
    for number in (1, 2):  # a batch is shuffled
        page.get_by_role(
            "link", name=re.compile(f"^Read (the next|response {number})$")
        ).first.click()
        page.wait_for_url("**/batches/*/*/")
        if "word198" in (page.locator("[data-words]").first.text_content() or ""):
            break
        page.goto(batch)
    return page


def selects(page: Page, words: str) -> None:
    """Wait until these words are selected: the page follows a key, and not always at once."""
    page.wait_for_function(f"words => {SELECTED} === words", arg=words, timeout=10_000)


def unfold(page: Page) -> None:
    page.keyboard.press("o")
    page.get_by_role("button", name="Take out selected words").wait_for()
    page.locator("[data-words]:focus").wait_for()  # it comes a moment after the fold opens


@pytest.mark.long
def test_any_word_of_a_long_answer_is_some_keys_away(long_page: Page) -> None:
    press = long_page.keyboard.press
    unfold(long_page)
    unfold(long_page)  # the second o closes nothing
    press("/")
    long_page.locator("[data-find]:focus").wait_for()
    long_page.keyboard.type("ff")
    press("Enter")
    selects(long_page, "Ffion")
    press("Shift+ArrowRight")
    selects(long_page, "Ffion left")
    for key, chosen in (
        ("Home", "he"),
        ("Control+ArrowRight", "word1"),
        ("End", "here"),
        ("Control+ArrowLeft", "More"),
        ("ArrowLeft", "here"),
        ("Home", "he"),
    ):
        press(key)
        selects(long_page, chosen)
    for _ in range(2):
        press("PageDown")
    number = int(long_page.evaluate(SELECTED).removeprefix("word"))
    assert 80 < number < 160
    press("ArrowDown")
    below = int(long_page.evaluate(SELECTED).removeprefix("word"))
    assert number + 5 < below < number + 20
    press("ArrowUp")
    selects(long_page, f"word{number}")


@pytest.mark.long
def test_what_is_not_there_is_not_found_and_nothing_is_sent(long_page: Page) -> None:
    press = long_page.keyboard.press
    unfold(long_page)
    press("/")
    long_page.locator("[data-find]:focus").wait_for()
    for key in ("q", "Enter"):
        press(key)
    long_page.get_by_text("None", exact=True).wait_for()
    assert long_page.evaluate("document.activeElement.matches('[data-find]')")
    assert long_page.evaluate(SELECTED) in ("", "q")
    for key in ("Escape", "0", "c"):
        press(key)
    assert long_page.evaluate("document.activeElement.localName") == "summary"
    press("2")  # what she doesn't see is not decided
    assert long_page.locator("[name=level]:checked").get_attribute("value") == "0"


@pytest.mark.long
def test_the_reason_follows_the_kind_until_it_is_chosen(lead_page: Page) -> None:
    page = lead_page
    open_item(page)
    found = page.locator("[data-found]").first
    kind, reason = found.locator("[name$=-kind]"), found.locator("[name$=-reason]")
    assert (kind.input_value(), reason.input_value()) == ("STAFF_NAME", "staff")
    kind.select_option("CHILD_NAME")
    assert reason.input_value() == "child"
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    assert (kind.input_value(), reason.input_value()) == ("STAFF_NAME", "staff")
    reason.select_option("her")
    kind.select_option("PHONE")
    assert reason.input_value() == "her"


@pytest.mark.long
def test_enter_leads_from_the_end_of_a_batch_to_the_next(lead_page: Page, send: Send) -> None:
    page = lead_page
    press = page.keyboard.press
    enter(page)
    page.wait_for_url("**/batches/*/")
    send("Another day.")
    sweep_now()
    enter(page)
    page.wait_for_url("**/batches/*/*/")
    enter(page)
    page.locator("[data-words]:focus").wait_for()
    for key in ("2", "Control+s"):
        press(key)
    for address in ("**/pause/", "**/reading-room/", "**/batches/*/"):
        page.wait_for_url(address)
        enter(page)
    page.wait_for_url("**/batches/*/*/")
    assert page.title() == "Response 1 of 1 - Alongside"
