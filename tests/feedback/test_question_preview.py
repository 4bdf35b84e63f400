"""A question on its own, as she would see it: in both languages, saved or not; nothing is sent."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from core.models import Area
from feedback.intake.models import ClosedVisit
from feedback.models import Question
from feedback.questionnaire import Kind
from tests.factories.feedback import add_welsh, make_question
from tests.feedback.building import QUESTIONS, question_fields, refused
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages


@pytest.fixture
def where(site_root: object) -> Question:
    made = make_question(Kind.SINGLE, "Where were you?", ("In prison", "At home"))
    add_welsh(made, "Ble roeddech chi?", ("Yn y carchar", "Gartref"))
    return made


def look(client: StaffClient, question: Question, mode: str, **typed: object) -> str:
    address = reverse(f"{QUESTIONS}:preview_on_edit", args=[question.pk])
    told = client.post(address, question_fields(question, **typed)).json()
    assert told == {"is_valid": True, "is_available": True}
    answer = client.get(address, {"mode": mode, "in_preview_panel": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_typed_is_shown_in_both_languages(
    staff: Callable[..., StaffClient], area: Area, where: Question
) -> None:
    editor = staff("editor", area)
    page = look(editor, where, "en-gb", text="Where did you live?", options=["In prison", "With X"])
    assert "Where did you live?" in page
    assert "With X" in page
    assert "nothing is sent" in page
    welsh = look(editor, where, "cy")
    assert "Ble roeddech chi?" in welsh
    assert "Gartref" in welsh
    assert not ClosedVisit.objects.exists()


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_can_be_looked_at(
    staff: Callable[..., StaffClient], area: Area, site_root: object, kind: Kind
) -> None:
    made = make_question(kind, "What then?", ("Yes", "No"))
    words = {"low": "Never", "high": "Always", "body": "To read."}
    assert "What then?" in look(staff("editor", area), made, "nonsense", **words)


def test_its_buttons_lead_to_it_again(
    staff: Callable[..., StaffClient], area: Area, where: Question
) -> None:
    editor = staff("editor", area)
    step = reverse("question_preview_step", args=[where.pk])
    assert f'action="{step}?mode=en-gb"' in look(editor, where, "en-gb")
    answer = editor.post(f"{step}?mode=cy", {"go": "stay"})
    preview = reverse(f"{QUESTIONS}:preview_on_edit", args=[where.pk])
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{preview}?mode=cy")


@pytest.mark.parametrize("role", ["reviewer", "facilitator"])
def test_others_do_not_look(
    staff: Callable[..., StaffClient], area: Area, where: Question, role: str
) -> None:
    client = staff(role, area)
    for name in ("question_preview_step", f"{QUESTIONS}:preview_on_edit"):
        assert refused(client.post(reverse(name, args=[where.pk]), {}))
