"""A question is written: in the chooser and on its own screen, with what its kind needs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from core.models import Area
from feedback.building.questions import read_options
from feedback.models import Form, Question
from feedback.questionnaire import Kind
from tests.factories.feedback import add_welsh, make_question
from tests.feedback.building import BANK, QUESTIONS, edit_question, question_fields, refused
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]
NEW = {"text": "", "kind": "", "hint": "", "content_note": "", "low": "", "high": "", "body": ""}


@pytest.fixture
def editor(staff: Staff, area: Area, site_root: object) -> StaffClient:
    return staff("editor", area)


def create(client: StaffClient, **fields: str) -> Any:
    """Post the chooser's tab for a new question."""
    return client.post(reverse(f"{BANK}:create"), NEW | {"options": ""} | fields)


# -- One option a line


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("At home\nIn prison", [("At home", False), ("In prison", False)]),
        (" At  home \r\n\r\n Somewhere else… ", [("At home", False), ("Somewhere else", True)]),
        ("Somewhere else ...", [("Somewhere else", True)]),
        ("…", [("…", False)]),
        ("", []),
    ],
)
def test_options_are_read_one_a_line(text: str, options: list[tuple[str, bool]]) -> None:
    assert read_options(text) == options


# -- In the chooser


def test_a_choice_is_written_in_the_chooser(editor: StaffClient) -> None:
    answer = create(
        editor, text="Where?", kind="single", options="At home\nIn prison\nSomewhere else…"
    )
    question = Question.objects.get()
    assert answer.json()["result"]["id"] == str(question.pk)
    assert answer.json()["result"]["string"] == "Where? (Choose one)"
    options = [(option.text, option.more) for option in question.options.all()]
    assert options == [("At home", False), ("In prison", False), ("Somewhere else", True)]
    assert {option.locale for option in question.options.all()} == {question.locale}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "single", "options": "At home"}, "Write at least two options."),
        ({"kind": "several", "options": ""}, "Write at least two options."),
        ({"kind": "several", "options": "At home\nat HOME"}, "“at HOME” stands there twice."),
        ({"kind": "single", "options": f"Home\n{'x' * 201}"}, "Use 200 characters or fewer."),
        ({"kind": "scale", "low": "Never"}, "Say what 5 means"),
        ({"kind": "scale", "high": "Always"}, "Say what 1 means"),
        ({"kind": "page"}, "Write what she reads on this page."),
        ({"kind": "nonsense"}, "choose one from the list"),
    ],
)
def test_nonsense_is_refused_in_the_chooser_and_nothing_is_lost(
    editor: StaffClient, fields: dict[str, str], says: str
) -> None:
    answer = create(editor, text="Kept as it was typed", **fields)
    shown = answer.json()
    assert shown["step"] == "reshow_creation_form"
    assert says in shown["htmlFragment"]
    assert "Kept as it was typed" in shown["htmlFragment"]
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("text", "kind", "made"),
    [
        ("how SAFE?", "short_text", 1),
        ("How safe?", "long_text", 2),
        ("How safe now?", "short_text", 2),
    ],
)
def test_a_question_of_the_bank_is_not_written_again(
    editor: StaffClient, text: str, kind: str, made: int
) -> None:
    make_question(Kind.SHORT_TEXT, "How safe?")
    answer = create(editor, text=text, kind=kind).json()
    assert ("already" in answer.get("htmlFragment", "")) is (made == 1)
    assert Question.objects.count() == made


def test_the_bank_lists_questions_and_not_their_translations(editor: StaffClient) -> None:
    add_welsh(make_question(Kind.SHORT_TEXT, "Who helped?"), "Pwy helpodd?")
    shown = editor.get(reverse(f"{QUESTIONS}:list")).content.decode()
    assert "Who helped?" in shown
    assert "Pwy helpodd?" not in shown


def test_options_of_another_kind_are_left_behind(editor: StaffClient) -> None:
    create(editor, text="What happened?", kind="long_text", options="At home")
    assert not Question.objects.get().options.exists()


def test_the_bank_is_searched_by_words_of_questions_and_options(editor: StaffClient) -> None:
    make_question(Kind.SINGLE, "Where were you?", ("In prison", "At home"))
    add_welsh(make_question(Kind.SHORT_TEXT, "Who helped?"), "Pwy helpodd?")
    results = reverse(f"{BANK}:choose_results")

    def found(words: str) -> str:
        return editor.get(results, {"q": words}).content.decode()

    assert "Where were you?" in found("HOME were")
    assert "Who helped?" not in found("HOME were")
    assert "No question has “nowhere” in it." in found("nowhere")
    everything = found("")
    assert "Who helped?" in everything
    assert "Pwy helpodd?" not in everything  # a translation is no question of its own


@pytest.mark.parametrize("name", ["choose", "choose_results", "create", "chosen_multiple"])
@pytest.mark.parametrize("role", ["reviewer", "facilitator", "administrator"])
def test_the_chooser_is_for_editors(
    staff: Staff, area: Area, site_root: object, name: str, role: str
) -> None:
    client = staff(role, area)
    assert refused(client.get(reverse(f"{BANK}:{name}")))
    assert refused(create(client, text="Mine?", kind="long_text"))
    assert not Question.objects.exists()


# -- On its own screen


def test_rewording_keeps_the_keys(editor: StaffClient) -> None:
    question = make_question(Kind.SINGLE, "Where?", ("In prison", "At home"))
    keys = [question.translation_key, *(o.translation_key for o in question.options.all())]
    edit_question(editor, question, text="Where were you?", options=["In prison", "In a home"])
    question = Question.objects.get(pk=question.pk)
    assert question.text == "Where were you?"
    assert [option.text for option in question.options.all()] == ["In prison", "In a home"]
    assert keys == [question.translation_key, *(o.translation_key for o in question.options.all())]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "single", "options": ["At home"]}, "Write at least two options."),
        ({"kind": "several", "options": ["At home", "At home"]}, "stands there twice."),
        ({"kind": "scale", "low": "Never"}, "Say what 5 means"),
        ({"kind": "page"}, "Write what she reads on this page."),
    ],
)
def test_nonsense_is_refused_on_its_screen_and_nothing_is_lost(
    editor: StaffClient, fields: dict[str, Any], says: str
) -> None:
    question = make_question(Kind.LONG_TEXT, "What happened?")
    answer = edit_question(editor, question, text="Typed just now", **fields)
    shown = answer.content.decode()
    assert says in shown
    assert "Typed just now" in shown
    question.refresh_from_db()
    assert (question.text, question.kind) == ("What happened?", "long_text")


def test_what_another_kind_left_behind_is_not_judged(editor: StaffClient) -> None:
    question = make_question(Kind.LONG_TEXT, "What happened?", ("One left over",))
    edit_question(editor, question, text="What happened next?")
    question.refresh_from_db()
    assert question.text == "What happened next?"


def test_a_kind_may_change_until_it_is_published(
    editor: StaffClient, form: Callable[..., Form]
) -> None:
    question = make_question(Kind.LONG_TEXT, "What happened?")
    form(None, question, publish=False)
    edit_question(editor, question, kind="short_text")
    question.refresh_from_db()
    assert question.kind == "short_text"


@pytest.mark.parametrize("other_forms", [0, 1])
def test_a_kind_that_was_published_stays(
    editor: StaffClient, form: Callable[..., Form], other_forms: int
) -> None:
    question = make_question(Kind.LONG_TEXT, "What happened?")
    for _number in range(other_forms):
        form(None, make_question(Kind.SHORT_TEXT, "Another?"))
    asked = form(None, question)
    asked.questions.all().delete()  # no longer asked, but its answers are kept
    answer = edit_question(editor, question, kind="short_text", text="Typed just now")
    shown = answer.content.decode()
    assert "This was published as “Long text”" in shown
    assert "Typed just now" in shown
    question.refresh_from_db()
    assert question.kind == "long_text"


def test_what_a_kind_does_not_need_is_hidden_by_script_alone(editor: StaffClient) -> None:
    shown = editor.get(reverse(f"{QUESTIONS}:add")).content.decode()
    assert 'data-w-rules="{&quot;kind&quot;: [&quot;several&quot;, &quot;single&quot;]}"' in shown
    assert "data-w-rules-target" in shown
    assert "hidden data-w-rules" not in shown


def test_a_new_question_needs_what_its_kind_needs(editor: StaffClient) -> None:
    address = reverse(f"{QUESTIONS}:add")
    bad = editor.post(address, question_fields(text="How safe?", kind="scale"))
    assert "Say what 1 means" in bad.content.decode()
    good = question_fields(text="How safe?", kind="scale", low="Not at all", high="Very")
    assert editor.post(address, good).status_code == 302
    assert Question.objects.get().high == "Very"
