"""What the bank shows: by state, theme and use, where a quote is used, and words to choose from."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from core.once import asking_once
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.uses import OFFERED, Use
from insights.codebook.remapping import merge_theme
from insights.models import BankQuote, Coding, HandOver, Mark
from insights.notes.passages import Place, point_at
from insights.packs.selectors import build_editions
from insights.packs.services import publish_pack
from insights.quotes.candidates import OFFERED as MOST
from insights.quotes.candidates import Candidate, Why, candidates
from insights.quotes.selectors import bank, bank_of, may_be_repeated, numbers_of, shown
from insights.quotes.states import State
from insights.quotes.used import Where, used_in
from insights.quotes.words import is_still_said
from insights.selectors.words import seal_of, texts_of
from tests.factories.packs import (
    HOUSING,
    MONEY,
    answer_findings,
    bank_quote,
    draft_of,
    finding_with_quotes,
    make_coded,
    signed_pack,
)
from tests.factories.themes import theme_of
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.quotes.conftest import (
    EVERY_USE,
    NIGHT,
    SAYS,
    added,
    answer_of,
    passed,
    stopped,
)


def test_quotes_of_each_state_are_counted_and_found(
    hers: Response, there: ConsultationPage, ann: User, bea: User
) -> None:
    first, second, third = (
        added(hers, ann, words=words)
        for words in ("The hostel was full.", NIGHT, "at night. Nobody rang me.")
    )
    passed(second, ann)
    passed(third, ann, bea)
    numbers = dict(numbers_of(there, ann).states)
    assert numbers == {State.FIRST: 1, State.SECOND: 1, State.PASSED: 1, State.STOPPED: 0}
    for state, quote in zip(State, (first, second, third), strict=False):
        assert list(bank_of(there, ann, state=state)) == [quote]
    stopped(third, bea)
    assert list(bank_of(there, ann, state=State.STOPPED)) == [third]
    assert [one.quote for one in shown(bank(there, ann))] == [third, second, first]


def test_a_theme_has_its_sub_themes_and_what_was_merged_into_it(
    asked: Form, there: ConsultationPage, ann: User
) -> None:
    hers = make_coded(asked, ann, UNSAFE, MONEY, text=SAYS, uses=EVERY_USE)
    unsafe, money = (added(hers, ann, words=w, theme=theme_of(code)) for w, code in (
        (NIGHT, UNSAFE), ("The hostel was full.", MONEY)
    ))  # fmt: skip
    assert list(bank_of(there, ann, theme=theme_of(HOUSING))) == [unsafe]
    assert list(bank_of(there, ann, theme=theme_of(MONEY))) == [money]
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="The same.")
    assert list(bank_of(there, ann, theme=theme_of(HOUSING))) == [money, unsafe]
    assert {one.theme.code for one in shown(bank(there, ann))} == {UNSAFE, HOUSING}


@pytest.mark.parametrize("use", list(OFFERED))
def test_a_use_is_asked_of_her_choice_each_time(
    asked: Form, there: ConsultationPage, ann: User, bea: User, use: Use
) -> None:
    hers = make_coded(asked, ann, HOUSING, text=SAYS, uses=[use.value])
    quote = added(hers, ann)
    passed(quote, ann, bea)
    assert [u for u in OFFERED if bank_of(there, ann, use=u).exists()] == [use]
    assert [one.text for one in may_be_repeated(there, ann, use)] == [f"… {NIGHT} …"]
    ReceiptAct.objects.create(receipt_hash=hers.receipt_hash, kind=ReceiptAct.Kind.CONSENT)
    assert not bank_of(there, ann, use=use).exists()
    assert bank(there, ann).exists()
    Response.objects.filter(pk=hers.pk).update(uses=[])
    ReceiptAct.objects.all().delete()
    assert may_be_repeated(there, ann, use) == []


def test_words_of_a_case_and_of_other_consultations_are_not_for_use(
    asked: Form,
    there: ConsultationPage,
    quote: BankQuote,
    ann: User,
    bea: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert may_be_repeated(there, ann, Use.PUBLIC) == []  # nobody has read it
    passed(quote, ann, bea)
    assert len(may_be_repeated(there, ann, Use.PUBLIC, theme_of(HOUSING))) == 1
    assert may_be_repeated(there, ann, Use.PUBLIC, theme_of(MONEY)) == []
    monkeypatch.setattr("insights.quotes.selectors.with_a_case", lambda ids: set(ids))
    assert may_be_repeated(there, ann, Use.PUBLIC) == []


def test_what_was_taken_back_is_gone_at_once(
    hers: Response, quote: BankQuote, there: ConsultationPage, ann: User
) -> None:
    ReceiptAct.objects.create(receipt_hash=hers.receipt_hash, kind=ReceiptAct.Kind.WITHDRAW)
    assert not bank(there, ann).exists()
    assert numbers_of(there, ann).mine == 0
    assert shown([quote]) == []


@pytest.mark.parametrize(
    ("quoted", "stored", "stays"),
    [
        (SAYS, SAYS, True),
        (SAYS, f" {SAYS}\n", True),
        (f"… {NIGHT} …", SAYS, True),
        (f"… {NIGHT}", f"Before. {NIGHT}", True),
        (f"{NIGHT} …", f"{NIGHT} After.", True),
        (f"… {NIGHT} …", f"{NIGHT} It says {NIGHT} twice.", True),
        (NIGHT, SAYS, False),  # it was the whole answer, and isn't any more
        (f"… {NIGHT} …", f"Before. {NIGHT}", False),
        (f"… {NIGHT} …", SAYS.replace("bags", "[thing]"), False),
        (f"… {NIGHT} …", "", False),
        ("", SAYS, False),
    ],
)
def test_what_is_quoted_is_known_again_as_it_would_be_quoted_today(
    quoted: str, stored: str, stays: bool
) -> None:
    assert is_still_said(quoted, [stored]) == stays
    assert not is_still_said(quoted, [])


# -- where it is used


def test_a_quote_says_where_it_is_used(
    crowd: Form, ann: User, bea: User, facilitator: User
) -> None:
    hers = make_coded(crowd, facilitator, HOUSING, text=SAYS, uses=EVERY_USE)
    quote, other = added(hers, ann), added(hers, ann, words="The hostel was full.")
    for one in (quote, other):
        passed(one, ann, bea)
    assert used_in([quote]) == {}
    draft = draft_of(crowd, facilitator)
    finding_with_quotes(draft, quote, sentence="Nights are the worst.")
    (used,) = used_in([quote, other])[quote.pk]
    assert (used.where, used.words, used.is_out) == (Where.DRAFT, "Nights are the worst.", False)
    answer_findings(draft)
    pack = signed_pack(crowd, facilitator)
    assert [(u.where, u.words) for u in used_in([quote])[quote.pk]] == [
        (Where.REVIEW, "1"),
        (Where.PUBLIC, "1"),
    ]
    publish_pack(pack=pack, by=facilitator)
    HandOver.objects.create(
        consultation=crowd.consultation, kind="cards", use="design_team", why="Session",
        held_by="The panel", made_by=ann, made_on=timezone.localdate(), women=1, sent=1,
    ).responses.set([hers])  # fmt: skip
    found = used_in([quote, other])
    assert {u.where for u in found[quote.pk]} == {*Where} - {Where.DRAFT}
    assert {u.where for u in found[other.pk]} == {Where.CARDS}
    assert all(u.is_out for u in found[quote.pk])


def test_a_pack_quotes_a_merged_theme_as_the_one_it_is_now(
    asked: Form, ann: User, facilitator: User
) -> None:
    hers = make_coded(asked, ann, MONEY, text=SAYS, uses=EVERY_USE)
    pack = draft_of(asked, facilitator, quotes=[hers])
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="The same.")
    (quote,) = build_editions(pack)["review"]["quotes"]
    assert (quote["code"], quote["theme"]) == (HOUSING, "Housing")


@pytest.mark.parametrize("size", [2, 30])
def test_the_number_of_queries_does_not_grow(
    asked: Form, there: ConsultationPage, ann: User, facilitator: User, size: int
) -> None:
    rows = [make_coded(asked, ann, HOUSING, text=SAYS, uses=EVERY_USE) for _ in range(size)]
    signed_pack(asked, facilitator, quotes=rows)
    default, intake = (CaptureQueriesContext(connections[name]) for name in ("default", "intake"))
    with default as one, intake as two, asking_once():
        found = shown(bank_of(there, ann, theme=theme_of(HOUSING)), with_uses=True)
        numbers_of(there, ann)
    assert len(found) == size
    assert len(one) + len(two) <= 16


# -- words to choose from


def texts(found: list[Candidate]) -> list[tuple[str, Why]]:
    return [(one.text, one.why) for one in found]


def offered(there: ConsultationPage, reader: User, code: str = HOUSING) -> list[Candidate]:
    return candidates(there, theme_of(code), reader)


def test_marked_words_come_first_then_those_pointed_at_then_the_most_central(
    asked: Form, there: ConsultationPage, ann: User
) -> None:
    make_coded(asked, ann, HOUSING, text="The hostel had no room that night.", uses=EVERY_USE)
    make_coded(asked, ann, HOUSING, text="There was no room in the hostel.", uses=EVERY_USE)
    long = make_coded(asked, ann, HOUSING, text=f"{SAYS} {'So it was. ' * 30}", uses=EVERY_USE)
    coding, words = long.codings.get(), texts_of([long.pk])
    place = Place(answer_of(long), SAYS.index(NIGHT), SAYS.index(NIGHT) + len(NIGHT))
    point_at(coding=coding, places=[place], by=ann, seal=seal_of(words))
    marked = make_coded(asked, ann, HOUSING, text="Sheets smelled of damp there.", uses=["report"])
    Mark.objects.create(response=marked, kind="quotable", by=ann, marked_on=timezone.localdate())
    found = offered(there, ann)
    assert texts(found)[:2] == [
        ("Sheets smelled of damp there.", Why.MARKED),
        (f"… {NIGHT} …", Why.POINTED),
    ]
    assert {one.why for one in found[2:]} == {Why.CENTRAL}
    assert len(found) == 4
    assert added(long, ann, words=NIGHT)
    assert f"… {NIGHT} …" not in dict(texts(offered(there, ann)))


def test_a_long_marked_answer_is_offered_to_choose_from(
    asked: Form, there: ConsultationPage, ann: User
) -> None:
    long = make_coded(asked, ann, HOUSING, text=f"{SAYS} {'So it was. ' * 30}", uses=EVERY_USE)
    assert offered(there, ann) == []
    Mark.objects.create(response=long, kind="quotable", by=ann, marked_on=timezone.localdate())
    (one,) = offered(there, ann)
    assert (one.key, one.why, one.text.endswith("…")) == ("", Why.MARKED, True)


def test_a_woman_is_offered_once_a_theme_and_not_again_when_she_is_in_the_bank(
    asked: Form, there: ConsultationPage, ann: User
) -> None:
    visit = "ab" * 32
    for text in (SAYS, "The hostel had no room that night."):
        row = make_coded(asked, ann, HOUSING, MONEY, text=text, uses=EVERY_USE, visit_hash=visit)
    assert [len(offered(there, ann, code)) for code in (HOUSING, MONEY)] == [1, 1]
    bank_quote(row, HOUSING)
    assert [one.text for one in offered(there, ann, MONEY)] == [SAYS]  # the other is in the bank
    assert offered(there, ann) == []


@pytest.mark.parametrize("why", ["no use", "theme", "case", "blind coding", "short", "taken back"])
def test_what_cannot_be_quoted_is_not_offered(
    asked: Form, there: ConsultationPage, ann: User, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    text, uses = ("Full.", EVERY_USE) if why == "short" else (SAYS, EVERY_USE)
    row = make_coded(asked, ann, HOUSING, text=text, uses=[] if why == "no use" else uses)
    if why == "theme":
        Coding.objects.update(theme=theme_of(MONEY))
    elif why == "case":
        monkeypatch.setattr("insights.quotes.candidates.with_a_case", lambda ids: set(ids))
    elif why == "blind coding":
        Coding.objects.update(counts=False)
    elif why == "taken back":
        ReceiptAct.objects.create(receipt_hash=row.receipt_hash, kind=ReceiptAct.Kind.WITHDRAW)
    assert offered(there, ann) == []


def test_a_list_to_choose_from_has_an_end(
    asked: Form, there: ConsultationPage, area: Area, ann: User
) -> None:
    for n in range(MOST + 3):
        make_coded(asked, ann, HOUSING, text=f"Number {n} had nowhere to go.", uses=EVERY_USE)
    assert len(offered(there, ann)) == MOST
