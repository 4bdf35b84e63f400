"""What is typed into the forms of findings and decisions is answered with what to do, and kept."""

import re

import pytest

from accounts.models import User
from feedback.models import Form
from tests.factories.packs import MONEY
from tests.factories.themes import theme_of
from tests.insights.test_hostile_input import DECIDED, HUGE, LARGEST, World, send

pytestmark = pytest.mark.pages


@pytest.fixture
def world(asked: Form, facilitator: User) -> World:
    return World(asked, facilitator)


@pytest.mark.parametrize(
    ("field", "odd", "help_"),
    [
        ("what", "We did\0 this", "Null characters are not allowed."),
        ("answer", "perhaps", "choose one from the list"),
        ("theme", HUGE, "choose one from the list"),
        ("theme", "\0", "Null characters are not allowed."),
        ("recommendation", LARGEST, "choose one from the list"),
        ("due_on", "0000-00-00", "is not a day"),
        ("you_said", "x" * 301, "Use 300 or fewer"),
        ("owner", "", "Write it here"),
    ],
)
def test_a_decision_says_what_to_do_and_keeps_what_was_typed(
    world: World, field: str, odd: str, help_: str
) -> None:
    address = world.path("packs/<row:pk>/decisions/add/")
    answer = send(world.client, address, {**DECIDED, "money": "Long and dear words.", field: odd})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing that you wrote is lost." in page
    assert help_ in page
    assert "Long and dear words." in page
    assert world.pack.decisions.count() == 1


@pytest.mark.parametrize(
    ("field", "odd", "help_"),
    [
        ("sentence", "", "Write it here"),
        ("sentence", "x" * 301, "Use 300 or fewer"),
        ("said", "We said\0 this", "Null characters are not allowed."),
        ("said", "x" * 1501, "Use 1500 or fewer"),
        ("strength", "certain", "choose one from the list"),
    ],
)
def test_a_finding_says_what_to_do_and_keeps_what_was_typed(
    world: World, field: str, odd: str, help_: str
) -> None:
    typed = {"sentence": "A sentence.", "reasons": "Long and dear words.", "themes": ["\0", HUGE]}
    typed["themes"] = [*typed["themes"], str(theme_of(MONEY).pk)]
    answer = send(world.client, world.path("packs/<row:pk>/findings/add/"), {**typed, field: odd})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing that you wrote is lost." in page
    assert help_ in page
    assert "Long and dear words." in page
    assert re.search(rf'name="themes"\s+value="{theme_of(MONEY).pk}"\s+checked', page)
    assert world.pack.findings.count() == 1
