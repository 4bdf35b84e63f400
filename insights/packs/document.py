"""An edition laid out as parts made of plain blocks: the page and the file show the same.

A block is a dictionary with a "kind" (text, lead, note, facts, list, bars, matrix, findings,
quotes, recommendations, decisions); templates/insights/packs/blocks/ and pack.typ show each kind.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.journey import JourneyStage
from insights.models import ReviewPack
from insights.packs import wording
from insights.packs.blocks import Block, facts_block, text_block
from insights.packs.bodies_part import bodies_part, bodies_title
from insights.packs.concluding_parts import (
    decisions_part,
    recommendations_part,
    said_part,
    tensions_part,
)
from insights.packs.counted_parts import evidence_part, who_part
from insights.packs.editions import Edition
from insights.packs.method_words import method_blocks


def method_title() -> str:
    """What the part on limits and method is called: tables have it on a sheet of its own."""
    return _("Limits, and how it was done")


def lay_out(edition: Edition) -> dict[str, Any]:
    """Title, marks and the parts, ready to be shown: ten, and one more where bodies answered."""
    is_review = edition["edition"] == "review"
    bodies = bodies_part(edition)
    parts: list[tuple[str, list[Block | None]]] = [
        (_("What this is"), _what(edition)),
        (_("Who took part, and who is missing"), who_part(edition)),
        (_("What women spoke of"), evidence_part(edition)),
        (_("What women said"), said_part(edition)),
        *([(bodies_title(), bodies)] if bodies else []),
        (_("Where women disagreed"), tensions_part(edition)),
        (_("What we recommend"), recommendations_part(edition)),
        (_("What was decided, and why"), decisions_part(edition)),
        (_("How women hear of it"), _answer_back(edition)),
        (method_title(), method_blocks(edition)),
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
