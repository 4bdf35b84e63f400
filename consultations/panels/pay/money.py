"""Money as whole pence, from the form to the file. Plain Python: nothing here rounds a float."""

import re
from collections.abc import Iterable

MOST_PENCE = 1_000_000  # £10,000 for one thing: more than that is a slip of the finger
MOST_IN_ALL = 100_000_000  # £1,000,000 for a budget, or a limit of a benefit in a year
WRITTEN = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)


class NotMoney(ValueError):
    """What was typed is no amount in pounds, or one that can't be meant."""


def pounds(pence: int) -> str:
    """For reading: £40, £12.50, £1,234.05."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def decimals(pence: int) -> str:
    """For a file: 40.00, always with two decimals, without sign or comma."""
    whole, rest = divmod(pence, 100)
    return f"{whole}.{rest:02d}"


def pence_of(typed: str, most: int = MOST_PENCE) -> int:
    """Pence of what somebody typed: 40, 40.5, £40.50, 1,234; `most` at most. Raises NotMoney;
    nothing is guessed: three decimals, a comma for a point, a minus are refused."""
    found = WRITTEN.fullmatch(typed.strip())
    if found is None:
        raise NotMoney
    whole = int(found[1].replace(",", ""))
    pence = whole * 100 + int((found[2] or "").ljust(2, "0"))
    if pence > most:
        raise NotMoney
    return pence


def part_of(pence: int, done: int, whole: int) -> int:
    """What is due for `done` of `whole` minutes: the exact part, rounded up to a penny, so that
    rounding is never at her cost. 0 <= done <= whole, 0 < whole. Raises ValueError."""
    if whole <= 0 or not 0 <= done <= whole:
        raise ValueError("A part is between nothing and the whole.")
    return -(-pence * done // whole)


def an_hour(pence: int, minutes: int) -> int:
    """What an hour comes to, in pence, rounded down: a floor isn't met by half a penny."""
    if minutes <= 0:
        raise ValueError("Nothing is paid by the hour in no time.")
    return pence * 60 // minutes


def total(amounts: Iterable[int | None]) -> int:
    """The sum of what there is. What was declined has no amount, and is none of it."""
    return sum(amount for amount in amounts if amount is not None)
