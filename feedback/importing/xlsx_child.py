"""Run as a process of its own by feedback.importing.workbooks: a workbook in, JSON lines out.

The first line is {"hidden", "others"}, how many sheets were not read, or {"refused": reason}. Then
each filled row: [number, cell, …], cells as the text that is shown; formulas are never evaluated.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

MOST_ENTRIES = 300
MOST_RATIO = 200  # unpacked to packed, of an entry above 1 MB
PIECE, OVERLAP = 1024 * 1024, 48 * 1024
NAMES = rb"(?:\w{1,20}:)?"
MERGED = re.compile(rb"<" + NAMES + rb'mergeCell\b[^>]{0,200}?\bref="[A-Z]+(\d+):[A-Z]+(\d+)"')
NO_VALUE = re.compile(
    rb"<%(n)sc\b[^>]{0,200}?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]{0,200}>\s{0,9}"
    rb"<%(n)sf\b[^>]{0,200}?(?:/>|>[^<]{0,33000}</%(n)sf>)\s{0,9}"
    rb"(?:<%(n)sv\s{0,9}/>|<%(n)sv>\s{0,9}</%(n)sv>)?\s{0,9}</%(n)sc>" % {b"n": NAMES}
)


ROW = re.compile(rb"<" + NAMES + rb'row\b(?:[^>]{0,200}?\br="(\d{1,7})")?')
FILLED = re.compile(rb"</" + NAMES + rb"(?:v|is)>")
SHEET = re.compile(r"xl/worksheets/[^/]{1,100}\.xml")


class Refused(Exception):
    """Why a workbook isn't read."""

    def __init__(self, reason: str, **about: Any) -> None:
        super().__init__(reason)
        self.about = {"refused": reason, **about}


def main() -> None:
    """Read standard input within the limits of the first argument."""
    limits = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    # neither is needed, and each takes memory of its own
    sys.modules["numpy"] = sys.modules["lxml"] = None  # type: ignore[assignment]
    try:
        lines = read(sys.stdin.buffer.read(), limits)
    except Refused as refused:
        lines = [json.dumps(refused.about)]
    except MemoryError:
        lines = ['{"refused": "too much"}']
    for line in lines:
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def read(data: bytes, limits: dict[str, int]) -> list[str]:
    """The lines to write. Raises Refused."""
    import openpyxl  # noqa: F401 - what fails here is not the workbook's fault
    from defusedxml import DefusedXmlException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, limits)
            sheets = [name for name in archive.namelist() if SHEET.fullmatch(name)]
            if len(sheets) == 1:  # before openpyxl reads a million words for one row
                refuse_wide_rows(archive, sheets[0], limits)
            return list(sheet_lines(data, archive, limits))
    except (Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl raises a great many kinds, and wraps those of others
        chain = (error, error.__cause__, error.__context__)
        hostile = any(isinstance(link, DefusedXmlException) for link in chain)
        raise Refused("xml" if hostile else "damaged") from None


def check_archive(archive: zipfile.ZipFile, limits: dict[str, int]) -> None:
    """Refuse by the table of contents alone, before anything is unpacked."""
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) < len(entries):
        raise Refused("damaged")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused("password")
        if ".." in entry.filename or entry.filename.startswith(("/", "\\")):
            raise Refused("xml")
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * entry.compress_size:
            raise Refused("unpacked")
    if sum(entry.file_size for entry in entries) > limits["unpacked"]:
        raise Refused("unpacked")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.xml" not in names:
        raise Refused("other")


def sheet_lines(data: bytes, archive: zipfile.ZipFile, limits: dict[str, int]) -> Iterator[str]:
    """What there is beside the sheet, then its filled rows."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise Refused("no sheet")
    yield json.dumps({"hidden": len(book.worksheets) - len(shown), "others": len(shown) - 1})
    sheet = shown[0]
    refuse_wide_rows(archive, sheet._worksheet_path, limits)
    refuse_what_rows_hide(archive, sheet._worksheet_path)
    sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    yield from row_lines(sheet.iter_rows(values_only=True), limits)


def refuse_wide_rows(archive: zipfile.ZipFile, path: str, limits: dict[str, int]) -> None:
    """Stop at the first row with more filled cells than are read: openpyxl would read the whole of
    it before it gives any, and a row of a million cells takes all the time there is."""
    number = filled = 0
    for starts, text in row_pieces(archive, path):
        if starts and filled > limits["columns"]:
            break
        if starts:
            number, filled = int(starts[1] or number + 1), 0
        filled += len(FILLED.findall(text))
    if filled > limits["columns"]:
        raise Refused("columns", row=max(number, 1), found=filled, most=limits["columns"])


def row_pieces(
    archive: zipfile.ZipFile, path: str
) -> Iterator[tuple[re.Match[bytes] | None, bytes]]:
    """The sheet cut where rows start, and where a piece of the file ends within one (None)."""
    rest = b""
    with archive.open(path) as source:
        while piece := source.read(PIECE):
            text = rest + piece
            cut = max(text.rfind(b"<"), 0)  # a tag that goes on in the next piece waits for it
            text, rest = text[:cut], text[cut:][-PIECE:]
            rows = list(ROW.finditer(text))
            ends = [row.start() for row in rows] + [len(text)]
            yield None, text[: ends[0]]
            for row, end in zip(rows, ends[1:], strict=True):
                yield row, text[row.start() : end]


def refuse_what_rows_hide(archive: zipfile.ZipFile, path: str) -> None:
    """Merged cells and formulas without a value, which read as empty cells."""
    before = b""
    with archive.open(path) as source:
        while piece := source.read(PIECE):
            text = before + piece
            if found := NO_VALUE.search(text):
                raise Refused("formula", row=int(found[2]), column=found[1].decode())
            for merged in MERGED.finditer(text):
                first, last = int(merged[1]), int(merged[2])
                if last > max(first, 2):  # two rows of header may be merged
                    raise Refused("merged", row=first)
            before = text[-OVERLAP:]


def row_lines(rows: Any, limits: dict[str, int]) -> Iterator[str]:
    """Filled rows as JSON."""
    count = size = cells = 0
    for number, values in enumerate(rows, start=1):
        row = [as_shown(value) for value in values]
        while row and not row[-1]:
            row.pop()
        if not row:
            continue
        if len(row) > limits["columns"]:
            raise Refused("columns", row=number, found=len(row), most=limits["columns"])
        count, cells, size = count + 1, cells + len(row), size + sum(map(len, row))
        if count > limits["rows"] + 2 or cells > limits["cells"]:
            raise Refused("rows", row=number, most=limits["rows"])
        if size > limits["bytes"]:
            raise Refused("unpacked", row=number)
        yield json.dumps([number, *row], ensure_ascii=False)


def as_shown(value: Any) -> str:
    """A cell as text: whole numbers without a point, days as 2026-10-05."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat() if value.time() != value.min.time() else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_x000D_\n", "\n").replace("_x000D_", "\n")


if __name__ == "__main__":
    main()
