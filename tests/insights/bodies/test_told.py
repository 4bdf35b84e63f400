"""No body that gave no name can be picked out of what is told, in either edition."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from insights.bodies.told import (
    FEWEST,
    Body,
    Heard,
    Leaving,
    Theme,
    Words,
    as_shown,
    heard_next,
    told_kinds,
    without,
)
from insights.bodies.told import told_in_public as all_of_public
from insights.bodies.told import (
    told_in_review as all_of_review,
)

THEMES = [Theme("housing", "Housing"), Theme("money", "Money")]
KINDS = ["voluntary", "police", "prison", "health"]


def public_of(all_of: Sequence[Body], themes: Sequence[Theme], heard: Heard) -> dict[str, Any]:
    return as_shown(all_of_public(all_of, themes, heard))


def told_in_review(all_of: Sequence[Body], themes: Sequence[Theme]) -> dict[str, Any]:
    return as_shown(all_of_review(all_of, themes))


def told_in_public(all_of: Sequence[Body], themes: Sequence[Theme]) -> dict[str, Any]:
    """What a first version tells."""
    keyed = with_keys(all_of)
    return public_of(keyed, themes, heard_next(None, keyed))


def with_keys(all_of: Sequence[Body], start: int = 0) -> list[Body]:
    return [replace(one, key=str(place)) for place, one in enumerate(all_of, start)]


BOTH = [told_in_review, told_in_public]


def body(kind: str = "voluntary", name: str | None = None, *themes: str, said: str = "") -> Body:
    words = (Words("What works?", "", said, True),) if said else ()
    return Body(kind, name, frozenset(themes), words)


bodies = st.lists(
    st.builds(
        Body,
        kind=st.sampled_from(KINDS),
        name=st.sampled_from([None, None, "Oak", "Elm"]),
        themes=st.frozensets(st.sampled_from(["housing", "money"])),
        words=st.tuples(
            st.builds(
                Words, st.just("What works?"), st.just(""), st.sampled_from("abcdef"), st.booleans()
            )
        ),
    ),
    max_size=14,
)


@given(st.dictionaries(st.sampled_from(KINDS), st.integers(0, 8)))
def test_a_kind_stands_for_three_and_so_does_what_is_left(counts: dict[str, int]) -> None:
    shown = told_kinds(counts)
    left = sum(counts.values()) - sum(shown.values())
    assert all(number == counts[kind] >= FEWEST for kind, number in shown.items())
    assert all(sum(counts.values()) - number >= FEWEST for number in shown.values())
    assert left == 0 or left >= FEWEST or not shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"police": 2}, {}),
        ({"police": 2, "voluntary": 4}, {}),
        ({"police": 3}, {}),  # all of one kind: each theme would be told of that kind
        ({"police": 9, "health": 2}, {}),
        ({"police": 3, "voluntary": 4}, {"voluntary": 4, "police": 3}),
        ({"police": 1, "prison": 2, "voluntary": 4}, {"voluntary": 4}),
        ({"police": 1, "prison": 3, "voluntary": 4}, {"voluntary": 4}),
    ],
)
def test_kinds(counts: dict[str, int], shown: dict[str, int]) -> None:
    assert told_kinds(counts) == shown


@pytest.mark.parametrize("told", BOTH)
def test_of_two_of_a_kind_nothing_is_said_of_the_kind(told: object) -> None:
    two = [body("police", said="a"), body("police", said="b"), body("voluntary", said="c")]
    assert callable(told)
    assert "police" not in json.dumps(told(two, THEMES))
    more = [*two, body("police"), body(), body(), body()]
    assert "police" in json.dumps(told(more, THEMES))


@pytest.mark.parametrize("told", BOTH)
@settings(max_examples=40)
@given(all_of=bodies, data=st.data())
def test_nobody_can_tell_the_kind_of_one_of_a_few(
    told: object, all_of: list[Body], data: st.DataObject
) -> None:
    """Whatever the few of small kinds are, what is told is the same."""
    small = {k for k, n in _unnamed(all_of).items() if n < FEWEST}
    few = [i for i, one in enumerate(all_of) if one.name is None and one.kind in small]
    assume(few)
    other = list(all_of)
    for place in few:
        other[place] = replace(other[place], kind=data.draw(st.sampled_from(KINDS)))
    now = _unnamed(other)
    assume(all(now[kind] < FEWEST for kind in {other[i].kind for i in few}))
    assert callable(told)
    assert told(all_of, THEMES) == told(other, THEMES)


def _unnamed(all_of: list[Body]) -> Counter[str]:
    return Counter(one.kind for one in all_of if one.name is None)


@given(bodies)
def test_the_public_reads_no_number_and_nothing_of_one_or_two(all_of: list[Body]) -> None:
    told = told_in_public(all_of, THEMES)
    assert not any(
        isinstance(leaf, int | float) and not isinstance(leaf, bool) for leaf in _in(told)
    )
    if sum(_unnamed(all_of).values()) < FEWEST:
        named = [one for one in all_of if one.name]
        assert told == told_in_public(named, THEMES)
    for row in told.get("themes", []):
        spoke = sum(one.name is None and row["code"] in one.themes for one in all_of)
        assert row["has_others"] == (spoke >= FEWEST)


def _in(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _in(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _in(one)]
    return [value]


@given(bodies)
def test_one_more_without_a_name_shows_in_public_by_threes_alone(all_of: list[Body]) -> None:
    """A body that adds no words and crosses no three changes nothing that anyone may read."""
    one = Body("health")
    before = _unnamed(all_of)
    assume(before["health"] + 1 != FEWEST and sum(before.values()) + 1 != FEWEST)
    kinds = [told_kinds(counts).keys() for counts in (before, before + Counter(["health"]))]
    assume(set(kinds[0]) == set(kinds[1]))
    assert told_in_public(all_of, THEMES) == told_in_public([*all_of, one], THEMES)


@given(bodies)
def test_words_stand_in_public_only_where_they_may(all_of: list[Body]) -> None:
    told = told_in_public(all_of, THEMES)
    shown = Counter(row["text"] for asked in told.get("said", []) for row in asked["rows"])
    may = Counter(words.text for one in all_of for words in one.words if words.publish)
    assert shown <= may


@given(bodies)
def test_no_kind_of_a_theme_can_be_reckoned(all_of: list[Body]) -> None:
    """Of each theme that is told beside kinds, nobody of one of them need have spoken of it."""
    told = told_in_review(all_of, THEMES)
    for kind in told.get("kinds", []):
        others = told["others"] - kind["number"]
        for row in told["themes"]:
            assert row["number"] is None
            assert not row["has_others"] or others >= FEWEST


# -- from one version to the next


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(bodies, min_size=2, max_size=6), st.data())
def test_who_keeps_every_version_cannot_tell_which_one_came(
    weeks: list[list[Body]], data: st.DataObject
) -> None:
    """Nobody with a name: whatever changes, three came since it last did; nothing else is added."""
    all_of: list[Body] = []
    heard = None
    told: list[tuple[int, dict[str, Any]]] = []
    for came in weeks:
        new = [replace(one, name=None) for one in came[: data.draw(st.integers(0, 4))]]
        all_of += with_keys(new, len(all_of))
        heard = heard_next(heard, all_of)
        told.append((len(all_of), public_of(all_of, THEMES, heard)))
        assert public_of(all_of[::-1], THEMES, heard) == told[-1][1]
    last = 0
    for (_, before), (now, after) in pairwise(told):
        if before != after:
            assert now - last >= FEWEST
            last = now


def test_words_of_a_third_new_one_bring_those_of_the_two_before() -> None:
    first = with_keys([body(said=text) for text in "abc"])
    heard = heard_next(None, first)
    two = [*first, *with_keys([body(said="d"), body("health", said="e")], 3)]
    heard = heard_next(heard, two)
    assert public_of(two, THEMES, heard) == public_of(first, THEMES, heard_next(None, first))
    three = [*two, *with_keys([body("health", None, "money", said="f")], 5)]
    told = public_of(three, THEMES, heard_next(heard, three))
    assert [row["text"] for row in told["said"][0]["rows"]] == list("abcdef")
    assert told["kinds"] == []  # of health there are two


def test_who_is_named_waits_for_nobody_and_who_writes_again_does() -> None:
    first = with_keys([body(said=text) for text in "abc"])
    heard = heard_next(None, first)
    again = [replace(first[0], key="9", words=(Words("What works?", "", "z", True),)), *first[1:]]
    again += [*with_keys([body(said="d")], 3), body("health", "Oak", said="n")]
    heard = heard_next(heard, again)
    assert public_of(again, THEMES, heard)["said"][0]["rows"] == [
        {"text": "n", "name": "Oak", "kind": "health"}
    ]  # two are left of those that were heard: nothing is told of them


def test_a_kind_that_one_more_makes_three_waits_for_three_of_its_own() -> None:
    first = with_keys([body("health"), body("health"), *[body() for _ in range(4)]])
    heard = heard_next(None, first)
    more = [*first, *with_keys([body("health"), body(), body()], 6)]
    heard = heard_next(heard, more)
    assert public_of(more, THEMES, heard)["kinds"] == []  # 3 of health: one of the new three is
    more += with_keys([body("health"), body("health"), body()], 9)
    assert public_of(more, THEMES, heard_next(heard, more))["kinds"] == ["health", "voluntary"]


@given(bodies)
def test_a_number_on_a_theme_leaves_nobody_or_three_over(all_of: list[Body]) -> None:
    told = told_in_review(all_of, THEMES)
    for row in told.get("themes", []):
        if row["number"] is not None:
            left = told["others"] - row["number"]
            assert row["number"] >= FEWEST
            assert left == 0 or left >= FEWEST


def test_reviewers_read_all_words_and_a_kind_where_it_may_be_told() -> None:
    secret = replace(body("police"), words=(Words("What works?", "", "Unsaid.", False),))
    told = told_in_review([secret, body("health", "Oak", said="Named.")], THEMES)
    assert told["said"][0]["rows"] == [
        {"text": "Named.", "name": "Oak", "kind": "health"},
        {"text": "Unsaid.", "name": "", "kind": ""},
    ]
    assert (told["total"], told["others"], told["kinds"]) == (2, 1, [])


def test_a_name_stands_beside_a_theme_in_public_only_where_all_its_words_may() -> None:
    words = (Words("a", "", "Yes.", True), Words("b", "", "No.", False))
    shy = Body("health", "Elm", frozenset({"money"}), words)
    named = body("health", "Oak", "housing", said="Yes.")
    told = told_in_public([shy, named], THEMES)
    assert [(row["code"], row["named"]) for row in told["themes"]] == [("housing", ["Oak"])]
    review = told_in_review([shy, named], THEMES)
    assert [(row["code"], row["named"]) for row in review["themes"]] == [
        ("housing", ["Oak"]),
        ("money", ["Elm"]),
    ]


@pytest.mark.parametrize("told", BOTH)
def test_the_order_of_words_tells_nothing_of_when_they_came(told: object) -> None:
    some = [body(said="b"), body(said="a"), body(said="c"), body("health", "Oak", said="z")]
    assert callable(told)
    assert told(some, THEMES) == told(some[::-1], THEMES)


@pytest.mark.parametrize("told", BOTH)
def test_of_nobody_nothing_is_told(told: object) -> None:
    assert callable(told)
    assert told([], THEMES) == {}


def test_of_two_without_a_name_the_public_reads_nothing() -> None:
    assert told_in_public([body(said="a"), body(said="b")], THEMES) == {}


@given(bodies, st.data())
def test_a_body_that_says_no_more_leaves_all_others_as_they_were(
    all_of: list[Body], data: st.DataObject
) -> None:
    """As if it had said nothing; who took part, and on what, stays as it was signed."""
    keyed = with_keys(all_of)
    assume(keyed)
    gone = data.draw(st.sampled_from(keyed))
    silent = [replace(one, words=()) if one.key == gone.key else one for one in keyed]
    leaving = Leaving(gone.key)
    after = without(all_of_review(keyed, THEMES), leaving)
    assert after == all_of_review(silent, THEMES)
    assert without(after, leaving) == after


def test_what_it_still_says_stays() -> None:
    said = tuple(Words(asked, "", "Yes.", True) for asked in ("By day?", "By night?"))
    (one,) = with_keys([Body("police", words=said)])
    told = all_of_review([one], THEMES)
    still = {("By day?", "Yes."), ("By night?", "No.")}
    left = without(told, Leaving(one.key, left=still))
    assert [asked["question"] for asked in left["said"]] == ["By day?"]
    assert without(told, Leaving("another")) == told


@pytest.mark.parametrize(
    ("said", "left", "stays"),
    [
        ({("By day?", "Yes.")}, (), False),
        ({("By day?", "Yes.")}, {("By day?", "Yes.")}, True),
        ({("By night?", "Yes.")}, (), True),  # another's
        ((), {("By night?", "No.")}, True),
    ],
)
def test_what_was_signed_before_it_was_noted_whose_it_is_goes_by_its_words(
    said: Any, left: Any, stays: bool
) -> None:
    told = {"said": [{"question": "By day?", "rows": [{"text": "Yes."}]}]}
    assert bool(without(told, Leaving("any", said, left))["said"]) is stays


@pytest.mark.parametrize(
    "tell", [all_of_review, lambda rows, themes: all_of_public(rows, themes, Heard())]
)
def test_the_name_of_one_that_is_set_aside_goes_and_no_other(tell: Any) -> None:
    both = with_keys(
        [
            body("police", "Jane Example", "housing", said="a"),
            body("police", "Oak", "money", said="b"),
        ]
    )
    told = tell(both, THEMES)
    after = without(told, Leaving("0", name="Jane Example"))
    assert "Jane Example" not in str(after)
    assert [row["name"] for row in after["named"]] == ["Oak"]
    assert [theme["code"] for theme in after["themes"]] == ["money"]
    assert "Jane Example" in str(without(told, Leaving("0")))
    assert without(told, Leaving("3", name="Nobody")) == told
