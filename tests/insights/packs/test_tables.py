"""Tables of an edition: marked, safe in a spreadsheet, and the public ones tell no more."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from accounts.models import User
from feedback.models import Form
from insights.models import ReviewPack
from insights.packs.files.sheets import pack_csv, pack_xlsx
from insights.packs.files.tables import tables_of
from insights.packs.selectors import shown_edition
from tests.factories.packs import draft_of, make_decision, signed_pack
from tests.insights.packs.made_up import files_of, sheets_of

pytestmark = pytest.mark.pages
NAMES = [
    *("About", "Themes", "Themes by stage", "Channels", "Findings", "Recommendations"),
    *("Decisions", "Method", "Dictionary"),
]
Lines = list[list[Any]]


@pytest.fixture
def pack(crowd: Form, facilitator: User) -> ReviewPack:
    return signed_pack(crowd, facilitator)


def sheets(pack: ReviewPack, name: str) -> dict[str, Lines]:
    return sheets_of(pack_xlsx(shown_edition(pack, name, printed=True)))


def rows(lines: Lines) -> list[dict[str, Any]]:
    head, *rest = lines
    return [dict(zip(head, line, strict=True)) for line in rest]


def test_the_review_edition_has_all_sheets_and_files(pack: ReviewPack) -> None:
    assert list(sheets(pack, "review")) == NAMES
    files = files_of(pack_csv(shown_edition(pack, "review", printed=True)))
    assert list(files) == [f"{name.lower().replace(' ', '-')}.csv" for name in NAMES]


def test_the_public_edition_has_no_sheet_by_stage(pack: ReviewPack) -> None:
    assert list(sheets(pack, "public")) == [name for name in NAMES if name != "Themes by stage"]


def test_numbers_of_the_review_are_exact_and_numbers(pack: ReviewPack) -> None:
    found = sheets(pack, "review")
    themes = {row["code"]: (row["women"], row["share_percent"]) for row in rows(found["Themes"])}
    assert themes["need.housing"] == (40, 67)
    stages = rows(found["Themes by stage"])
    assert [(r["theme"], r["stage"], r["women"]) for r in stages] == [
        ("Housing", "Court", 12),
        ("Money", "Court", 0),
    ]
    ways = {row["name"]: row["women"] for row in rows(found["Channels"])}
    assert sorted(n for n in ways.values() if isinstance(n, int)) == [4, 56, 60]


def test_what_the_public_may_not_know_is_said_in_words(pack: ReviewPack) -> None:
    found = sheets(pack, "public")
    themes = {row["code"]: row for row in rows(found["Themes"])}
    assert (themes["need.housing"]["women_rounded"], themes["need.housing"]["share_percent"]) == (
        40,
        67,
    )
    money = themes["need.money"]
    assert (money["in_words"], money["women_rounded"]) == (
        "a few or none",
        "not told: a few or none",
    )
    hidden = {row["women"] for row in rows(found["Channels"])}
    assert "not told: a number could point to someone" in hidden
    assert 4 not in hidden
    for name, lines in found.items():
        if name in ("Findings", "Recommendations", "Decisions"):
            continue  # the numbers there are those of findings
        numbers = [cell for line in lines for cell in line if isinstance(cell, int)]
        assert all(number >= 10 for number in numbers), numbers


@pytest.mark.parametrize("name", ["review", "public"])
def test_no_cell_is_empty_and_each_line_is_marked(pack: ReviewPack, name: str) -> None:
    marks = set()
    for lines in sheets(pack, name).values():
        assert len(lines) > 1
        assert all(cell not in (None, "") for line in lines for cell in line)
        assert len(set(lines[0])) == len(lines[0])
        marks |= {line[0] for line in lines[1:]}
    (mark,) = marks
    assert ("Exact numbers – for named reviewers" in mark) == (name == "review")
    assert f"{name.capitalize()} edition. Version 1" in mark


def test_a_draft_is_marked_as_one(crowd: Form, facilitator: User) -> None:
    lines = sheets(draft_of(crowd, facilitator), "public")["Decisions"]
    assert "Draft – not signed" in lines[1][0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t="])
def test_no_cell_runs(crowd: Form, facilitator: User, start: str) -> None:
    words = f"{start}HYPERLINK(0)"
    decision = make_decision(you_said=words, because=words)
    pack = draft_of(crowd, facilitator, decisions=[decision])
    edition = shown_edition(pack, "review", printed=True)
    book = openpyxl.load_workbook(io.BytesIO(pack_xlsx(edition)))
    cells = [c for sheet in book for line in sheet.iter_rows() for c in line]
    assert {c.data_type for c in cells} <= {"s", "n"}
    assert any(c.value and "HYPERLINK" in str(c.value) for c in cells)
    text = [c for lines in files_of(pack_csv(edition)).values() for line in lines for c in line]
    assert any("HYPERLINK" in cell for cell in text)
    assert not [c for c in text if "HYPERLINK" in c and c.lstrip().startswith(("=", "+", "-", "@"))]


def test_the_dictionary_names_every_column(pack: ReviewPack) -> None:
    for name in ("review", "public"):
        *tables, dictionary = tables_of(shown_edition(pack, name, printed=True))
        told = {(line[1], line[2]) for line in dictionary.lines}
        assert told >= {(table.name, column) for table in tables for column in table.head}


def test_workbook_and_archive_tell_no_hour_and_no_name(pack: ReviewPack, facilitator: User) -> None:
    edition = shown_edition(pack, "public", printed=True)
    for data in (pack_xlsx(edition), pack_csv(edition)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert b"openpyxl" not in whole
        assert facilitator.name.encode() not in whole
    assert pack_xlsx(edition) == pack_xlsx(edition)


def test_staff_are_named_to_reviewers_alone(pack: ReviewPack, facilitator: User) -> None:
    assert facilitator.name in str(sheets(pack, "review")["About"])
    assert facilitator.name not in str(sheets(pack, "public"))
