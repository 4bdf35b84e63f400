"""What something hangs on isn't deleted by the staff's buttons, and nothing ends in an error."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Area
from feedback.models import Form, Question
from feedback.review.models import ReviewBatch
from tests.factories.accounts import make_user
from tests.factories.core import make_area
from tests.factories.feedback import make_question
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]


def delete(client: StaffClient, thing: Any, in_bulk: bool) -> str:
    kind = f"{thing._meta.app_label}_{thing._meta.model_name}"
    url = reverse(f"wagtailsnippets_{kind}:delete", args=[thing.pk])
    if in_bulk:
        label = kind.replace("_", "/")
        url = f"/manage/bulk/{label}/delete/?id={thing.pk}&next=/manage/"
    answer = client.post(url, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("in_bulk", [False, True])
def test_a_published_form_is_kept(
    staff: Staff, area: Area, form: Callable[..., Form], in_bulk: bool
) -> None:
    client, published, draft = staff("editor", area), form(), form(publish=False)
    assert "was kept: it was published" in delete(client, published, in_bulk)
    assert "was kept" not in delete(client, draft, in_bulk)
    assert list(Form.objects.all()) == [published]


@pytest.mark.parametrize("in_bulk", [False, True])
def test_a_question_that_a_form_asks_is_kept(
    staff: Staff, area: Area, form: Callable[..., Form], in_bulk: bool
) -> None:
    client, made = staff("editor", area), form(publish=False)
    asked = made.questions.first().question
    bare = make_question(Question.Kind.SHORT_TEXT)
    assert "was kept: a form asks it" in delete(client, asked, in_bulk)
    assert "was kept" not in delete(client, bare, in_bulk)
    assert Question.objects.filter(pk=asked.pk).exists()
    assert not Question.objects.filter(pk=bare.pk).exists()


@pytest.mark.parametrize("in_bulk", [False, True])
def test_an_area_in_use_is_kept(
    superuser: StaffClient, area: Area, form: Callable[..., Form], in_bulk: bool
) -> None:
    form()
    bare = make_area()
    assert "was kept: it is in use" in delete(superuser, area, in_bulk)
    assert "was kept" not in delete(superuser, bare, in_bulk)
    assert list(Area.objects.all()) == [area]


@pytest.mark.parametrize("in_bulk", [False, True])
def test_somebody_who_reviewed_is_kept(
    superuser: StaffClient, area: Area, staff: Staff, in_bulk: bool
) -> None:
    reviewer, newcomer = staff("reviewer", area).user, make_user()
    ReviewBatch.objects.create(area=area, opened_by=reviewer, opened_at=timezone.now())
    for person in (reviewer, newcomer):
        url = reverse("wagtailusers_users:delete", args=[person.pk])
        bulk = f"/manage/bulk/accounts/user/delete/?id={person.pk}&next=/manage/"
        answer = superuser.post(bulk if in_bulk else url, follow=True)
        assert answer.status_code == 200
        said = "Switch her account off instead" in answer.content.decode()
        assert said is (person == reviewer)
    assert set(User.objects.all()) == {superuser.user, reviewer}


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json", ""])
def test_an_import_that_holds_no_file_is_told_so(staff: Staff, area: Area, kind: str) -> None:
    client = staff("facilitator", area)
    answer = client.post(reverse("review_imports:upload"), b"form=1", content_type=kind)
    assert answer.status_code == 200
    assert "review_imports" not in answer.content.decode()
    assert "error-message" in answer.content.decode()
