"""Votes counted, by plain functions."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.panels.codesign.activities.counting import (
    CAPS,
    TooMany,
    caps_for,
    check_dots,
    check_places,
    dots_for,
    dots_together,
    leading,
    places_together,
    ranking,
)

CARDS = [str(number) for number in range(10)]


@pytest.mark.parametrize(("cards", "dots"), [(1, 1), (2, 1), (4, 2), (9, 3), (10, 3), (30, 5)])
def test_dots_are_the_root_of_the_cards(cards: int, dots: int) -> None:
    assert dots_for(cards) == dots


def test_dots_within_what_she_has() -> None:
    kept = check_dots({"1": 2, "2": 1, "3": 0}, cards=CARDS, most=3)
    assert kept == {"1": 2, "2": 1}


@pytest.mark.parametrize("choices", [{"1": 4}, {"1": 2, "2": 2}])
def test_more_dots_than_she_has_are_refused(choices: dict[str, int]) -> None:
    with pytest.raises(TooMany) as error:
        check_dots(choices, cards=CARDS, most=3)
    assert error.value.most == 3


def test_fewer_than_none_are_refused_and_cards_of_elsewhere_left_out() -> None:
    with pytest.raises(ValueError, match="Fewer"):
        check_dots({"1": -1}, cards=CARDS, most=3)
    assert check_dots({"elsewhere": 9}, cards=CARDS, most=3) == {}


@pytest.mark.parametrize(
    ("cards", "caps"), [(10, (2, 3, 3)), (5, (1, 2, 2)), (2, (1, 1, 1)), (1, (1, 1, 1))]
)
def test_caps_keep_not_everything_a_must(cards: int, caps: tuple[int, ...]) -> None:
    assert tuple(caps_for(cards).values()) == caps


def test_places_within_their_caps() -> None:
    mine = {"1": "must", "2": "must", "3": "wont", "x": "must", "4": "perhaps"}
    assert check_places(mine, cards=CARDS) == {"1": "must", "2": "must", "3": "wont"}


@pytest.mark.parametrize("place", CAPS)
def test_a_full_place_takes_no_more(place: str) -> None:
    with pytest.raises(TooMany) as error:
        check_places(dict.fromkeys(CARDS, place), cards=CARDS)
    assert error.value.place == place


def test_ties_share_a_rank_and_say_so() -> None:
    rows = ranking({"a": 3, "b": 5, "c": 3, "d": 0})
    assert [(r.card, r.rank, r.ties) for r in rows] == [
        ("b", 1, False),
        ("a", 2, True),
        ("c", 2, True),
        ("d", 4, False),
    ]
    assert ranking({}) == []


@pytest.mark.parametrize(
    ("places", "leads"),
    [
        ({"must": 2, "should": 2, "could": 1, "wont": 0}, ["must", "should"]),
        ({"must": 0, "should": 0, "could": 0, "wont": 3}, ["wont"]),
        ({"must": 0}, []),
        ({}, []),
    ],
)
def test_the_place_that_leads(places: dict[str, int], leads: list[str]) -> None:
    assert leading(places) == leads


BALLOTS = st.lists(st.dictionaries(st.sampled_from(CARDS), st.integers(1, 3), max_size=3))


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(BALLOTS)
def test_no_dot_is_lost_and_none_is_made(ballots: Any) -> None:
    total = dots_together(ballots, CARDS)
    assert sum(total.values()) == sum(sum(ballot.values()) for ballot in ballots)
    assert set(total) == set(CARDS)


@given(st.lists(st.dictionaries(st.sampled_from(CARDS), st.sampled_from(["must", "wont"]))))
def test_no_place_is_lost(ballots: Any) -> None:
    total = places_together(ballots, CARDS)
    assert sum(sum(of.values()) for of in total.values()) == sum(map(len, ballots))
