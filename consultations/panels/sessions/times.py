"""Whether a session seems to lie in times of which she said that they are not possible.

She writes in her own words (a curfew, probation on Tuesdays): no rule reads them all. What is found
here is a warning on top of her words, which the coordinator always reads; it never clears anything.
Plain Python.
"""

import re
from datetime import datetime, timedelta

from django.utils import timezone

DAYS = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday", "mondays", "llun"),
            ("tue", "tues", "tuesday", "tuesdays", "mawrth"),
            ("wed", "weds", "wednesday", "wednesdays", "mercher"),
            ("thu", "thur", "thurs", "thursday", "thursdays", "iau"),
            ("fri", "friday", "fridays", "gwener"),
            ("sat", "saturday", "saturdays", "sadwrn"),
            ("sun", "sunday", "sundays", "sul"),
        )
    )
    for name in names
}
WEEKEND = re.compile(r"\bweekends?\b|\bpenwythnos", re.IGNORECASE)
DAY = re.compile(r"\b(?:" + "|".join(sorted(DAYS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
BETWEEN = re.compile(CLOCK + r"\s*(?:-|–|to|until|till|and|i)\s*" + CLOCK, re.IGNORECASE)
FROM = re.compile(r"\b(?:after|from|ar ôl|o)\s+" + CLOCK, re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|until|till|cyn)\s+" + CLOCK, re.IGNORECASE)
BY = re.compile(r"\b(?:by|erbyn)\s+" + CLOCK, re.IGNORECASE)
MIDNIGHT = 24 * 60
Span = tuple[int, int]  # minutes of the day
NIGHT = [(18 * 60, MIDNIGHT), (0, 7 * 60)]
PARTS: list[tuple[re.Pattern[str], list[Span]]] = [
    (re.compile(words, re.IGNORECASE), spans)
    for words, spans in (
        (r"\bmornings?\b|\bbore(?:au)?\b", [(5 * 60, 12 * 60)]),
        (r"\bafternoons?\b|\bp?b?rynhawn(?:iau)?\b", [(12 * 60, 18 * 60)]),
        (r"\bevenings?\b|\bgyda['’]r nos\b", [(17 * 60, MIDNIGHT)]),
        (r"\bnights?\b|\bnosweithiau\b|\by nos\b", NIGHT),
    )
]


def seems_to_clash(words: str, starts: datetime, ends: datetime) -> bool:
    """Whether one of her lines, or what stands between two commas, names its day, its hours, or
    both together."""
    begin, end = timezone.localtime(starts), timezone.localtime(ends)
    return any(_line_clashes(line, begin, end) for line in re.split(r"[\n;,]|\.\s", words))


def _line_clashes(line: str, begin: datetime, end: datetime) -> bool:
    days, spans = _days(line), _spans(line)
    if not days and not spans:
        return False
    on_day = not days or begin.weekday() in days
    first = begin.hour * 60 + begin.minute
    last = first + int((end - begin) / timedelta(minutes=1))
    return on_day and (not spans or any(first < b and a < last for a, b in spans))


def _days(line: str) -> set[int]:
    days = {DAYS[found.casefold()] for found in DAY.findall(line)}
    return days | {5, 6} if WEEKEND.search(line) else days


def _spans(line: str) -> list[Span]:
    """Hours that she names, a night as two pieces."""
    spans: list[Span] = []
    left = line
    for match in BETWEEN.finditer(line):
        a, b = _minutes(*match.groups()[:3]), _minutes(*match.groups()[3:])
        if a is None or b is None:
            continue
        spans += [(a, b)] if a < b else [(a, MIDNIGHT), (0, b)]
        left = left.replace(match.group(), " ")
    for match in FROM.finditer(left):
        if (a := _minutes(*match.groups())) is not None:
            spans.append((a, MIDNIGHT))
    for match in BY.finditer(left):  # "home by 6": out from then on
        if (a := _minutes(*match.groups())) is not None:
            spans.append((a, MIDNIGHT))
    for match in BEFORE.finditer(left):
        if (b := _minutes(*match.groups())) is not None:
            spans.append((0, b))
    if not spans:  # "Tuesday evenings": a part of the day, where she names no hour
        spans = [span for part, known in PARTS if part.search(line) for span in known]
    return spans


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    """Minutes since midnight. Without am or pm, an hour is as it is on a clock of 24, and 1 to 6 is
    of the afternoon: nobody says "not after 5" of the night."""
    number = int(hour)
    if number > 24 or int(minute or 0) > 59:
        return None
    if half and number <= 12:
        number = number % 12 + (12 if half.casefold() == "pm" else 0)
    elif not half and 1 <= number <= 6 and len(hour) == 1:
        number += 12
    return number * 60 + int(minute or 0)
