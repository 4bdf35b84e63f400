"""A panel with a coordinator, and a member who has come in."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from consultations.panels.models import Membership, Panel, PanelMember
from consultations.panels.people.profile import store
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from core.models import Area
from tests.factories.panels import make_member, make_member_user, make_panel

_numbers = count(1)
LogIn = Callable[[PanelMember], Client]


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_panel(area)


@pytest.fixture
def her(panel: Panel) -> PanelMember:
    """An active member, reached by e-mail at any hour."""
    return joined(panel)


def joined(panel: Panel, state: str = Membership.State.ACTIVE, **fields: Any) -> PanelMember:
    """A member who has come in, with what the coordinator wrote down at the invitation."""
    email = f"fern{next(_numbers)}@example.org"
    member = make_member(panel, state, user=make_member_user(email), **fields)
    identity = Identity(real_name="Alys Penhallow", email=email)
    store(member=member, part=Part.IDENTITY, told=identity)
    any_hour = SafeContact(channel=Channel.EMAIL, from_hour=9, to_hour=9)
    store(member=member, part=Part.CONTACT, told=any_hour)
    return member


@pytest.fixture
def log_in() -> LogIn:
    """A browser in which she has logged in by her own door, with the cookie of that door."""

    def enter(member: PanelMember) -> Client:
        client = Client()
        assert member.user is not None
        client.force_login(member.user, backend="accounts.backends.LoginBackend")
        client.cookies["panel"] = client.cookies.pop(settings.SESSION_COOKIE_NAME).value
        return client

    return enter
