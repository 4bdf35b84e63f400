"""Tax years: from 6 April to 5 April. Plain Python."""

from datetime import date


def begin_of_year(day: date) -> date:
    """The 6 April on or before this day."""
    begins = date(day.year, 4, 6)
    return begins if day >= begins else date(day.year - 1, 4, 6)


def year_of(day: date) -> int:
    """The year in which the tax year of a day begins."""
    return begin_of_year(day).year


def bounds(year: int) -> tuple[date, date]:
    """First and last day of the tax year that begins in `year`."""
    return date(year, 4, 6), date(year + 1, 4, 5)
