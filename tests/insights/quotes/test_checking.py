"""Two different readers, each with a checklist: what lets a quote be repeated and what stops it."""

import json
from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import AuditLine, User
from consultations.models import ConsultationPage
from feedback.models import Form
from insights.models import BankQuote, QuoteCheck, Sample, SampleMember
from insights.packs.services import sign_pack
from insights.packs.trail import version_of
from insights.quotes.checklist import CHECKLIST, KEYS
from insights.quotes.selectors import bank, bank_of, numbers_of, results_for
from insights.quotes.services import (
    CantQuote,
    CheckStands,
    NoReason,
    NotAllHeld,
    check_quote,
)
from insights.quotes.states import State, state_of, with_state
from tests.factories.packs import HOUSING, bank_quote, draft_of, finding_with_quotes, make_coded
from tests.insights.quotes.conftest import passed, stopped

OTHER = "We had nothing but a coat."


def state(quote: BankQuote) -> str:
    """As the database and as Python work it out, which have to agree."""
    stored: str = with_state(BankQuote.objects.all()).get(pk=quote.pk).state
    assert stored == state_of(quote.checks.all()).value
    return stored


def test_the_checklist_is_short_and_its_keys_are_one_each() -> None:
    assert 5 <= len(CHECKLIST) <= 7
    assert len(KEYS) == len(CHECKLIST)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", State.FIRST),
        ("y", State.SECOND),
        ("yy", State.PASSED),
        ("yyy", State.PASSED),
        ("n", State.STOPPED),
        ("yn", State.STOPPED),
        ("ny", State.STOPPED),
        ("yyn", State.STOPPED),
        ("nn", State.STOPPED),
    ],
)
def test_two_pass_and_one_stops(
    quote: BankQuote, ann: User, bea: User, cat: User, said: str, expected: State
) -> None:
    for reader, answer in zip((ann, bea, cat), said, strict=False):
        passed(quote, reader) if answer == "y" else stopped(quote, reader)
    assert state(quote) == expected


def test_one_reader_twice_is_one_reader(quote: BankQuote, ann: User) -> None:
    passed(quote, ann, ann)
    assert state(quote) == State.SECOND
    assert QuoteCheck.objects.get().held == sorted(KEYS)


@pytest.mark.parametrize("missing", sorted(KEYS))
def test_passing_needs_every_point(quote: BankQuote, ann: User, missing: str) -> None:
    with pytest.raises(NotAllHeld):
        passed(quote, ann, held=[*(KEYS - {missing}), "something else"])
    assert not QuoteCheck.objects.exists()


@pytest.mark.parametrize("why", ["", "  \n "])
def test_not_passing_needs_a_why(quote: BankQuote, ann: User, why: str) -> None:
    with pytest.raises(NoReason):
        stopped(quote, ann, why=why)
    assert not QuoteCheck.objects.exists()


def test_who_stops_it_may_hold_every_point(quote: BankQuote, ann: User) -> None:
    check = check_quote(quote=quote, by=ann, held=KEYS, passed=False, why=" I know\nher. ")
    assert (check.why, check.checked_on) == ("I know her.", timezone.localdate())
    assert AuditLine.objects.get(action="stop quote").subject == f"quote {quote.pk}"


@pytest.mark.parametrize("first", ["pass", "stop"])
def test_a_reader_may_change_her_own(quote: BankQuote, ann: User, bea: User, first: str) -> None:
    passed(quote, bea)
    if first == "pass":
        passed(quote, ann)
        stopped(quote, ann)
    else:
        stopped(quote, ann)
        passed(quote, ann)
    assert state(quote) == (State.STOPPED if first == "pass" else State.PASSED)
    assert QuoteCheck.objects.get(reader=ann).why == (
        "Too rare an event." if first == "pass" else ""
    )
    assert QuoteCheck.objects.count() == 2


def test_what_a_signed_pack_rests_on_is_only_stopped(
    asked: Form, quote: BankQuote, ann: User, bea: User, cat: User
) -> None:
    passed(quote, ann, bea)
    pack = draft_of(asked, ann)
    finding_with_quotes(pack, quote)
    passed(quote, ann)  # of a draft everything may change
    pack = sign_pack(pack=pack, by=ann)
    assert pack.editions["review"]["quotes"]
    with pytest.raises(CheckStands):
        passed(quote, ann)
    passed(quote, cat)  # hers is new
    stopped(quote, bea)
    assert state(quote) == State.STOPPED
    passed(quote, bea)  # who held against may change


def test_who_stops_it_late_ends_it_in_what_was_signed(
    asked: Form, quote: BankQuote, ann: User, bea: User
) -> None:
    other = bank_quote(make_coded(asked, ann, HOUSING, text=OTHER, uses=["design_team"]))
    passed(quote, ann, bea)
    pack = draft_of(asked, ann)
    finding_with_quotes(pack, quote, other)
    pack = sign_pack(pack=pack, by=ann)
    (said, kept) = [q["text"] for q in pack.editions["review"]["quotes"]]
    stopped(quote, bea)
    pack.refresh_from_db()
    assert [q["text"] for q in pack.editions["review"]["quotes"]] == ["", kept]
    assert said not in json.dumps(pack.editions)
    assert (version_of(pack, "review"), kept) == ("1.1", OTHER)
    passed(quote, bea)  # a Yes brings nothing back
    pack.refresh_from_db()
    assert pack.editions["review"]["quotes"][0]["text"] == ""


def test_nobody_passes_words_of_a_case(
    quote: BankQuote, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insights.quotes.services.with_a_case", lambda ids: set(ids))
    with pytest.raises(CantQuote, match="safeguarding case"):
        passed(quote, ann)
    stopped(quote, ann)
    assert state(quote) == State.STOPPED


@pytest.fixture
def blind(quote: BankQuote, there: ConsultationPage, ann: User, bea: User) -> Sample:
    """She codes the response blind."""
    today = timezone.localdate()
    people = {"second": bea, "drawn_by": ann}
    sample = Sample.objects.create(consultation=there, drawn_on=today, drawn_from=1, **people)
    SampleMember.objects.create(sample=sample, response=quote.response)
    return sample


def test_who_codes_it_blind_neither_sees_nor_reads_it(
    blind: Sample, quote: BankQuote, there: ConsultationPage, ann: User, bea: User
) -> None:
    with pytest.raises(CantQuote, match="blind"):
        passed(quote, bea)
    assert [list(bank(there, who)) for who in (ann, bea)] == [[quote], []]
    assert numbers_of(there, bea).mine == 0
    blind.compared_on = timezone.localdate()
    blind.save()
    assert list(bank(there, bea)) == [quote]
    passed(quote, bea)


def test_hers_to_read_is_what_waits_and_she_has_not_read(
    quote: BankQuote, there: ConsultationPage, ann: User, bea: User, cat: User
) -> None:
    def mine() -> list[int]:
        found = [list(bank_of(there, who, mine=True)) for who in (ann, bea, cat)]
        assert [len(one) for one in found] == [
            numbers_of(there, who).mine for who in (ann, bea, cat)
        ]
        return [len(one) for one in found]

    assert mine() == [1, 1, 1]
    passed(quote, ann)
    assert mine() == [0, 1, 1]
    passed(quote, bea)
    assert mine() == [0, 0, 0]
    stopped(quote, cat)
    assert mine() == [0, 0, 0]


@pytest.mark.parametrize(
    ("act", "before"),
    [(lambda quote, by: passed(quote, by), 0), (lambda quote, by: stopped(quote, by), 1)],
)
def test_the_second_reader_answers_by_herself(
    quote: BankQuote,
    ann: User,
    bea: User,
    cat: User,
    act: Callable[[BankQuote, User], object],
    before: int,
) -> None:
    act(quote, ann)
    assert len(results_for(quote, ann)) == 1
    assert len(results_for(quote, bea)) == before  # one who stopped it ended the reading
    passed(quote, bea)
    for who in (ann, bea, cat):
        assert [check.reader for check in results_for(quote, who)] == [ann, bea]
