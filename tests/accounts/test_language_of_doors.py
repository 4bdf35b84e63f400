"""Pages where staff see to their login: in our words, and in the language that she reads."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from wagtail.users.models import UserProfile

from accounts.people.letters import password_link
from core.models import Area
from tests.factories.accounts import PASSWORD, make_staff
from tests.fixtures.story import StaffClient, log_in

SECRET = "JBSWY3DPEHPK3PXP" * 2
OURS = {"Origin": "http://testserver"}
WELSH = {"Accept-Language": "cy,en;q=0.5"}
# Address → whether she is logged in there.
PAGES = {
    "login/": False,
    "signup/": False,
    "inactive/": False,
    "password/reset/": False,
    "password/reset/done/": False,
    "password/reset/key/0-bad-key/": False,
    "password/reset/key/done/": False,
    "logout/": True,
    "reauthenticate/": True,
    "password/change/": True,
    "2fa/": True,
    "2fa/reauthenticate/": True,
    "2fa/recovery-codes/": True,
    "2fa/recovery-codes/generate/": True,
    "2fa/totp/deactivate/": True,
}
WRONG = re.compile("error-summary|field-error")
# What allauth would say.
THEIRS = re.compile(
    "Bad Token|Account Inactive|safeguard your account|Reset My Password|Sign (Out|In)|Forgotten"
    "|Password Reset|Deactivate Auth|invalidate|Confirm Access|request a |Two-Factor"
    "|Authenticator App|not active|Activate|out of|Generate|specified|Incorrect"
)


@pytest.fixture
def reader(area: Area) -> StaffClient:
    """She logged in just now, and has an app that makes codes."""
    user = make_staff("reviewer", area)
    Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})
    codes = {"seed": "0" * 16, "used_mask": 0}
    Authenticator.objects.create(user=user, type="recovery_codes", data=codes)
    client = log_in(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def text_of(page: str) -> str:
    return re.sub(r"<[^>]*>", " ", page)


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    return found[1].strip() if found else ""


@pytest.mark.parametrize("where", PAGES)
def test_each_page_is_in_our_words_and_both_languages(reader: StaffClient, where: str) -> None:
    client = reader if PAGES[where] else Client()
    english = client.get(f"/accounts/{where}").content.decode()
    client.post("/accounts/language/", {"language": "cy"})
    welsh = client.get(f"/accounts/{where}").content.decode()
    assert not THEIRS.search(text_of(english)), where
    assert '<html lang="en-gb">' in english
    assert '<html lang="cy">' in welsh
    assert heading(english)
    assert heading(english) != heading(welsh)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("login/", {"login": "nobody@example.org", "password": "wrong"}),
        ("reauthenticate/", {"password": "wrong"}),
        ("2fa/reauthenticate/", {"code": "000000"}),
        ("password/change/", {"oldpassword": "wrong", "password1": "x", "password2": "y"}),
    ],
)
def test_what_is_wrong_is_said_in_our_words(
    reader: StaffClient, address: str, data: dict[str, str]
) -> None:
    client = Client() if address == "login/" else reader
    page = client.post(f"/accounts/{address}", data)
    assert page.status_code == 200
    assert WRONG.search(page.content.decode())
    assert not THEIRS.search(text_of(page.content.decode()))


def test_the_second_step_is_asked_for_in_our_words(reader: StaffClient) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": reader.user.email, "password": PASSWORD})
    page = client.get("/accounts/2fa/authenticate/").content.decode()
    assert "Second step for logging in" in page
    assert not THEIRS.search(text_of(page))
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "1"}).content.decode()
    assert WRONG.search(wrong)
    assert not THEIRS.search(text_of(wrong))


def test_before_she_chose_one_it_is_that_of_her_browser_then_of_her_admin(area: Area) -> None:
    assert '<html lang="cy">' in Client(headers=WELSH).get("/accounts/login/").content.decode()
    assert '<html lang="en-gb">' in Client().get("/accounts/login/").content.decode()
    editor = make_staff("editor", area)
    UserProfile.objects.create(user=editor, preferred_language="cy")
    assert '<html lang="cy">' in log_in(editor).get("/accounts/2fa/").content.decode()


def test_the_one_she_chooses_holds_in_the_admin_too(area: Area) -> None:
    client = log_in(make_staff("editor", area))
    answer = client.post("/accounts/language/", {"language": "cy", "next": "/accounts/2fa/"})
    assert answer.headers["Location"] == "/accounts/2fa/"
    assert UserProfile.objects.get(user=client.user).preferred_language == "cy"


@pytest.mark.parametrize("sent", [{}, {"language": "fr"}, {"language": "\0"}, {"language": "en"}])
def test_no_language_of_ours_changes_nothing(db: None, sent: dict[str, Any]) -> None:
    client = Client(headers=WELSH)
    assert client.post("/accounts/language/", sent).headers["Location"] == "/accounts/login/"
    assert '<html lang="cy">' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("back", ["https://example.org/accounts/", "//example.org", "/manage/", ""])
def test_it_leads_nowhere_else(db: None, back: str) -> None:
    answer = Client().post("/accounts/language/", {"language": "cy", "next": back})
    assert answer.headers["Location"] == "/accounts/login/"
    assert Client().get("/accounts/language/").status_code == 405


def test_a_link_that_is_good_is_followed_in_welsh(area: Area) -> None:
    path = password_link(make_staff("editor", area)).partition("/accounts/")[2]
    client = Client(headers=WELSH)
    page = client.get(f"/accounts/{path}", follow=True).content.decode()
    assert '<html lang="cy">' in page
    assert 'name="password1"' in page


def test_what_was_typed_has_no_way_out_beside_it(area: Area) -> None:
    kept = Client().post("/manage/forms/1/copy/", {"a": "words"}, headers=OURS).content.decode()
    assert "words" in kept
    assert "/accounts/language/" not in kept
