"""Days that are whole months apart."""

from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier, below 0), or the last one of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
