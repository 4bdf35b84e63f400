"""What changed from one version of a form to the next, in plain words."""

from typing import Any

import pytest
from django.urls import reverse

from feedback.building.changes import changes
from feedback.models import Form, FormQuestion, Question
from feedback.questionnaire import Kind
from feedback.services import publish_form
from tests.factories.feedback import add_welsh, make_question
from tests.feedback.building import MakeForm, asked, editor, letters, where
from tests.fixtures.story import StaffClient

__all__ = ["asked", "editor", "letters", "where"]


def test_each_version_says_what_changed(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    option = where.options.all()[1]
    option.text = "At my own home"
    option.save()
    add_welsh(letters, "A ddaeth eich llythyrau?")
    Question.objects.filter(pk=where.pk).update(text="Where did you sleep?")
    FormQuestion.objects.filter(form=asked, question=letters).update(show_if=[])
    added = make_question(Kind.SHORT_TEXT, "Anything else?")
    FormQuestion.objects.create(form=asked, question=added, sort_order=9)
    publish_form(form=Form.objects.get(pk=asked.pk))
    shown = editor.get(reverse("form_versions", args=[asked.pk])).content.decode()
    for sentence in (
        "Added: “Anything else?”",
        "Reworded (English): “Where were you?” is now “Where did you sleep?”",
        "Reworded (Welsh): “nothing” is now “A ddaeth eich llythyrau?”",
        "“Where did you sleep?”: option “At home” is now “At my own home”",
        "“Did your letters come?”: asked of everyone now",
        "Version 2",
        "Version 1",
    ):
        assert sentence in shown
    assert "Not published yet" not in shown


def test_what_waits_to_be_published_is_said(
    editor: StaffClient, asked: Form, letters: Question
) -> None:
    FormQuestion.objects.filter(form=asked, question=letters).delete()
    shown = editor.get(reverse("form_versions", args=[asked.pk])).content.decode()
    assert "Not published yet" in shown
    assert "Taken out: “Did your letters come?”" in shown
    publish = editor.get(reverse("publish_form", args=[asked.pk])).content.decode()
    assert "Taken out: “Did your letters come?”" in publish


def test_a_form_without_a_version_says_so(editor: StaffClient, form: MakeForm) -> None:
    draft = form(publish=False)
    shown = editor.get(reverse("form_versions", args=[draft.pk])).content.decode()
    assert "No version is published yet." in shown


def question(key: str, **changed: Any) -> dict[str, Any]:
    """A question of a definition, as short as can be."""
    words: dict[str, Any] = {name: {} for name in ("hint", "content_note", "body")}
    return {"key": key, "kind": "single", "text": {"en-gb": key.upper()}, **words} | {
        "options": [],
        "show_if": [],
        **changed,
    }


def option(key: str, text: str, **changed: Any) -> dict[str, Any]:
    return {"key": key, "text": {"en-gb": text}, "more": False, **changed}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("abc", "abc", []),
        ("abc", "acb", ["Moved: “B”"]),
        ("abcd", "dabc", ["Moved: “D”"]),
        ("abcd", "bacx", ["Added: “X”", "Taken out: “D”", "Moved: “A”"]),
        ("", "a", ["Added: “A”"]),
        ("a", "", ["Taken out: “A”"]),
    ],
)
def test_order_is_told_in_as_few_words_as_can_be(before: str, after: str, said: list[str]) -> None:
    told = changes(
        {"questions": [question(key) for key in before]},
        {"questions": [question(key) for key in after]},
    )
    if said and said[-1].startswith("Moved"):  # either neighbour may be the one that moved
        assert [line.split(":")[0] for line in told] == [line.split(":")[0] for line in said]
    else:
        assert told == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"hint": {}}, {"hint": {"en-gb": "x"}}, "“A”: the hint changed"),
        (
            {"options": [option("1", "One")]},
            {"options": [option("1", "One"), option("2", "Two")]},
            "“A”: option “Two” added",
        ),
        (
            {"options": [option("1", "One"), option("2", "Two")]},
            {"options": [option("2", "Two")]},
            "“A”: option “One” taken out",
        ),
        (
            {"options": [option("1", "One"), option("2", "Two")]},
            {"options": [option("2", "Two"), option("1", "One")]},
            "“A”: options in a new order",
        ),
        (
            {"options": [option("1", "One")]},
            {"options": [option("1", "One", more=True)]},
            "“A”: she may now add her own words to “One”",
        ),
        (
            {"options": [option("1", "One", more=True)]},
            {"options": [option("1", "One")]},
            "“A”: she can no longer add her own words to “One”",
        ),
        (
            {"options": [option("1", "One")]},
            {"options": [option("1", "One") | {"text": {"en-gb": "One", "cy": "Un"}}]},
            "“A”: option “One” reworded in Welsh",
        ),
        (
            {"options": [option("1", "One")]},
            {"options": [option("1", "One")], "show_if": ["a:1"]},
            "“A”: asked now only if she chose “One”",
        ),
    ],
)
def test_one_change_is_one_sentence(
    before: dict[str, Any], after: dict[str, Any], said: str
) -> None:
    old, new = question("a", **before), question("a", **after)
    assert changes({"questions": [old]}, {"questions": [new]}) == [said]
