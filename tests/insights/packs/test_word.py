"""The Word document: what a screen reader and a careful reader find in it, and no traces."""

import io
import itertools
import re
import zipfile
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from feedback.models import Form
from insights.models import ReviewPack
from insights.packs.files import word
from insights.packs.files.word import pack_docx
from insights.packs.selectors import shown_edition
from insights.packs.services import Notes
from tests.factories.packs import draft_of, signed_pack
from tests.insights.packs.made_up import opened, whole, words_of_docx

pytestmark = pytest.mark.pages
REVIEW, DRAFT = "Exact numbers – for named reviewers", "Draft – not signed"


@pytest.fixture
def pack(crowd: Form, facilitator: User) -> ReviewPack:
    return signed_pack(crowd, facilitator, notes=Notes(checked_by="Mair Hughes"))


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "lay_out", whole)


def made(pack: ReviewPack, name: str = "review") -> bytes:
    return pack_docx(shown_edition(pack, name, printed=True))


def xml_of(data: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode()


def test_headings_are_headings_in_order(pack: ReviewPack, everything: None) -> None:
    styles = [(p.style.name, p.text) for p in opened(made(pack)).paragraphs]
    assert [text for name, text in styles if name == "Title"] == ["Getting out"]
    parts = [text for name, text in styles if name == "Heading 1"]
    assert parts[0] == "1. What this is"
    assert len(parts) == 10
    levels = [int(name[-1]) for name, _ in styles if name.startswith("Heading")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert ("List Bullet", "Give us a phone.") not in styles
    assert any(name == "List Bullet" for name, _ in styles)


@pytest.mark.parametrize(
    ("name", "signed", "marks"),
    [
        ("review", True, [REVIEW]),
        ("review", False, [DRAFT, REVIEW]),
        ("public", True, ["Public edition"]),
        ("public", False, [DRAFT]),
    ],
)
def test_each_page_has_its_mark_and_number(
    crowd: Form, facilitator: User, name: str, signed: bool, marks: list[str]
) -> None:
    pack = (signed_pack if signed else draft_of)(crowd, facilitator)
    section = opened(made(pack, name)).sections[0]
    head = section.header.paragraphs[0].text
    assert all(mark in head for mark in marks), head
    assert (REVIEW in head) == (name == "review")
    fields = re.findall(r'w:instr="(\w+)"', section.footer._element.xml)
    assert fields == ["PAGE", "NUMPAGES"]


def test_tables_have_marked_rows_that_repeat_and_names(pack: ReviewPack) -> None:
    tables = opened(made(pack)).tables
    assert len(tables) >= 4
    for table in tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblHeader" not in table.rows[1]._tr.xml
        assert "w:tblCaption" in table._tbl.tblPr.xml
        assert 'w:firstRow="1"' in table._tbl.tblPr.xml


def test_each_picture_says_what_it_shows(pack: ReviewPack) -> None:
    paper = opened(made(pack))
    said = [shape._inline.docPr.get("descr") for shape in paper.inline_shapes]
    assert len(said) >= 5
    assert all(text and "Every number is in the table." in text for text in said[:-1])
    assert any("The largest: Housing, Court, 12." in text for text in said)
    assert said[-1] == "One bar of all decisions, split by the answer: We did: 1."
    assert len({shape._inline.docPr.get("id") for shape in paper.inline_shapes}) == len(said)


def test_the_public_one_has_no_picture_of_a_cross_tab(pack: ReviewPack) -> None:
    said = [s._inline.docPr.get("descr") for s in opened(made(pack, "public")).inline_shapes]
    assert not any("grid" in text for text in said)
    assert not any("12" in text for text in said)


def test_the_language_is_set_and_quotes_have_their_own(pack: ReviewPack, everything: None) -> None:
    data = made(pack)
    assert 'w:lang w:val="en-GB"' in xml_of(data, "word/styles.xml")
    assert "en-US" not in xml_of(data, "word/styles.xml").replace('w:eastAsia="en-US"', "")
    body = xml_of(data)
    assert '<w:lang w:val="cy"/>' in body
    assert '<w:lang w:val="ar" w:bidi="ar"/>' in body
    assert body.count("<w:rtl/>") == body.count("<w:bidi/>") == 1


def test_nothing_tells_of_people_machines_or_hours(pack: ReviewPack, facilitator: User) -> None:
    data = made(pack, "public")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    everything = b"".join(parts.values())
    for trace in (b"python-docx", b"Macintosh", b"w:rsid", b"Mair Hughes", b"docId"):
        assert trace not in everything, trace
    assert facilitator.name.encode() not in everything
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name]
    core = parts["docProps/core.xml"].decode()
    assert set(re.findall(r"T(\d\d:\d\d:\d\d)Z", core)) == {"00:00:00"}
    assert re.findall("<dc:creator>(.*)</dc:creator>", core) == [settings.OPERATOR_NAME]
    assert "<dc:language>en-GB</dc:language>" in core
    assert "Getting out" in core
    assert made(pack, "public") == data


def test_signs_that_no_file_may_hold_do_not_break_it(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator, summary="A\x0b & <b>bold</b> \x01words.")
    assert "A\ufffd & <b>bold</b> \ufffdwords." in words_of_docx(made(pack))


def test_what_is_not_said_leaves_no_empty_label(pack: ReviewPack) -> None:
    lines: list[Any] = [p.text for p in opened(made(pack)).paragraphs]
    assert not [line for line in lines if line.endswith(": ")]
