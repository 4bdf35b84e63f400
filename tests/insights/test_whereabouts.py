"""The bench says which of how many responses it is, and how far she is."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.models import Form, Response
from insights.models import Share
from insights.rigour.pairs import members_of
from insights.rigour.sampling import draw_sample, finish_place
from insights.selectors import Show, queue
from insights.selectors.whereabouts import Whereabouts, whereabouts, whereabouts_in_sample
from insights.services import mark_read
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING, make_coded
from tests.fixtures.story import log_in

VISIT = "ab" * 32


@pytest.fixture
def said(coded_form: Form) -> list[Response]:
    """Four women's responses, by id; one sent hers in two parts, and the last of them leads."""
    made = [make_response(coded_form, "One.") for _ in range(3)]
    parts = [make_response(coded_form, text, visit_hash=VISIT) for text in ("Two.", "Three.")]
    return sorted([*made, max(parts, key=lambda part: part.pk)], key=lambda one: one.pk)


def here(form: Form, response: Response, reader: User, show: Show = Show.ALL) -> Whereabouts:
    rows = queue(consultation=form.consultation, reader=reader, show=show)
    return whereabouts(rows, response.pk, reader)


def share(responses: list[Response], coder: User) -> None:
    for response in responses:
        Share.objects.create(response=response, coder=coder, shared_on=date(2026, 11, 2))


def title(client_of: User, form: Form, response: Response, query: str = "") -> str:
    page = reverse("insights:bench", args=[form.consultation_id, response.pk])
    return log_in(client_of).get(f"{page}{query}").content.decode()


def test_women_are_counted_by_id_and_those_she_read(
    coded_form: Form, said: list[Response], facilitator: User, second: User
) -> None:
    mark_read(response=said[0], by=facilitator)
    mark_read(response=said[1], by=second)
    for number, response in enumerate(said, start=1):
        found = here(coded_form, response, facilitator)
        assert (found.number, found.total, found.read, found.share) == (number, 4, 1, 0)
        beside = [None, *[one.pk for one in said], None][number - 1 : number + 2 : 2]
        assert [found.previous, found.following] == beside
    unread = here(coded_form, said[3], facilitator, Show.UNREAD)
    assert (unread.number, unread.total, unread.read) == (3, 3, 0)


def test_what_is_not_in_the_list_has_no_number(
    coded_form: Form, said: list[Response], facilitator: User
) -> None:
    mark_read(response=said[0], by=facilitator)
    assert here(coded_form, said[0], facilitator, Show.UNREAD).number is None
    rows = queue(consultation=coded_form.consultation, reader=facilitator)
    assert whereabouts(rows, said[0].pk, facilitator, numbered=False).number is None


def test_her_share_is_told_and_nobody_else_s(
    coded_form: Form, said: list[Response], facilitator: User, second: User
) -> None:
    share(said[:2], facilitator)
    share(said[2:3], second)
    mark_read(response=said[0], by=facilitator)
    mark_read(response=said[2], by=facilitator)
    found = here(coded_form, said[3], facilitator)
    assert (found.read, found.share, found.share_read) == (2, 2, 1)
    mine = here(coded_form, said[0], facilitator, Show.MINE)
    assert (mine.number, mine.total, mine.read) == (1, 2, 1)
    assert (mine.previous, mine.following) == (None, said[1].pk)


def test_what_she_codes_blind_is_in_no_share(
    coded_form: Form, facilitator: User, second: User, area: Area
) -> None:
    responses = [make_coded(coded_form, facilitator, HOUSING) for _ in range(3)]
    share(responses, second)
    sample = draw_sample(
        consultation=coded_form.consultation, second=second, by=make_staff("facilitator", area)
    )
    assert here(coded_form, responses[0], second).share == 0
    members = members_of(sample)
    finish_place(response=members[0].response, by=second)
    members = members_of(sample)
    beside = [members[0].response_id, members[2].response_id]
    assert whereabouts_in_sample(members[1]) == Whereabouts(2, 3, 1, 0, 0, *beside)
    told = title(second, coded_form, members[1].response)
    assert "Response 2 of 3" in told
    assert "1 of 3 of your sample done" in told


@pytest.mark.pages
def test_the_page_says_so_and_by_which_list(
    coded_form: Form, said: list[Response], facilitator: User
) -> None:
    share(said[:2], facilitator)
    mark_read(response=said[0], by=facilitator)
    every = title(facilitator, coded_form, said[3], "?show=all")
    assert "Response 4 of 4" in every
    assert "1 of 4 read by you" in every
    assert "1 of 2 in your share" in every
    hers = title(facilitator, coded_form, said[1], "?show=mine")
    assert "Response 2 of 2" in hers
    assert "1 of 2 in your share read" in hers
    other = title(facilitator, coded_form, said[3], "?show=uncoded")
    assert "1 of 4 in this list read by you" in other
    assert "in your share" not in other


@pytest.mark.pages
def test_a_list_with_an_order_of_its_own_has_no_numbers(
    coded_form: Form, said: list[Response], facilitator: User
) -> None:
    told = title(facilitator, coded_form, said[0], "?show=next")
    assert "Response 1 of" not in told
    assert "Response" in told


@pytest.mark.pages
def test_of_what_was_found_the_number_is_among_it(
    coded_form: Form, said: list[Response], facilitator: User
) -> None:
    found = [one for one in said if not one.visit_hash]
    (other,) = set(said) - set(found)
    mark_read(response=found[0], by=facilitator)
    told = title(facilitator, coded_form, found[1], "?list=search&q=one")
    assert "Response 2 of 3" in told
    assert "1 of the 3 found read by you" in told
    assert "in your share" not in told
    assert "Response 1 of" not in title(facilitator, coded_form, other, "?list=search&q=one")
