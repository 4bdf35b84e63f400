"""Parts 2 and 3 of a pack: who took part, and what was counted."""

from typing import Any

from django.utils.translation import gettext as _

from insights.packs import wording
from insights.packs.blocks import Block, Line, bars_block, note_block, text_block
from insights.packs.editions import Edition
from insights.suppression import Words


def who_part(e: Edition) -> list[Block | None]:
    missing = text_block(e["missing_voices"], _("Who is missing"))
    if e["edition"] == "review":
        total = wording.women(e["total"])
        lead = _("%(women)s took part. Each is counted once, however often she wrote.")
        return [
            {"kind": "lead", "text": lead % {"women": total}},
            _channels(e, e["channels"]),
            _languages(e),
            missing,
        ]
    lead = _("%(women)s took part.") % {"women": wording.about(e["total"])}
    shown = [row for row in e["channels"] if row["number"] is not None]
    hint = _("Rounded to 5. Other ways are left out where a number could point to someone.")
    return [
        {"kind": "lead", "text": lead[:1].upper() + lead[1:]},
        _channels(e, shown, hint) if shown else None,
        missing,
    ]


def _channels(e: Edition, rows: list[Block], caption: str = "") -> Block:
    lines = _part_lines(rows, wording.channel_name, e["total"])
    return bars_block(_("How they reached us"), caption, _("Way"), lines)


def _languages(e: Edition) -> Block:
    lines = _part_lines(e["languages"], wording.language_name, e["total"])
    return bars_block(_("Languages"), "", _("Language"), lines)


def _part_lines(rows: list[Block], name: Any, total: int | None) -> list[Line]:
    def share(number: int) -> int:
        return round(100 * number / total) if total else 0

    return [(name(row["key"]), str(row["number"]), share(row["number"])) for row in rows]


def evidence_part(e: Edition) -> list[Block | None]:
    if not any(axis["rows"] for axis in e["axes"]):
        return [text_block(_("Nothing has been grouped into themes."))]
    if e["edition"] == "public":
        return [
            note_block(_public_rules()),
            *(block for axis in e["axes"] for block in _public_bars(axis, e["total"])),
        ]
    silent = e["said_by_no_one"]
    unsaid: Block = {"kind": "list", "title": _("Said by no one"), "items": silent}
    quiet = [_quiet_line(row) for row in e.get("quiet", [])]  # not in packs of before
    few: Block = {"kind": "list", "title": _("Said by few, and not to be lost"), "items": quiet}
    return [
        *(_exact_bars(axis, e["total"]) for axis in e["axes"] if axis["rows"]),
        *(_matrix(m) for m in e["matrices"] if m["rows"]),
        few if quiet else None,
        unsaid if silent else None,
    ]


def _quiet_line(row: Block) -> str:
    said = f"{row['name']}: {wording.women(row['number'])}"
    if row["is_kept"]:
        return said
    return _("%(said)s. Left out of the words below, because: %(why)s") % {
        "said": said,
        "why": row["why"],
    }


def _public_rules() -> str:
    return _(
        "Numbers are women, rounded to 5. Where fewer than ten women may have said a thing, we "
        "say “a few or none”, so that nobody can be picked out. Their words were read and "
        "count in the review all the same. A number changes only once ten more women have "
        "answered, so it may be a little behind."
    )


def _exact_bars(axis: Block, total: int) -> Block:
    lines = [(r["name"], f"{r['number']} ({r['share']}%)", r["share"]) for r in axis["rows"]]
    return bars_block(axis["name"], _of_whom(wording.women(total)), _("Theme"), lines)


def _public_bars(axis: Block, total: int | None) -> list[Block]:
    """A table of what more than a few spoke of, and the rest by name, in the codebook's order."""
    rest = [r["name"] for r in axis["rows"] if r["words"] == Words.FEW_OR_NONE]
    lines = [
        (
            row["name"],
            str(row["number"] or wording.share_words(row["words"])),
            row["share"],
        )
        for row in axis["rows"]
        if row["words"] != Words.FEW_OR_NONE
    ]
    table = bars_block(axis["name"], _of_whom(wording.about(total)), _("Theme"), lines)
    names = " · ".join(rest)
    title = "" if lines else axis["name"]
    also = text_block(
        _("A few women, or none, also spoke of: %(names)s.") % {"names": names}, title
    )
    return [block for block, has in ((table, lines), (also, rest)) if has]


def _of_whom(total: str) -> str:
    return _("Women who spoke of each, of %(total)s.") % {"total": total}


def _matrix(matrix: Block) -> Block:
    most = max((n for row in matrix["rows"] for n in row["cells"]), default=0)
    return {
        "kind": "matrix",
        "title": f"{matrix['rows_name']} × {matrix['columns_name'].lower()}",
        "caption": _(
            "Women whose words carry both. A stronger colour is more. The last column is of all."
        ),
        "corner": matrix["rows_name"],
        "columns": matrix["columns"],
        "total_head": _("All women"),
        "rows": [
            {
                "name": row["name"],
                "cells": [{"text": str(n), "level": _level(n, most)} for n in row["cells"]],
                "number": str(row["number"]),
            }
            for row in matrix["rows"]
        ],
    }


def _level(number: int, most: int) -> int:
    """0 for none, then 1 to 4 by how it stands to the largest cell."""
    return 0 if not number else 1 + min(3, 4 * number // (most + 1))
