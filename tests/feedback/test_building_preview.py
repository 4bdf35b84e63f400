"""A form is looked at before anybody else does; nothing can be sent from there."""

import re
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from core.models import Area
from feedback.building.previews import mode_after
from feedback.intake.models import ClosedVisit, SealedResponse
from feedback.models import Form, Question
from feedback.questionnaire import Kind
from tests.factories.feedback import add_welsh, make_question
from tests.feedback.building import (
    FORMS,
    Row,
    Staff,
    asked,
    editor,
    form_fields,
    letters,
    look,
    placed,
    refused,
    where,
)
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

__all__ = ["asked", "editor", "letters", "where"]


def test_each_page_may_be_looked_at(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    key, second = where.translation_key.hex, letters.translation_key.hex
    assert asked.consultation.title in look(editor, asked, "en-gb/start")
    assert "1 question." in look(editor, asked, "en-gb/start")
    assert "Go to the first question" in look(editor, asked, "en-gb/ready")
    shown = look(editor, asked, f"en-gb/{key}")
    assert "Where were you?" in shown
    assert "In prison" in shown
    only = look(editor, asked, f"en-gb/{second}")
    assert "Asked only if she chose:" in only
    assert "“In prison”" in only
    assert "Her words stand here." in look(editor, asked, "en-gb/check")
    for page in ("start", "ready", key, "check", "uses"):
        assert "Preview: nothing is sent." in look(editor, asked, f"en-gb/{page}")


def test_what_is_not_saved_is_looked_at(
    editor: StaffClient, asked: Form, where: Question, letters: Question
) -> None:
    new = make_question(Kind.SCALE, "How safe?")
    rows: tuple[Row, ...] = ((letters, []), (where, []), (new, []))
    shown = look(editor, asked, f"en-gb/{new.translation_key.hex}", *rows)
    assert "How safe?" in shown
    assert "Question 3 of 3" in shown
    assert "Asked only if" not in look(editor, asked, f"en-gb/{letters.translation_key.hex}", *rows)
    assert len(placed(asked)) == 2


def test_a_preview_is_in_welsh_too(editor: StaffClient, asked: Form, where: Question) -> None:
    add_welsh(where, "Ble roeddech chi?", ("Yn y carchar", "Gartref"))
    shown = look(editor, asked, f"cy/{where.translation_key.hex}")
    assert '<html lang="cy">' in shown
    assert "Ble roeddech chi?" in shown
    assert "Yn y carchar" in shown


def test_a_preview_carries_nothing_that_could_be_sent(
    editor: StaffClient, asked: Form, where: Question
) -> None:
    step = reverse("preview_step", args=[asked.pk])
    for mode in ("start", "ready", where.translation_key.hex, "check", "uses"):
        shown = look(editor, asked, f"en-gb/{mode}")
        main = shown[shown.index("<main") :]
        actions = re.findall(r'(?<![-\w])(?:form)?action="([^"]*)"', main)
        assert actions
        assert all(action.startswith(step) for action in actions), actions
        states = re.findall(r'name="(?:state|visit)" value="([^"]*)"', shown)
        assert set(states) == {""}
    assert not SealedResponse.objects.exists()
    assert not ClosedVisit.objects.exists()


def test_a_preview_has_the_policy_of_a_public_page(editor: StaffClient, asked: Form) -> None:
    look(editor, asked, "en-gb/start")
    answer = editor.get(reverse(f"{FORMS}:preview_on_edit", args=[asked.pk]))
    policy = answer.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("mode", ["", "start", "en-gb/nowhere", "xx/start", "en-gb/" + "0" * 32])
def test_a_page_that_is_not_there_is_the_first(editor: StaffClient, asked: Form, mode: str) -> None:
    assert asked.consultation.purpose in look(editor, asked, mode)


@pytest.mark.parametrize(
    ("go", "mode"),
    [
        ("continue", "en-gb/uses"),
        ("skip", "en-gb/uses"),
        ("start", "en-gb/uses"),
        ("back", "en-gb/ready"),
        ("stay", "en-gb/check"),
        ("", "en-gb/check"),
        ("change:" + "a" * 32, "en-gb/" + "a" * 32),
        ("change:https://elsewhere", "en-gb/start"),
    ],
)
def test_buttons_of_a_preview_lead_to_another_page_of_it(go: str, mode: str) -> None:
    places = {"before": "en-gb/ready", "here": "en-gb/check", "after": "en-gb/uses"}
    assert mode_after(places, go) == mode


def test_pressing_on_in_a_preview(editor: StaffClient, asked: Form, where: Question) -> None:
    shown = look(editor, asked, "en-gb/ready")
    action = re.search(r'class="q" method="post" action="([^"]+)"', shown)
    assert action is not None
    address = action[1].replace("&amp;", "&")
    same = {"Sec-Fetch-Site": "same-origin"}
    answer = editor.post(address, {"go": "continue", "state": "", "text": "typed"}, headers=same)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"?mode=en-gb/{where.translation_key.hex}")
    assert "typed" not in answer.headers["Location"]
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert editor.post(address, {"go": "continue"}, headers=elsewhere).status_code == 403
    assert SealedResponse.objects.count() == ClosedVisit.objects.count() == 0


def test_a_new_form_may_be_looked_at_before_it_is_saved(
    editor: StaffClient, asked: Form, where: Question
) -> None:
    address = reverse(f"{FORMS}:preview_on_add")
    new = Form(consultation=asked.consultation, title="New", slug="form-91")
    told = editor.post(address, form_fields(new, (where, []))).json()
    assert told["is_available"]
    shown = editor.get(address, {"mode": f"en-gb/{where.translation_key.hex}"}).content.decode()
    assert "Where were you?" in shown
    assert Form.objects.count() == 1


@pytest.mark.parametrize("role", ["reviewer", "facilitator"])
def test_new_forms_are_looked_at_by_editors(
    staff: Staff, area: Area, asked: Form, role: str
) -> None:
    assert refused(staff(role, area).get(reverse(f"{FORMS}:preview_on_add")))


def test_a_process_for_staff_alone_shows_it_too(
    editor: StaffClient, asked: Form, where: Question, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.feedback.staff_addresses"
    with pytest.raises(NoReverseMatch):
        reverse("feedback:safety")
    for mode in ("start", "ready", where.translation_key.hex, "check", "uses"):
        assert 'href="/staying-safe/"' in look(editor, asked, f"en-gb/{mode}")
        assert 'href="/cy/staying-safe/"' in look(editor, asked, f"cy/{mode}")
    with pytest.raises(NoReverseMatch):  # only while the page is made
        reverse("feedback:safety")
