"""A room with three members, each of whom can log in."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from consultations.panels.models import Panel, PanelMember, Room
from core.models import Area, HomePage
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.rooms import make_room
from tests.factories.sessions import make_led_panel
from tests.fixtures.story import log_in as staff_log_in


@dataclass
class Inside:
    """A room, its people and a browser for each."""

    panel: Panel
    room: Room
    women: list[PanelMember]
    enter: LogIn
    clients: dict[int, Client] = field(default_factory=dict)

    @property
    def facilitator(self) -> User:
        return self.panel.coordinator

    @property
    def lead(self) -> User:
        assert self.panel.safeguarding_lead is not None
        return self.panel.safeguarding_lead

    def as_woman(self, number: int = 0) -> Client:
        if number not in self.clients:
            self.clients[number] = self.enter(self.women[number])
        return self.clients[number]

    def as_staff(self, user: User | None = None) -> Client:
        client: Any = staff_log_in(user or self.facilitator)
        return client


@pytest.fixture
def inside(site_root: HomePage, area: Area, log_in: LogIn) -> Inside:
    panel = make_led_panel(area)
    women = [joined(panel, chosen_name=name) for name in ("Fern", "Ivy", "Wren")]
    return Inside(panel, make_room(panel, *women), women, log_in)
