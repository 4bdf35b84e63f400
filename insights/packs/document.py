"""An edition laid out as ten parts made of plain blocks: the page and the file show the same.

A block is a dictionary with a "kind" (text, facts, list, bars, matrix, quotes, decisions, note);
templates/insights/packs/blocks/ and pack.typ each know how to show every kind.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from consultations.models import Decision
from core.journey import JourneyStage
from insights.models import ReviewPack
from insights.packs import wording
from insights.packs.blocks import (
    Block,
    Line,
    bars_block,
    facts_block,
    note_block,
    part_of,
    text_block,
)
from insights.packs.editions import Edition
from insights.suppression import Words


def lay_out(edition: Edition) -> dict[str, Any]:
    """Title, marks and the ten parts, ready to be shown."""
    is_review = edition["edition"] == "review"
    parts: list[tuple[str, list[Block | None]]] = [
        (_("What this is"), _what(edition)),
        (_("Who took part, and who is missing"), _who(edition)),
        (_("What women spoke of"), _evidence(edition)),
        (_("What women said"), _said(edition)),
        (_("Where women disagreed"), [text_block(edition["tensions"])]),
        (_("What we recommend"), [text_block(edition["recommendations"])]),
        (_("What was decided, and why"), _decisions(edition)),
        (_("How women hear of it"), _answer_back(edition)),
        (_("Limits, and how it was done"), _method(edition)),
        (_("Sign-off"), _sign_off(edition)),
    ]
    return {
        "title": edition["title"],
        "kind": _("Design review pack"),
        "edition": _("Review edition") if is_review else _("Public edition"),
        "is_review": is_review,
        "area": edition["area"],
        "version": _("Version %(version)s") % {"version": edition["version"]},
        "mark": _("Exact numbers – for named reviewers") if is_review else "",
        "draft": _status_mark(edition["status"]),
        "parts": [
            {"number": number, "title": title, "blocks": [b for b in blocks if b]}
            for number, (title, blocks) in enumerate(parts, start=1)
        ],
    }


def _status_mark(status: str) -> str:
    marks = {
        ReviewPack.Status.DRAFT: _("Draft – not signed"),
        ReviewPack.Status.SUPERSEDED: _("There is a newer version of this pack"),
    }
    return marks.get(ReviewPack.Status(status), "")


def _what(e: Edition) -> list[Block | None]:
    facts = [
        (_("Area"), e["area"]),
        (_("Stage of the journey"), str(JourneyStage(e["stage"]).label)),
        (_("What can still change"), e["purpose"]),
        (_("Asked"), f"{wording.day(e['opens_on'])} – {wording.day(e['closes_on'])}"),
        (_("Run by"), settings.OPERATOR_NAME),
    ]
    asked: Block = {"kind": "list", "title": _("What we asked"), "items": e["questions"]}
    return [facts_block(facts), asked if e["questions"] else None]


def _who(e: Edition) -> list[Block | None]:
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
        return min(100, round(100 * number / total)) if total else 0

    return [(name(row["key"]), str(row["number"]), share(row["number"])) for row in rows]


def _evidence(e: Edition) -> list[Block | None]:
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


def _said(e: Edition) -> list[Block | None]:
    quotes = [
        {
            "theme": q["theme"],
            "text": q["text"] or _("These words are no longer here."),
            "gone": not q["text"],
            "language": q["language"],
        }
        for q in e["quotes"]
    ]
    if e["edition"] == "review":
        hint = _("Words of women who let the people who plan services read them.")
    else:
        hint = _("Words of women who let anyone read them. Details about people are taken out.")
    block: Block = {
        "kind": "quotes",
        "title": _("In their words"),
        "caption": hint,
        "items": quotes,
    }
    return [text_block(e["summary"]), block if quotes else None]


def _decisions(e: Edition) -> list[Block | None]:
    if not e["decisions"]:
        return [text_block("")]
    items = [
        {
            "you_said": d["you_said"],
            "answer": str(Decision.Answer(d["answer"]).label),
            "code": d["answer"],
            "what": d["what"],
            "because": d["because"],
            "owner": d["owner"],
            "due": wording.day(d["due_on"]),
        }
        for d in e["decisions"]
    ]
    return [{"kind": "decisions", "items": items}]


def _answer_back(e: Edition) -> list[Block | None]:
    facts = [
        (_("Taken to"), e["taken_to"]),
        (_("Reply promised by"), wording.day(e["reply_by"])),
    ]
    ways = _(
        "Once it is published, each woman can open what was decided, and why, with her six words. "
        "The page of the consultation shows the same to everyone."
    )
    return [facts_block(facts), text_block(ways)]


def _method(e: Edition) -> list[Block | None]:
    people = _(
        "A computer suggested themes from words that it found. People decided on each one, and "
        "only what people decided is counted. No computer decided anything about a woman."
    )
    own = text_block(e["limits"], _("Limits of this evidence")) if e["limits"].strip() else None
    if e["edition"] == "public":
        facts = [(_("Codebook"), e["codebook"])]
        read = _("A person read every response before it was counted.")
        return [own, text_block(f"{read} {people}", _("How it was done")), facts_block(facts)]
    return [own, text_block(people, _("How it was done")), facts_block(_exact_method(e))]


def _exact_method(e: Edition) -> list[tuple[str, str]]:
    m = e["method"]
    channels = [f"{wording.channel_name(k)} {n}" for k, n in sorted(e["channel_responses"].items())]
    decided = m["accepted"] + m["added"]
    return [
        (_("Responses"), f"{m['responses']} ({', '.join(channels)})"),
        (_("Read by a facilitator"), part_of(m["read"], m["responses"])),
        (_("Carry at least one theme"), part_of(m["coded"], m["responses"])),
        (_("Carry none"), part_of(m["responses"] - m["coded"], m["responses"])),
        (_("Suggestions accepted"), part_of(m["accepted"], m["suggested"])),
        (_("Suggestions turned down"), part_of(m["rejected"], m["suggested"])),
        (_("Themes that people added themselves"), part_of(m["added"], decided)),
        (_("Responses coded by two people"), part_of(m["coded_by_two"], m["responses"])),
        (_("Codebook"), e["codebook"]),
        (_("Versions it was coded with"), ", ".join(e["codebook_versions"])),
        (_("Suggested by"), ", ".join(e["engines"])),
    ]


def _sign_off(e: Edition) -> list[Block | None]:
    facts = [
        (_("Signed by"), e["signed_by"]),
        (_("Signed on"), wording.day(e["signed_on"]) or _("Not signed yet")),
        (_("Also checked by"), e["checked_by"] if e["edition"] == "review" else ""),
        (_("Version"), e["version"]),
    ]
    changes = [
        _("%(day)s: words were taken out, and this pack was made again.") % {"day": wording.day(d)}
        for d in e["changes"]
    ]
    log: Block = {"kind": "list", "title": _("Changes since it was signed"), "items": changes}
    return [facts_block(facts), log if changes else None]
