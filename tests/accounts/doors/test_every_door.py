"""Every address of ours in the admin, asked by everybody who may not open it, and by who may.

That a login and a second step come before all of them: tests/accounts/test_second_step.py.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from core.models import Area
from feedback.intake.models import IntakeKey
from feedback.models import Form
from tests.accounts.doors.table import SHARED, who_may
from tests.accounts.doors.world import CANARY, World
from tests.factories.accounts import make_user
from tests.fixtures.story import StaffClient, log_in
from tests.resilience.xss_screens import staff_views

pytestmark = pytest.mark.pages
MAY = who_may()
ROUTES = staff_views()
# Opened by what the page before it sealed for her alone: the tests of keying walk there.
CARRIED = {"keying:settle"}
NAMES_NOTHING = [name for name, route in ROUTES.items() if "<" not in route]


@pytest.fixture
def world(form: Callable[..., Form], superuser: StaffClient, intake_key: IntakeKey) -> World:
    return World(form(), superuser)


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page says doesn't matter, whether it opens does."""
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "")


class People:
    """Somebody for each set of roles, here and there; made once."""

    def __init__(self) -> None:
        self.known: dict[object, StaffClient] = {}

    def who_holds(self, here: Area, roles: frozenset[Role], there: Area | None = None,
                  elsewhere: frozenset[Role] = frozenset()) -> StaffClient:  # fmt: skip
        key = (here.pk, roles, elsewhere)
        if key not in self.known:
            user = make_user(name="Somebody")
            User.objects.filter(pk=user.pk).update(is_staff=True)
            for role in roles:
                grant_role(user=user, role=role, area=here)
            for role in elsewhere:
                assert there is not None
                grant_role(user=user, role=role, area=there)
            self.known[key] = log_in(User.objects.get(pk=user.pk))
            self.known[key].raise_request_exception = False
        return self.known[key]


def is_shut(answer: Any) -> bool:
    """She is sent home, or to log in, or told that there is no such thing, or that a page isn't
    opened like that."""
    if answer.status_code == 302:
        where = answer.headers["Location"]
        to_log_in = where.startswith(f"{reverse('account_login')}?")
        return to_log_in or where in {"/manage/", reverse("keying:start")}
    return answer.status_code in {403, 404, 405}


def answers(client: StaffClient, where: str, sent: dict[str, Any] | None = None) -> Iterator[Any]:
    """What is said to a look and to a post; what either changed is taken back."""
    for method, said in ((client.get, {}), (client.post, sent or {})):
        with transaction.atomic():
            with transaction.atomic("intake"):
                yield method(where, said)
                transaction.set_rollback(True, "intake")
            transaction.set_rollback(True)


def test_every_view_is_in_the_table_and_none_that_is_gone() -> None:
    assert set(ROUTES) == set(MAY), "Tell tests/accounts/doors/table.py who may open it."


def test_who_is_not_named_opens_nothing(world: World, other_area: Area, unrendered: None) -> None:
    """One person holds each role that may not, here, and each that may, in another area: if she
    stays out, so does everybody who holds fewer."""
    people, here, opened = People(), world.house.area, []
    for name, route in ROUTES.items():
        may, everywhere = MAY[name], "<" not in route or name in SHARED
        wrong = frozenset() if everywhere else may
        client = people.who_holds(here, frozenset(Role) - may, other_area, wrong)
        told = answers(client, world.path(name, route), world.sent(name))
        opened += [name for answer in told if not is_shut(answer)]
    assert opened == []


def test_lists_tell_nothing_of_another_area(world: World, other_area: Area) -> None:
    people, told = People(), []
    for name in {*NAMES_NOTHING, *SHARED}:
        client = people.who_holds(other_area, MAY[name])
        page = client.get(world.path(name, ROUTES[name]))
        words = getattr(page, "content", b"").decode()
        told += [f"{name}: {words[at - 60 : at + 40]}" for at in [words.find(CANARY)] if at >= 0]
    assert told == []


@pytest.mark.long
@pytest.mark.parametrize("role", list(Role))
def test_who_is_named_gets_in(world: World, unrendered: None, role: Role) -> None:
    client = People().who_holds(world.house.area, frozenset({role}))
    world.make_hers(client.user)
    shut = [
        name
        for name, route in ROUTES.items()
        if role in MAY[name]
        and name not in CARRIED
        and all(
            is_shut(answer) for answer in answers(client, world.path(name, route), world.sent(name))
        )
    ]
    assert shut == []


def test_the_door_of_a_view_is_seen_when_it_stands_open(
    world: World, unrendered: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk would see it: here everybody may everything."""
    monkeypatch.setattr("accounts.permissions._may_all", lambda user: True)
    client = People().who_holds(world.house.area, frozenset({Role.FINANCE}))
    for name in ("reading_room:queue", "insights:packs:pack", "people:leave", "audit:log"):
        assert not all(is_shut(a) for a in answers(client, world.path(name, ROUTES[name])))
