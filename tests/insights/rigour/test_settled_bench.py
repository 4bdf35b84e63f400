"""What counts for a response that two people coded stands on its bench."""

import re

import pytest
from django.urls import reverse

from accounts.models import User
from insights.models import Sample
from insights.rigour.pairs import members_of
from insights.rigour.selectors import settled_of
from insights.selectors import parts_of
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.fixtures.story import log_in
from tests.insights.rigour.doubly import UNSAFE, compared, settle

pytestmark = pytest.mark.pages


def bench(sample: Sample, reader: User, place: int = 0) -> str:
    response = members_of(sample)[place].response_id
    address = reverse("insights:bench", args=[sample.consultation_id, response])
    said = log_in(reader).get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", said.partition("<main")[2]))


def test_what_was_agreed_stands_there_with_who_and_why(
    sample: Sample, lead: User, first: User
) -> None:
    responses = compared(sample, [[MONEY]])
    settle(responses[0], lead, UNSAFE, COURT, why="She says both.")
    for reader in (lead, first):
        said = bench(sample, reader)
        assert "Housing: Unsafe" in said
        assert "Court" in said
        assert f"Settled by {lead}" in said
        assert "She says both." in said
        assert "Money" not in said
    found = settled_of(parts_of(responses[0]))
    assert found
    assert [theme.code for theme in found.themes] == [UNSAFE, COURT]  # not the one above


def test_no_theme_may_be_what_was_agreed(sample: Sample, lead: User) -> None:
    responses = compared(sample, [[MONEY]])
    settle(responses[0], lead)
    assert "No theme fits: that is what counts here." in bench(sample, lead)


def test_until_it_is_settled_the_first_coding_counts(
    sample: Sample, lead: User, second: User
) -> None:
    compared(sample, [[MONEY]])
    said = bench(sample, lead)
    assert "Until they are settled, the first one counts." in said
    assert "Settle it" in said
    assert "Housing" in said
    assert "Money" not in said
    assert "Settle it" not in bench(sample, second)  # who may not is led to where it stands


def test_where_both_gave_the_same_it_says_so(sample: Sample, lead: User) -> None:
    compared(sample, [[HOUSING]])
    said = bench(sample, lead)
    assert "Both gave the same themes." in said
    assert "Housing" in said


def test_before_they_are_compared_nothing_is_told(sample: Sample, second: User, lead: User) -> None:
    response = members_of(sample)[0].response
    assert settled_of(parts_of(response)) is None
    said = bench(sample, second)
    assert "what counts" not in said
    assert "Coded twice and compared" not in bench(sample, lead)
