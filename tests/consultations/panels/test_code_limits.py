"""Codes to log in: at once, and so few that nobody can keep her telephone ringing by night."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.members.mailing import wait_for_post
from consultations.panels.models import PanelMember
from consultations.panels.people.profile import identity_of, store
from consultations.panels.people.records import Channel, Part, SafeContact

DAY = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("Europe/London"))
NIGHT = datetime(2026, 12, 1, 3, 0, tzinfo=ZoneInfo("Europe/London"))
NEXT = datetime(2026, 12, 2, 3, 0, tzinfo=ZoneInfo("Europe/London"))
MOST_A_DAY, MOST_OUTSIDE = 6, 1


@pytest.fixture(autouse=True)
def fresh(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1000/m/ip"}
    cache.clear()


def ask(email: str, times: int) -> tuple[int, set[str]]:
    """Codes that were mailed, and where each answer led."""
    before = len(mail.outbox)
    said = {
        Client().post("/panel/login/", {"email": email}).headers["Location"] for _ in range(times)
    }
    wait_for_post()
    return len(mail.outbox) - before, said


def address_of(her: PanelMember) -> str:
    """Where her codes go: a login knows no more of it than a hash."""
    email = identity_of(her).email
    assert email
    return email


def test_by_day_and_by_night(her: PanelMember) -> None:
    contact = SafeContact(Channel.EMAIL, [], 9, 18)
    store(member=her, part=Part.CONTACT, told=contact)
    with time_machine.travel(NIGHT, tick=False):
        assert ask(address_of(her), 4) == (MOST_OUTSIDE, {"/panel/login/code/"})
        assert ask(address_of(her).upper(), 1)[0] == 0
    with time_machine.travel(DAY, tick=False):
        assert ask(address_of(her), MOST_A_DAY + 2) == (MOST_A_DAY, {"/panel/login/code/"})
    with time_machine.travel(NEXT, tick=False):
        assert ask(address_of(her), 2)[0] == MOST_OUTSIDE


def test_for_who_may_be_reached_at_any_hour_and_for_nobody(her: PanelMember) -> None:
    with time_machine.travel(NIGHT, tick=False):
        assert ask(address_of(her), MOST_A_DAY + 1)[0] == MOST_A_DAY
        assert ask("nobody@example.org", MOST_A_DAY + 1) == (0, {"/panel/login/code/"})
