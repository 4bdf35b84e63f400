"""Quotes: words go only where she lets them, and the file holds no others."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import BankQuote, QuoteCheck, ReviewPack
from insights.packs.pdf import pack_pdf, printable
from insights.packs.quotes_left import remove_old_quotes
from insights.packs.selectors import EDITIONS, build_editions, shown_edition
from insights.packs.services import publish_pack, remove_quotes, sign_pack
from insights.packs.trail import version_of
from tests.factories.cases import open_case
from tests.factories.packs import (
    HOUSING,
    MONEY,
    SAID,
    bank_quote,
    draft_of,
    finding_with_quotes,
    make_coded,
    make_decision,
    rows_of,
    signed_pack,
)
from tests.factories.themes import theme_of

pytestmark = pytest.mark.pages


def taken_back(response: Response) -> None:
    ReceiptAct.objects.create(receipt_hash=response.receipt_hash, kind=ReceiptAct.Kind.WITHDRAW)


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """typeset(pack, edition): all text that the file is made from, as typst gets it."""
    import typst

    def data(pack: ReviewPack, name: str) -> str:
        given: list[str] = []

        def keep(*_: Any, sys_inputs: dict[str, str], **__: Any) -> bytes:
            given.append(sys_inputs["pack"])
            return b""

        with monkeypatch.context() as patch:
            patch.setattr(typst, "compile", keep)
            pack_pdf(shown_edition(pack, name, printed=True))
        return json.dumps(json.loads(given[0]), ensure_ascii=False)

    return data


@pytest.mark.parametrize(
    ("uses", "review", "public", "review_file", "public_file"),
    [
        ([], False, False, False, False),
        (["report"], False, False, False, False),
        (["research", "read_aloud"], False, False, False, False),
        (["design_team"], True, False, False, False),
        (["public"], False, True, False, False),
        (["design_team", "report"], True, False, True, False),
        (["public", "report"], False, True, False, True),
        (["design_team", "report", "public"], True, True, True, True),
    ],
)
def test_words_go_only_where_she_lets_them(
    crowd: Form,
    facilitator: User,
    typeset: Callable[..., str],
    uses: list[str],
    review: bool,
    public: bool,
    review_file: bool,
    public_file: bool,
) -> None:
    hers = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)
    for pack in (draft_of(crowd, facilitator, quotes=[hers]), signed_pack(crowd, facilitator)):
        assert (SAID in json.dumps(shown_edition(pack, "review"))) == review
        assert (SAID in json.dumps(shown_edition(pack, "public"))) == public
        assert (SAID in typeset(pack, "review")) == review_file
        assert (SAID in typeset(pack, "public")) == public_file
    if not (review or public):
        assert SAID not in json.dumps(pack.editions)


def test_a_theme_of_a_few_women_is_not_quoted_in_public(crowd: Form, facilitator: User) -> None:
    """A quote under "a few or none" would show that it is not none (design §11.8)."""
    hers = make_coded(crowd, facilitator, MONEY, text=SAID, uses=["design_team", "public"])
    editions = build_editions(draft_of(crowd, facilitator, quotes=[hers]))
    assert SAID in json.dumps(editions["review"])
    assert SAID not in json.dumps(editions["public"])


def test_words_of_an_open_case_are_quoted_nowhere(crowd: Form, facilitator: User) -> None:
    response = make_coded(
        crowd, facilitator, HOUSING, text=SAID, uses=["design_team", "public", "report"]
    )
    case = open_case(response)
    pack = draft_of(crowd, facilitator, quotes=[response])
    assert SAID not in json.dumps(build_editions(pack))
    case.delete()
    assert SAID in json.dumps(build_editions(pack))


def test_a_woman_is_quoted_once_and_with_her_theme(asked: Form, facilitator: User) -> None:
    hers = make_coded(asked, facilitator, HOUSING, MONEY, text=SAID, uses=["design_team"])
    debt = "Debt is all I think of."
    other = make_coded(asked, facilitator, MONEY, text=debt, uses=["design_team"])
    pack = draft_of(asked, facilitator, quotes=[other, hers])
    finding_with_quotes(pack, bank_quote(hers), bank_quote(hers, MONEY, words="no room"))
    quotes = build_editions(pack)["review"]["quotes"]
    assert [(q["theme"], q["text"], q["finding"]) for q in quotes] == [
        ("Money", debt, 1),
        ("Housing", SAID, 1),
    ]


def test_only_what_two_readers_passed_is_quoted(asked: Form, facilitator: User) -> None:
    def said(readers: int) -> BankQuote:
        words = f"Reader {readers} reads this."
        hers = make_coded(asked, facilitator, HOUSING, text=words, uses=["design_team"])
        return bank_quote(hers, readers=readers)

    stopped = said(3)
    QuoteCheck.objects.filter(pk=max(stopped.checks.values_list("pk", flat=True))).update(
        passed=False
    )
    pack = draft_of(asked, facilitator)
    finding_with_quotes(pack, said(0), said(1), said(2), stopped)
    quotes = build_editions(pack)["review"]["quotes"]
    assert [q["text"] for q in quotes] == ["Reader 2 reads this."]


def test_what_no_finding_is_told_with_is_not_quoted(asked: Form, facilitator: User) -> None:
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team", "public"])
    bank_quote(hers)
    editions = build_editions(draft_of(asked, facilitator))
    assert SAID not in json.dumps(editions)


def test_a_part_of_an_answer_shows_that_she_said_more(asked: Form, facilitator: User) -> None:
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team"])
    pack = draft_of(asked, facilitator)
    finding_with_quotes(pack, bank_quote(hers, words="hostel had no room"))
    (quote,) = build_editions(pack)["review"]["quotes"]
    assert quote["text"] == "… hostel had no room …"
    assert remove_old_quotes(hers) == 0


@pytest.mark.parametrize("gone", ["coding", "theme"])
def test_words_are_not_quoted_under_a_theme_that_they_carry_no_more(
    asked: Form, facilitator: User, gone: str
) -> None:
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team"])
    pack = draft_of(asked, facilitator, quotes=[hers])
    if gone == "coding":
        hers.codings.all().delete()
    else:
        BankQuote.objects.update(theme=theme_of(MONEY))
    assert SAID not in json.dumps(build_editions(pack))


@pytest.mark.parametrize("when", ["draft", "signed", "published"])
def test_words_taken_back_disappear_at_once(
    crowd: Form, facilitator: User, typeset: Callable[..., str], when: str
) -> None:
    uses = ["design_team", "public", "report"]
    response = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)
    make_coded(crowd, facilitator, MONEY)
    pack = draft_of(crowd, facilitator, quotes=[response])
    if when != "draft":
        pack = sign_pack(pack=pack, by=facilitator)
    if when == "published":
        pack = publish_pack(pack=pack, by=facilitator)
    assert SAID in json.dumps(shown_edition(pack, "public"))
    taken_back(response)
    for name in ("review", "public"):
        assert SAID not in json.dumps(shown_edition(pack, name))
        assert SAID not in typeset(pack, name)


def test_a_use_taken_back_hides_words_too(asked: Form, facilitator: User) -> None:
    response = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team", "public"])
    pack = signed_pack(asked, facilitator, quotes=[response])
    Response.objects.filter(pk=response.pk).update(uses=["design_team"])
    assert SAID in json.dumps(shown_edition(pack, "review"))
    assert SAID not in json.dumps(shown_edition(pack, "public"))


def test_removing_quotes_is_for_good_and_makes_a_new_file(asked: Form, facilitator: User) -> None:
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team", "public"])
    debt = "Debt is all I think of."
    other = make_coded(asked, facilitator, MONEY, text=debt, uses=["design_team"])
    pack = signed_pack(asked, facilitator, quotes=[hers, other])
    assert remove_quotes([hers.pk]) == 1
    pack.refresh_from_db()
    assert SAID not in json.dumps(pack.editions)
    assert str(hers.pk) not in json.dumps(pack.editions)
    assert [version_of(pack, name) for name in EDITIONS] == ["1.1", "1"]  # public: too few
    assert [q["text"] for q in shown_edition(pack, "review")["quotes"]].count("") == 1
    assert rows_of(pack.editions["review"])[HOUSING]["number"] == 1


def test_removing_quotes_of_nobody_changes_nothing(asked: Form, facilitator: User) -> None:
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team"])
    pack = signed_pack(asked, facilitator, quotes=[hers])
    assert remove_quotes([hers.pk + 1]) == 0
    assert remove_quotes([]) == 0
    pack.refresh_from_db()
    assert {version_of(pack, name) for name in EDITIONS} == {"1"}


@pytest.mark.parametrize("name", ["review", "public"])
def test_the_file_is_pdf_ua(crowd: Form, facilitator: User, name: str) -> None:
    with translation.override("en-gb"):
        pdf = pack_pdf(shown_edition(signed_pack(crowd, facilitator), name, printed=True))
    assert pdf.startswith(b"%PDF-")
    for mark in (b"pdfuaid:part>1<", b"/StructTreeRoot", b"/Marked true", b"/Lang(en-GB)"):
        assert mark in pdf
    assert b"Getting out, Design review pack" in pdf


@pytest.mark.parametrize(
    "text",
    [
        '#panic("no") *bold* _it_ = heading $x$ @ref <label> [x] // no',
        '"); #read("/etc/passwd") (',
        "A family 👨‍👩‍👧 and a zero-width\u200bspace\x07",
        "مرحبا بكم في هذا المكان الجميل",
        "中文 a long enough line of words",
        "e\u0301 ŵ ŷ ș ơ Привет Ζωή \ufffd",
    ],
)
def test_any_words_can_be_set(asked: Form, facilitator: User, text: str) -> None:
    uses = ["design_team", "report"]
    hers = make_coded(asked, facilitator, HOUSING, text=text.ljust(30, "."), uses=uses)
    typed = f"We {text[::-1]}"  # a text of staff may not be hers
    decisions = [make_decision(what=typed, because=text[: len(text) // 2])]
    pack = signed_pack(asked, facilitator, summary=typed, decisions=decisions, quotes=[hers])
    assert pack_pdf(shown_edition(pack, "review", printed=True)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Tŷ £5 – “ie”", "Tŷ £5 – “ie”"), ("good 😀", "good "), ("مرحبا", "can't show")],
)
def test_letters_that_the_file_lacks_are_owned_up_to(text: str, shown: str) -> None:
    assert shown in printable(text)
