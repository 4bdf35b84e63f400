"""Screens of the bank: who finds them, that nothing typed is lost, what a second reader sees."""

import re
from collections.abc import Callable

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import BankQuote, QuoteCheck, Sample, SampleMember
from insights.packs.services import sign_pack
from insights.quotes.checklist import CHECKLIST, KEYS
from tests.factories.packs import HOUSING, draft_of, finding_with_quotes, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.quotes.conftest import (
    EVERY_USE,
    NIGHT,
    SAYS,
    added,
    passed,
    stopped,
)
from tests.insights.test_reworded import reword

pytestmark = pytest.mark.pages
WHY = "Somebody on that wing would know."


@pytest.fixture
def client(ann: User) -> StaffClient:
    return log_in(ann)


def url(name: str, there: ConsultationPage, *more: int) -> str:
    return reverse(f"insights:{name}", args=[there.pk, *more])


def every_address(there: ConsultationPage, quote: BankQuote) -> list[str]:
    return [
        url("quotes", there),
        url("quote_candidates", there),
        url("choose_quote", there, quote.response_id),
        url("quote", there, quote.pk),
        url("remove_quote", there, quote.pk),
    ]


def yes(**changes: object) -> dict[str, object]:
    return {"held": sorted(KEYS), "verdict": "yes", "why": "", **changes}


# -- who finds them


@pytest.mark.parametrize("role", ["facilitator", "second_coder"])
def test_who_codes_here_finds_every_screen(
    staff: Callable[..., StaffClient],
    area: Area,
    there: ConsultationPage,
    quote: BankQuote,
    role: str,
) -> None:
    somebody = staff(role, area)
    for address in every_address(there, quote):
        assert somebody.get(address).status_code == 200, address
    listed = somebody.get(url("responses", there)).content.decode()
    assert url("quotes", there) in listed


@pytest.mark.parametrize(
    ("role", "here", "answers"),
    [
        ("facilitator", False, {404}),
        ("second_coder", False, {404}),
        ("reviewer", True, {302}),
        ("administrator", True, {302}),
    ],
)
def test_nobody_else_finds_any(
    staff: Callable[..., StaffClient],
    area: Area,
    other_area: Area,
    there: ConsultationPage,
    quote: BankQuote,
    role: str,
    here: bool,
    answers: set[int],
) -> None:
    somebody = staff(role, area if here else other_area)
    for address in every_address(there, quote):
        assert somebody.get(address).status_code in answers, address
        assert somebody.post(address, yes()).status_code in {*answers, 405}, address
    assert not QuoteCheck.objects.exists()
    assert BankQuote.objects.get() == quote


def test_quotes_of_other_consultations_are_not_found(
    client: StaffClient, form: Callable[..., Form], quote: BankQuote
) -> None:
    other = form().consultation
    for name in ("quote", "remove_quote"):
        assert client.get(url(name, other, quote.pk)).status_code == 404
    assert client.get(url("choose_quote", other, quote.response_id)).status_code == 404
    assert NIGHT not in client.get(url("quotes", other)).content.decode()


def test_what_she_codes_blind_is_not_found(
    client: StaffClient, there: ConsultationPage, quote: BankQuote, ann: User, bea: User
) -> None:
    today, people = timezone.localdate(), {"second": ann, "drawn_by": bea}
    sample = Sample.objects.create(consultation=there, drawn_on=today, drawn_from=1, **people)
    SampleMember.objects.create(sample=sample, response=quote.response)
    addresses = every_address(there, quote)
    assert [client.get(address).status_code for address in addresses] == [200, 200, 404, 404, 404]
    assert NIGHT not in client.get(addresses[0]).content.decode()
    bench = client.get(url("bench", there, quote.response_id)).content.decode()
    assert url("choose_quote", there, quote.response_id) not in bench


# -- reading


def test_a_quote_stands_in_its_answer_with_what_she_allows(
    client: StaffClient, there: ConsultationPage, quote: BankQuote
) -> None:
    body = client.get(url("quote", there, quote.pk)).content.decode()
    assert f"<mark>{NIGHT}</mark>" in body
    for words in ("The hostel was full. ", "Housing", "Show them on this website"):
        assert words in body
    for point in CHECKLIST:
        assert str(point.says) in body
    assert "Nowhere yet." in body
    assert "Nobody has read it yet." in body


def test_two_readers_pass_it(
    client: StaffClient, there: ConsultationPage, quote: BankQuote, bea: User
) -> None:
    where = url("quote", there, quote.pk)
    answer = client.post(where, yes(), follow=True)
    assert "Kept. Now: Waits for a second reader." in answer.content.decode()
    answer = log_in(bea).post(where, yes(), follow=True)
    assert "Kept. Now: May be repeated." in answer.content.decode()
    assert QuoteCheck.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (yes(held=["rare", "known"]), "Tick every point to say that it may be repeated"),
        (yes(held=[]), "Tick every point to say that it may be repeated"),
        (yes(verdict=""), "Say whether it may be repeated."),
        (yes(verdict="perhaps"), "Say whether it may be repeated."),
        (yes(verdict="no"), "Say why it is not to be repeated, in a sentence."),
        (yes(verdict="no", why="x" * 601), "at most 600 characters"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    client: StaffClient,
    there: ConsultationPage,
    quote: BankQuote,
    sent: dict[str, object],
    says: str,
) -> None:
    typed = {**sent, "why": sent["why"] or ("" if sent["verdict"] == "no" else WHY)}
    body = client.post(url("quote", there, quote.pk), typed).content.decode()
    assert says in body
    assert str(typed["why"]) in body
    held = re.findall(r'name="held"\s+value="(\w+)"[^>]*?checked', body)
    assert held == [p.key for p in CHECKLIST if p.key in sent["held"]]  # type: ignore[operator]
    assert not QuoteCheck.objects.exists()


def test_the_second_reader_sees_no_tick_of_the_first_before_she_has_answered(
    there: ConsultationPage, quote: BankQuote, ann: User, bea: User
) -> None:
    passed(quote, ann)
    second, where = log_in(bea), url("quote", there, quote.pk)
    body = second.get(where).content.decode()
    assert str(ann) not in body
    assert "checked" not in body.split('class="check"')[1].split("</form>")[0]
    assert "You see what she holds once you have answered." in body
    second.post(where, {"verdict": "no", "why": WHY, "held": sorted(KEYS - {"known"})})
    body = second.get(where).content.decode()
    assert str(ann) in body
    results = body.split('id="readers"')[1]
    assert WHY in results
    assert str(CHECKLIST[1].says) in results
    assert str(CHECKLIST[2].says) not in results


def test_she_changes_her_own_and_finds_it_as_she_left_it(
    client: StaffClient, there: ConsultationPage, quote: BankQuote, ann: User
) -> None:
    stopped(quote, ann, WHY)
    where = url("quote", there, quote.pk)
    body = client.get(where).content.decode()
    assert re.search(r'id="verdict-no"\s+checked', body)
    assert WHY in body
    assert url("remove_quote", there, quote.pk) not in body
    client.post(where, yes())
    assert QuoteCheck.objects.get().passed


def test_what_a_signed_pack_rests_on_is_said(
    client: StaffClient,
    asked: Form,
    there: ConsultationPage,
    quote: BankQuote,
    ann: User,
    bea: User,
) -> None:
    passed(quote, ann, bea)
    pack = draft_of(asked, ann)
    finding_with_quotes(pack, quote)
    sign_pack(pack=pack, by=ann)
    where = url("quote", there, quote.pk)
    body = client.post(where, yes()).content.decode()
    assert "A signed pack repeats it on your word." in body
    assert reverse("insights:packs:pack", args=[pack.pk]) in body
    body = client.post(where, yes(verdict="no", why=WHY), follow=True).content.decode()
    assert "Kept. Now: Not to be repeated." in body
    assert "It is taken out of signed packs, the public page and panel briefs." in body


def test_a_quote_whose_words_changed_meanwhile_is_not_found(
    client: StaffClient, there: ConsultationPage, quote: BankQuote
) -> None:
    reword(quote.response, "Something else was said here.")
    for name in ("quote", "remove_quote"):
        assert client.post(url(name, there, quote.pk), yes()).status_code == 404


def test_a_quote_says_what_has_changed_since(
    client: StaffClient, there: ConsultationPage, quote: BankQuote
) -> None:
    where = url("quote", there, quote.pk)
    quote.response.codings.all().delete()
    assert "carry this theme no more" in client.get(where).content.decode()
    receipt = quote.response.receipt_hash
    ReceiptAct.objects.create(receipt_hash=receipt, kind=ReceiptAct.Kind.CONSENT)
    assert "She has just changed what she allows." in client.get(where).content.decode()
    ReceiptAct.objects.all().delete()
    Response.objects.update(uses=[])
    assert "She allows no use of these words" in client.get(where).content.decode()


def test_words_are_escaped(
    client: StaffClient, asked: Form, there: ConsultationPage, ann: User
) -> None:
    text = "<script>alert(1)</script> and more"
    hers = make_coded(asked, ann, HOUSING, text=text, uses=EVERY_USE)
    quote = added(hers, ann, words="", start=0, end=len(text))
    stopped(quote, ann, text)
    for address in every_address(there, quote):
        assert text not in client.get(address).content.decode()


# -- the list


def test_the_list_is_narrowed_and_says_where_quotes_stand(
    client: StaffClient, asked: Form, there: ConsultationPage, quote: BankQuote, bea: User
) -> None:
    other = make_coded(asked, bea, HOUSING, text="Nobody met me at the gate.", uses=["report"])
    said = added(other, bea, words="", start=0, end=26)
    stopped(said, bea)
    where = url("quotes", there)

    def rows(**asked: str | int) -> set[int]:
        return {one.quote.pk for one in client.get(where, asked).context["rows"]}

    assert rows() == {quote.pk, said.pk}
    assert rows(show="mine") == rows(show="first") == rows(use="public") == {quote.pk}
    assert rows(show="stopped") == {said.pk}
    assert rows(use="report", theme=theme_of(HOUSING).pk) == {quote.pk, said.pk}
    assert rows(show="passed") == set()
    assert rows(show="x", use="reading_team", theme="x") == {quote.pk, said.pk}
    assert "No quote is in this list." in client.get(where, {"show": "passed"}).content.decode()
    assert "Yours to read: 1" in client.get(where).content.decode()


def test_an_empty_bank_says_where_to_begin(client: StaffClient, there: ConsultationPage) -> None:
    body = client.get(url("quotes", there)).content.decode()
    assert "The bank is empty." in body
    assert url("quote_candidates", there) in body


@pytest.mark.parametrize("size", [1, 25])
def test_no_page_asks_more_of_more(
    client: StaffClient, asked: Form, there: ConsultationPage, ann: User, bea: User, size: int
) -> None:
    for _ in range(size):
        hers = make_coded(asked, ann, HOUSING, text=SAYS, uses=EVERY_USE)
        passed(added(hers, ann), ann, bea)
    addresses = every_address(there, BankQuote.objects.all()[0])
    addresses[1] += f"?theme={theme_of(HOUSING).pk}"
    client.get(addresses[0])  # what a first request asks for is kept
    plain = url("sharing", there)
    with CaptureQueriesContext(connections["default"]) as frame:
        client.get(plain)
    for address in addresses:
        with CaptureQueriesContext(connections["default"]) as asked_for:
            client.get(address)
        assert len(asked_for) <= len(frame) + 14, address
