"""A broken file is refused with the row and the column, and never with somebody's words."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.importing.opening import read_table
from feedback.importing.problems import BrokenFile
from feedback.importing.tables import LONGEST_CELL

SECRET = "Sharon"


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    table = read_table(b'id,text\n1,"two\nlines"\n\n3,last\n')
    assert table.header == ["id", "text"]
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ["1", "two\nlines"]),
        (4, ["3", "last"]),
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_mark_of_utf8_is_no_part_of_the_first_name(mark: bytes) -> None:
    assert read_table(mark + "text\nŵy\n".encode()).header == ["text"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"text\n", "The file has a header and no row below it."),
        (b"text\n,\n \n", "The file has a header and no row below it."),
        (b"PK\x03\x04rest", "This workbook is damaged."),
        (b"id;text\n1;Sharon\n", "Row 1: The cells are not parted by commas."),
        (b"id,id\n1,2\n", "Row 1, column “id”: Two columns have this name."),
        (b"id,,text\n1,2,3\n", "Row 1: Column 2 has no name."),
        (b"id,text\n1,Sharon\n2,Sharon,3\n", "Row 3: 3 cells; the header has 2."),
        (b"id,text\n1,Sharon \x00\n", "Row 2, column “text”: A character is broken (NUL)."),
        (b"id,text\n1,ok\n2,Sharon \xe9\n", "Row 3, column “text”: A character is not in UTF-8."),
        (b"id,text\n1,ok\n\xe9,Sharon\n", "Row 3: A character is not in UTF-8."),
        (b"id,t\xe9xt\n1,Sharon\n", "Row 1: A character is not in UTF-8."),
        (b"\xff\xfei\x00d\x00\x00", "Row 1: A character is broken."),
        (b'id,text\n1,"Sharon\n2,ok\n', "Row 2: A quotation mark is missing"),
        (b'id,text\n1,"Sha"ron\n2,ok\n', "Row 2: A quotation mark is missing"),
        (
            b"id,text\n1," + SECRET.encode() * LONGEST_CELL + b"\n",
            "Row 2, column “text”: 120,000 characters; 20,000 is the most.",
        ),
    ],
)
def test_a_broken_file_is_refused_by_row_and_column(data: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        read_table(data)
    assert str(refused.value).startswith(sentence)
    assert SECRET not in str(refused.value)


def test_every_broken_row_is_named() -> None:
    with pytest.raises(BrokenFile) as refused:
        read_table(b"id,text\n1\n2,ok\n3,a,b\n")
    assert [problem.row for problem in refused.value.problems] == [2, 4]


@given(st.binary(max_size=200))
@settings(deadline=None)  # some are read in a process of their own
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(BrokenFile):
        table = read_table(data)
        assert all(len(row.cells) == len(table.header) for row in table.rows)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedback.importing.opening.MOST_BYTES", 10)
    with pytest.raises(BrokenFile, match="larger than 0 MB"):
        read_table(b"text\n" + b"words\n" * 10)
