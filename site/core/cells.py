"""Cells that no spreadsheet takes for a formula. Plain Python."""

import re

# What a spreadsheet may run, also after spaces and in full width; tab and return part cells.
STARTS = "=+-@|%＝＋－＠"
BREAKS = "\t\r\n\0"
SPACES = "".join(map(chr, range(33))) + "\x7f\x85\xa0\u200b\u2028\u3000\ufeff"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_767  # Excel's own limit


def safe_cell(words: str) -> str:
    """The words, with an apostrophe before what a spreadsheet could run (OWASP, CSV injection).

    It is no lossless form: the JSON lines beside it are.
    """
    bare = words.lstrip(SPACES)
    runs = words[:1] in tuple(BREAKS) or bare[:1] in tuple(STARTS)
    return f"'{words}" if runs else words


def sheet_text(words: str) -> str:
    """Words that an XLSX cell can hold: what XML has no sign for becomes the sign for unknown."""
    return without_illegal(words)[:LONGEST_CELL]


def without_illegal(words: str) -> str:
    """Words with the sign for unknown in place of each one that XML has no sign for; as long as
    before, so that places in them stay."""
    return ILLEGAL.sub("\ufffd", words)
