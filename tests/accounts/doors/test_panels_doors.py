"""A safeguarding lead opens sessions and rooms of a panel that names her, where she holds the role;
not the panel, and nothing about its members."""

import pytest

from accounts.models import User
from accounts.roles import Role
from core.models import Area
from tests.accounts.doors.table import who_may
from tests.accounts.doors.test_every_door import ROUTES, People, answers, is_shut, unrendered, world
from tests.accounts.doors.world import World
from tests.accounts.doors.world_of_panels import lead_panels

__all__ = ["unrendered", "world"]
pytestmark = pytest.mark.pages
LEAD = frozenset({Role.SAFEGUARDING_LEAD})
OURS = ("members:", "panel_sessions:", "panel_rooms:", "pay:")
OF_PANELS = [name for name in ROUTES if name.startswith(OURS)]
HERS = {name for name in OF_PANELS if Role.SAFEGUARDING_LEAD in who_may()[name]}


@pytest.mark.parametrize(
    ("holds", "is_named", "opens"),
    [("here", True, HERS), ("here", False, set()), ("elsewhere", True, set())],
)
def test_what_a_lead_opens(
    world: World, other_area: Area, unrendered: None, holds: str, is_named: bool, opens: set[str]
) -> None:
    area = world.house.area if holds == "here" else other_area
    client = People().who_holds(area, LEAD)
    if is_named:
        lead_panels(User.objects.get(pk=client.user.pk))
    opened = {
        name
        for name in OF_PANELS
        if not all(is_shut(said) for said in answers(client, world.path(name, ROUTES[name])))
    }
    assert opened == opens
