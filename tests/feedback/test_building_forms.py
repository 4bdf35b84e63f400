"""A form is built: questions in order, each once, with rules that can hold."""

import json
from collections.abc import Callable

import pytest
from django.urls import reverse

from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form, Question
from feedback.questionnaire import Kind
from tests.factories.feedback import make_question
from tests.feedback.building import (
    FORMS,
    edit_form,
    form_fields,
    opened_by,
    placed,
    refused,
)
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]
MakeForm = Callable[..., Form]


@pytest.fixture
def editor(staff: Staff, area: Area) -> StaffClient:
    return staff("editor", area)


@pytest.fixture
def where() -> Question:
    return make_question(Kind.SINGLE, "Where were you?", ("In prison", "At home"))


@pytest.fixture
def letters() -> Question:
    return make_question(Kind.LONG_TEXT, "Did your letters come?")


@pytest.fixture
def asked(site_root: object, form: MakeForm, where: Question, letters: Question) -> Form:
    """Where were you? Did your letters come? Not published."""
    return form(None, where, letters, publish=False)


# -- Building


def test_a_form_is_built_in_one_save(
    editor: StaffClient, consultation: Callable[..., ConsultationPage], site_root: object
) -> None:
    page = consultation()
    where = make_question(Kind.SINGLE, "Where?", ("In prison", "At home"))
    letters = make_question(Kind.LONG_TEXT, "Letters?")
    fields = form_fields(
        Form(consultation=page, title="First days", slug="form-70"),
        (where, []),
        (letters, opened_by(where, 0)),
    )
    answer = editor.post(reverse(f"{FORMS}:add"), fields)
    made = Form.objects.get(slug="form-70")
    assert answer.headers["Location"] == reverse(f"{FORMS}:edit", args=[made.pk])
    assert placed(made) == [("Where?", []), ("Letters?", opened_by(where, 0))]


def test_the_screen_offers_the_next_address_and_her_consultations(
    editor: StaffClient,
    form: MakeForm,
    consultation: Callable[..., ConsultationPage],
    other_area: Area,
) -> None:
    form(consultation(title="Ours")).__class__.objects.update(slug="form-41")
    consultation(title="Theirs", area=other_area)
    shown = editor.get(reverse(f"{FORMS}:add")).content.decode()
    assert 'value="form-42"' in shown
    assert "Ours (Southdown, closes " in shown
    assert "Theirs" not in shown


def test_a_consultation_of_another_area_is_not_taken(
    editor: StaffClient,
    asked: Form,
    consultation: Callable[..., ConsultationPage],
    other_area: Area,
) -> None:
    theirs = consultation(area=other_area)
    answer = edit_form(editor, asked, consultation=theirs.pk)
    assert b"Choose a consultation of one of your areas." in answer.content
    asked.refresh_from_db()
    assert asked.consultation_id != theirs.pk


@pytest.mark.parametrize("slug", ["prison-form", "domestic_abuse"])
def test_an_address_that_tells_is_refused(editor: StaffClient, asked: Form, slug: str) -> None:
    answer = edit_form(editor, asked, slug=slug)
    assert "stands in her browser" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.slug != slug


def test_the_order_is_the_one_that_was_dragged(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    edit_form(editor, asked, (letters, []), (where, []))
    assert [text for text, _rule in placed(asked)] == [letters.text, where.text]


def test_a_question_stands_once_in_a_form(
    editor: StaffClient, asked: Form, where: Question
) -> None:
    again = {
        "questions-TOTAL_FORMS": 3,
        "questions-2-id": "",
        "questions-2-question": where.pk,
        "questions-2-show_if": "[]",
        "questions-2-ORDER": 3,
        "questions-2-DELETE": "",
    }
    rows = [(place.question, place.show_if) for place in asked.questions.all()]
    answer = edit_form(editor, asked, *rows, **again)
    assert "This question is in the form twice. Delete one." in answer.content.decode()
    assert len(placed(asked)) == 2


# -- Rules


def test_a_rule_about_a_question_above_is_kept(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    edit_form(editor, asked, (where, []), (letters, opened_by(where, 0, 1)))
    assert placed(asked)[1] == (letters.text, sorted(opened_by(where, 0, 1)))


def test_a_rule_about_a_later_question_is_refused_and_nothing_is_lost(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    rule = opened_by(where, 0)
    answer = edit_form(editor, asked, (letters, rule), (where, []), title="Typed just now")
    shown = answer.content.decode()
    assert "“In prison” is a choice in “Where were you?”, which comes later." in shown
    assert "Move that question above this one, or take the tick away." in shown
    assert "Typed just now" in shown
    assert json.dumps(rule).replace('"', "&quot;") in shown
    assert placed(asked) == [(where.text, []), (letters.text, [])]


def test_a_rule_about_a_question_that_is_not_there_is_refused(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    absent = make_question(Kind.SINGLE, "Who?", ("A friend", "A worker"))
    answer = edit_form(editor, asked, (where, []), (letters, opened_by(absent, 0)))
    assert (
        "an answer to “Who?”, which is not in this form any more. Add that"
        in answer.content.decode()
    )
    assert placed(asked)[1] == (letters.text, [])


def test_a_rule_about_a_choice_that_is_gone_is_refused(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    rule = opened_by(where, 1)
    where.options.all()[1].delete()
    where.refresh_from_db()
    answer = edit_form(editor, asked, (where, []), (letters, rule))
    assert "a choice that “Where were you?” no longer has" in answer.content.decode()


def test_a_question_does_not_depend_on_itself(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    answer = edit_form(editor, asked, (where, opened_by(where, 0)), (letters, []))
    assert "can&#x27;t depend on its own answer" in answer.content.decode()


def test_a_deleted_question_takes_no_rule_with_it(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    fields = form_fields(asked, (where, []), (letters, opened_by(where, 0)))
    gone = fields | {"questions-0-DELETE": "1"}
    address = reverse(f"{FORMS}:edit", args=[asked.pk])
    assert "not in this form" in editor.post(address, gone).content.decode()
    edit_form(editor, asked, (where, []), (letters, []), **{"questions-0-DELETE": "1"})
    assert placed(asked) == [(letters.text, [])]


@pytest.mark.parametrize("sent", ["{", '{"a": 1}', '["<script>"]', "[1]"])
def test_a_rule_that_is_none_is_refused(
    editor: StaffClient, asked: Form, where: Question, letters: Question, sent: str
) -> None:
    fields = form_fields(asked, (where, []), (letters, [])) | {"questions-1-show_if": sent}
    answer = editor.post(reverse(f"{FORMS}:edit", args=[asked.pk]), fields)
    assert "This rule can&#x27;t be read." in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "key"), [(Kind.SCALE, "1"), (Kind.STAGE, "release"), (Kind.AREA, "southdown")]
)
def test_rules_know_the_choices_of_each_kind(
    editor: StaffClient, asked: Form, letters: Question, kind: Kind, key: str
) -> None:
    first = make_question(kind, "First?")
    rule = f"{first.translation_key.hex}:{key}"
    edit_form(editor, asked, (letters, [rule]), (first, []))
    assert (letters.text, [rule]) not in placed(asked)
    edit_form(editor, asked, (first, []), (letters, [rule]))
    assert (letters.text, [rule]) in placed(asked)


# -- The choices, for script


def choices(client: StaffClient, *questions: Question) -> dict[str, dict[str, object]]:
    query = "&".join(f"question={question.pk}" for question in questions)
    answer = client.get(f"{reverse('question_choices')}?{query}")
    assert answer.status_code == 200
    found: dict[str, dict[str, object]] = answer.json()
    return found


def test_script_reads_what_may_be_chosen(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    prison, home = opened_by(where, 0, 1)
    assert choices(editor, where, letters) == {
        str(where.pk): {
            "text": "Where were you?",
            "options": [{"key": prison, "text": "In prison"}, {"key": home, "text": "At home"}],
        },
        str(letters.pk): {"text": letters.text, "options": []},
    }


@pytest.mark.parametrize("query", ["", "?question=", "?question=x", "?question=999999"])
def test_script_that_asks_nonsense_gets_nothing(
    editor: StaffClient, asked: Form, query: str
) -> None:
    assert editor.get(f"{reverse('question_choices')}{query}").json() == {}


@pytest.mark.parametrize("role", ["reviewer", "facilitator", "auditor"])
def test_choices_are_for_editors(staff: Staff, area: Area, asked: Form, role: str) -> None:
    assert refused(staff(role, area).get(reverse("question_choices")))
