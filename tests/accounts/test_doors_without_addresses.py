"""Login doors count by the address that is typed, never by where a visitor is.

That is wiped first of all, and a web process behind a socket never had it: a door that asked for it
would open for nobody, or be shut for all by one stranger.
"""

import re
from typing import Any

import pytest
from allauth.account import app_settings as of_accounts
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa import app_settings as of_mfa
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.members.mailing import wait_for_post
from accounts.members.services import make_member_login
from accounts.people.letters import password_link
from core.models import Area
from tests.factories.accounts import PASSWORD, make_staff

STAFF, MEMBERS, RESET = "/accounts/login/", "/panel/login/", "/accounts/password/reset/"
# Behind a socket, and behind a proxy that everybody comes through.
PLACES = ["", "127.0.0.1"]


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def log_in(email: str, password: str, where: str) -> Client:
    client = Client(REMOTE_ADDR=where)
    client.post(STAFF, {"login": email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_no_rate_asks_where_somebody_is() -> None:
    rates = {**of_accounts.RATE_LIMITS, **of_mfa.RATE_LIMITS}
    assert rates
    for action, rate in rates.items():
        assert "ip" not in {each.per for each in parse_rates(rate)}, action


@pytest.mark.parametrize("where", PLACES)
def test_staff_log_in_however_many_strangers_are_at_the_door(area: Area, where: str) -> None:
    reader = make_staff("reviewer", area)
    for number in range(40):
        assert not is_in(log_in(f"{number}@example.org", "wrong", where))
    assert is_in(log_in(reader.email, PASSWORD, where))


@pytest.mark.parametrize("where", PLACES)
def test_one_login_shuts_when_wrong_words_are_tried_on_it(area: Area, where: str) -> None:
    reader, other = make_staff("reviewer", area), make_staff("editor", area)
    for _ in range(5):
        assert not is_in(log_in(reader.email, "wrong", where))
    assert not is_in(log_in(reader.email, PASSWORD, where))
    assert is_in(log_in(other.email, PASSWORD, where))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", PLACES)
def test_a_member_gets_her_code_however_many_strangers_ask(where: str) -> None:
    make_member_login(email="fern@example.org")
    answers = [Client(REMOTE_ADDR=where).post(MEMBERS, {"email": f"{n}@a.org"}) for n in range(40)]
    answers.append(Client(REMOTE_ADDR=where).post(MEMBERS, {"email": "fern@example.org"}))
    wait_for_post()
    assert {answer.headers["Location"] for answer in answers} == {"/panel/login/code/"}
    assert [sent.to for sent in mail.outbox] == [["fern@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_one_address_is_not_asked_for_over_and_over() -> None:
    make_member_login(email="fern@example.org")
    for _ in range(6):
        answer = Client(REMOTE_ADDR="").post(MEMBERS, {"email": "fern@example.org"})
    wait_for_post()
    assert answer.status_code == 200
    assert "tried too often" in answer.content.decode()
    assert len(mail.outbox) == 3


def set_up_second_step(client: Client) -> Any:
    """What comes of typing the code that an app shows for the secret of the page."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r"[A-Z2-7]{32}", page)
    assert found, "no secret is shown"
    code = format_hotp_value(hotp_value(found.group(), next(counters())))
    return client.post("/accounts/2fa/totp/activate/", {"code": code})


@pytest.mark.parametrize("who", ["invited", "asked for a new password", "whom a stranger typed"])
@pytest.mark.django_db(transaction=True)
def test_a_colleague_sets_up_her_second_step(area: Area, settings: Any, who: str) -> None:
    settings.STAFF_MFA_REQUIRED = True
    reader = make_staff("reviewer", area)
    if who == "invited":
        password_link(reader)
    else:
        Client().post(RESET, {"email": reader.email})
        wait_for_post()
    client = log_in(reader.email, PASSWORD, "")
    assert client.get("/manage/").status_code == 302
    assert set_up_second_step(client).status_code == 302
    assert client.get("/manage/").status_code == 200


def test_a_wrong_code_sets_nothing_up(area: Area, settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True
    client = log_in(make_staff("reviewer", area).email, PASSWORD, "")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.get("/manage/").status_code == 302
