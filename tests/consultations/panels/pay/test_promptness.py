"""The share that the public reads: in time or not, and nothing that tells of one woman."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consultations.models import PaidInTime
from consultations.panels.pay.promptness import BATCH, LEAST_FEES, Paid, share
from consultations.panels.pay.years import begin_of_year, bounds, year_of
from consultations.services import publish_promptness

TODAY = date(2026, 11, 27)


def fees(number: int, women: int = 6, late: int = 0) -> list[Paid]:
    """So many fees that came due, some of them sent a day late."""
    began = TODAY - timedelta(days=30)
    made = [Paid(index % women, began, began + timedelta(days=7)) for index in range(number)]
    return [
        replace(one, sent=began + timedelta(days=8)) if index < late else one
        for index, one in enumerate(made)
    ]


def test_the_share_is_rounded_down_to_five() -> None:
    assert share(fees(100), TODAY) == (100, 100)
    assert share(fees(100, late=1), TODAY) == (95, 100)
    assert share(fees(100, late=4), TODAY) == (95, 100)
    assert share(fees(100, late=100), TODAY) == (0, 100)


@pytest.mark.parametrize(("number", "women"), [(LEAST_FEES - 1, 6), (LEAST_FEES, 4), (0, 1)])
def test_of_few_nothing_is_said(number: int, women: int) -> None:
    assert share(fees(number, women), TODAY) is None


def test_what_was_never_sent_counts_as_late_once_its_day_has_gone() -> None:
    owed = [Paid(1, TODAY - timedelta(days=8), None)] * 20
    assert share([*fees(20), *owed], TODAY) == (50, 40)
    not_yet = [Paid(1, TODAY - timedelta(days=7), None)] * 20
    assert share([*fees(20), *not_yet], TODAY) == (100, 20)


def test_the_seventh_day_is_in_time_and_the_eighth_is_not() -> None:
    began = date(2026, 11, 1)
    assert Paid(1, began, date(2026, 11, 8)).is_in_time()
    assert not Paid(1, began, date(2026, 11, 9)).is_in_time()
    assert not Paid(1, began, None).is_in_time()


def test_a_number_moves_only_with_a_batch(db: None) -> None:
    assert publish_promptness(percent=95, within_days=7, come_due=40, batch=BATCH)
    assert not publish_promptness(percent=90, within_days=7, come_due=40 + BATCH - 1, batch=BATCH)
    assert PaidInTime.objects.get().percent == 95
    assert publish_promptness(percent=90, within_days=7, come_due=40 + BATCH, batch=BATCH)
    assert PaidInTime.objects.get().percent == 90


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 4, 5), 2025), (date(2026, 4, 6), 2026), (date(2026, 12, 31), 2026)],
)
def test_a_tax_year_begins_on_the_sixth_of_april(day: date, year: int) -> None:
    assert year_of(day) == year
    first, last = bounds(year)
    assert first <= day <= last
    assert begin_of_year(day) == first
