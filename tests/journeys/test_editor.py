"""An editor builds a form on one screen, in English and Welsh, looks at it and puts it live."""

from collections.abc import Callable, Mapping

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from playwright.sync_api import FrameLocator, Locator, expect

from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ClosedVisit, IntakeKey, SealedResponse
from feedback.models import Form, Question
from tests.factories.accounts import make_staff
from tests.journeys import road
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = [pytest.mark.browser, pytest.mark.long]
WHERE = "How did you get home?"
WHO = "Who came to meet you?"
WELSH = {
    WHERE: "Sut aethoch chi adref?",
    "By train": "Ar y trên",
    "Somebody met me": "Daeth rhywun i gwrdd â mi",
    WHO: "Pwy ddaeth i gwrdd â chi?",
}
ROWS = "#id_questions-FORMS > [data-inline-panel-child]"


@pytest.fixture
def page(consultation: Callable[..., ConsultationPage]) -> ConsultationPage:
    return consultation(title="Getting out: the first two weeks", slug="getting-out")


@pytest.fixture
def editor(newcomer: Newcomer, area: Area, intake_key: IntakeKey, page: ConsultationPage) -> Walk:
    somebody = newcomer(1280, True)
    somebody.tab.set_viewport_size({"width": 1280, "height": 2400})  # Wagtail's foot covers nothing
    road.log_in(somebody, make_staff("editor", area))
    return somebody


def test_an_editor_asks_something_new(
    newcomer: Newcomer, editor: Walk, page: ConsultationPage
) -> None:
    her = newcomer(375, True)
    build(editor, page)
    editor.reads("No question has all its Welsh yet.")
    look_at_it(editor)
    her.go(page.url)
    her.reads("The questions are not ready yet.")

    translate(editor)
    editor.go(reverse("publish_form", args=[Form.objects.get().pk]))
    editor.reads("These questions become version 1.", WELSH[WHERE], WELSH[WHO])
    editor.reads("By train · Somebody met me", "Asked only if she chose: “Somebody met me”")
    editor.press("Publish these questions")
    editor.reads("Version 1 is what women get now.", "Women get version 1, which is this.")

    her.go(page.url)
    her.follow("Have your say")
    assert her.path == "/form/form-1/"
    her.press("Start")
    her.press("Go to the first question")
    her.reads(WHERE, "By train")
    her.tab.get_by_label("Somebody met me").check()
    her.press("Continue")
    her.reads(WHO)
    her.press("Cymraeg")
    her.reads(WELSH[WHO])
    her.press("Yn ôl")
    her.reads(WELSH[WHERE], WELSH["By train"])
    her.tab.get_by_label(WELSH["By train"]).check()
    her.press("Parhau")
    her.reads("Gwiriwch eich atebion")


def test_a_rule_that_the_order_breaks_is_told_and_mended(
    editor: Walk, page: ConsultationPage
) -> None:
    build(editor, page)
    second = editor.tab.locator(ROWS).nth(1)
    second.get_by_role("button", name="Move up").focus()
    editor.tab.keyboard.press("Enter")  # by keyboard as by dragging
    first = editor.tab.locator(ROWS).first
    expect(first).to_contain_text(WHO)
    expect(first).to_contain_text("No longer above this question")
    editor.press("Save")
    editor.reads(f"“Somebody met me” is a choice in “{WHERE}”, which comes later.")
    assert saved_order() == [WHERE, WHO]

    first = editor.tab.locator(ROWS).first
    expect(first).to_contain_text(WHO)  # still where she put it
    first.get_by_label("Somebody met me").uncheck()
    editor.press("Save")
    assert saved_order() == [WHO, WHERE]
    assert [place.show_if for place in Form.objects.get().questions.all()] == [[], []]


@pytest.mark.long
def test_a_login_that_ends_in_the_dialog_says_what_to_do(editor: Walk) -> None:
    editor.go(reverse("wagtailsnippets_feedback_form:add"))
    dialog = open_dialog(editor)
    editor.context.clear_cookies()
    write(dialog, WHERE, "long_text", "")
    expect(dialog.get_by_role("alert")).to_contain_text("You are not logged in any more")
    assert dialog.locator("[name=text]").input_value() == WHERE
    assert not Question.objects.exists()


def build(editor: Walk, page: ConsultationPage) -> None:
    """A form of two questions, on one screen. What is refused on the way loses nothing."""
    editor.go(reverse("wagtailsnippets_feedback_form:add"))
    editor.tab.fill("[name=title]", "Getting home")
    closes = date_format(page.closes_on, "j F Y")
    label = f"{page.title} (Southdown, closes {closes})"
    editor.tab.select_option("[name=consultation]", label=label)
    editor.tab.fill("[name=slug]", "prison-form")
    dialog = open_dialog(editor)
    write(dialog, WHERE, "single", "By train")
    dialog.get_by_text("Write at least two options.").wait_for()
    editor.axe(editor.tab)
    assert dialog.locator("[name=text]").input_value() == WHERE
    dialog.get_by_role("button", name="Close").click()
    dialog.wait_for(state="hidden")
    dialog = open_dialog(editor)  # refused and closed: what she typed is still there
    expect(dialog.locator("[name=text]")).to_have_value(WHERE)
    write(dialog, WHERE, "single", "By train\nSomebody met me")
    dialog.wait_for(state="hidden")
    dialog = open_dialog(editor)
    write(dialog, WHO, "long_text", "")
    dialog.wait_for(state="hidden")
    set_rule(editor)
    editor.press("Save")
    editor.reads("Leave out “prison”: the address stands in her browser's history.", WHERE, WHO)
    assert not Form.objects.exists()
    editor.tab.fill("[name=slug]", "form-1")
    editor.press("Save")
    editor.reads(
        "Is it ready?", "Not live yet.", WHERE, "Asked only if she chose: “Somebody met me”"
    )


def open_dialog(editor: Walk) -> Locator:
    """The tab for a new question."""
    editor.tab.get_by_role("button", name="Add question").click()
    dialog = editor.tab.get_by_role("dialog", name="Add a question")
    dialog.get_by_role("tab", name="New question").click()
    return dialog


def write(dialog: Locator, text: str, kind: str, options: str) -> None:
    """Write a question. Fields that its kind doesn't need are not there."""
    dialog.locator("[name=text]").fill(text)
    dialog.locator("[name=kind]").select_option(kind)
    expect(dialog.locator("[name=low]")).to_be_hidden()
    if options:
        dialog.locator("[name=options]").fill(options)
    else:
        expect(dialog.locator("[name=options]")).to_be_hidden()
    dialog.get_by_role("button", name="Add to the form").click()


def set_rule(editor: Walk) -> None:
    """The second question is asked only after a choice in the first, which isn't saved yet."""
    rows = editor.tab.locator(ROWS)
    expect(rows.nth(0)).to_contain_text("put a question with choices above it")
    rule = rows.nth(1)
    rule.locator("summary").click()
    group = rule.get_by_role("group", name=WHERE)
    expect(group.get_by_role("checkbox")).to_have_count(2)
    group.get_by_label("Somebody met me").check()
    expect(rule.locator("summary")).to_have_text("Asked only if she chose: “Somebody met me”")
    editor.axe(editor.tab)


def look_at_it(editor: Walk) -> None:
    """As on a phone, beside the form; its buttons lead from page to page and send nothing."""
    editor.tab.get_by_role("button", name="Toggle preview").click()
    seen: FrameLocator = editor.tab.frame_locator("#w-preview-iframe")
    seen.get_by_role("button", name="Start").click()
    seen.get_by_role("button", name="Go to the first question").click()
    expect(seen.get_by_role("heading", name=WHERE)).to_be_visible()
    seen.get_by_role("button", name="Continue").click()
    expect(seen.get_by_role("main")).to_contain_text("Asked only if she chose: “Somebody met me”.")
    width = editor.tab.locator("#w-preview-iframe").evaluate("e => e.contentWindow.innerWidth")
    assert width == 375
    assert not SealedResponse.objects.exists()
    assert not ClosedVisit.objects.exists()


def translate(editor: Walk, words: Mapping[str, str] = WELSH) -> None:
    """All questions on one page."""
    editor.follow("Translate the questions")
    editor.reads(f"{len(words)} strings have no Welsh yet.")
    for english, welsh in words.items():
        editor.tab.get_by_label(f", {english}").fill(welsh)
    editor.press("Save the Welsh")
    editor.reads("Everything has its Welsh.")


def saved_order() -> list[str]:
    places = Form.objects.get().questions.select_related("question").order_by("sort_order")
    return [place.question.text for place in places]
