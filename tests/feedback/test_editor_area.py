"""An editor touches the forms and consultations of her area, and no other's (design §11.18)."""

from collections.abc import Callable
from typing import Any

import pytest

from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from tests.factories.feedback import live

Staff = Callable[..., Any]


@pytest.fixture
def theirs(form: Callable[..., Form], consultation: Callable[..., ConsultationPage]) -> Form:
    return form(consultation(slug="theirs"))


def test_she_edits_a_form_of_her_area(staff: Staff, area: Area, theirs: Form) -> None:
    client = staff("editor", area)
    assert client.get(f"/manage/snippets/feedback/form/edit/{theirs.pk}/").status_code == 200


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_a_form_of_another_area_is_refused(
    staff: Staff, other_area: Area, theirs: Form, action: str
) -> None:
    client = staff("editor", other_area)
    url = f"/manage/snippets/feedback/form/{action}/{theirs.pk}/"
    for answer in (client.get(url), client.post(url, {})):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/manage/")
    assert Form.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("action", ["edit", "delete", "unpublish", "copy"])
def test_a_consultation_of_another_area_is_refused(
    staff: Staff, other_area: Area, theirs: Form, action: str
) -> None:
    page = theirs.consultation
    path = "" if action == "edit" else f"{action}/"
    url = f"/manage/pages/{page.pk}/{'edit/' if action == 'edit' else path}"
    client = staff("editor", other_area)
    answer = client.post(url, {})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/manage/"
    page.refresh_from_db()
    assert page.live


def test_a_form_that_was_asked_stays_with_its_consultation(
    staff: Staff, area: Area, theirs: Form, consultation: Callable[..., ConsultationPage]
) -> None:
    elsewhere = consultation(slug="elsewhere")
    client = staff("editor", area)
    client.post(
        f"/manage/snippets/feedback/form/edit/{theirs.pk}/",
        {
            "title": theirs.title,
            "slug": theirs.slug,
            "consultation": elsewhere.pk,
            "questions-TOTAL_FORMS": 0,
            "questions-INITIAL_FORMS": 0,
            "questions-MIN_NUM_FORMS": 0,
            "questions-MAX_NUM_FORMS": 1000,
        },
    )
    theirs.refresh_from_db()
    assert theirs.consultation_id != elsewhere.pk
    assert live(theirs).number == 1


def test_an_administrator_of_an_area_makes_no_user(staff: Staff, area: Area) -> None:
    answer = staff("administrator", area).get("/manage/users/new/")
    assert answer.status_code == 302
