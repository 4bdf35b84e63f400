"""An editor writes the questions for consultations of her areas, and nobody else does."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from consultations.bodies.models import BodyForm
from consultations.models import ConsultationPage
from core.meanwhile.blocks import as_data, put_blocks
from core.models import Area
from tests.factories.bodies import make_body, make_body_form
from tests.fixtures.screens import as_shown
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages
Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
LIST, ADD, EDIT = (f"wagtailsnippets_consultations_bodyform:{n}" for n in ("list", "add", "edit"))


def typed(page: ConsultationPage, **changes: Any) -> dict[str, Any]:
    """What a browser sends: one written question."""
    return {
        "consultation": page.pk,
        "is_on": "on",
        "opens_on": "",
        "closes_on": "",
        "questions-count": "1",
        "questions-0-deleted": "",
        "questions-0-order": "0",
        "questions-0-type": "written",
        "questions-0-id": "",
        "questions-0-value-text": "What works?",
        "questions-0-value-text_cy": "",
        "questions-0-value-hint": "",
        "questions-0-value-hint_cy": "",
        **changes,
    }


def test_an_editor_asks_organisations(staff: Staff, area: Area, consultation: Make) -> None:
    page = consultation()
    editor = staff("editor", area)
    assert editor.get(reverse(ADD)).status_code == 200
    assert editor.post(reverse(ADD), typed(page)).status_code == 302
    assert "What works?" in Client().get(f"/bodies/{page.pk}/").content.decode()
    assert str(page) in editor.get(reverse(LIST)).content.decode()


def test_a_choice_needs_two_answers(staff: Staff, area: Area, consultation: Make) -> None:
    sent = typed(consultation()) | {
        "questions-0-type": "choice",
        "questions-0-value-options-count": "1",
        "questions-0-value-options-0-deleted": "",
        "questions-0-value-options-0-order": "0",
        "questions-0-value-options-0-value-text": "Yes",
        "questions-0-value-options-0-value-text_cy": "",
    }
    assert staff("editor", area).post(reverse(ADD), sent).status_code == 200
    assert not BodyForm.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"consultation": ""}, "Choose one."),
        ({"consultation": "999999"}, "Choose a consultation of one of your areas"),
        ({"questions-count": "0"}, "Write a question first."),
        ({"opens_on": "soon"}, "is not a day"),
    ],
)
def test_what_is_wrong_is_said(
    staff: Staff, area: Area, consultation: Make, changes: dict[str, str], told: str
) -> None:
    answer = staff("editor", area).post(reverse(ADD), typed(consultation(), **changes))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not BodyForm.objects.exists()


@pytest.mark.parametrize(("days", "told"), [(-90, "on which it opens"), (90, "is promised by")])
def test_its_last_day_lies_between_opening_and_the_reply(
    staff: Staff, area: Area, consultation: Make, days: int, told: str
) -> None:
    page = consultation()
    last = (page.opens_on if days < 0 else page.reply_by) + timedelta(days=days)
    editor = staff("editor", area)
    assert told in editor.post(reverse(ADD), typed(page, closes_on=last)).content.decode()
    assert editor.post(reverse(ADD), typed(page, closes_on=page.reply_by)).status_code == 302


def test_one_consultation_has_one_form(staff: Staff, area: Area, consultation: Make) -> None:
    page = make_body_form(consultation()).consultation
    answer = staff("editor", area).post(reverse(ADD), typed(page))
    assert "that has no questions to organisations yet" in answer.content.decode()


def test_an_editor_of_another_area_finds_nothing(
    staff: Staff, other_area: Area, consultation: Make
) -> None:
    form = make_body_form(consultation())
    stranger = staff("editor", other_area)
    assert str(form) not in stranger.get(reverse(LIST)).content.decode()
    for name in ("edit", "history", "usage"):
        address = reverse(f"wagtailsnippets_consultations_bodyform:{name}", args=[form.pk])
        assert stranger.get(address).status_code in {302, 404}, name
    sent = typed(form.consultation, is_on="")
    assert stranger.post(reverse(EDIT, args=[form.pk]), sent).status_code in {302, 404}
    assert BodyForm.objects.get().is_on
    answer = stranger.post(reverse(ADD), typed(consultation()))
    assert "Choose a consultation of one of your areas" in answer.content.decode()


@pytest.mark.parametrize("role", ["facilitator", "reviewer", "administrator"])
def test_who_is_no_editor_writes_no_questions(
    staff: Staff, area: Area, consultation: Make, role: str
) -> None:
    page = consultation()
    client = staff(role, area)
    assert client.get(reverse(LIST)).status_code == 302
    assert client.post(reverse(ADD), typed(page)).status_code == 302
    assert not BodyForm.objects.exists()


def test_nobody_deletes_what_was_asked(staff: Staff, area: Area, consultation: Make) -> None:
    form = make_body_form(consultation())
    address = reverse("wagtailsnippets_consultations_bodyform:delete", args=[form.pk])
    assert staff("editor", area).post(address).status_code == 302
    assert BodyForm.objects.exists()


def test_of_two_editors_the_second_is_told(staff: Staff, area: Area, consultation: Make) -> None:
    form = make_body_form(consultation())
    sent = typed(form.consultation) | as_shown(form)
    BodyForm.objects.update(is_on=False)
    answer = staff("editor", area).post(reverse(EDIT, args=[form.pk]), sent)
    assert "somebody else saved this meanwhile" in answer.content.decode()
    assert "What works?" in answer.content.decode()  # hers stay: she changed them
    assert not BodyForm.objects.get().is_on


def test_questions_that_she_did_not_touch_are_those_of_the_other(
    staff: Staff, area: Area, consultation: Make
) -> None:
    form = make_body_form(consultation())
    hers = as_shown(form)
    sent = QueryDict(mutable=True)
    sent.update({"consultation": str(form.consultation_id), "is_on": "", **hers})
    put_blocks(sent, "questions", form.questions.stream_block, as_data(form.questions))
    rows = as_data(form.questions)
    rows[0]["value"]["text"] = "Asked by somebody else?"
    form.questions = rows
    form.save()
    editor, address = staff("editor", area), reverse(EDIT, args=[form.pk])
    answer = editor.post(address, sent.dict())
    assert "Asked by somebody else?" in answer.content.decode()
    assert "Questions was changed." in answer.content.decode()
    assert "What works now?" not in answer.content.decode()
    assert BodyForm.objects.get().is_on  # nothing is saved on the post that tells her


def test_her_own_screen_opens(staff: Staff, area: Area, consultation: Make) -> None:
    form = make_body_form(consultation())
    page = staff("editor", area).get(reverse(EDIT, args=[form.pk])).content.decode()
    assert "Do you meet women at the gate?" in page


def test_a_form_that_was_answered_stays_with_its_consultation(
    staff: Staff, area: Area, consultation: Make
) -> None:
    form = make_body_form(consultation())
    make_body(form.consultation)
    sent = typed(consultation()) | as_shown(form)
    answer = staff("editor", area).post(reverse(EDIT, args=[form.pk]), sent)
    assert "Organisations could answer here." in answer.content.decode()


def test_a_page_that_was_answered_is_not_deleted(
    staff: Staff, area: Area, consultation: Make
) -> None:
    page = consultation()
    make_body(page)
    editor = staff("editor", area)
    editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert ConsultationPage.objects.filter(pk=page.pk).exists()


def test_questions_survive_a_save(staff: Staff, area: Area, consultation: Make) -> None:
    """Each keeps its id, by which what was typed is known."""
    form = make_body_form(consultation())
    before = [block.id for block in form.questions]
    stored = json.loads(json.dumps(form.questions.get_prep_value()))
    assert [row["id"] for row in stored] == before
