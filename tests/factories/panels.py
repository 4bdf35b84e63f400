"""Panels and the women on them."""

from itertools import count
from typing import Any

from accounts.members.services import make_member_login
from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import Membership, Panel, PanelMember
from core.models import Area
from tests.factories.accounts import make_staff

_numbers = count(1)


def make_panel(area: Area, *, coordinator: User | None = None, **fields: Any) -> Panel:
    """An active panel of an area, with somebody to coordinate it."""
    values: dict[str, Any] = {
        "name": f"Tuesday group {next(_numbers)}",
        "purpose": "We work out together how mornings at the centre should go.",
        "level": Panel.Level.INVOLVED,
        "state": Panel.State.ACTIVE,
        "phone_person": "Ruth",
        "phone_number": "01632 960 001",
        "phone_hours": "Monday to Friday, 9 to 5",
        "complaints_person": "Marian",
        "complaints_contact": "01632 960 002, or Marian, 1 High Street",
        **fields,
    }
    coordinator = coordinator or make_staff(Role.PANEL_COORDINATOR, area)
    return Panel.objects.create(area=area, coordinator=coordinator, **values)


def make_member(
    panel: Panel, state: str = Membership.State.ACTIVE, *, user: User | None = None, **fields: Any
) -> PanelMember:
    """A member with a place on a panel. Without `user`, one who can't log in yet."""
    number = next(_numbers)
    member = PanelMember.objects.create(user=user, **{"chosen_name": f"Member {number}", **fields})
    Membership.objects.create(panel=panel, member=member, state=state)
    return member


def make_member_user(email: str = "") -> User:
    """How a member logs in: by a code, never with a password."""
    return make_member_login(email=email or f"member{next(_numbers)}@example.org")
