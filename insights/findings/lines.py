"""Findings, recommendations and decisions as the editions of a pack hold them: data, no wording.

Here: what both have, and the review edition, which has all of them with exact women. What anyone
may read: insights.findings.publicly.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from insights.findings.changed import moves_of
from insights.models import Finding, PackDecision, Recommendation
from insights.packs.material import Counted, Material
from insights.packs.raised import Woman

Row = dict[str, Any]
EARLY = "early"  # what the public reads in place of "emerging"
# Words that weigh a finding. They name how many, or where, so an early one goes without in public.
WEIGHED = ("reasons", "methods", "adequacy", "coherence", "relevance")
TOLD = ("sentence", "said", *WEIGHED, "between_women", "with_services", "negative")
BEHIND_CLOSED_DOORS = ("money", "session")  # of a decision: for the review edition alone


# -- findings


def findings_for_review(material: Material) -> list[Row]:
    """All findings in their order, with the women behind each."""
    return [
        {
            **finding_row(finding, number),
            "strength": finding.strength,
            "themes": codes_of(finding, material),
            **_women_behind(set(codes_of(finding, material)), material.women),
        }
        for number, finding in enumerate(material.concluded.findings, start=1)
    ]


def finding_row(finding: Finding, number: int) -> Row:
    """What either edition has of a finding, but its strength and themes."""
    told = {name: getattr(finding, name) for name in TOLD}
    return {"key": str(finding.key), "number": number, **told}


def codes_of(finding: Finding, material: Counted) -> list[str]:
    """Codes of level 1, each once, in the order of the codebook."""
    about = material.concluded.about.get(finding.pk, ())
    roots = {material.roots[pk] for pk in about if pk in material.roots}
    return [theme.code for theme in sorted(roots, key=lambda theme: theme.order)]


def _women_behind(codes: set[str], women: list[Woman]) -> Row:
    """Who raised any of these, which way they came, and for whom somebody turned one down."""
    raised = [woman for woman in women if woman.themes & codes]
    channels = Counter(woman.channel for woman in raised)
    return {
        "women": len(raised),
        "channels": [{"key": key, "number": n} for key, n in channels.most_common()],
        "fits_not": sum(bool(woman.against & codes) for woman in women),
    }


# -- recommendations


def recommendations_for(material: Counted, findings: list[Row]) -> list[Row]:
    """Recommendations with the numbers that their findings have in this edition."""
    numbers = numbers_of(findings)
    return [
        {**_recommendation(r, number), "findings": _rests_on(r, material, numbers)}
        for number, r in enumerate(material.concluded.recommended, start=1)
    ]


def _recommendation(recommendation: Recommendation, number: int) -> Row:
    told = ("text", "decides", "scope", "equality")
    words = {name: getattr(recommendation, name) for name in told}
    return {"key": str(recommendation.key), "number": number, **words}


def _rests_on(
    recommendation: Recommendation, material: Counted, numbers: dict[str, int]
) -> list[int]:
    found = material.concluded
    there = found.rests_on.get(recommendation.pk, ())
    keys = (str(finding.key) for finding in found.findings if finding.pk in there)
    return sorted(numbers[key] for key in keys if key in numbers)


def numbers_of(rows: list[Row]) -> dict[str, int]:
    """Key → the number that it has in an edition."""
    return {row["key"]: row["number"] for row in rows}


# -- decisions


def decisions_for_review(
    material: Material, recommended: list[Row], held: Mapping[str, str]
) -> list[Row]:
    """All decisions, with money and the session that they came from; `held`: key of one that the
    public edition holds back → why."""
    numbers = numbers_of(recommended)
    return [
        {
            **decision_row(one, numbers),
            **{name: getattr(one, name) for name in BEHIND_CLOSED_DOORS},
            "held": held.get(str(one.key), ""),
        }
        for one in material.concluded.decisions
    ]


def decision_row(decision: PackDecision, numbers: dict[str, int]) -> Row:
    """What either edition has of a decision."""
    answers = decision.recommendation
    told = ("you_said", "answer", "what", "because", "owner", "board")
    return {
        "key": str(decision.key),
        **{name: getattr(decision, name) for name in told},
        "due_on": decision.due_on.isoformat() if decision.due_on else "",
        "moves": moves_of(decision),
        "theme": decision.theme.code if decision.theme else "",
        "recommendation": numbers.get(str(answers.key)) if answers else None,
    }
