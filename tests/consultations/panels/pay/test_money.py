"""Money is whole pence from the form to the file, and rounding is never at her cost."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.panels.pay.money import (
    MOST_PENCE,
    NotMoney,
    an_hour,
    decimals,
    part_of,
    pence_of,
    pounds,
    total,
)
from consultations.panels.pay.rates import Band, NoBand, Time, band_for, below_floor, fee_for

PENCE = st.integers(0, MOST_PENCE)
MINUTES = st.integers(1, 600)
# The machine may be busy: what is judged here are sums, not how fast they are made.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CARD = [Band("half", 30, 1_380), Band("hour", 60, 2_750), Band("two", 120, 5_500)]


@unhurried
@given(PENCE)
def test_what_is_written_is_read_back(pence: int) -> None:
    assert pence_of(decimals(pence)) == pence_of(pounds(pence)) == pence
    assert decimals(pence)[-3] == "."


@unhurried
@given(st.text(max_size=12))
def test_what_is_no_amount_is_refused_and_never_guessed(typed: str) -> None:
    try:
        pence = pence_of(typed)
    except NotMoney:
        return
    assert 0 <= pence <= MOST_PENCE
    assert pounds(pence).replace(",", "").startswith("£")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-5",
        "4,5",
        "4.555",
        "1,23",
        "12,34.50",
        "forty",
        "1e3",
        "£",
        "5.",
        "10000.01",
        "٣",
        "४0.50",
    ],
)
def test_slips_are_refused(typed: str) -> None:
    with pytest.raises(NotMoney):
        pence_of(typed)


@unhurried
@given(st.lists(st.one_of(st.none(), PENCE), max_size=60))
def test_a_total_is_exact_and_what_was_declined_is_no_part_of_it(
    amounts: list[int | None],
) -> None:
    paid = [amount for amount in amounts if amount is not None]
    assert total(amounts) == sum(paid)
    assert Fraction(total(amounts), 100) == sum((Fraction(p, 100) for p in paid), Fraction())


@unhurried
@given(PENCE, MINUTES, st.data())
def test_a_part_is_never_less_than_exact_and_never_a_penny_more(
    pence: int, whole: int, data: st.DataObject
) -> None:
    done = data.draw(st.integers(0, whole))
    part, exact = part_of(pence, done, whole), Fraction(pence * done, whole)
    assert exact <= part < exact + 1
    assert part_of(pence, whole, whole) == pence


@unhurried
@given(PENCE, MINUTES, st.data())
def test_two_parts_make_the_whole_or_a_penny_more(
    pence: int, whole: int, data: st.DataObject
) -> None:
    done = data.draw(st.integers(0, whole))
    both = part_of(pence, done, whole) + part_of(pence, whole - done, whole)
    assert pence <= both <= pence + 1


@pytest.mark.parametrize(("done", "whole"), [(-1, 60), (61, 60), (0, 0)])
def test_there_is_no_part_of_nothing(done: int, whole: int) -> None:
    with pytest.raises(ValueError, match="part"):
        part_of(100, done, whole)


@unhurried
@given(st.integers(0, 60), st.integers(15, 60), st.data())
def test_staying_longer_never_pays_less(prep: int, session: int, data: st.DataObject) -> None:
    planned = Time(prep, session, 0)
    first = data.draw(st.integers(0, session))
    more = data.draw(st.integers(first, session))
    assert fee_for(CARD, planned, first)[2] <= fee_for(CARD, planned, more)[2]
    assert fee_for(CARD, planned, session)[2] == band_for(CARD, planned.whole).pence


def test_the_band_is_that_of_the_whole_session_and_a_part_is_a_part_of_it() -> None:
    planned = Time(prep=15, session=90, debrief=15)
    assert fee_for(CARD, planned, 90) == (CARD[2], 120, 5_500)
    # a third of the session, all of getting ready, no talking over: 45 of 120 minutes
    assert fee_for(CARD, planned, 30) == (CARD[2], 45, 2_063)
    assert fee_for(CARD, planned, 0) == (CARD[2], 0, 0)


def test_a_session_longer_than_the_card_has_no_price() -> None:
    with pytest.raises(NoBand):
        band_for(CARD, 121)


def test_the_floor_counts_getting_ready_and_talking_it_over() -> None:
    assert below_floor(2_500, 120, 1_271) == 1_250  # an hour there, and another unpaid
    assert below_floor(2_750, 60, 1_271) is None
    assert below_floor(1_271, 60, 1_271) is None  # just enough is enough
    assert below_floor(1_270, 60, 1_271) == 1_270
    assert an_hour(1_999, 61) == 1_966  # rounded down: half a penny meets no floor
