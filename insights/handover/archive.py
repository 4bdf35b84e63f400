"""Entries of an archive that leaves: written piece by piece, with no time of its own."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from core.cells import safe_cell

SAME_DAY = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16  # or whoever unpacks it on Linux may not open it


@contextmanager
def text_entry(
    archive: zipfile.ZipFile, name: str, encoding: str = "utf-8"
) -> Iterator[io.TextIOWrapper]:
    """A file of the archive to write text to; what is written is pressed at once, so that only
    pressed words stay in memory."""
    info = zipfile.ZipInfo(name, SAME_DAY)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, READABLE
    with (
        archive.open(info, "w", force_zip64=True) as entry,
        io.TextIOWrapper(entry, encoding, errors="replace", newline="") as out,
    ):
        yield out


def write_csv(archive: zipfile.ZipFile, name: str, lines: Iterable[Sequence[str]]) -> None:
    """Lines as CSV in UTF-8 with its mark, so that Excel reads Welsh; nothing in it runs."""
    with text_entry(archive, name, "utf-8-sig") as out:
        csv.writer(out).writerows([safe_cell(cell) for cell in line] for line in lines)
