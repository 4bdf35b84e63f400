"""Texts in nearly the same words: which are grouped, which aren't, and that order says nothing."""

import random
import time

import pytest

from feedback.alike import groups_alike

LEAFLET = (
    "We ask for a women only probation office in the town centre with a room for children "
    "and a worker who stays the same from the first day until the last"
)


def test_a_leaflet_with_small_changes_is_one_group() -> None:
    texts = {
        "a": LEAFLET,
        "b": LEAFLET.upper() + "!!!",
        "c": LEAFLET.replace("a room for children", "a garden"),
        "d": "Please. " + LEAFLET + " Thank you.",
        "e": "The bus was late and nobody told me that the office had moved to another town",
    }
    assert [sorted(group) for group in groups_alike(texts)] == [["a", "b", "c", "d"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("They listened to me", "They listened to me"),  # short answers are alike by chance
        (LEAFLET, " ".join(reversed(LEAFLET.split()))),
        (
            LEAFLET,
            LEAFLET.split("with")[0] + "because the old one is two buses away from my home "
            "and my son has nowhere to play while I wait for an hour each time",
        ),
        ("", ""),
    ],
)
def test_what_is_not_nearly_the_same_is_not_grouped(one: str, other: str) -> None:
    assert groups_alike({1: one, 2: other}) == []


def test_the_largest_group_comes_first_and_a_text_is_in_one_group() -> None:
    others = LEAFLET[::-1]
    texts = {0: others, 1: LEAFLET, 2: LEAFLET, 3: LEAFLET, 4: others}
    assert groups_alike(texts) == [[1, 2, 3], [0, 4]]


def test_order_changes_nothing() -> None:
    rng = random.Random(7)
    words = LEAFLET.split()
    texts = {}
    for number in range(120):
        said = list(words)
        for _ in range(number % 6):
            said[rng.randrange(len(said))] = rng.choice(["bus", "rain", "tea", "key"])
        texts[number] = " ".join(said)
    shuffled = list(texts.items())
    rng.shuffle(shuffled)
    same = [sorted(group) for group in groups_alike(texts)]
    assert sorted(same) == sorted(sorted(group) for group in groups_alike(dict(shuffled)))


def test_a_thousand_texts_take_less_than_seconds() -> None:
    rng = random.Random(1)
    words = [f"word{number}" for number in range(60)]  # so few that all texts share runs
    texts = {number: " ".join(rng.choices(words, k=60)) for number in range(1_000)}
    begin = time.perf_counter()
    groups_alike(texts)
    assert time.perf_counter() - begin < 5
