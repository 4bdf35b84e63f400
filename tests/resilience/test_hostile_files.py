"""Files made to hurt: each is refused or taken whole in 10 seconds and 300 MB."""

import hashlib
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from feedback.importing.tables import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from tests.feedback.workbooks import END, SHEET, repacked, workbook
from tests.house.paths import ROOT

SECONDS, MB = 10, 300
MEGABYTE = 1024 * 1024
Write = Callable[[IO[bytes]], None]
pytestmark = pytest.mark.long


def sheet(path: Path, write: Write, name: str = "xl/worksheets/sheet1.xml") -> None:
    """A workbook with one entry written piece by piece: it may be larger than memory."""
    whole = repacked(workbook(["text"], ["x"]))
    path.write_bytes(whole)
    with zipfile.ZipFile(path) as old:
        held = {entry: old.read(entry) for entry in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry, data in held.items():
            if entry != name:
                new.writestr(entry, data)
        with new.open(name, "w", force_zip64=True) as out:
            write(out)


def cell(place: str, words: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'.encode()


def in_rows(lines: Callable[[IO[bytes]], None]) -> Write:
    def write(out: IO[bytes]) -> None:
        out.write(SHEET + b'<row r="1">' + cell("A1", "text") + b"</row>")
        lines(out)
        out.write(END)

    return write


def many_rows(count: int, words: Callable[[int], str]) -> Write:
    def lines(out: IO[bytes]) -> None:
        for n in range(2, count + 2):
            said = words(n)
            out.write(
                f'<row r="{n}">'.encode() + (cell(f"A{n}", said) if said else b"") + b"</row>"
            )

    return in_rows(lines)


def unlike(out: IO[bytes]) -> None:
    for n in range(2, 1_000_002):
        out.write(f'<row r="{n}" spans="{n * 2_654_435_761 % 2**32}"/>'.encode())


def a_gap(out: IO[bytes]) -> None:
    out.write(b'<row r="1048576">' + cell("XFD1048576", "x") + b"</row>")


def million_columns(out: IO[bytes]) -> None:
    out.write(SHEET + b'<row r="1">')
    for n in range(1_000_000):
        out.write(cell(f"XFD{n % 9 + 1}", "a"))
    out.write(b"</row>" + END)


def zeros(out: IO[bytes]) -> None:
    for _ in range(2_000):
        out.write(b"\0" * MEGABYTE)


def one_text(out: IO[bytes]) -> None:
    rng = random.Random(1)
    out.write(SHEET + b'<row r="1"><c r="A1" t="inlineStr"><is><t>')
    for _ in range(60):
        out.write(rng.randbytes(MEGABYTE // 4).hex().encode())
    out.write(b"</t></is></c></row>" + END)


def deep(out: IO[bytes]) -> None:
    out.write(SHEET)
    for _ in range(60):
        out.write(b"<row>" * 100_000)


def attributes(out: IO[bytes]) -> None:
    out.write(SHEET + b"<row ")
    for n in range(1_500_000):
        out.write(f'a{n}="{n * 2_654_435_761 % 2**32}" '.encode())
    out.write(b"/>" + END)


def laughs(out: IO[bytes]) -> None:
    entities = b"".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">'.encode() for n in range(1, 10))
    out.write(b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + entities + b"]>")
    out.write(SHEET + b'<row r="1">' + cell("A1", "&l9;") + b"</row>" + END)


def blow_up(out: IO[bytes]) -> None:
    out.write(b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]>')
    out.write(SHEET + b'<row r="1">' + cell("A1", "&a;" * 100_000) + b"</row>" + END)


def csv(path: Path, write: Write) -> None:
    with path.open("wb") as out:
        write(out)


def random_words(n: int) -> str:
    return hashlib.sha512(str(n).encode()).hexdigest()


XLSX: dict[str, tuple[Write, str]] = {
    "a zip bomb": (zeros, "refused: Unpacked"),
    "a million rows without a cell": (many_rows(1_000_000, lambda n: ""), "refused: "),
    "a million empty rows, unlike each other": (
        in_rows(unlike),
        "refused: ",
    ),
    "the last cell of a sheet": (in_rows(a_gap), "refused: Row 1048576: 16,384 columns"),
    "a million columns": (million_columns, "refused: "),
    "a text of 30 MB": (one_text, "refused: "),
    "rows in rows": (deep, "refused: "),
    "a million attributes": (attributes, "refused: "),
    "billion laughs": (laughs, "refused: This workbook holds"),
    "quadratic blow-up": (blow_up, "refused: "),
    "more rows than are taken": (many_rows(MOST_ROWS + 10, random_words), "refused: Row"),
    "as many rows as are taken": (many_rows(MOST_ROWS, random_words), f"taken: {MOST_ROWS} rows"),
    "cells as long as Excel has": (
        many_rows(200, lambda n: random.Random(n).randbytes(16_383).hex()),
        "refused: Row 2, column “text”: 32,766 characters",
    ),
}
LETTERS = "ŵyÿ€" * 5_000
CSV: dict[str, tuple[Write, str]] = {
    "a million columns": (lambda out: _times(out, b"a,", 1_000_000), "refused: Row 1"),
    "a million empty rows": (
        lambda out: _parts(out, b"text\n", b"\n" * 1_000_000, b"x\n"),
        "taken: 1 rows",
    ),
    "a million rows of one letter": (
        lambda out: _parts(out, b"text\n", b"x\n" * 1_000_000),
        "refused: Row",
    ),
    "one quotation mark, 20 MB": (
        lambda out: _parts(out, b'text\n"', b"words\n" * (MOST_BYTES // 6 - 10)),
        "refused: Row 2: A quotation mark",
    ),
    "as much as is taken": (
        lambda out: _parts(out, b"text\n", (LETTERS[:19_999] + "\n").encode() * 420),
        "taken: 420 rows",
    ),
    "as many cells as are taken": (
        lambda out: _parts(
            out,
            ",".join(["text", *(f"c{n}" for n in range(19))]).encode() + b"\n",
            b"words here" + b",abc" * 19 + b"\n",
            *[b"words here" + b",abc" * 19 + b"\n"] * (MOST_ROWS - 2),
        ),
        "taken: 49999 rows",
    ),
    "wide and empty": (
        lambda out: _parts(
            out,
            ",".join(["text", *(f"c{n}" for n in range(MOST_COLUMNS - 1))]).encode() + b"\n",
            (b"x" + b"," * (MOST_COLUMNS - 1) + b"\n") * 40_000,
        ),
        "refused: Row",
    ),
    "a wrong letter at the end": (
        lambda out: _parts(out, b"text\n", b"words\n" * 3_000_000, b"\xff\n"),
        "refused: Row",
    ),
    "each row too short": (
        lambda out: _parts(out, b"text,a\n", b"x\n" * (MOST_ROWS - 1)),
        "refused: Row 2: 1 cells",
    ),
    "NUL bytes": (lambda out: _times(out, b"\0", MOST_BYTES), "refused: "),
}


def _times(out: IO[bytes], part: bytes, count: int) -> None:
    out.write(part * count + b"\nx\n")


def _parts(out: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        out.write(part)


def read_apart(path: Path) -> dict[str, float | str]:
    """What tests.resilience.reading says of a file."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.resilience.reading", str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["site", "."])},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told: dict[str, float | str] = json.loads(run.stdout)
    return told


def judge(path: Path, starts: str) -> None:
    told = read_apart(path)
    print(path.stat().st_size // 1024, "kB", told)  # noqa: T201 - seen with -s
    assert str(told["said"]).startswith(starts)
    assert float(told["cpu"]) <= SECONDS  # a neighbour on the machine may take the rest
    assert float(told["mb"]) + float(told["child_mb"]) <= MB


@pytest.mark.parametrize("kind", XLSX)
def test_a_workbook_is_taken_or_refused_within_the_limits(tmp_path: Path, kind: str) -> None:
    write, starts = XLSX[kind]
    sheet(tmp_path / "file.xlsx", write)
    judge(tmp_path / "file.xlsx", starts)


@pytest.mark.parametrize("kind", CSV)
def test_a_csv_file_is_taken_or_refused_within_the_limits(tmp_path: Path, kind: str) -> None:
    write, starts = CSV[kind]
    csv(tmp_path / "file.csv", write)
    judge(tmp_path / "file.csv", starts)
