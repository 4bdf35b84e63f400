"""A facilitator, a second coder and the lead read what women of the demo's story said, each in her
own browser, side by side and by keyboard alone: from the first unread response to a signature."""

from pathlib import Path

import pytest

from tests.journeys.coding import codebook, facilitator, lead, second_coder, together
from tests.journeys.coding.conftest import Walkers
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import World

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.demo]


def test_from_the_first_unread_response_to_the_signature(
    world: World, walkers: Walkers, tmp_path: Path
) -> None:
    farah, tamsin, lena = (
        walkers(person) for person in (world.facilitator, world.second, world.lead)
    )
    facilitator.walk(farah, world, tmp_path)
    lead.draw(lena, world)
    second_coder.walk(tamsin, world)
    lead.walk(lena, world)
    for walker in (farah, tamsin, lena):
        nothing_is_amiss(walker)


def test_over_all_that_women_of_the_story_said(world: World, walkers: Walkers) -> None:
    lena = walkers(world.lead)
    together.walk(lena, world)
    codebook.walk(lena, world)
    nothing_is_amiss(lena)


def nothing_is_amiss(walker: Walker) -> None:
    assert walker.errors == []
    assert len(set(walker.seen.values())) > len(walker.seen) / 2, "screens tell themselves apart"
