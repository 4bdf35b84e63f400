"""What a public edition concludes, as consultations freezes it."""

from datetime import date
from typing import Any

from consultations.models import Decision
from consultations.services import DecisionText

Row = dict[str, Any]
OF_A_FINDING = (
    *("sentence", "said", "strength", "reasons"),
    *("between_women", "with_services", "negative"),
)
OF_A_RECOMMENDATION = ("text", "decides", "equality")


def concluded(public: Row) -> dict[str, Any]:
    """Findings and recommendations."""
    found, asked = public["findings"], public["recommendations"]
    return {
        "findings": [{name: row[name] for name in OF_A_FINDING} for row in found],
        "recommended": [{name: row[name] for name in OF_A_RECOMMENDATION} for row in asked],
    }


def decision_texts(public: Row) -> list[DecisionText]:
    """Decisions under the keys by which they are followed up."""
    return [_decision(row) for row in public["decisions"]]


def _decision(row: Row) -> DecisionText:
    return DecisionText(
        you_said=row["you_said"],
        answer=Decision.Answer(row["answer"]),
        what=row["what"],
        owner=row["owner"],
        because=row["because"],
        board=row["board"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        themes=[row["theme"]] if row["theme"] else [],
        key=row["key"],
        moves=row["moves"],
    )
