"""A day as people here write it, read by us: nothing else guesses what was meant. Plain Python."""

import re
from datetime import date, datetime, time

ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WELSH = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf"),
    *("awst", "medi", "hydref", "tachwedd", "rhagfyr"),
)
SHORTEST = 3  # letters that name a month of one language
IN_DIGITS = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+(\d{4})")
AT = re.compile(r"(.+?)(?:\s*,\s*|\s+at\s+|\s+|t)(\d{1,2})[:.](\d{2})(?::\d{2})?")


def read_day(typed: str) -> date | None:
    """`5/12/2026`, `5 December 2026` or `2026-12-05`; None for anything else, and for a day that
    no calendar has. Two digits of a year are of this century."""
    words = " ".join(typed.lower().split())
    if found := ISO.fullmatch(words):
        return _day(*(int(part) for part in found.groups()))
    if found := IN_DIGITS.fullmatch(words):
        day, month, year = (int(part) for part in found.groups())
        return _day(year if year > 99 else 2000 + year, month, day)
    if found := IN_WORDS.fullmatch(words):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    return None


def read_moment(typed: str) -> datetime | None:
    """A day as above and a time after it, such as `5/12/2026 9:30`; without a zone."""
    found = AT.fullmatch(" ".join(typed.lower().split()))
    day = read_day(found[1]) if found else None
    if found is None or day is None or not (int(found[2]) < 24 and int(found[3]) < 60):
        return None
    return datetime.combine(day, time(int(found[2]), int(found[3])))


def _month(name: str) -> int:
    """1 to 12; 0 where no month is called so. `mar` alone is March."""
    if len(name) < SHORTEST:
        return 0
    for months in (ENGLISH, WELSH):
        for number, month in enumerate(months, start=1):
            if month.startswith(name) or (name == "sept" and number == 9):
                return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
