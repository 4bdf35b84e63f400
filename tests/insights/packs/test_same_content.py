"""An edition says the same on the page, in the PDF, for Word and in tables; and what a woman took
back is in none of them."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from insights.models import ReviewPack
from insights.packs import pdf
from insights.packs.charts import with_charts
from insights.packs.files import tables, word
from insights.packs.files.sheets import pack_csv, pack_xlsx
from insights.packs.selectors import shown_edition
from tests.factories.packs import HOUSING, SAID, draft_of, make_coded, signed_pack
from tests.insights.packs.made_up import (
    QUOTES,
    files_of,
    said_in,
    sheets_of,
    whole,
    words_of_docx,
)

pytestmark = pytest.mark.pages
EDITIONS = ("review", "public")
Read = Callable[[dict[str, Any]], str]


def of_page(edition: dict[str, Any]) -> str:
    document = with_charts(whole(edition))
    pack = {"pk": 1}
    page = render_to_string(
        "insights/packs/edition.html", {"document": document, "pack": pack, "name": "review"}
    )
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def of_pdf(edition: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> str:
    given: dict[str, Any] = {}
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "pdf_ua", lambda _template, **data: given.update(data) or b"")
        pdf.pack_pdf(edition)
    return "\n".join(said_in(given["pack"]))


def of_tables(edition: dict[str, Any]) -> str:
    """The sheets and the files, which hold the same."""
    sheets, files = sheets_of(pack_xlsx(edition)), files_of(pack_csv(edition))
    as_text = [[[str(cell) for cell in line] for line in lines] for lines in sheets.values()]
    assert as_text == list(files.values())
    return "\n".join(cell for lines in as_text for line in lines for cell in line)


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """All kinds of blocks are laid out, also those that a pack may lack."""
    for module in (pdf, word, tables):
        monkeypatch.setattr(module, "lay_out", whole)


@pytest.fixture
def pack(crowd: Form, facilitator: User) -> ReviewPack:
    uses = ["design_team", "public", "report"]
    told = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)
    return signed_pack(crowd, facilitator, quotes=[told])


@pytest.mark.parametrize("name", EDITIONS)
def test_word_and_pdf_say_all_that_is_laid_out(
    pack: ReviewPack, everything: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    edition = shown_edition(pack, name, printed=True)
    in_word, in_pdf = words_of_docx(word.pack_docx(edition)), of_pdf(edition, monkeypatch)
    for line in said_in(whole(edition)):
        assert line in in_word, line
        assert line in in_pdf or pdf.printable(line) != line, line


@pytest.mark.parametrize("name", EDITIONS)
def test_the_page_says_all_that_is_laid_out(pack: ReviewPack, name: str) -> None:
    edition = shown_edition(pack, name)
    page = of_page(edition)
    shown = [
        line
        for part in whole(edition)["parts"]
        for block in part["blocks"]
        if block["kind"] not in ("findings", "recommendations")
        for line in said_in({**block, "items": _plain(block)})
    ]
    for line in shown:
        assert line in page, line


def _plain(block: dict[str, Any]) -> Any:
    """Items without what others show."""
    items = block.get("items", [])
    return [
        {k: v for k, v in i.items() if k != "facts"} if isinstance(i, dict) else i for i in items
    ]


@pytest.mark.parametrize("name", EDITIONS)
def test_tables_say_all_but_quotes(pack: ReviewPack, everything: None, name: str) -> None:
    edition = shown_edition(pack, name, printed=True)
    text = of_tables(edition)
    numbers = {"rows", "columns", "corner", "total_head", "head"}
    for part in whole(edition)["parts"]:
        for block in part["blocks"]:
            if block["kind"] == "quotes":
                continue
            is_numbers = block["kind"] in ("bars", "matrix")
            kept = {k: v for k, v in block.items() if not (is_numbers and k in numbers)}
            for item in kept.get("items", []):
                if isinstance(item, dict):
                    item.pop("quotes", None)
            for line in said_in({k: v for k, v in kept.items() if k != "title"}):
                assert line in text, line
    for row in (row for axis in edition["axes"] for row in axis["rows"]):
        assert row["name"] in text
        assert row["number"] is None or f"{row['number']}" in text
    for words in (SAID, *(quote["text"] for quote in QUOTES)):
        assert words not in text


@pytest.mark.parametrize("uses", [["design_team", "public"], ["report"]])
def test_words_that_may_not_be_printed_are_in_no_file(
    crowd: Form, facilitator: User, monkeypatch: pytest.MonkeyPatch, uses: list[str]
) -> None:
    told = [make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)]
    draft = draft_of(crowd, facilitator, quotes=told)
    for pack in (draft, signed_pack(crowd, facilitator, quotes=told)):
        assert_not_in_a_file(pack, SAID, monkeypatch)


@pytest.mark.parametrize("signed", [True, False])
def test_words_taken_back_are_in_no_file(
    crowd: Form, facilitator: User, monkeypatch: pytest.MonkeyPatch, signed: bool
) -> None:
    uses = ["design_team", "public", "report"]
    response = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)
    make = signed_pack if signed else draft_of
    pack = make(crowd, facilitator, quotes=[response])
    assert SAID in words_of_docx(word.pack_docx(shown_edition(pack, "review", printed=True)))
    ReceiptAct.objects.create(receipt_hash=response.receipt_hash, kind=ReceiptAct.Kind.WITHDRAW)
    assert_not_in_a_file(pack, SAID, monkeypatch)


def assert_not_in_a_file(pack: ReviewPack, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EDITIONS:
        edition = shown_edition(pack, name, printed=True)
        assert words not in words_of_docx(word.pack_docx(edition))
        assert words not in of_pdf(edition, monkeypatch)
        assert words not in of_tables(edition)


def test_numbers_of_a_signed_pack_stand_in_its_files(
    pack: ReviewPack, crowd: Form, facilitator: User
) -> None:
    for _ in range(12):
        make_coded(crowd, facilitator, HOUSING)
    edition = shown_edition(pack, "review", printed=True)
    assert "61 women took part" in words_of_docx(word.pack_docx(edition))
    assert "73" not in json.dumps(sheets_of(pack_xlsx(edition))["Themes"])
