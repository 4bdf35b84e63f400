"""Joining by invitation alone, by a code or a passkey; and nobody learns who is a member."""

import re
from datetime import date
from statistics import median
from time import perf_counter, sleep
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.members.mailing import wait_for_post
from accounts.members.selectors import enters_by_code, has_email, login_of
from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from consultations.panels.models import Membership, OneTimeCode, Panel, PanelMember
from consultations.panels.people import floods
from consultations.panels.people.codes import make_code, use_code
from consultations.panels.people.joining import CannotInvite, give_code, invite
from consultations.panels.people.profile import identity_of
from consultations.panels.people.records import Channel, Identity, SafeContact
from consultations.panels.people.sending import deliver_waiting
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.accounts import PASSWORD, make_staff, make_user
from tests.factories.panels import make_member_user

ANY_HOUR = SafeContact(Channel.EMAIL, [], 9, 9)
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")


def invited(panel: Panel, **more: Any) -> PanelMember:
    values: dict[str, Any] = {
        "user": panel.coordinator,
        "panel": panel,
        "chosen_name": "Fern",
        "language": "en-gb",
        "identity": Identity(real_name="Alys Penhallow", email="Fern@Example.org"),
        "contact": ANY_HOUR,
        **more,
    }
    return invite(**values)


def test_she_is_invited_comes_in_and_can_come_back(panel: Panel) -> None:
    member = invited(panel)
    deliver_waiting()
    found = CODE.search(str(mail.outbox[0].body))
    assert found
    assert found[0] not in "".join(member.messages.values_list("text", flat=True))
    client = Client()
    assert client.post("/panel/join/", {"code": found[0].lower()}).status_code == 302
    assert "Hello Fern" in client.get("/panel/").content.decode()
    member.refresh_from_db()
    assert member.user is not None
    assert login_of("fern@example.org") == member.user
    assert enters_by_code(member.user)
    assert Client().post("/panel/join/", {"code": found[0]}).status_code == 200  # it works once


def test_she_logs_in_by_a_code_by_mail(her: PanelMember) -> None:
    client = Client()
    answer = client.post("/panel/login/", {"email": identity_of(her).email})
    assert answer.headers["Location"] == "/panel/login/code/"
    wait_for_post()
    sent = mail.outbox[0]
    assert sent.subject == "Your code"
    assert not re.search("alongside|panel|women|testserver", f"{sent.body}", re.I)
    found = re.search(r"Your code is (\S+)", str(sent.body))
    assert found
    wrong = client.post("/panel/login/code/", {"code": "WRONG"})
    assert "not the code that we sent" in wrong.content.decode()
    assert client.post("/panel/login/code/", {"code": found[1]}).headers["Location"] == "/panel/"
    assert client.get("/panel/").status_code == 200


def test_without_e_mail_a_code_on_paper_opens(panel: Panel) -> None:
    letter = SafeContact(Channel.LETTER)
    member = invited(panel, identity=Identity(address="1 High Street"), contact=letter)
    for _again in range(2):
        client = Client()
        client.post("/panel/join/", {"code": give_code(user=panel.coordinator, member=member)})
        assert client.get("/panel/").status_code == 200
    member.refresh_from_db()
    assert member.user is not None
    assert not has_email(member.user)
    assert User.objects.filter(panel_member=member).count() == 1


def test_a_member_who_works_here_now_has_the_staff_door_alone(
    panel: Panel, her: PanelMember
) -> None:
    code = make_code(member=her)
    assert her.user is not None
    grant_role(user=her.user, role=Role.REVIEWER, area=panel.area)
    assert "opens nothing" in Client().post("/panel/join/", {"code": code}).content.decode()


def test_codes_that_open_nothing_look_alike(panel: Panel, her: PanelMember) -> None:
    old, new = make_code(member=her), make_code(member=her)
    with time_machine.travel(date(2020, 1, 1)):
        expired = make_code(member=joined(panel))
    used = make_code(member=joined(panel))
    assert use_code(code=used)
    pages = {
        re.sub(r'value="[^"]*"', "", Client().post("/panel/join/", {"code": c}).content.decode())
        for c in (old, expired, used, "BCDF-GHJK-2345", "x")
    }
    assert len(pages) == 1
    assert "opens nothing" in pages.pop()
    assert use_code(code=new.replace("-", " ").lower()) == her
    assert not OneTimeCode.objects.filter(code_hash=new.encode()).exists()


def test_a_good_code_opens_while_others_guess(
    her: PanelMember, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(floods, "MANY", 3)
    for _try in range(5):
        page = Client().post("/panel/join/", {"code": "BCDF-GHJK-2345"})
        assert "opens nothing" in page.content.decode()
    told = [line for line in caplog.messages if "wrong codes" in line]
    assert told == ["3 wrong codes were typed within a quarter of an hour."]
    assert Client().post("/panel/join/", {"code": make_code(member=her)}).status_code == 302


def test_a_few_slips_are_told_to_nobody(her: PanelMember, caplog: pytest.LogCaptureFixture) -> None:
    Client().post("/panel/join/", {"code": "BCDF-GHJK-2345"})
    Client().post("/panel/join/", {"code": make_code(member=her)})
    assert not [line for line in caplog.messages if "wrong codes" in line]


@pytest.mark.parametrize(
    "more",
    [
        {"identity": Identity(real_name="A")},
        {"contact": SafeContact(Channel.PHONE)},
        {"contact": SafeContact(Channel.LETTER)},
    ],
    ids=["nowhere", "no number", "no address"],
)
def test_an_invitation_that_could_not_arrive(panel: Panel, more: dict[str, Any]) -> None:
    with pytest.raises(CannotInvite):
        invited(panel, **more)
    assert not PanelMember.objects.exists()


def test_an_invitation_tells_nothing_of_whose_address_it_is(panel: Panel) -> None:
    """Another member's codes go there: she comes in by the code of the invitation, and on paper."""
    other = make_member_user("taken@example.org")
    member = invited(panel, identity=Identity(email="taken@example.org"))
    deliver_waiting()
    found = CODE.search(str(mail.outbox[0].body))
    assert found
    assert Client().post("/panel/join/", {"code": found[0]}).status_code == 302
    member.refresh_from_db()
    assert member.user is not None
    assert not has_email(member.user)
    assert login_of("taken@example.org") == other


def test_who_may_invite_and_when(panel: Panel, other_area: Area) -> None:
    for stranger in (make_staff(Role.PANEL_COORDINATOR, other_area), make_user()):
        with pytest.raises(PermissionDenied):
            invited(panel, user=stranger)
    for state in (Panel.State.DRAFT, Panel.State.PAUSED, Panel.State.CLOSED):
        Panel.objects.update(state=state)
        with pytest.raises(CannotInvite):
            invited(panel)
    Panel.objects.update(state=Panel.State.ACTIVE, seats=1)
    joined(panel, Membership.State.ON_BREAK)  # a break keeps the place
    with pytest.raises(CannotInvite):
        invited(panel)


def _ask(email: str) -> tuple[int, str, str, float]:
    client = Client()
    began = perf_counter()
    answer = client.post("/panel/login/", {"email": email})
    took = perf_counter() - began
    page = client.get("/panel/login/code/").content.decode()
    page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", page)
    return answer.status_code, answer.headers["Location"], page, took


def test_nobody_learns_whose_address_it_is(
    her: PanelMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same page and same class of time for a member, staff and nobody, with a slow mail server."""
    from django.core.mail.backends.locmem import EmailBackend

    slowly = EmailBackend.send_messages

    def slow(self: EmailBackend, messages: Any) -> int:
        sleep(0.5)
        return slowly(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", slow)
    hers, staff = identity_of(her).email, make_user()
    _ask("warm@example.org")
    addresses = {"member": hers, "staff": staff.email, "nobody": "nobody@example.org"}
    asked: dict[str, list[tuple[int, str, str, float]]] = {}
    for _turn in range(2):
        for who, email in addresses.items():
            asked.setdefault(who, []).append(_ask(email))
    assert {one[:3] for tries in asked.values() for one in tries} == {asked["nobody"][0][:3]}
    times = {who: median(one[3] for one in tries) for who, tries in asked.items()}
    assert max(times.values()) - min(times.values()) < 0.25, times
    wait_for_post()
    assert {to for sent in mail.outbox for to in sent.to} == {hers}


def test_staff_come_in_by_no_code_and_members_by_no_password(
    her: PanelMember, log_in: LogIn
) -> None:
    hers, client = identity_of(her).email, Client()
    for told in ({"login": hers, "password": ""}, {"login": hers}):
        assert client.post("/accounts/login/", told).status_code == 200
    assert client.get("/accounts/login/code/").status_code == 404
    assert client.get("/accounts/login/code/confirm/").status_code == 404
    staff = make_user()
    answer = client.post("/accounts/login/", {"login": staff.email, "password": PASSWORD})
    assert answer.status_code == 302
    second = client.get("/accounts/2fa/").content.decode()
    assert "an app on your phone" in second
    assert not re.search("security key|passkey", second, re.I)
    for path in ("", "add/", "login/", "keys/1/remove/"):
        assert client.get(f"/accounts/2fa/webauthn/{path}").status_code == 404
    assert log_in(her).get("/manage/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "password/reset/",
        "password/set/",
        "email/",
        "reauthenticate/",
        "2fa/",
        "passkey/",
    ],
)
def test_nothing_else_of_allauth_is_behind_her_door(
    her: PanelMember, log_in: LogIn, path: str
) -> None:
    answer = log_in(her).get(f"/panel/login/{path}")
    assert answer.status_code == (302 if path == "passkey/" else 404)


def test_her_cookies_stay_below_her_pages(her: PanelMember) -> None:
    code = make_code(member=her)
    client = Client()
    client.get("/panel/join/")
    client.post("/panel/join/", {"code": code})
    assert client.cookies
    assert {(name, morsel["path"]) for name, morsel in client.cookies.items()} == {
        ("panel", "/panel/"),
        ("panel_form", "/panel/"),
    }
    assert client.cookies["panel"]["samesite"] == "Strict"
    client.post("/panel/login/out/")  # leaves a note for the next page, in a third cookie
    assert {morsel["path"] for morsel in client.cookies.values()} == {"/panel/"}
    assert client.get("/panel/").status_code == 302
