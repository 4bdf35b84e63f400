"""Screens about one form are for editors of its area, and ask no more for longer forms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import ConsultationPage
from core.models import Area
from feedback.definitions import define
from feedback.models import Form, Question
from feedback.questionnaire import Kind
from tests.factories.feedback import add_welsh, live, make_question
from tests.feedback.building import (
    BANK,
    FORMS,
    QUESTIONS,
    MakeForm,
    Staff,
    asked,
    edit_question,
    editor,
    letters,
    look,
    placed,
    refused,
    screens,
    where,
)
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

__all__ = ["asked", "editor", "letters", "where"]

NAMES = (
    *("publish_form", "copy_form", "form_versions", "form_welsh"),
    *("edit", "delete", "history", "usage", "preview_on_edit"),
)


# -- Whose screens they are


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_of_the_area_has_every_screen(
    editor: StaffClient, asked: Form, name: str
) -> None:
    assert editor.get(screens(asked)[name]).status_code == 200


@pytest.mark.parametrize("name", [*NAMES, "preview_step"])
def test_an_editor_of_another_area_is_refused(
    staff: Staff, other_area: Area, asked: Form, name: str
) -> None:
    client = staff("editor", other_area)
    address = screens(asked)[name]
    assert refused(client.get(address))
    assert refused(client.post(address, {}))
    by_script = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
    assert by_script.status_code == 403
    assert Form.objects.get(pk=asked.pk).versions.count() == 1


@pytest.mark.parametrize("name", [*NAMES, "preview_step"])
@pytest.mark.parametrize("role", ["reviewer", "facilitator"])
def test_other_roles_of_the_area_are_refused(
    staff: Staff, area: Area, asked: Form, name: str, role: str
) -> None:
    client = staff(role, area)
    assert refused(client.get(screens(asked)[name]))
    assert refused(client.post(screens(asked)[name], {}))


@pytest.mark.parametrize("name", ["edit", "delete", "history", "usage"])
def test_a_question_that_only_another_area_asks_is_theirs(
    staff: Staff, area: Area, other_area: Area, asked: Form, where: Question, name: str
) -> None:
    address = reverse(f"{QUESTIONS}:{name}", args=[where.pk])
    assert staff("editor", area).get(address).status_code == 200
    theirs = staff("editor", other_area)
    assert refused(theirs.get(address))
    assert refused(theirs.post(address, {}))
    edit_question(theirs, where, text="Changed from outside")
    where.refresh_from_db()
    assert where.text == "Where were you?"


def test_a_question_that_both_ask_is_both_s_to_change(
    staff: Staff,
    other_area: Area,
    asked: Form,
    where: Question,
    form: MakeForm,
    consultation: Callable[..., ConsultationPage],
) -> None:
    form(consultation(area=other_area), where)
    edit_question(staff("editor", other_area), where, text="Where did you sleep?")
    where.refresh_from_db()
    assert where.text == "Where did you sleep?"


def test_lists_and_choosers_of_forms_know_areas(
    staff: Staff, area: Area, other_area: Area, asked: Form
) -> None:
    chooser = reverse("wagtailsnippetchoosers_feedback_form:choose_results")
    for address in (reverse(f"{FORMS}:list"), chooser):
        assert asked.title in staff("editor", area).get(address).content.decode()
        assert asked.title not in staff("editor", other_area).get(address).content.decode()
    assert refused(staff("reviewer", area).get(chooser))


# -- Copy


def test_last_year_s_form_is_copied(
    editor: StaffClient, asked: Form, consultation: Callable[..., ConsultationPage]
) -> None:
    this_year = consultation(title="This year")
    fields = {"title": "First days, again", "consultation": this_year.pk, "slug": "form-90"}
    answer = editor.post(reverse("copy_form", args=[asked.pk]), fields)
    copy = Form.objects.get(slug="form-90")
    assert answer.headers["Location"] == reverse(f"{FORMS}:edit", args=[copy.pk])
    assert placed(copy) == placed(asked)
    assert define(copy) == define(asked)  # the same keys: answers can be compared
    assert not copy.versions.exists()
    assert live(asked).number == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"slug": "prison-2"}, "stands in her browser"),
        ({"slug": "taken"}, "already exists"),
        ({"title": ""}, "“Title for staff” is empty."),
        ({"consultation": "theirs"}, "Choose a consultation of one of your areas."),
    ],
)
def test_a_copy_that_can_not_be_is_refused(
    editor: StaffClient,
    asked: Form,
    consultation: Callable[..., ConsultationPage],
    other_area: Area,
    wrong: dict[str, Any],
    says: str,
) -> None:
    Form.objects.filter(pk=asked.pk).update(slug="taken")
    if "consultation" in wrong:
        wrong = {"consultation": consultation(area=other_area).pk}
    fields = {"title": "Again", "consultation": asked.consultation_id, "slug": "form-90"}
    answer = editor.post(reverse("copy_form", args=[asked.pk]), fields | wrong)
    assert says in answer.content.decode()
    assert Form.objects.count() == 1


def test_wagtail_s_own_copy_is_closed(editor: StaffClient, asked: Form) -> None:
    assert editor.get(f"/manage/snippets/feedback/form/copy/{asked.pk}/").status_code == 404


# -- As many queries, however long the form


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """How many queries both databases were asked."""
    with (
        CaptureQueriesContext(connections["default"]) as one,
        CaptureQueriesContext(connections["intake"]) as two,
    ):
        yield lambda: len(one) + len(two)


SCREENS = ("publish_form", "copy_form", "form_versions", "form_welsh", "edit", "preview_on_edit")


@pytest.mark.parametrize("name", SCREENS)
def test_a_longer_form_asks_no_more_queries(
    editor: StaffClient, form: MakeForm, site_root: object, name: str
) -> None:
    def asking(count: int) -> Form:
        questions = [
            make_question(Kind.SINGLE, f"Question {count}.{n}?", ("Yes", "No"))
            for n in range(count)
        ]
        for one in questions:
            add_welsh(one, "Cwestiwn?", ("Ie", "Nage"))
        return form(None, *questions)

    short, long = asking(2), asking(9)
    if name == "preview_on_edit":
        look(editor, short, "")
        look(editor, long, "")
    editor.get(screens(short)[name])  # what is asked once and kept
    with counted() as few:
        editor.get(screens(short)[name])
    with counted() as many:
        editor.get(screens(long)[name])
    assert many() == few()


@pytest.mark.parametrize(
    "list_of", [f"{FORMS}:list", f"{BANK}:choose_results", f"{QUESTIONS}:list"]
)
def test_a_longer_list_asks_no_more_queries(
    editor: StaffClient, form: MakeForm, site_root: object, list_of: str
) -> None:
    form()
    editor.get(reverse(list_of))
    with counted() as few:
        editor.get(reverse(list_of))
    for _number in range(3):
        form()
    with counted() as many:
        editor.get(reverse(list_of))
    assert many() == few()


def test_choices_of_many_questions_are_read_at_once(editor: StaffClient, site_root: object) -> None:
    made = [make_question(Kind.SINGLE, f"{n}?", ("Yes", "No")) for n in range(8)]
    address = reverse("question_choices")
    editor.get(f"{address}?question={made[0].pk}")
    with counted() as few:
        editor.get(f"{address}?question={made[0].pk}")
    with counted() as many:
        editor.get(f"{address}?" + "&".join(f"question={one.pk}" for one in made))
    assert many() == few()
