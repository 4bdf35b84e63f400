"""A new e-mail address: proven before it counts, and nobody learns whose it is already."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.members.mailing import wait_for_post
from accounts.members.selectors import NO_EMAIL, has_email, login_of
from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import NewAddress, Panel, PanelMember
from consultations.panels.people.addressing import (
    MOST_A_DAY,
    forget_unproven,
    prove_address,
    waiting_address,
)
from consultations.panels.people.profile import identity_of
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.accounts import make_staff
from tests.factories.panels import make_member

IDENTITY = "/panel/you/identity/"
CODE = re.compile(r"Your code is (\S+)")


def typed(member: PanelMember, log_in: LogIn, email: str) -> tuple[str, list[str]]:
    """Where she is led, and what was written to that address."""
    mail.outbox.clear()
    answer = log_in(member).post(IDENTITY, {"real_name": "Alys P.", "email": email})
    wait_for_post()
    return answer.headers["Location"], [str(m.body) for m in mail.outbox if m.to == [email]]


@pytest.mark.django_db(transaction=True)
def test_it_counts_once_she_has_typed_the_code(her: PanelMember, log_in: LogIn) -> None:
    old = identity_of(her).email
    led, (body,) = typed(her, log_in, "new@example.org")
    assert led == "/panel/you/address/"
    assert identity_of(her).email == old
    assert login_of(old) == her.user
    assert identity_of(her).real_name == "Alys P."  # the rest is kept at once
    assert [m.to for m in mail.outbox if "something for you" in str(m.body)] == [[old]]
    assert "codes go to another address" in her.messages.get().text
    found = CODE.search(body)
    assert found
    client = log_in(her)
    assert "not the code" in client.post(led, {"code": "WRONG"}).content.decode()
    assert client.post(led, {"code": found[1].lower()}).headers["Location"] == "/panel/you/"
    assert identity_of(her).email == "new@example.org"
    assert login_of("new@example.org") == her.user
    assert login_of(old) is None


@pytest.mark.django_db(transaction=True)
def test_mail_to_addresses_that_she_types_is_bound(panel: Panel, log_in: LogIn) -> None:
    her, other = joined(panel), joined(panel)
    for number in range(MOST_A_DAY):
        assert len(typed(her, log_in, f"new{number}@example.org")[1]) == 1
    mail.outbox.clear()
    more = log_in(her).post(IDENTITY, {"real_name": "Alys", "email": "more@example.org"})
    wait_for_post()
    assert "You have tried many addresses today" in more.content.decode()
    assert not mail.outbox
    assert len(typed(other, log_in, "her@example.org")[1]) == 1


@pytest.mark.django_db(transaction=True)
def test_anothers_address_looks_like_any_other(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    other = joined(panel)
    theirs = identity_of(other).email
    pages = []
    for email in (theirs, panel.coordinator.email, "free@example.org"):
        led, (body,) = typed(her, log_in, email)
        pages.append(log_in(her).get(led).content.decode().replace(email, ""))
        assert ("Nothing was changed" in body) is (email == theirs)
        assert bool(CODE.search(body)) is (email != theirs)
        assert not re.search("alongside|panel|group", body, re.I)
    masked = {re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', "", page) for page in pages}
    assert len(masked) == 1
    assert login_of(theirs) == other.user


@pytest.mark.django_db(transaction=True)
def test_a_code_is_hers_alone_and_does_not_last(
    panel: Panel, her: PanelMember, log_in: LogIn
) -> None:
    _led, (body,) = typed(her, log_in, "new@example.org")
    found = CODE.search(body)
    assert found
    for stranger in (joined(panel).user, panel.coordinator):
        with pytest.raises(PermissionDenied):
            prove_address(user=stranger, member=her, code=found[1])
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert not prove_address(user=her.user, member=her, code=found[1])
        assert waiting_address(her) == ""
        assert forget_unproven() == 1
    _led, (body,) = typed(her, log_in, "new@example.org")
    for _try in range(5):
        assert not prove_address(user=her.user, member=her, code="BCDFGHJK")
    found = CODE.search(body)
    assert found
    assert not prove_address(user=her.user, member=her, code=found[1])
    assert not NewAddress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_she_keeps_the_old_one(her: PanelMember, log_in: LogIn) -> None:
    old = identity_of(her).email
    led, _bodies = typed(her, log_in, "typo@exmaple.org")
    log_in(her).post(led, {"keep": "old"})
    assert waiting_address(her) == ""
    assert identity_of(her).email == old
    assert login_of(old) == her.user
    assert log_in(her).get(led).headers["Location"] == "/panel/you/"


def test_addresses_that_stood_in_the_open_are_hidden(panel: Panel, area: Area) -> None:
    """What the migration does with a member who had been led to set a password, and with staff."""
    hide = import_module("consultations.panels.migrations.0004_new_addresses").hide_addresses
    fern = User.objects.create_user("fern@example.org", "a long enough password")
    paper = User.objects.create_user(f"abc{NO_EMAIL}")
    editor = make_staff(Role.EDITOR, area)
    for user in (fern, paper, editor):
        make_member(panel, user=user)
    before = editor.email
    hide(apps, None)
    hide(apps, None)  # twice is once
    for user in (fern, paper, editor):
        user.refresh_from_db()
    assert login_of("fern@example.org") == fern
    assert not fern.has_usable_password()
    assert fern.email.endswith(NO_EMAIL)
    assert not has_email(paper)
    assert editor.email == before
    assert editor.has_usable_password()
    assert login_of(before) is None
