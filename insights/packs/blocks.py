"""The plain blocks that a pack is laid out in, whether on a page or in a file."""

from typing import Any

from django.utils.translation import gettext as _

Block = dict[str, Any]
Line = tuple[str, str, int | None]  # name, words at the end of the bar, its length in per cent
NOTHING = "–"


def text_block(words: str, title: str = "") -> Block:
    empty = not words.strip()
    return {"kind": "text", "title": title, "text": NOTHING if empty else words.strip()}


def facts_block(rows: list[tuple[str, str]], title: str = "") -> Block:
    return {"kind": "facts", "title": title, "rows": [row for row in rows if row[1]]}


def note_block(words: str) -> Block:
    return {"kind": "note", "text": words}


def bars_block(title: str, caption: str, head: str, rows: list[Line]) -> Block:
    """Rows of a name, what stands at the end of the bar, and its length in per cent or none."""
    keys = ("name", "label", "share")
    made = [dict(zip(keys, row, strict=True)) for row in rows]
    return {"kind": "bars", "title": title, "caption": caption, "head": head, "rows": made}


def part_of(part: int, whole: int) -> str:
    share = round(100 * part / whole) if whole else 0
    return _("%(part)d of %(whole)d (%(share)d%%)") % {
        "part": part,
        "whole": whole,
        "share": share,
    }
