"""Where a promise stands on each day, and what share was kept: plain reckoning."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.promises.clock import Kind, Moved, Promised, Share, by_standing, share_of
from consultations.promises.words import Words

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


def at(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def promised(due: int, kind: Kind = Kind.OTHER, *, was: int | None = None, **fields: Any) -> Any:
    moves = [] if was is None else [Moved(at(was), at(due), at(was - 5), Words("Snow."))]
    key = fields.pop("key", "k")
    return Promised(key=key, kind=kind, consultation=None, day=at(due), moves=moves, **fields)


@pytest.mark.parametrize(
    ("promise", "standing"),
    [
        (promised(0, Kind.REPLY), "waiting"),
        (promised(-1, Kind.REPLY), "late"),
        (promised(-1), "waiting"),
        (promised(-14), "waiting"),
        (promised(-15), "late"),
        (promised(-15, Kind.TELLING), "late"),
        (promised(-14, Kind.TELLING), "waiting"),
        (promised(-3, kept_on=at(-3)), "kept"),
        (promised(-3, kept_on=at(-9)), "kept"),
        (promised(-3, kept_on=at(-2)), "kept_late"),
        (promised(-3, was=-8, kept_on=at(-8)), "kept"),
        (promised(-3, was=-8, kept_on=at(-7)), "moved"),
        (promised(-3, was=-8, kept_on=at(-3)), "moved"),
        (promised(-3, was=-8, kept_on=at(-2)), "kept_late"),
        (promised(5, was=-8), "waiting"),  # in the grace of its first day
        (promised(5, was=-14), "waiting"),
        (promised(5, was=-15), "slipped"),
        (promised(300, was=-15), "slipped"),  # however far it was moved
        (promised(5, Kind.REPLY, was=-1), "slipped"),
        (promised(5, Kind.REPLY, was=0), "waiting"),
        (promised(-15, was=-60), "late"),
        (promised(5, was=-15, broken_on=at(-2)), "broken"),
        (promised(-30, kept_on=at(-30), told_on=at(-16)), "kept"),  # told within the grace
        (promised(-30, kept_on=at(-30), told_on=at(-15)), "told_late"),
        (promised(-30, kept_on=at(-40), told_on=at(0)), "told_late"),
        (promised(-30, kept_on=at(-29), told_on=at(0)), "kept_late"),
        (promised(-30, kept_on=at(-30), told_on=at(-50)), "kept"),  # never told before it was so
        (promised(-20, was=-40, kept_on=at(-41), told_on=at(-26)), "kept"),
        (promised(-20, was=-40, kept_on=at(-41), told_on=at(-25)), "moved"),
        (promised(-20, was=-40, kept_on=at(-41), told_on=at(-5)), "told_late"),
        (promised(5, broken_on=at(-2)), "broken"),
        (promised(-90, Kind.REPLY, is_closed=True), "ended"),
        (promised(-90, Kind.REPLY, is_closed=True, kept_on=at(-90)), "kept"),
    ],
)
def test_where_it_stands(promise: Promised, standing: str) -> None:
    assert promise.standing == standing


@pytest.mark.parametrize(
    ("promise", "late", "soon"),
    [
        (promised(15), False, False),
        (promised(14), False, True),
        (promised(0), False, True),
        (promised(-1), True, True),
        (promised(-1, kept_on=at(0)), False, False),
        (promised(-1, broken_on=at(0)), False, False),
        (promised(-1, is_closed=True), False, False),
        (promised(5, was=-8), False, True),
    ],
)
def test_staff_see_it_at_once(promise: Promised, late: bool, soon: bool) -> None:
    assert (promise.is_late, promise.is_soon) == (late, soon)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_no_day_is_too_far_for_it(day: date) -> None:
    promise = Promised(key="k", kind=Kind.OTHER, consultation=None, day=day)
    assert promise.standing == ("late" if day == date.min else "waiting")
    assert promise.is_soon is (day == date.min)


def test_what_was_kept_counts_by_the_first_day_alone() -> None:
    share = share_of(
        [
            promised(-3, kept_on=at(-3)),
            promised(-3, was=-8, kept_on=at(-3)),  # on its new day
            promised(-3, kept_on=at(-1)),
            promised(-30),  # late in the open
            promised(5, broken_on=at(-2)),
            promised(5),  # not due
            promised(90, was=-15),  # moved, and its first day went by
            promised(-30, kept_on=at(-30), told_on=at(0)),  # as it is said, long after
            promised(-3),  # in its days of grace
            promised(-9, Kind.REPLY, is_closed=True),  # nobody knows
        ]
    )
    assert share == Share(1, 7)


@pytest.mark.parametrize(
    ("kept", "of", "words", "percent"),
    [
        (0, 0, "", 0),
        (0, 4, "none", 0),
        (4, 4, "all", 100),
        (12, 14, "most", 86),
        (5, 10, "half", 50),
        (9, 20, "half", 45),
        (4, 10, "some", 40),
        (1, 1, "all", 100),
    ],
)
def test_the_share_in_words(kept: int, of: int, words: str, percent: int) -> None:
    assert (Share(kept, of).words, Share(kept, of).percent) == (words, percent)


@pytest.mark.parametrize(
    ("fields", "both"),
    [
        ({"kept_on": at(-30), "told_on": at(-29)}, True),
        ({"kept_on": at(-40), "told_on": at(-30)}, False),  # told by its day
        ({"kept_on": at(-29), "told_on": at(-29)}, False),
        ({"kept_on": at(-30)}, False),
        ({"broken_on": at(-40), "told_on": at(0)}, False),
        ({}, False),
    ],
)
def test_what_was_told_after_its_day_says_both_days(fields: Any, both: bool) -> None:
    assert promised(-30, **fields).is_told_after is both


def test_no_day_that_is_said_makes_a_late_promise_kept() -> None:
    """Once everyone read that it is late, whatever day is named, and however far it is moved."""
    for due in range(-40, -14):
        for said in range(-60, 1):
            for was in (None, due - 1, due - 20):
                late = promised(due, was=was)
                ended = promised(due, was=was, kept_on=at(said), told_on=TODAY)
                assert late.counts is False
                assert ended.counts is False


def test_late_ones_stand_first_and_the_newest_done_before_the_older() -> None:
    rows = [
        promised(-9, key="old", kept_on=at(-9)),
        promised(-9, key="new", kept_on=at(-1)),
        promised(9, key="later"),
        promised(3, key="next"),
        promised(3, key="broken", broken_on=at(-1)),
        promised(-20, key="late"),
        promised(-40, key="longest"),
        promised(9, was=-40, key="slipped"),
    ]
    order = ["longest", "late", "slipped", "broken", "next", "later", "new", "old"]
    assert [one.key for one in by_standing(rows)] == order
    assert [one.shelf for one in by_standing(rows)] == [
        *("late", "late", "late", "broken", "waiting", "waiting", "done", "done")
    ]
