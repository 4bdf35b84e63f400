"""The demo's rooms: one where women choose, one at its end with an answer and one that is late."""

import pytest

from config.demo import ground
from config.demo.panels import make_panel
from config.demo.rooms import make_rooms
from consultations.panels.codesign.asks.selectors import late
from consultations.panels.models import Activity, Ballot, Card, Panel, Recommendation, Room
from core.models import HomePage
from tests.factories.rooms import make_brief


@pytest.fixture
def panel(site_root: HomePage) -> Panel:
    areas = ground.make_areas()
    people = ground.make_people(areas)
    made = make_panel(areas["southdown"], people)
    make_brief(made)
    make_rooms(made, people)
    return made


def test_the_rooms_of_the_demo(panel: Panel) -> None:
    stages = dict(Room.objects.values_list("title", "stage"))
    assert stages == {"The first day home": "prioritise", "One worker who stays": "sign_off"}
    vote = Activity.objects.get(kind="dots")
    assert vote.state == Activity.State.OPEN
    assert Ballot.objects.filter(activity=vote).count() == 1
    states = Card.objects.filter(activity__kind="draft").values_list("state", flat=True)
    assert sorted(states) == ["not", "open", "taken", "taken"]
    assert late(Recommendation.objects.all()).count() == 1
    assert Recommendation.objects.exclude(answer="").count() == 1
