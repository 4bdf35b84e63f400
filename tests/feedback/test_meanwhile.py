"""Two editors have one screen open: the second is told, loses nothing, and goes on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from core.meanwhile.rows import woven
from core.models import Area
from feedback.models import Form, Question, QuestionOption
from feedback.questionnaire import Kind
from tests.factories.feedback import make_question
from tests.feedback.building import (
    FORMS,
    QUESTIONS,
    form_fields,
    opened_by,
    placed,
    question_fields,
)
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages


@pytest.fixture
def editor(staff: Callable[..., StaffClient], area: Area) -> StaffClient:
    return staff("editor", area)


@pytest.fixture
def where(site_root: object) -> Question:
    return make_question(Kind.SINGLE, "Where were you?", ("In prison", "At home"))


@pytest.fixture
def letters(site_root: object) -> Question:
    return make_question(Kind.LONG_TEXT, "Did your letters come?")


@pytest.fixture
def made(form: Callable[..., Form], where: Question, letters: Question) -> Form:
    return form(None, where, letters, publish=False)


def save(client: StaffClient, thing: Any, fields: dict[str, Any]) -> Any:
    name = FORMS if isinstance(thing, Form) else QUESTIONS
    return client.post(reverse(f"{name}:edit", args=[thing.pk]), fields)


def again(answer: Any) -> dict[str, Any]:
    """What the browser would post from the page that came back, as it stands."""
    form = answer.context["form"]
    assert form.meanwhile
    return {name: form.data[name] for name in form.data}


# -- The second save is refused, and going on is one press


def test_her_title_and_the_other_s_question_are_both_kept(
    editor: StaffClient, made: Form, where: Question, letters: Question
) -> None:
    visits = make_question(Kind.LONG_TEXT, "Who visited?")
    opened = form_fields(made, (where, []), (letters, []), title="Hers")
    save(editor, made, form_fields(made, (where, []), (letters, []), (visits, [])))
    answer = save(editor, made, opened)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "“Who visited?” was added." in page
    assert "saved this at" in page
    assert 'value="Hers"' in page
    made.refresh_from_db()
    assert made.title != "Hers"
    assert save(editor, made, again(answer)).status_code == 302
    made.refresh_from_db()
    assert made.title == "Hers"
    assert [text for text, _rule in placed(made)] == [where.text, letters.text, visits.text]


def test_where_both_changed_one_thing_hers_stands_and_she_is_told(
    editor: StaffClient, where: Question
) -> None:
    opened = question_fields(where, text="Where were you then?")
    save(editor, where, question_fields(where, text="Where did you live?"))
    answer = save(editor, where, opened)
    page = answer.content.decode()
    assert "“Question” was" not in page
    assert "Question was “Where were you?” and is now “Where did you live?”." in page
    assert "yours stands on this page" in page
    where.refresh_from_db()
    assert where.text == "Where did you live?"
    save(editor, where, again(answer))
    where.refresh_from_db()
    assert where.text == "Where were you then?"


def test_an_option_that_the_other_reworded_keeps_her_words_elsewhere(
    editor: StaffClient, where: Question
) -> None:
    keys = [option.translation_key for option in where.options.all()]
    opened = question_fields(where, hint="One is enough.")
    save(editor, where, question_fields(where, options=["In prison", "At a friend's", "Nowhere"]))
    answer = save(editor, where, opened)
    page = answer.content.decode()
    assert "“At home”, Option was “At home” and is now “At a friend&#x27;s”." in page
    assert "“Nowhere” was added." in page
    save(editor, where, again(answer))
    stored = Question.objects.get(pk=where.pk)
    assert stored.hint == "One is enough."
    assert [o.text for o in stored.options.all()] == ["In prison", "At a friend's", "Nowhere"]
    assert [o.translation_key for o in stored.options.all()][:2] == keys


@pytest.mark.parametrize("she_changed_it", [True, False])
def test_a_row_that_the_other_took_out(
    editor: StaffClient, made: Form, where: Question, letters: Question, she_changed_it: bool
) -> None:
    rule = opened_by(where, 0) if she_changed_it else []
    opened = form_fields(made, (where, []), (letters, rule), title="Hers")
    gone = {"questions-1-DELETE": "1"}
    save(editor, made, form_fields(made, (where, []), (letters, []), **gone))
    answer = save(editor, made, opened)
    assert f"“{letters.text}” was taken out." in answer.content.decode()
    assert [text for text, _rule in placed(made)] == [where.text]
    assert save(editor, made, again(answer)).status_code == 302
    assert [text for text, _rule in placed(made)] == [
        where.text,
        *([letters.text] if she_changed_it else []),
    ]


def test_the_other_s_order_is_taken_where_she_left_it(
    editor: StaffClient, made: Form, where: Question, letters: Question
) -> None:
    opened = form_fields(made, (where, []), (letters, []), title="Hers")
    save(editor, made, form_fields(made, (letters, []), (where, [])))
    answer = save(editor, made, opened)
    assert "The order was changed." in answer.content.decode()
    save(editor, made, again(answer))
    assert [text for text, _rule in placed(made)] == [letters.text, where.text]


@pytest.mark.parametrize("sent", ["", "nonsense", "e30:1:x"])
def test_a_page_that_can_t_tell_what_it_showed_is_asked_once(
    editor: StaffClient, made: Form, where: Question, letters: Question, sent: str
) -> None:
    fields = form_fields(made, (where, []), (letters, []), title="Hers") | {"shown": sent}
    answer = save(editor, made, fields)
    assert "too old to tell" in answer.content.decode()
    made.refresh_from_db()
    assert made.title != "Hers"
    assert save(editor, made, again(answer)).status_code == 302


def test_alone_she_is_not_held_up(
    editor: StaffClient, made: Form, where: Question, letters: Question
) -> None:
    for title in ("Once", "Twice"):
        fields = form_fields(made, (where, []), (letters, []), title=title)
        assert save(editor, made, fields).status_code == 302


def test_the_welsh_of_two_editors(
    editor: StaffClient, made: Form, where: Question, letters: Question
) -> None:
    address = reverse("form_welsh", args=[made.pk])
    opened = dict(editor.get(address).context["asked"].initial)
    fields = {"shown": opened["shown"], f"{where.pk}-text": "Ble?", f"{letters.pk}-text": "Hers"}
    editor.post(address, fields)
    answer = editor.post(address, fields | {f"{where.pk}-text": "", f"{letters.pk}-text": "Mine"})
    page = answer.content.decode()
    told = (
        "The Welsh of “Did your letters come?” was “nothing” and is now “Hers”. You changed it too"
    )
    assert told in page
    assert 'value="Ble?"' in page
    assert 'value="Mine"' in page
    asked = answer.context["asked"]
    assert editor.post(address, asked.data.dict()).status_code == 302
    assert f'value="{"Mine"}"' in editor.get(address).content.decode()


def test_english_that_is_reworded_meanwhile_is_told_to_who_translates_it(
    editor: StaffClient, made: Form, where: Question
) -> None:
    address = reverse("form_welsh", args=[made.pk])
    opened = dict(editor.get(address).context["asked"].initial)
    fields = {"shown": opened["shown"], f"{where.pk}-text-english": where.text}
    Question.objects.filter(pk=where.pk).update(text="Where were you never?")
    answer = editor.post(address, fields | {f"{where.pk}-text": "Ble roeddech chi?"})
    page = answer.content.decode()
    assert "The English was “Where were you?” and is now “Where were you never?”" in page
    assert 'value="Ble roeddech chi?"' in page
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("gone", ["option", "question"])
def test_welsh_of_what_is_gone_meanwhile_is_there_to_copy(
    editor: StaffClient, made: Form, where: Question, gone: str
) -> None:
    address = reverse("form_welsh", args=[made.pk])
    option = where.options.get(text="At home")
    opened = dict(editor.get(address).context["asked"].initial)
    path = f"{where.pk}-options.{option.translation_key}.text"
    fields = {"shown": opened["shown"], path: "Gartref", f"{path}-english": "At home"}
    (option if gone == "option" else made.questions.get(question=where)).delete()
    answer = editor.post(address, fields)
    page = answer.content.decode()
    assert "“At home” is no longer here. You had written there: “Gartref”." in page
    assert ("“In prison” is no longer here." in page) == (gone == "question")
    assert not StringTranslation.objects.exists()


def test_a_string_that_is_new_meanwhile_is_told(
    editor: StaffClient, made: Form, where: Question
) -> None:
    address = reverse("form_welsh", args=[made.pk])
    opened = dict(editor.get(address).context["asked"].initial)
    QuestionOption.objects.create(question=where, text="On a bus", sort_order=9)
    answer = editor.post(address, {"shown": opened["shown"], f"{where.pk}-text": "Ble?"})
    assert "“On a bus” is new here." in answer.content.decode()
    assert 'value="Ble?"' in answer.content.decode()


@pytest.mark.parametrize(
    ("main", "more", "whole"),
    [
        ("ab", "ab", "ab"),
        ("ba", "axb", "bax"),
        ("", "ab", "ab"),
        ("ab", "xab", "xab"),
        ("cab", "abxyc", "cabxy"),
    ],
)
def test_orders_are_woven(main: str, more: str, whole: str) -> None:
    assert "".join(woven([*main], [*more])) == whole
