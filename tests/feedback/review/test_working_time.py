"""Working time: Monday to Friday, nine to five, no bank holiday; the clock of a case in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from feedback.review.cases.clock import clock
from feedback.review.duty.working_time import (
    bank_holidays,
    has_begun,
    is_working_day,
    working_hours,
)
from feedback.review.models import CueLevel

LONDON = ZoneInfo("Europe/London")


def at(day: str, hour: float = 9) -> datetime:
    whole = int(hour)
    clock_time = f"{whole:02d}:{round((hour - whole) * 60):02d}"
    return datetime.fromisoformat(f"{day}T{clock_time}").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-25", True),  # Wednesday
        ("2026-11-28", False),  # Saturday
        ("2026-11-29", False),
        ("2026-12-25", False),
        ("2026-12-28", False),  # Boxing Day, taken on Monday
        ("2026-12-29", True),
        ("2027-12-27", False),
        ("2028-01-03", False),
        ("2026-11-30", True),  # St Andrew's Day is Scotland's
        ("2040-12-25", True),  # after the last year of the file: too early beats too late
    ],
)
def test_which_days_are_worked(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (at("2026-11-25", 10), at("2026-11-25", 12.5), 2.5),
        (at("2026-11-25", 0), at("2026-11-26", 0), 8),  # a whole working day
        (at("2026-11-27", 16), at("2026-11-30", 10), 2),  # over a weekend
        (at("2026-12-24", 16), at("2026-12-29", 10), 2),  # over Christmas
        (at("2026-11-28", 9), at("2026-11-29", 17), 0),
        (at("2026-11-25", 18), at("2026-11-25", 23), 0),
        (at("2026-11-25", 12), at("2026-11-25", 10), 0),  # turned
        (at("2026-11-26", 12), at("2026-11-25", 10), 0),
        (at("2026-10-23", 16), at("2026-10-26", 10), 2),  # the clocks go back between
    ],
)
def test_hours_are_counted_in_working_time(since: datetime, until: datetime, hours: float) -> None:
    assert working_hours(since, until) == hours


@pytest.mark.parametrize(
    ("now", "begun"),
    [
        (at("2026-11-25", 8.5), False),
        (at("2026-11-25", 9), True),
        (at("2026-11-25", 20), True),
        (at("2026-11-28", 12), False),
        (at("2026-12-25", 12), False),
    ],
)
def test_mail_goes_out_on_working_days_from_nine(now: datetime, begun: bool) -> None:
    assert has_begun(now) is begun


def test_the_bank_holidays_reach_a_year_ahead() -> None:
    last = max(bank_holidays())
    assert last.year > timezone.localdate().year, (
        "Add the next year to feedback/data/bank-holidays.txt from https://www.gov.uk/bank-holidays"
    )
    years = {day.year for day in bank_holidays()}
    assert all(sum(day.year == year for day in bank_holidays()) >= 8 for year in years)
    assert all(day.weekday() < 5 for day in bank_holidays())


@pytest.mark.parametrize(
    ("level", "until", "words", "late"),
    [
        (CueLevel.URGENT, 9.5, "3 working hours left", False),
        (CueLevel.URGENT, 12.5, "less than a working hour left", False),
        (CueLevel.URGENT, 13, "less than a working hour past the promise", True),
        (CueLevel.URGENT, 14.5, "1 working hour past the promise", True),
        (CueLevel.URGENT, 16, "3 working hours past the promise", True),
        (CueLevel.CONCERN, 16, "1 working hour left", False),
        (CueLevel.NONE, 17, "less than a working hour past the promise", True),
    ],
)
def test_the_clock_of_a_case_in_words(level: int, until: float, words: str, late: bool) -> None:
    found = clock(level, at("2026-11-25"), at("2026-11-25", until), urgent_hours=4)
    assert (found.words, found.is_late) == (words, late)
