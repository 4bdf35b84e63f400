"""Parts 4 to 7 of a pack: findings with women's own words, tensions, what is asked, what is
decided."""

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _

from consultations.models import Decision
from insights.findings.held import held_words
from insights.findings.lines import EARLY
from insights.findings.wording import CONCERNS, GUIDE, TENSIONS, strength_name
from insights.packs import wording
from insights.packs.blocks import Block, facts_block, text_block
from insights.packs.editions import Edition

Facts = list[tuple[str, str]]

# -- what women said


def said_part(e: Edition) -> list[Block | None]:
    """The summary, each finding with its quotes, and words that stand under no finding."""
    numbers = {row["number"] for row in e["findings"]}
    loose = [q for q in e["quotes"] if q.get("finding") not in numbers]
    return [text_block(e["summary"]), _findings(e), _quotes(e, loose)]


def _findings(e: Edition) -> Block | None:
    rows = e["findings"]
    if not rows:
        return None
    items = [_finding(row, e["quotes"], e["edition"] == "review") for row in rows]
    return {"kind": "findings", "title": _("Findings"), "items": items}


def _finding(row: Block, quotes: list[Block], is_review: bool) -> Block:
    is_early = row["strength"] == EARLY
    return {
        "number": row["number"],
        "sentence": row["sentence"],
        "said": row["said"],
        "strength": strength_name(row["strength"]),
        "reasons": str(GUIDE[EARLY]) if is_early else row["reasons"],
        "concerns": _told(row, CONCERNS),
        "facts": _who_said(row) if is_review else [],
        "tensions": _told(row, TENSIONS),
        "negative": row["negative"],
        "quotes": [_quote(q) for q in quotes if q.get("finding") == row["number"]],
    }


def _told(row: Block, labels: dict[str, LazyText]) -> Facts:
    return [(str(label), row[name]) for name, label in labels.items() if row[name].strip()]


def _who_said(row: Block) -> Facts:
    """Exact: for the review edition alone."""
    ways = [f"{wording.channel_name(part['key'])} {part['number']}" for part in row["channels"]]
    return [
        (_("Women who raised its themes"), wording.women(row["women"])),
        (_("They came by"), ", ".join(ways) or "–"),
        (_("Did not fit: theme turned down"), wording.women(row["fits_not"])),
    ]


def _quotes(e: Edition, quotes: list[Block]) -> Block | None:
    if e["edition"] == "review":
        hint = _("Words of women who let the people who plan services read them.")
    else:
        hint = _("Words of women who let anyone read them. Details about people are taken out.")
    items = [_quote(q) for q in quotes]
    block: Block = {"kind": "quotes", "title": _("In their words"), "caption": hint, "items": items}
    return block if items else None


def _quote(q: Block) -> Block:
    return {
        "theme": q["theme"],
        "text": q["text"] or _("These words are no longer here."),
        "gone": not q["text"],
        "language": q["language"],
    }


# -- where women disagreed


def tensions_part(e: Edition) -> list[Block | None]:
    """What runs across findings, and what each of them tells."""
    rows: Facts = [
        (_("Finding %(number)d") % {"number": row["number"]} + f", {label.lower()}", text)
        for row in e["findings"]
        for label, text in _told(row, TENSIONS)
    ]
    has_words = e["tensions"].strip() or not rows
    return [
        text_block(e["tensions"]) if has_words else None,
        facts_block(rows, _("By finding")) if rows else None,
    ]


# -- what we recommend


def recommendations_part(e: Edition) -> list[Block | None]:
    """One by one, each with what it rests on and what was decided on it."""
    rows = e["recommendations"]
    if not rows:
        return [text_block("")]
    items = [
        {"number": row["number"], "text": row["text"], "facts": _of_recommendation(row, e)}
        for row in rows
    ]
    return [{"kind": "recommendations", "items": items}]


def _of_recommendation(row: Block, e: Edition) -> Facts:
    answers = [
        str(Decision.Answer(d["answer"]).label)
        for d in e["decisions"]
        if d["recommendation"] == row["number"]
    ]
    facts = [
        (_("Rests on"), _findings_named(row["findings"])),
        (_("Who decides"), row["decides"]),
        (_("What can be changed here"), row["scope"]),
        (_("Whom it helps or harms more"), row["equality"]),
        (_("Decided"), ", ".join(answers) or _("Not decided yet")),
    ]
    return [fact for fact in facts if fact[1]]


def _findings_named(numbers: list[int]) -> str:
    named = ", ".join(_("finding %(number)d") % {"number": number} for number in numbers)
    return named[:1].upper() + named[1:]


# -- what was decided


def decisions_part(e: Edition) -> list[Block | None]:
    """You said, we did; with who sees to it and who oversees it."""
    if not e["decisions"]:
        return [text_block("")]
    items = [
        {
            "you_said": d["you_said"],
            "answer": str(Decision.Answer(d["answer"]).label),
            "code": d["answer"],
            "what": d["what"],
            "because": d["because"],
            "facts": _of_decision(d),
        }
        for d in e["decisions"]
    ]
    return [{"kind": "decisions", "items": items}]


def _of_decision(d: Block) -> Facts:
    """Money and session are in the review edition alone."""
    answers = d["recommendation"]
    facts = [
        (_("Owner"), d["owner"]),
        (_("Overseen by"), d["board"]),
        (_("Due"), wording.day(d["due_on"])),
        *(_changed(move) for move in d["moves"]),
        (_("Answers"), _("Recommendation %(number)d") % {"number": answers} if answers else ""),
        (_("Money"), d.get("money", "")),
        (_("Panel session"), d.get("session", "")),
        (_("Public edition"), held_words(d["held"]) if d.get("held") else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _changed(move: dict[str, str]) -> tuple[str, str]:
    """What was told before, and why it is another now."""
    name, old, new = move.get("field", "due_on"), move["from"], move["to"]
    if name == "due_on":
        days = {"old": wording.day(old), "new": wording.day(new) if new else _("no day")}
        told = _("From %(old)s to %(new)s, because:") % days
        return _("Day moved"), f"{told} {move['because']}"
    called = {
        "owner": _("Owner changed"),
        "answer": _("Answer changed"),
        "because": _("Reason changed"),
    }
    if name == "answer":
        old = str(Decision.Answer(old).label)
    told = _("Before: “%(old)s”. It changed, because:") % {"old": old}
    return called.get(name, _("Decision changed")), f"{told} {move['because']}"
