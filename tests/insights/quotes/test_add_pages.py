"""Screens that put words into the bank and take them out: what is offered, chosen, and said."""

import re

import pytest
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from insights.models import BankQuote, Mark
from tests.factories.packs import HOUSING, draft_of, finding_with_quotes, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.quotes.conftest import SAYS, answer_of, passed, stopped
from tests.insights.quotes.test_pages import url

pytestmark = pytest.mark.pages


@pytest.fixture
def client(ann: User) -> StaffClient:
    return log_in(ann)


# -- adding


def test_a_candidate_is_added_and_then_read(
    client: StaffClient, there: ConsultationPage, hers: Response
) -> None:
    theme = theme_of(HOUSING).pk
    body = client.get(url("quote_candidates", there), {"theme": theme}).content.decode()
    assert SAYS in body
    (key,) = re.findall(r'name="words"\s+value="([\d-]+)"', body)
    answer = client.post(url("add_quote", there), {"words": key, "theme": theme}, follow=True)
    quote = BankQuote.objects.get()
    assert answer.redirect_chain[-1][0] == url("quote", there, quote.pk)
    assert "That counts as nothing yet" in answer.content.decode()
    body = client.get(url("quote_candidates", there), {"theme": theme}).content.decode()
    assert "No more words to offer here" in body


@pytest.mark.parametrize(
    "sent", [{}, {"words": "x"}, {"words": "0-0-30"}, {"words": f"{'9' * 19}-0-30"}, {"theme": "0"}]
)
def test_what_is_no_candidate_is_not_added(
    client: StaffClient, there: ConsultationPage, hers: Response, sent: dict[str, str]
) -> None:
    given = {"theme": str(theme_of(HOUSING).pk), **sent}
    answer = client.post(url("add_quote", there), given, follow=True)
    assert "Look again, please." in answer.content.decode()
    assert not BankQuote.objects.exists()


def test_words_of_a_response_are_chosen_from_the_bench(
    client: StaffClient, there: ConsultationPage, hers: Response
) -> None:
    where = url("choose_quote", there, hers.pk)
    assert where in client.get(url("bench", there, hers.pk)).content.decode()
    body = client.get(where).content.decode()
    seal = re.findall(r'name="seal" value="(\w+)"', body)[0]
    places = re.findall(r'name="places"\s+value="([\d-]+)"', body)
    assert len(places) == 3
    sent = {"places": [places[0], places[2]], "theme": theme_of(HOUSING).pk, "seal": seal}
    client.post(where, sent)
    quote = BankQuote.objects.get()
    assert SAYS[quote.start : quote.end] == SAYS


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"places": []}, "Tick the words first"),
        ({"places": ["x", "1-2"]}, "Tick the words first"),
        ({"theme": ""}, "Choose which theme the words speak for."),
        ({"theme": "0"}, "Choose which theme the words speak for."),
        ({"seal": "old"}, "Her words have changed meanwhile."),
        ({"places": "last"}, "between 20 and 280 characters and this has 15"),
    ],
)
def test_choosing_says_what_is_missing_and_keeps_what_was_ticked(
    client: StaffClient,
    there: ConsultationPage,
    hers: Response,
    change: dict[str, object],
    says: str,
) -> None:
    where, start = url("choose_quote", there, hers.pk), SAYS.index("Nobody")
    last = f"{answer_of(hers)}-{start}-{len(SAYS)}"
    body = client.get(where).content.decode()
    seal = re.findall(r'name="seal" value="(\w+)"', body)[0]
    sent = {"places": last, "theme": theme_of(HOUSING).pk, "seal": seal, **change}
    sent["places"] = last if sent["places"] == "last" else sent["places"]
    body = client.post(where, sent, follow=True).content.decode()
    assert says in body
    if sent["places"] == last and "seal" not in change:
        assert re.search(rf'value="{last}"[^>]*checked', body)
    assert not BankQuote.objects.exists()


def test_nothing_is_chosen_where_she_allows_none(
    client: StaffClient, asked: Form, there: ConsultationPage, ann: User
) -> None:
    hers = make_coded(asked, ann, HOUSING, text=SAYS, uses=[])
    Mark.objects.create(response=hers, kind="quotable", by=ann, marked_on=timezone.localdate())
    where = url("choose_quote", there, hers.pk)
    assert where not in client.get(url("bench", there, hers.pk)).content.decode()
    assert "She allows no use of these words" in client.get(where).content.decode()


# -- taking out


def test_taking_out_says_what_is_told_without_it(
    client: StaffClient,
    asked: Form,
    there: ConsultationPage,
    quote: BankQuote,
    ann: User,
    bea: User,
) -> None:
    passed(quote, ann, bea)
    finding_with_quotes(draft_of(asked, ann), quote, sentence="Nights are the worst.")
    where = url("remove_quote", there, quote.pk)
    assert "Nights are the worst." in client.get(where).content.decode()
    assert BankQuote.objects.exists()
    body = client.post(where, follow=True).content.decode()
    assert "1 finding of the draft is told without it now." in body
    assert not BankQuote.objects.exists()


def test_what_may_not_be_repeated_is_not_taken_out(
    client: StaffClient, there: ConsultationPage, quote: BankQuote, bea: User
) -> None:
    stopped(quote, bea)
    body = client.post(url("remove_quote", there, quote.pk), follow=True).content.decode()
    assert "stays here so that nobody adds it again" in body
    assert BankQuote.objects.get() == quote
