"""A login that ends while she writes: her post comes back and goes through later."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Area
from feedback.models import Form
from tests.feedback.building import FORMS, form_fields
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def made(form: Callable[..., Form]) -> Form:
    return form(publish=False)


@pytest.fixture
def typed(made: Form) -> dict[str, object]:
    rows = [(place.question, place.show_if) for place in made.questions.all()]
    return form_fields(made, *rows, title='First "days" &\nnights')


def address(form: Form) -> str:
    return reverse(f"{FORMS}:edit", args=[form.pk])


def kept(page: str) -> dict[str, str]:
    """The hidden fields of the page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found}


def test_what_she_typed_goes_through_after_logging_in(
    made: Form, typed: dict[str, object], staff: Callable[..., StaffClient], area: Area
) -> None:
    answer = Client().post(address(made), typed, headers=OURS)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store")
    page = answer.content.decode()
    assert "You were logged out" in page
    assert kept(page).items() >= {name: str(value) for name, value in typed.items()}.items()
    again = staff("editor", area).post(address(made), kept(page), headers=OURS)
    assert again.status_code == 302
    made.refresh_from_db()
    assert made.title.startswith('First "days" &')


def test_a_page_from_before_she_logged_in_again_needs_one_press_more(
    made: Form, typed: dict[str, object], staff: Callable[..., StaffClient], area: Area
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = log_in(staff("editor", area).user).cookies
    answer = client.post(address(made), {**typed, "csrfmiddlewaretoken": "x" * 64}, headers=OURS)
    page = answer.content.decode()
    assert "You logged in again" in page
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    fields = {**kept(page), "csrfmiddlewaretoken": token.group(1)}
    assert client.post(address(made), fields, headers=OURS).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
        {},
        {**OURS, "X-Requested-With": "XMLHttpRequest"},
    ],
)
def test_what_another_site_or_script_posts_is_not_offered_again(
    made: Form, typed: dict[str, object], headers: dict[str, str]
) -> None:
    answer = Client().post(address(made), typed, headers=headers)
    assert answer.status_code in {302, 403}
    assert b"First" not in answer.content
    made.refresh_from_db()
    assert not made.title.startswith("First")


@pytest.mark.parametrize("where", ["/accounts/login/", "/form/form-1/"])
def test_other_doors_are_as_they_were(made: Form, where: str) -> None:
    answer = Client().post(where, {"login": "x"}, headers=OURS)
    assert b"Save what I typed" not in answer.content
