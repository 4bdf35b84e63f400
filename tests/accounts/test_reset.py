"""The staff door and its mails: for who works here, in our words, at the same pace for all."""

import re
from statistics import median
from time import perf_counter, sleep
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from wagtail.users.models import UserProfile

from accounts.members.mailing import wait_for_post
from accounts.members.services import end_member_login, make_member_login
from accounts.models import MemberAddress, User
from accounts.people.letters import password_link
from accounts.roles import Role
from accounts.services import grant_role
from consultations.panels.models import Panel
from core.models import Area
from tests.factories.accounts import PASSWORD, make_staff
from tests.factories.panels import make_panel

RESET = "/accounts/password/reset/"


@pytest.fixture
def member(db: None) -> User:
    return make_member_login(email="fern@example.org")


def ask(email: str) -> Any:
    cache.clear()
    answer = Client().post(RESET, {"email": email})
    wait_for_post()
    return answer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_staff_choose_a_new_password_by_a_letter_in_our_words(area: Area, language: str) -> None:
    editor = make_staff(Role.EDITOR, area)
    UserProfile.objects.create(user=editor, preferred_language=language)
    ask(editor.email.upper())
    (sent,) = mail.outbox
    assert sent.to == [editor.email]
    said = f"{sent.subject} {sent.body}"
    assert not re.search("Hello from|alongside|women|panel|example.com", said, re.I)
    assert ("Somebody asked" in said) is (language == "en-gb")
    path = re.search(r"/accounts/password/reset/key/\S+", said)
    assert path
    client = Client()
    form = client.get(path.group(), follow=True).request["PATH_INFO"]
    new = "a long enough password"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password(new)


@pytest.mark.django_db(transaction=True)
def test_the_door_of_staff_writes_to_nobody_else(area: Area) -> None:
    fern, gone = make_member_login(email="fern@example.org"), make_staff(Role.EDITOR, area)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    pages = {ask(e).status_code for e in ("fern@example.org", fern.email, gone.email, "x@y.org")}
    assert pages == {302}
    assert mail.outbox == []


def test_a_link_opens_nothing_for_who_comes_in_by_a_code(member: User) -> None:
    path = password_link(member).partition("/accounts/")[2]
    page = Client().get(f"/accounts/{path}", follow=True)
    assert page.redirect_chain == []
    assert "password1" not in page.content.decode()
    member.refresh_from_db()
    assert not member.has_usable_password()


@pytest.mark.django_db(transaction=True)
def test_the_pace_tells_nothing(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.mail.backends.locmem import EmailBackend

    slowly = EmailBackend.send_messages

    def slow(self: EmailBackend, messages: Any) -> int:
        sleep(0.3)
        return slowly(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", slow)
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for who, email in [("known", make_staff(Role.EDITOR, area).email), ("unknown", "x@y.org")] * 3:
        cache.clear()
        begun = perf_counter()
        Client().post(RESET, {"email": email})
        took[who].append(perf_counter() - begun)
        wait_for_post()
    assert abs(median(took["known"]) - median(took["unknown"])) < 0.15
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("email", ["fern@example.org", "nobody@example.org"])
def test_as_many_questions_are_asked_about_any_address(
    member: User, email: str, django_assert_num_queries: Any
) -> None:
    """Of whose a code is: one, known or not."""
    from accounts.members.selectors import login_of

    with django_assert_num_queries(1):
        assert login_of(email) == (member if email.startswith("fern") else None)


STAFFS = [
    *("email/", "password/set/", "password/change/", "password/reset/", "reauthenticate/"),
    *("signup/", "2fa/", "2fa/totp/activate/", "2fa/recovery-codes/generate/"),
    *("2fa/webauthn/add/", "phone/change/", "3rdparty/", "login/code/", "sessions/"),
]


def test_no_door_of_staff_opens_with_a_members_session(member: User) -> None:
    client = Client()
    client.force_login(member, backend="accounts.backends.LoginBackend")
    assert settings.SESSION_COOKIE_NAME in client.cookies
    for path in STAFFS:
        assert client.get(f"/accounts/{path}").status_code == 404, path
        assert client.post(f"/accounts/{path}", {"password1": PASSWORD}).status_code == 404, path
    assert not member.has_usable_password()


@pytest.mark.parametrize(
    "path", ["email/", "password/set/", "login/code/", "2fa/webauthn/", "confirm-email/x/"]
)
def test_what_staff_have_no_use_for_is_not_there(area: Area, path: str) -> None:
    client = Client()
    client.force_login(make_staff(Role.EDITOR, area), backend="accounts.backends.LoginBackend")
    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.get("/accounts/password/change/").status_code == 200


BECAME: dict[str, Any] = {
    "a password": lambda user, area: user.set_password(PASSWORD),
    "staff": lambda user, area: setattr(user, "is_staff", True),
    "a role": lambda user, area: grant_role(user=user, role=Role.REVIEWER, area=area),
    "off": lambda user, area: setattr(user, "is_active", False),
}


@pytest.mark.parametrize("became", BECAME)
def test_her_login_goes_whatever_became_of_it(member: User, area: Area, became: str) -> None:
    BECAME[became](member, area)
    member.save()
    end_member_login(user=member)
    assert not User.objects.filter(pk=member.pk).exists()
    assert not MemberAddress.objects.exists()


def test_what_work_stands_under_opens_nothing(member: User, area: Area) -> None:
    member.set_password(PASSWORD)
    member.name = "Fern"
    member.save()
    panel = make_panel(area, coordinator=member)  # a row that keeps hers
    end_member_login(user=member)
    left = Panel.objects.get(pk=panel.pk).coordinator
    assert (left.name, left.is_active, left.is_staff) == ("", False, False)
    assert not left.has_usable_password()
    assert left.email.endswith(".invalid")
    assert not MemberAddress.objects.exists()
