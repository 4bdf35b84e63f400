"""All questions of a form in Welsh, on one page."""

import re
from typing import Any

import pytest
from django.urls import reverse

from feedback.building.welsh import sheets
from feedback.definitions import define
from feedback.models import Form, Question
from tests.factories.feedback import add_welsh
from tests.feedback.building import FORMS, asked, editor, letters, where
from tests.fixtures.story import StaffClient

__all__ = ["asked", "editor", "letters", "where"]
pytestmark = pytest.mark.pages


def write_welsh(client: StaffClient, form: Form, **welsh: str) -> Any:
    """Save the page of translations: words by the English that they stand for."""
    fields = dict(client.get(reverse("form_welsh", args=[form.pk])).context["asked"].initial)
    for sheet in sheets(form):
        for line in sheet.lines:
            key = f"{sheet.question.pk}-{line.path}"
            fields[key] = welsh.get(line.english, line.welsh)
    return client.post(reverse("form_welsh", args=[form.pk]), fields)


def missing(form: Form) -> list[str]:
    return [line.english for sheet in sheets(form) for line in sheet.missing]


WELSH = {
    "Where were you?": "Ble roeddech chi?",
    "In prison": "Yn y carchar",
    "At home": "Gartref & chlyd",
    "Did your letters come?": "A ddaeth eich llythyrau?",
}


def test_all_questions_are_translated_on_one_page(editor: StaffClient, asked: Form) -> None:
    assert missing(asked) == list(WELSH)
    write_welsh(editor, asked, **WELSH)
    assert missing(asked) == []
    published = define(Form.objects.get(pk=asked.pk))["questions"]
    assert published[0]["text"] == {"en-gb": "Where were you?", "cy": "Ble roeddech chi?"}
    assert [o["text"]["cy"] for o in published[0]["options"]] == ["Yn y carchar", "Gartref & chlyd"]
    shown = editor.get(reverse("form_welsh", args=[asked.pk])).content.decode()
    assert "Everything has its Welsh." in shown
    links = re.findall(r'href="(/manage/snippets/feedback/question/edit/\d+/)"', shown)
    assert len(links) == 2
    own = editor.get(links[0]).content.decode()  # wagtail-localize's own screen, options included
    assert "Yn y carchar" in own


def test_what_has_no_welsh_is_listed(editor: StaffClient, asked: Form) -> None:
    write_welsh(editor, asked, **{"In prison": "Yn y carchar"})
    assert missing(asked) == ["Where were you?", "At home", "Did your letters come?"]
    shown = editor.get(reverse("form_welsh", args=[asked.pk])).content.decode()
    assert "3 strings have no Welsh yet." in shown
    assert shown.count("No Welsh yet") == 3


def test_welsh_that_is_spelled_like_the_english_counts(editor: StaffClient, asked: Form) -> None:
    write_welsh(editor, asked, **{**WELSH, "At home": "At home"})
    assert missing(asked) == []


def test_welsh_that_was_written_elsewhere_is_kept(
    editor: StaffClient, asked: Form, where: Question
) -> None:
    add_welsh(where, "Ble roeddech chi?", ("Yn y carchar", "Gartref"))
    write_welsh(editor, asked)
    assert missing(asked) == ["Did your letters come?"]


def test_welsh_that_is_taken_away_is_missing_again(editor: StaffClient, asked: Form) -> None:
    write_welsh(editor, asked, **WELSH)
    write_welsh(editor, asked, **{"Where were you?": ""})
    assert missing(asked) == ["Where were you?"]


def test_english_that_was_changed_after_its_welsh_is_told(
    editor: StaffClient, asked: Form, where: Question
) -> None:
    write_welsh(editor, asked, **WELSH)
    Question.objects.filter(pk=where.pk).update(text="Where did you sleep?")
    shown = editor.get(reverse("form_welsh", args=[asked.pk])).content.decode()
    assert shown.count("The English was changed after it") == 1
    edit = editor.get(reverse(f"{FORMS}:edit", args=[asked.pk])).content.decode()
    assert "was changed after its Welsh: “Where did you sleep?”" in edit
    write_welsh(editor, asked, **{"Where did you sleep?": "Ble gysgoch chi?"})
    shown = editor.get(reverse("form_welsh", args=[asked.pk])).content.decode()
    assert "The English was changed after it" not in shown


def reworded(editor: StaffClient, asked: Form, where: Question) -> str:
    """The address of the page, where the English of one question was changed after its Welsh."""
    write_welsh(editor, asked, **WELSH)
    Question.objects.filter(pk=where.pk).update(text="Where did you sleep?")
    return reverse("form_welsh", args=[asked.pk])


def in_welsh(form: Form) -> str:
    return str(define(Form.objects.get(pk=form.pk))["questions"][0]["text"].get("cy"))


def test_welsh_that_was_left_as_it_is_stays_on_the_list(
    editor: StaffClient, asked: Form, where: Question
) -> None:
    """Also when another string of the same question is saved: nobody has looked at this one."""
    address = reworded(editor, asked, where)
    write_welsh(editor, asked, **{"At home": "Adref"})
    assert "The English was changed after it" in editor.get(address).content.decode()
    assert in_welsh(asked) == "Ble roeddech chi?"  # better than English, for now
    edit = editor.get(reverse(f"{FORMS}:edit", args=[asked.pk])).content.decode()
    assert "was changed after its Welsh: “Where did you sleep?”" in edit
    write_welsh(editor, asked, **{"Where did you sleep?": "Ble gysgoch chi?"})
    assert "The English was changed after it" not in editor.get(address).content.decode()
    assert in_welsh(asked) == "Ble gysgoch chi?"


def test_somebody_may_say_that_the_welsh_still_fits(
    editor: StaffClient, asked: Form, where: Question
) -> None:
    address = reworded(editor, asked, where)
    page = editor.get(address)
    assert page.content.decode().count("This Welsh still fits") == 1
    form = page.context["asked"]
    fields = {name: form[name].value() or "" for name in form.fields if not name.endswith("-fits")}
    editor.post(address, fields | {f"{where.pk}-text-fits": "on"})
    shown = editor.get(address).content.decode()
    assert "The English was changed after it" not in shown
    assert "This Welsh still fits" not in shown
    assert in_welsh(asked) == "Ble roeddech chi?"


def test_welsh_that_is_too_long_is_refused_and_nothing_is_lost(
    editor: StaffClient, asked: Form
) -> None:
    answer = write_welsh(
        editor, asked, **{"In prison": "x" * 201, "Where were you?": "Ble roeddech chi?"}
    )
    shown = answer.content.decode()
    assert "Use 200 characters or fewer: this has 201." in shown
    assert "Ble roeddech chi?" in shown
    assert missing(asked) == list(WELSH)


def test_the_page_of_welsh_writes_nothing_when_it_is_looked_at(
    editor: StaffClient, asked: Form
) -> None:
    editor.get(reverse("form_welsh", args=[asked.pk]))
    assert Question.objects.count() == 2
