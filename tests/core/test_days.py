"""A day as people write it: what is read, and what is never guessed. No database."""

from datetime import date, datetime

import pytest
from django import forms

from core.day_fields import DayField, DayInput, MomentField
from core.days import read_day, read_moment

DAY = date(2026, 12, 5)


@pytest.mark.parametrize(
    "typed",
    [
        *("5/12/2026", "05/12/2026", " 5 / 12 / 2026 ", "5.12.2026", "5-12-2026", "5/12/26"),
        *("5 December 2026", "5 december  2026", "5th December 2026", "5 Dec 2026", "5 Dec. 2026"),
        *("5 December, 2026", "5th of December 2026", "2026-12-05", "2026-12-5"),
        *("5 Rhagfyr 2026", "5 rhag 2026"),
    ],
)
def test_a_british_day_is_read(typed: str) -> None:
    assert read_day(typed) == DAY
    assert DayField().clean(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    [
        *("31/02/2027", "31 February 2027", "2027-02-31", "30/2/2028", "29 February 2027"),
        *("12/13/2026", "0/12/2026", "5/0/2026", "2026-13-01", "2026/12/05"),
        *("5 Decembre 2026", "5 De 2026", "5 x 2026", "December 5 2026", "December 2026"),
        *(
            "5/12",
            "5/12/026",
            "5/12/20266",
            "tomorrow",
            "5",
            "5 December",
            "20261205",
            "-",
            "٣/x/2026",
        ),
    ],
)
def test_what_is_no_day_is_told_and_never_guessed(typed: str) -> None:
    assert read_day(typed) is None
    with pytest.raises(forms.ValidationError, match="Write it as 5 December 2026"):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("5/12/2026 9:30", datetime(2026, 12, 5, 9, 30)),
        ("5 December 2026 at 09:30", datetime(2026, 12, 5, 9, 30)),
        ("5 December 2026, 9.30", datetime(2026, 12, 5, 9, 30)),
        ("2026-12-05 23:59", datetime(2026, 12, 5, 23, 59)),
        ("2026-12-05T23:59:00", datetime(2026, 12, 5, 23, 59)),
        ("31/02/2027 9:30", None),
        ("5/12/2026 24:00", None),
        ("5/12/2026 9:60", None),
        ("5/12/2026", None),
        ("9:30", None),
    ],
)
def test_a_moment_is_a_day_with_a_time(typed: str, read: datetime | None) -> None:
    assert read_moment(typed) == read


class OneDay(forms.Form):
    day = DayField(required=False)
    at = MomentField(required=False)


def test_what_was_typed_stays_as_it_was_typed() -> None:
    form = OneDay({"day": "31/02/2027", "at": "31/02/2027 9:00"})
    assert not form.is_valid()
    assert 'value="31/02/2027"' in str(form["day"])
    assert 'value="31/02/2027 9:00"' in str(form["at"])
    assert "This is not a day." in str(form.errors["day"])


def test_a_stored_day_is_shown_in_words_and_read_back_the_same() -> None:
    form = OneDay(initial={"day": DAY})
    assert 'value="5 December 2026"' in str(form["day"])
    again = OneDay({"day": "5 December 2026"}, initial={"day": DAY})
    assert again.is_valid()
    assert again.cleaned_data == {"day": DAY, "at": None}
    assert not again.has_changed()


@pytest.mark.parametrize("typed", ["", "  "])
def test_an_empty_day_is_none_or_asked_for(typed: str) -> None:
    assert DayField(required=False).clean(typed) is None
    with pytest.raises(forms.ValidationError, match="Write a day, such as"):
        DayField().clean(typed)


def test_no_script_comes_with_it() -> None:
    assert "script" not in str(DayInput().media)
    assert "<script" not in DayInput().render("day", DAY)
