"""When a period is over: reckoned from days, weeks and months alone."""

from datetime import date

import pytest

from feedback.review.retention.kinds import BY_NAME, KINDS, LONGEST, Unit, in_words

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("kind", "length", "limit"),
    [
        ("originals", None, date(2026, 8, 27)),
        ("originals", 30, date(2026, 10, 26)),
        ("responses", None, date(2024, 11, 25)),
        ("responses", 6, date(2026, 5, 25)),
        ("slips", None, date(2025, 11, 25)),
        ("visits", None, date(2026, 11, 9)),
    ],
)
def test_what_is_of_a_day_before_the_limit_is_due(
    kind: str, length: int | None, limit: date
) -> None:
    assert BY_NAME[kind].limit(WEDNESDAY, length) == limit


def test_each_kind_has_a_name_of_its_own_and_a_period_that_can_be_said() -> None:
    assert len(BY_NAME) == len(KINDS)
    assert all(0 <= kind.length <= LONGEST[kind.unit] for kind in KINDS)
    assert in_words(1, Unit.DAYS) == "1 day"
    assert in_words(24, Unit.MONTHS) == "24 months"


def test_what_a_sweep_does_is_never_set_for_a_form() -> None:
    assert not [kind.name for kind in KINDS if kind.swept and kind.per_form]
