"""Working days and hours of a reading room: Monday to Friday, 9 to 5, no bank holidays.

Plain Python. The bank holidays stand in feedback/data/bank-holidays.txt, with their source.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

OPENS, CLOSES = time(9), time(17)
HOURS_A_DAY = 8
SATURDAY = 5
_FILE = Path(__file__).resolve().parents[2] / "data" / "bank-holidays.txt"


@cache
def bank_holidays() -> frozenset[date]:
    """The days of the file."""
    lines = _FILE.read_text("utf-8").splitlines()
    return frozenset(
        date.fromisoformat(line[:10]) for line in lines if line and not line.startswith("#")
    )


def is_working_day(day: date) -> bool:
    """Whether people of a reading room are at work."""
    return day.weekday() < SATURDAY and day not in bank_holidays()


def working_hours(since: datetime, until: datetime) -> float:
    """Hours between two aware local times that fall into working time; 0 where they are turned."""
    seconds = 0.0
    for day in _days(since.date(), until.date()):
        if is_working_day(day):
            start = max(since, datetime.combine(day, OPENS, since.tzinfo))
            end = min(until, datetime.combine(day, CLOSES, since.tzinfo))
            seconds += max((end - start).total_seconds(), 0)
    return seconds / 3600


def has_begun(now: datetime) -> bool:
    """Whether it is a working day whose first hour has begun: from then mail may go out."""
    return is_working_day(now.date()) and now.time() >= OPENS


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
