"""Records of a CSV file in UTF-8, or in UTF-16 where its mark says so."""

import codecs
import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from feedback.importing.problems import BrokenFile, Problem, refuse
from feedback.importing.tables import MOST_BYTES, Row

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def records(data: bytes) -> Iterator[Row]:
    """Every record but empty lines. Raises BrokenFile."""
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    csv.field_size_limit(MOST_BYTES)  # our own limit names the row and the column
    reader = csv.reader(_text(data, encoding), strict=True, delimiter=_delimiter(data, encoding))
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if cells:
                yield Row(number, cells)
    except csv.Error:
        sentence = _("A quotation mark is missing or one too many, here or in the row before.")
        raise refuse(sentence, number + 1) from None
    except UnicodeError:
        if encoding == "utf-16":
            raise refuse(_("A character is broken."), number + 1) from None
        raise BrokenFile([_undecoded(data)]) from None


def _text(data: bytes, encoding: str, errors: str = "strict") -> io.TextIOWrapper:
    # read piece by piece: the whole as one text would take four bytes for each letter
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors=errors, newline="")


def _delimiter(data: bytes, encoding: str) -> str:
    """Commas, or tabs where the first line has those and no comma (Excel's Unicode text)."""
    first = data[:100_000].decode(encoding, errors="ignore").partition("\n")[0]
    return "\t" if "\t" in first and "," not in first else ","


def _undecoded(data: bytes) -> Problem:
    """Where the first byte stands that isn't UTF-8."""
    text = _("A character is not in UTF-8. Save the file as “CSV UTF-8”.")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = error.start
    header: list[str] = []
    last: list[str] = []
    number = 0
    for last in csv.reader(_text(data[:position], "utf-8-sig")):
        number += 1
        header = header or last
    if data[position - 1 : position] in {b"", b"\n", b"\r"} or not number:
        return Problem(text, number + 1)
    place = len(last) - 1
    inside = number > 1 and place < len(header)
    return Problem(text, number, header[place] if inside else "")
