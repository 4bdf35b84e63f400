"""The share that the public reads: in time or not, and nothing that tells of one woman."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from consultations.models import PaidInTime
from consultations.panels.models import Fee, Panel
from consultations.panels.pay.promptness import (
    BATCH,
    LEAST_FEES,
    Paid,
    clock_of,
    counted,
    share,
)
from consultations.panels.pay.registering import settled
from consultations.panels.pay.staff.due import due_pay
from consultations.panels.pay.years import begin_of_year, bounds, year_of
from consultations.services import publish_promptness
from tests.factories.panels import make_member
from tests.factories.pay import make_fee, make_held
from tests.factories.sessions import make_place

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
    # a few that are purged are no batch either, and a new beginning is one
    assert not publish_promptness(percent=80, within_days=7, come_due=41 + BATCH - 10, batch=BATCH)
    assert publish_promptness(percent=85, within_days=7, come_due=30, batch=BATCH)


def test_all_who_have_left_count_as_one_woman(panel: Panel) -> None:
    session = make_held(panel)
    for _ in range(2):
        make_fee(session, make_member(panel), Fee.State.SENT)
    Fee.objects.update(member=None)
    assert {clock_of(fee).woman for fee in Fee.objects.all()} == {0}


@pytest.mark.parametrize(
    ("offered", "chosen", "began"), [(0, 12, 12), (7, 12, 12), (8, 12, 0), (0, 3, 0)]
)
def test_the_clock_is_hers_only_where_we_offered_in_time(
    offered: int, chosen: int, began: int
) -> None:
    """Days after the session; due on the seventh."""
    fee = Fee(
        due_on=TODAY + timedelta(days=7),
        offered_on=TODAY + timedelta(days=offered),
        chosen_on=TODAY + timedelta(days=chosen),
    )
    assert clock_of(fee).began == TODAY + timedelta(days=began)


def test_what_no_rate_card_covers_is_late_urgent_and_keeps_a_session_open(panel: Panel) -> None:
    session, today = make_held(panel), timezone.localdate()
    place = make_place(session, came="full", minutes=120, pay_due_on=today)
    assert len(list(settled(session))) == 1
    assert counted(today) == []
    assert not list(due_pay(panel.coordinator))
    place.pay_due_on = today - timedelta(days=1)
    place.save()
    assert [one.is_in_time() for one in counted(today)] == [False]
    line = next(due_pay(panel.coordinator))
    assert (str(line.words), line.is_urgent) == ("1 fee is overdue", True)
    make_fee(session, place.member, Fee.State.SENT)
    assert counted(today)[0].sent == today
    assert not list(settled(session))


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 4, 5), 2025), (date(2026, 4, 6), 2026), (date(2026, 12, 31), 2026)],
)
def test_a_tax_year_begins_on_the_sixth_of_april(day: date, year: int) -> None:
    assert year_of(day) == year
    first, last = bounds(year)
    assert first <= day <= last
    assert begin_of_year(day) == first
