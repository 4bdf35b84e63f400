"""An editor asks something new: a question with options, a form, and the page that puts it live."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from tests.factories.accounts import make_staff
from tests.journeys import road
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser
QUESTION = "How did you get home?"
OPTIONS = ["By train", "Somebody met me"]


@pytest.fixture
def page(consultation: Callable[..., ConsultationPage]) -> ConsultationPage:
    return consultation(title="Getting out: the first two weeks", slug="getting-out")


def test_an_editor_asks_something_new(
    newcomer: Newcomer, page: ConsultationPage, area: Area
) -> None:
    editor, her = newcomer(1280, True), newcomer(1280, True)
    road.log_in(editor, make_staff("editor", area))
    make_question(editor)
    make_form(editor, page)
    form = Form.objects.get()
    her.go(page.url)
    her.reads("The questions are not ready yet.")

    editor.go(reverse("publish_form", args=[form.pk]))
    editor.reads("These questions become version 1.", QUESTION)
    editor.press("Publish these questions")
    editor.reads("Version 1 is what women get now.")

    her.go(page.url)
    her.follow("Have your say")
    assert her.path == "/form/form-7/"
    her.press("Start")
    her.reads(QUESTION, *OPTIONS)


def make_question(editor: Walk) -> None:
    """A question of the bank, of which one option may be chosen."""
    editor.go(reverse("wagtailsnippets_feedback_question:add"))
    editor.tab.fill("[name=text]", QUESTION)
    editor.tab.select_option("[name=kind]", "single")
    for number, option in enumerate(OPTIONS):
        editor.tab.get_by_role("button", name="Add Option").click()
        editor.tab.fill(f"[name=options-{number}-text]", option)
    editor.press("Save")
    editor.reads(QUESTION)


def make_form(editor: Walk, page: ConsultationPage) -> None:
    """A form at an address that tells too much, and then at one that doesn't."""
    editor.go(reverse("wagtailsnippets_feedback_form:add"))
    editor.tab.fill("[name=title]", "Getting home")
    editor.tab.fill("[name=slug]", "prison-form")
    choose(editor, "Choose a page", page.title)
    editor.tab.get_by_role("button", name="Add Question").click()
    choose(editor, "Choose question", QUESTION)
    editor.press("Save")
    editor.reads("Leave out “prison”: the address stands in her browser's history.")
    assert not Form.objects.exists()
    editor.tab.fill("[name=slug]", "form-7")
    editor.press("Save")
    editor.reads("Getting home", "form-7")


def choose(editor: Walk, button: str, wanted: str) -> None:
    """Choose something in a dialog of Wagtail's own, which is not ours to judge."""
    editor.tab.get_by_role("button", name=button).click()
    dialog = editor.tab.get_by_role("dialog")
    dialog.get_by_role("link", name=wanted).click()
    dialog.wait_for(state="hidden")
