"""Plain functions: the calendar file, and what can be read of her times."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from consultations.panels.sessions.ics import Event, calendar_file, escaped, folded
from consultations.panels.sessions.times import seems_to_clash

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("one\r\ntwo\rthree\nfour", "one\\ntwo\\nthree\\nfour"),
        ("bell\x07 null\x00", "bell null"),
        ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\\nBEGIN:VEVENT"),
    ],
)
def test_words_can_not_break_out_of_their_line(words: str, kept: str) -> None:
    assert escaped(words) == kept


@pytest.mark.parametrize("words", ["x" * 500, "ŵ" * 300, "🌸" * 100, "a"])
def test_lines_are_folded_between_signs(words: str) -> None:
    lines = folded(words).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    unfolded = lines[0] + b"".join(line[1:] for line in lines[1:])
    assert unfolded.decode() == words


def test_the_file_holds_hours_in_utc_and_a_neutral_word() -> None:
    event = Event(
        7,
        datetime(2027, 7, 1, 10, tzinfo=LONDON),
        datetime(2027, 7, 1, 12, tzinfo=LONDON),
        "Meeting",
        is_cancelled=True,
    )
    lines = calendar_file(event, datetime(2027, 6, 1, tzinfo=UTC)).decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in ("DTSTART:20270701T090000Z", "DTEND:20270701T110000Z", "SUMMARY:Meeting"):
        assert line in lines
    assert "STATUS:CANCELLED" in lines
    later = calendar_file(event, datetime(2027, 6, 2, tzinfo=UTC)).decode().split("\r\n")
    first, second = (
        int(line.removeprefix("SEQUENCE:"))
        for file in (lines, later)
        for line in file
        if line.startswith("SEQUENCE:")
    )
    assert 0 < first < second < 2**31
    assert not [line for line in lines if line.startswith("LOCATION")]


# A Tuesday, 18:00 to 20:00.
CLASH = [
    "curfew 7pm to 7am",
    "Curfew 19:00-07:00",
    "not after 7pm",
    "nothing after 6",
    "probation on Tuesdays",
    "Tuesdays after 5",
    "Tuesday 5 till 7",
    "Not Mondays\nnot Tuesdays after 6.30pm",
    "cyrffyw 7pm i 7am",
    "before 19:00",
    "Mondays, nights",
    "Tuesdays, nights",
    "evenings",
    "Tuesday nights",
    "home by 6pm",
    "adref erbyn 7pm",
    "nosweithiau",
]
NONE = [
    "",
    "school run 8.30am to 9.15am",
    "not after 8pm",
    "probation on Wednesdays",
    "Tuesdays until 12",
    "weekends",
    "mornings",
    "Tuesday mornings",
    "boreau",
    "Monday evenings",
    "home by 9pm",
    "I can’t go near the market",
    "Wednesday after 5",
    "99:99 to 88:88",
    "after 9" + "9" * 400,
]


@pytest.mark.parametrize("words", CLASH)
def test_a_time_that_seems_to_clash(words: str) -> None:
    starts = datetime(2026, 12, 1, 18, tzinfo=LONDON)
    assert seems_to_clash(words, starts, starts.replace(hour=20))


@pytest.mark.parametrize("words", NONE)
def test_a_time_that_does_not(words: str) -> None:
    starts = datetime(2026, 12, 1, 18, tzinfo=LONDON)
    assert not seems_to_clash(words, starts, starts.replace(hour=20))


def test_a_weekend_is_two_days() -> None:
    starts = datetime(2026, 12, 5, 10, tzinfo=LONDON)
    assert seems_to_clash("not at weekends", starts, starts.replace(hour=12))
