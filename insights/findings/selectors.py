"""How far a draft's findings, recommendations and decisions are, as its screens show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from insights.findings.concluded import conclusions_of
from insights.findings.gaps import (
    gaps_of_decision,
    gaps_of_finding,
    gaps_of_recommendation,
    hints_of_decision,
    hints_of_finding,
)
from insights.models import Finding, FindingQuote, PackDecision, Recommendation, ReviewPack

Conclusion = Finding | Recommendation | PackDecision


@dataclass(frozen=True)
class Listed:
    """One of them in its list: what it lacks before signing, what is worth a second look, and why
    the public edition holds it back."""

    row: Conclusion
    gaps: list[str]
    hints: list[str]
    quotes: int = 0
    held: str = ""


@dataclass(frozen=True)
class Standing:
    """How many there are of each, and how many of those lack something."""

    findings: tuple[int, int]
    recommended: tuple[int, int]
    decisions: tuple[int, int]


def listed_findings(pack: ReviewPack) -> list[Listed]:
    """With how many quotes each is told."""
    quoted = list(
        FindingQuote.objects.filter(finding__pack=pack).values_list("finding_id", flat=True)
    )
    found = conclusions_of(pack)
    prefetch_related_objects(found.findings, "themes")  # they are named
    return [
        Listed(
            row,
            gaps_of_finding(row, found.about.get(row.pk, ())),
            hints_of_finding(row),
            quoted.count(row.pk),
        )
        for row in found.findings
    ]


def listed_recommendations(pack: ReviewPack) -> list[Listed]:
    found = conclusions_of(pack)
    prefetch_related_objects(found.recommended, "findings", "decisions")
    return [
        Listed(row, gaps_of_recommendation(row, found.rests_on.get(row.pk, ())), [])
        for row in found.recommended
    ]


def listed_decisions(pack: ReviewPack, held: Mapping[str, str]) -> list[Listed]:
    """`held`: key of one that the public edition holds back → why, and what frees it."""
    return [
        Listed(row, gaps_of_decision(row), hints_of_decision(row), held=held.get(str(row.key), ""))
        for row in conclusions_of(pack).decisions
    ]


def standing_of(pack: ReviewPack) -> Standing:
    """Of all three kinds, of what a page has read of them already."""
    found = conclusions_of(pack)
    gaps = (
        [gaps_of_finding(row, found.about.get(row.pk, ())) for row in found.findings],
        [gaps_of_recommendation(row, found.rests_on.get(row.pk, ())) for row in found.recommended],
        [gaps_of_decision(row) for row in found.decisions],
    )
    return Standing(*[(len(rows), sum(map(bool, rows))) for rows in gaps])
