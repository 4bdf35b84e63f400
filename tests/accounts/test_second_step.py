"""No staff page opens without a second step; every door leads to the one that asks for it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from core.models import Area
from tests.factories.accounts import PASSWORD, make_staff
from tests.fixtures.story import log_in

SECRET = "JBSWY3DPEHPK3PXP" * 2
# Wagtail's words and pictures for its own script: they hold nothing of ours, and ask nobody.
OPEN_TO_ALL = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern


def address(route: str) -> str:
    """Some address of this route: what stands where an id is meant doesn't matter."""
    path = re.sub(r"\(\?P.*", "1/", route) if "(?P" in route else route
    path = re.sub(r"<uuid:\w+>", "0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b", path)
    return "/" + re.sub(r"<(?:\w+:)?\w+>", "1", path).rstrip("$")


STAFF = [(address(route), p) for route, p in routes(get_resolver()) if route.startswith("manage/")]


@pytest.fixture
def reader(area: Area) -> User:
    return make_staff("reviewer", area)


@pytest.fixture
def strict(settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True


def test_no_staff_address_opens_without_a_second_step(strict: None, reader: User) -> None:
    assert len(STAFF) > 400
    client, closed = log_in(reader), ("/accounts/2fa/", "/accounts/login/", "/accounts/password/")
    for number, (where, _pattern) in enumerate(STAFF):
        answers = [client.get(where)]
        answers += [client.post(where)] if number % 10 == 0 else []  # the door asks for no method
        for answer in answers:
            assert answer.status_code == 302, where
            assert answer.headers["Location"].startswith(closed), where
    client.get("/accounts/2fa/")  # that one does open
    assert client.get("/accounts/2fa/").status_code == 200


def test_nor_to_anybody_without_a_login(db: None) -> None:
    client = Client()
    for where, pattern in STAFF:
        for answer in (client.get(where), client.post(where)):
            if pattern.name not in OPEN_TO_ALL:
                assert answer.status_code in {302, 403, 404, 405}, where
            assert b"<form" not in getattr(answer, "content", b"") or "login" in where, where


def test_with_one_the_same_page_opens(strict: None, reader: User) -> None:
    Authenticator.objects.create(user=reader, type="totp", data={"secret": SECRET})
    assert log_in(reader).get("/manage/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(strict: None, reader: User) -> None:
    Authenticator.objects.create(user=reader, type="recovery_codes", data={"seed": "x"})
    assert log_in(reader).get("/manage/").status_code == 302


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/manage/login/?next=/manage/packs/", "/accounts/login/?next=/manage/packs/"),
        ("/manage/password_reset/", "/accounts/password/reset/"),
        ("/manage/password_reset/confirm/MQ/abc-def/", "/accounts/password/reset/"),
        ("/admin/", "/accounts/login/"),
        ("/admin/login/", "/accounts/login/"),
        ("/admin/accounts/user/1/password/", "/accounts/login/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_doors_lead_to_ours(db: None, door: str, leads_to: str, method: str) -> None:
    answer = getattr(Client(), method)(door)
    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


@pytest.mark.parametrize("door", ["/_util/login/", "/cy/_util/login/", "/en-gb/admin/"])
def test_doors_that_are_none_are_not_found(site_root: object, door: str) -> None:
    assert Client().post(door, {"username": "a", "password": "x"}).status_code in {404, 405}


def now_code() -> str:
    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))


def log_in_by_hand(user: User, code: str) -> Client:
    client = Client()
    data = {"login": user.email, "password": PASSWORD}
    answer = client.post("/accounts/login/", data)
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/manage/").status_code == 302  # half way is no way in
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return client


def test_she_logs_in_with_a_code_or_a_recovery_code_once(strict: None, reader: User) -> None:
    Authenticator.objects.create(user=reader, type="totp", data={"secret": SECRET})
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    recovery = RecoveryCodes.activate(reader).get_unused_codes()[0]
    for code, opens in ((now_code(), 200), ("000000", 302), (recovery, 200), (recovery, 302)):
        assert log_in_by_hand(reader, code).get("/manage/").status_code == opens, code


def test_a_new_password_leads_past_no_second_step(strict: None, reader: User) -> None:
    from accounts.people.letters import password_link

    Authenticator.objects.create(user=reader, type="totp", data={"secret": SECRET})
    client = Client()
    link = re.sub(r"^https?://[^/]+", "", password_link(reader))
    form = client.get(link, follow=True).request["PATH_INFO"]
    new = "another long password"
    client.post(form, {"password1": new, "password2": new})
    assert client.get("/manage/").status_code == 302
    reader.refresh_from_db()
    assert reader.check_password(new)
