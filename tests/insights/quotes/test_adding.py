"""What may be put into the bank, by whom, and what takes it out again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import AuditLine, User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.services import Translated, translate_answers
from feedback.signals import answers_changed
from insights.models import BankQuote, Coding, FindingQuote, Sample, SampleMember
from insights.notes.passages import WordsChanged
from insights.packs.quotes import LONGEST
from insights.quotes.services import CantQuote, IsStopped, check_quote, remove_quote
from insights.quotes.states import State, state_of
from insights.selectors.words import seal_of, texts_of
from tests.factories.accounts import make_staff
from tests.factories.feedback import live
from tests.factories.packs import (
    HOUSING,
    MONEY,
    draft_of,
    finding_with_quotes,
    make_coded,
    signed_pack,
)
from tests.factories.themes import make_codebook, theme_of
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.notes.test_passages import ACUTE
from tests.insights.quotes.conftest import (
    EVERY_USE,
    NIGHT,
    SAYS,
    added,
    answer_of,
    passed,
    stopped,
)
from tests.insights.test_reworded import reword


def words_of(quote: BankQuote) -> str:
    return SAYS[quote.start : quote.end]


def test_adding_counts_as_nothing(hers: Response, ann: User) -> None:
    quote = added(hers, ann)
    assert words_of(quote) == NIGHT
    assert (quote.theme.code, quote.added_by, quote.added_on) == (
        HOUSING,
        ann,
        timezone.localdate(),
    )
    assert state_of(quote.checks.all()) == State.FIRST
    line = AuditLine.objects.get(action="add quote")
    assert line.subject == f"quote {quote.pk}"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 200, SAYS), (-4, 20, SAYS[:20]), (20, 63, f"{NIGHT} N"), (19, 62, f". {NIGHT}")],
)
def test_places_are_taken_without_the_space_around_them(
    hers: Response, ann: User, start: int, end: int, expected: str
) -> None:
    assert words_of(added(hers, ann, start=start, end=end)) == expected


def test_no_sign_is_cut_in_two(asked: Form, ann: User) -> None:
    text = f"They sent me to a caf{ACUTE} to wait"
    hers = make_coded(asked, ann, HOUSING, text=text, uses=EVERY_USE)
    quote = added(hers, ann, words="", start=0, end=22)
    assert text[quote.start : quote.end].endswith(ACUTE)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"start": 0, "end": 19}, "between 20 and 280 characters and this has 19"),
        ({"start": 5, "end": 5}, "her own words"),
        ({"start": 500, "end": 900}, "her own words"),
        ({"answer": 0}, "her own words"),
        ({"answer": 2**63 - 1}, "her own words"),
    ],
)
def test_words_that_make_no_quote(
    hers: Response, ann: User, fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(CantQuote, match=says):
        added(hers, ann, **fields)
    assert not BankQuote.objects.exists()


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_a_quote_is_not_too_long(asked: Form, ann: User, length: int) -> None:
    hers = make_coded(asked, ann, HOUSING, text="x" * length, uses=EVERY_USE)
    if length == LONGEST:
        assert added(hers, ann, words="", start=0, end=length)
        return
    with pytest.raises(CantQuote, match="choose fewer words"):
        added(hers, ann, words="", start=0, end=length)


def test_words_of_another_woman_are_not_hers(asked: Form, hers: Response, ann: User) -> None:
    other = make_coded(asked, ann, HOUSING, text=SAYS, uses=EVERY_USE)
    with pytest.raises(CantQuote, match="her own words"):
        added(hers, ann, answer=answer_of(other))


def test_a_translation_is_nobodys_words(asked: Form, ann: User) -> None:
    hers = make_coded(asked, ann, HOUSING, text="Za mało.", uses=EVERY_USE)
    key = live(asked).definition["questions"][0]["key"]
    translate_answers(response=hers, translated={key: Translated("pl", SAYS)})
    with pytest.raises(CantQuote):
        added(hers, ann)


def opened_a_case(hers: Response, monkeypatch: pytest.MonkeyPatch, **_: Any) -> None:
    monkeypatch.setattr("insights.quotes.services.with_a_case", lambda ids: {hers.pk})


def allows_nothing(hers: Response, **_: Any) -> None:
    Response.objects.filter(pk=hers.pk).update(uses=[])


def loses_the_theme(hers: Response, **_: Any) -> None:
    Coding.objects.filter(response=hers).update(decision="rejected")


def was_coded_blind(hers: Response, **_: Any) -> None:
    Coding.objects.filter(response=hers).update(counts=False)


def is_coded_blind_by_her(hers: Response, ann: User, bea: User) -> None:
    there, today = hers.version.form.consultation, timezone.localdate()
    people = {"second": ann, "drawn_by": bea}
    sample = Sample.objects.create(consultation=there, drawn_on=today, drawn_from=1, **people)
    SampleMember.objects.create(sample=sample, response=hers)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (opened_a_case, "safeguarding case"),
        (allows_nothing, "allows no use"),
        (loses_the_theme, "Nobody has given this response the theme “Housing”"),
        (was_coded_blind, "Nobody has given this response the theme “Housing”"),
        (is_coded_blind_by_her, "You code this response blind"),
    ],
)
def test_words_that_are_closed(
    hers: Response,
    ann: User,
    bea: User,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[..., None],
    says: str,
) -> None:
    given = {"hers": hers, "ann": ann, "bea": bea, "monkeypatch": monkeypatch}
    names = spoil.__code__.co_varnames[: spoil.__code__.co_argcount]
    spoil(**{name: given[name] for name in names})
    with pytest.raises(CantQuote, match=says):
        added(hers, ann)
    assert not BankQuote.objects.exists()


@pytest.mark.parametrize("code", [MONEY, UNSAFE, "feeling-safe"])
def test_a_theme_that_she_was_not_given(hers: Response, ann: User, code: str) -> None:
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    with pytest.raises(CantQuote, match="Nobody has given this response"):
        added(hers, ann, theme=theme_of(code))


def test_a_theme_holds_for_all_that_she_sent_and_for_the_theme_above(
    asked: Form, ann: User
) -> None:
    visit = "ab" * 32
    make_coded(asked, ann, UNSAFE, visit_hash=visit)
    hers = make_coded(asked, ann, text=SAYS, uses=EVERY_USE, visit_hash=visit)
    assert added(hers, ann).response == hers
    assert added(hers, ann, words="The hostel was full.", theme=theme_of(UNSAFE))


def test_the_same_words_are_added_once(hers: Response, ann: User, bea: User) -> None:
    added(hers, ann)
    with pytest.raises(CantQuote, match="in the bank already"):
        added(hers, bea)
    assert BankQuote.objects.count() == 1


def test_words_that_changed_since_the_page_was_shown(hers: Response, ann: User) -> None:
    seen = seal_of(texts_of([hers.pk]))
    assert added(hers, ann, words="The hostel was full.", seal=seen)
    reword(hers, SAYS.replace("night", "[time]"))
    for seal in (seen, ""):
        with pytest.raises(WordsChanged):
            added(hers, ann, seal=seal)


def test_words_that_were_taken_back(hers: Response, ann: User) -> None:
    quote = added(hers, ann)
    ReceiptAct.objects.create(receipt_hash=hers.receipt_hash, kind=ReceiptAct.Kind.WITHDRAW)
    acts: list[Callable[[], object]] = [
        lambda: added(hers, ann, words="The hostel was full."),
        lambda: passed(quote, ann),
        lambda: remove_quote(quote=quote, by=ann),
    ]
    for act in acts:
        with pytest.raises(Response.DoesNotExist):
            act()


@pytest.mark.parametrize(
    ("role", "here", "may"),
    [
        ("facilitator", True, True),
        ("second_coder", True, True),
        ("facilitator", False, False),
        ("second_coder", False, False),
        *((role, True, False) for role in ("reviewer", "safeguarding_lead", "editor")),
        *((role, True, False) for role in ("administrator", "finance", "centre_worker")),
    ],
)
def test_who_codes_here_reads_for_the_bank(
    hers: Response, quote: BankQuote, area: Area, other_area: Area, role: str, here: bool, may: bool
) -> None:
    somebody = make_staff(role, area if here else other_area)
    acts: list[Callable[[], object]] = [
        lambda: added(hers, somebody, words="The hostel was full."),
        lambda: passed(quote, somebody),
        lambda: remove_quote(quote=quote, by=somebody),
    ]
    for act in acts:
        if may:
            act()
            continue
        with pytest.raises(PermissionDenied):
            act()
    assert BankQuote.objects.filter(pk=quote.pk).exists() != may


# -- out again


def test_removing_says_how_many_findings_were_told_with_it(
    asked: Form, quote: BankQuote, ann: User, bea: User
) -> None:
    passed(quote, ann, bea)
    signed = signed_pack(asked, ann)
    finding_with_quotes(signed, quote)
    draft = draft_of(asked, ann)
    finding_with_quotes(draft, quote)
    finding_with_quotes(draft, quote)
    assert remove_quote(quote=quote, by=bea) == 3  # one came from the version before
    assert not FindingQuote.objects.exists()
    assert AuditLine.objects.filter(action="remove quote").count() == 1


def test_what_may_not_be_repeated_stays(quote: BankQuote, ann: User, bea: User) -> None:
    stopped(quote, bea)
    with pytest.raises(IsStopped):
        remove_quote(quote=quote, by=ann)
    with pytest.raises(CantQuote, match="in the bank already"):
        added(quote.response, ann)
    passed(quote, bea)
    assert remove_quote(quote=quote, by=ann) == 0


def test_quotes_go_when_her_words_change(
    asked: Form, hers: Response, quote: BankQuote, ann: User
) -> None:
    other = make_coded(asked, ann, HOUSING, text=SAYS, uses=EVERY_USE)
    stays = added(other, ann)
    assert reword(hers, SAYS.replace("night", "[time]")) == []
    assert BankQuote.objects.get() == stays
    with pytest.raises(BankQuote.DoesNotExist):
        check_quote(quote=quote, by=ann, held=[], passed=False, why="Gone.")


def test_a_translation_changes_no_quote(hers: Response, quote: BankQuote) -> None:
    fields = {"response": hers, "hides_more": False, "only_translations": True}
    answers_changed.send(sender=Response, **fields)
    assert BankQuote.objects.get() == quote


def test_the_reader_is_told_of_drafts_and_of_signed_packs(
    asked: Form, there: ConsultationPage, quote: BankQuote, ann: User, bea: User
) -> None:
    passed(quote, ann, bea)
    pack = draft_of(asked, ann)
    finding_with_quotes(pack, quote)
    told = reword(quote.response, SAYS.replace("night", "[time]"))
    assert len(told) == 1
    assert "1 finding of a draft was told with these words" in told[0]
    again = added(quote.response, ann, words="The hostel was full.")
    passed(again, ann, bea)
    finding_with_quotes(signed_pack(asked, ann, quotes=[]), again)
    assert reword(quote.response, "Nothing of that.") == []  # no edition had it


def test_a_quote_goes_with_the_response(hers: Response, quote: BankQuote, ann: User) -> None:
    passed(quote, ann)
    hers.delete()
    assert not BankQuote.objects.exists()
