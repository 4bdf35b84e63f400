"""Quote cards: whose words may be on one, which come first, and the PDF."""

import re
import zlib

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.uses import Use
from insights.handover.cards import CardQuote, chosen_quotes, quotes_by_theme
from insights.handover.cards_pdf import cards_pdf
from insights.models import Mark, Sample, Theme
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.insights.handover.coded import ALOUD, CANARY, TEAM, UNSAFE, point

Women = dict[str, Response]
SAYS = "There was no room at the hostel."


def offered(page: ConsultationPage, reader: User, use: Use = Use.DESIGN_TEAM) -> list[CardQuote]:
    return [quote for one in quotes_by_theme(page, use, reader) for quote in one.quotes]


def texts(page: ConsultationPage, reader: User, use: Use = Use.DESIGN_TEAM) -> set[str]:
    return {quote.text for quote in offered(page, reader, use)}


# -- whose words


@pytest.mark.parametrize(
    ("use", "uses", "is_offered"),
    [
        (Use.DESIGN_TEAM, TEAM, True),
        (Use.READ_ALOUD, ALOUD, True),
        (Use.DESIGN_TEAM, ALOUD, False),
        (Use.READ_ALOUD, TEAM, False),
        (Use.DESIGN_TEAM, ["report", "public", "research"], False),
        (Use.READ_ALOUD, [], False),
    ],
)
def test_only_words_that_she_allowed_for_it(
    page: ConsultationPage, here: Form, first: User, use: Use, uses: list[str], is_offered: bool
) -> None:
    make_coded(here, first, HOUSING, text=SAYS, uses=uses)
    assert (SAYS in texts(page, first, use)) == is_offered


@pytest.mark.parametrize("use", [Use.REPORT, Use.PUBLIC, Use.RESEARCH, Use.READING_TEAM])
def test_cards_are_for_no_other_use(page: ConsultationPage, first: User, use: Use) -> None:
    with pytest.raises(ValueError, match="design team"):
        quotes_by_theme(page, use, first)


def test_words_that_a_case_was_opened_for_are_never_offered(
    page: ConsultationPage, here: Form, first: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = make_coded(here, first, HOUSING, text=SAYS, uses=TEAM)
    key = key_of(page, first)
    monkeypatch.setattr("insights.handover.cards.with_a_case", lambda ids: {response.pk})
    assert texts(page, first) == set()
    assert chosen_quotes(page, Use.DESIGN_TEAM, first, [key]).gone == 1


def test_what_she_codes_blind_is_not_offered(
    page: ConsultationPage, here: Form, first: User, second: User
) -> None:
    response = make_coded(here, first, HOUSING, text=SAYS, uses=TEAM)
    sample = Sample.objects.create(
        consultation=page, second=second, drawn_by=first, drawn_on="2026-11-01", drawn_from=1
    )
    sample.members.create(response=response)
    assert (texts(page, first), texts(page, second)) == ({SAYS}, set())
    key = offered(page, first)[0].key
    assert chosen_quotes(page, Use.DESIGN_TEAM, second, [key]).gone == 1


def test_a_theme_without_words_is_listed(page: ConsultationPage, here: Form, first: User) -> None:
    make_coded(here, first, HOUSING, text=SAYS, uses=TEAM)
    make_coded(here, first, MONEY, text=f"In debt, {CANARY}.", uses=[])
    found = {
        one.theme.code: len(one.quotes) for one in quotes_by_theme(page, Use.DESIGN_TEAM, first)
    }
    assert found == {HOUSING: 1, MONEY: 0}


# -- which words


@pytest.mark.parametrize("text", ["Too short.", "x" * 281, "لم يكن هناك مكان في النزل أبدا"])
def test_what_does_not_fit_is_not_offered(
    page: ConsultationPage, here: Form, first: User, text: str
) -> None:
    make_coded(here, first, HOUSING, text=text, uses=TEAM)
    assert texts(page, first) == set()


def test_words_that_a_coder_pointed_at_are_offered_with_signs_where_more_was_said(
    page: ConsultationPage, here: Form, first: User
) -> None:
    long = f"I came out in May. {SAYS} " + "Then it went on for a long time. " * 10
    response = make_coded(here, first, HOUSING, MONEY, text=long, uses=TEAM)
    point(response, HOUSING, SAYS)
    (quote,) = offered(page, first)
    assert (quote.text, quote.theme.code) == (f"… {SAYS} …", HOUSING)
    assert chosen_quotes(page, Use.DESIGN_TEAM, first, [quote.key]).quotes == [quote]


def test_a_sub_theme_s_words_stand_under_the_theme_above(
    page: ConsultationPage, here: Form, first: User
) -> None:
    response = make_coded(here, first, UNSAFE, text=SAYS, uses=TEAM)
    point(response, UNSAFE, "no room at the hostel")
    assert {quote.theme.code for quote in offered(page, first)} == {HOUSING}


def test_marked_words_come_first_and_a_mark_gives_no_permission(
    page: ConsultationPage, here: Form, first: User
) -> None:
    for number in range(9):
        make_coded(here, first, HOUSING, text=f"There was no room, number {number}.", uses=TEAM)
    marked = make_coded(here, first, HOUSING, text="Nothing like the rest of them.", uses=TEAM)
    silent = make_coded(here, first, HOUSING, text=f"Not to be shown, {CANARY}.", uses=[])
    for response in (marked, silent):
        Mark.objects.create(
            response=response, kind=Mark.Kind.QUOTABLE, by=first, marked_on="2026-11-01"
        )
    quotes = offered(page, first)
    assert (quotes[0].text, quotes[0].is_quotable) == ("Nothing like the rest of them.", True)
    assert len(quotes) == 5
    assert CANARY not in str(quotes)


def test_one_woman_is_offered_once_under_a_theme(
    page: ConsultationPage, here: Form, first: User
) -> None:
    for words in ("There was no room at all.", "There was no room again."):
        make_coded(here, first, HOUSING, text=words, uses=TEAM, visit_hash="ab" * 32)
    assert len(offered(page, first)) == 1


def test_hard_words_begin_with_a_heads_up(page: ConsultationPage, here: Form, first: User) -> None:
    make_coded(here, first, HOUSING, text="He said he will kill me tonight.", uses=TEAM)
    make_coded(here, first, HOUSING, text=SAYS, uses=TEAM)
    assert {quote.text: quote.is_hard for quote in offered(page, first)} == {
        "He said he will kill me tonight.": True,
        SAYS: False,
    }


# -- between choosing and printing


def key_of(page: ConsultationPage, first: User) -> str:
    return offered(page, first)[0].key


def test_what_was_taken_back_meanwhile_is_gone(
    page: ConsultationPage, here: Form, first: User
) -> None:
    response = make_coded(here, first, HOUSING, text=SAYS, uses=TEAM)
    key = key_of(page, first)
    assert len(chosen_quotes(page, Use.DESIGN_TEAM, first, [key, key]).quotes) == 1
    row = ReceiptAct(receipt_hash=response.receipt_hash, kind="withdraw")
    ReceiptAct.objects.bulk_create([row], ignore_conflicts=True)
    found = chosen_quotes(page, Use.DESIGN_TEAM, first, [key])
    assert (found.quotes, found.gone) == ([], 1)


def test_the_same_words_under_two_themes_are_one_card(
    page: ConsultationPage, here: Form, first: User
) -> None:
    make_coded(here, first, HOUSING, MONEY, text=SAYS, uses=TEAM)
    keys = [quote.key for quote in offered(page, first)]
    found = chosen_quotes(page, Use.DESIGN_TEAM, first, keys)
    assert (len(keys), len(found.quotes), found.gone) == (2, 1, 0)


@pytest.mark.parametrize(
    "key",
    ["", "x", "1-2", "9" * 19 + "-" + "9" * 19, "1-2-3", "1-2-3-4", "1-2-0-999999", "٣-٣", "1-2\0"],
)
def test_a_key_that_was_not_offered_is_none(
    page: ConsultationPage, here: Form, first: User, key: str
) -> None:
    make_coded(here, first, HOUSING, text=SAYS, uses=TEAM)
    found = chosen_quotes(page, Use.DESIGN_TEAM, first, [key])
    assert (found.quotes, found.gone) == ([], 1)


def test_no_key_leads_to_words_of_another_use_or_theme_or_consultation(
    page: ConsultationPage, here: Form, first: User, women: Women
) -> None:
    from feedback.selectors import answers_for

    for response in women.values():
        (answer,) = answers_for(use=Use.READING_TEAM, responses=[response.pk])
        keys = [f"{theme.pk}-{answer.pk}" for theme in Theme.objects.all()]
        keys += [f"{key}-0-30" for key in keys]
        found = chosen_quotes(page, Use.READ_ALOUD, first, keys)
        assert found.quotes == []


# -- the file


def quote(text: str, **more: object) -> CardQuote:
    theme = Theme(name="Housing", code=HOUSING, pk=1)
    values: dict[str, object] = {"is_hard": False, "language": "en-gb", **more}
    return CardQuote("1-1", theme, 1, 1, text, **values)  # type: ignore[arg-type]


def pages_in(data: bytes) -> int:
    """Pages of a PDF; objects may lie in pressed streams."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    opened = [data]
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in opened)


@pytest.mark.parametrize(("cards", "backs", "pages"), [(1, False, 1), (4, False, 1), (5, True, 4)])
def test_four_cards_are_on_a_page(cards: int, backs: bool, pages: int) -> None:
    data = cards_pdf([quote(f"Words number {n}.") for n in range(cards)], with_themes=backs)
    assert data.startswith(b"%PDF-")
    assert b"pdfuaid" in data
    assert pages_in(data) == pages


@pytest.mark.parametrize(
    "text",
    [
        "#set page(width: 1pt) *bold* $x$ @ref <label> \\ \" ' [a](b)",
        "W" * 280,
        "Tŷ â ê î ô û ŵ ŷ é – “inner” … £5",
        "a" * 100 + " " + "b" * 100,
        "🙂 no sign for this 👩🏽‍🦰",
    ],
)
def test_any_words_make_a_card(text: str) -> None:
    assert pages_in(cards_pdf([quote(text, is_hard=True)])) == 1


def test_the_theme_of_a_card_is_the_codebook_s(
    page: ConsultationPage, here: Form, first: User
) -> None:
    make_coded(here, first, HOUSING, text=SAYS, uses=TEAM)
    assert offered(page, first)[0].theme == theme_of(HOUSING)
