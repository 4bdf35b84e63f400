"""The first words of a brief, worked out from a public edition. People make it plain afterwards.

Nothing but the public edition is read, so nothing but its words and rounded numbers can be in it.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from consultations.models import Decision
from insights.briefs.parts import ABOUT, ASKED, DECIDED, DISAGREED, TOLD, UNSURE, Part
from insights.packs.editions import Edition
from insights.packs.wording import about, day, share_words, theme_rows
from insights.suppression import Words

MOST_THEMES = 5
EARLY = "early"
CONCERNS = ("methods", "adequacy", "coherence", "relevance")


def draft_parts(public: Edition) -> list[Part]:
    """All parts, in the order in which they are read."""
    return [
        Part(ABOUT, _about(public)),
        Part(TOLD, _paragraphs(public["summary"]), _told(public)),
        Part(UNSURE, _paragraphs(public["missing_voices"], public["limits"]), _unsure(public)),
        Part(DISAGREED, _paragraphs(public["tensions"]), _disagreed(public)),
        Part(DECIDED, [], [_decision(row) for row in public["decisions"]]),
        Part(ASKED, _asking(public), _recommended(public)),
    ]


def _paragraphs(*texts: str) -> list[str]:
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _about(public: Edition) -> list[str]:
    asked = _("%(operator)s asked women in %(area)s from %(first)s to %(last)s.") % {
        "operator": settings.OPERATOR_NAME,
        "area": public["area"],
        "first": day(public["opens_on"]),
        "last": day(public["closes_on"]),
    }
    answered = _("%(women)s answered.") % {"women": about(public["total"])}
    return [*_paragraphs(public["purpose"]), f"{asked} {answered[:1].upper()}{answered[1:]}"]


def _findings(public: Edition) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = public["findings"]
    return found


def _told(public: Edition) -> list[str]:
    """What the evidence bears, or else what most women spoke of."""
    if found := _findings(public):
        return [row["sentence"] for row in found if row["strength"] != EARLY]
    rows = [r for r in theme_rows(public) if r["words"] != Words.FEW_OR_NONE][:MOST_THEMES]
    return [f"{row['name']}: {_how_many(row)}" for row in rows]


def _how_many(row: dict[str, Any]) -> str:
    if row["number"] is None:
        return share_words(row["words"])
    return _("about %(count)d women") % {"count": row["number"]}


def _unsure(public: Edition) -> list[str]:
    found = _findings(public)
    early = [
        _("Early: %(said)s") % {"said": r["sentence"]} for r in found if r["strength"] == EARLY
    ]
    return early + _notes(found, CONCERNS)


def _disagreed(public: Edition) -> list[str]:
    return _notes(_findings(public), ("between_women", "with_services", "negative"))


def _notes(found: list[dict[str, Any]], names: tuple[str, ...]) -> list[str]:
    """What was noted under these names, each once."""
    notes = [str(row.get(name, "")).strip() for row in found for name in names]
    return list(dict.fromkeys(filter(None, notes)))


def _decision(row: dict[str, Any]) -> str:
    said = _("You said: %(said)s") % {"said": _ended(row["you_said"])}
    answer = f"{Decision.Answer(row['answer']).label}: {_ended(row['what'])}"
    why = _("Because: %(why)s") % {"why": _ended(row["because"])} if row["because"].strip() else ""
    return " ".join(filter(None, (said, answer, why)))


def _ended(sentence: str) -> str:
    words = sentence.strip()
    return words if words[-1:] in {".", "!", "?", ""} else f"{words}."


def _asking(public: Edition) -> list[str]:
    own = _("You don't have to tell your own story. You can pass on any question.")
    if not public["recommendations"]:
        return [own]
    return [own, _("This is what we would recommend so far. You may see it another way.")]


def _recommended(public: Edition) -> list[str]:
    return [row["text"] for row in public["recommendations"]]
