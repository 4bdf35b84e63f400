"""A theme is merged into another: what drafts of packs conclude goes along, and back.

What was signed stays as it was signed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from insights.models import Finding, PackDecision, ReviewPack, Theme

_OF_A_DRAFT = {"pack__status": ReviewPack.Status.DRAFT}


def move_conclusions(theme: Theme, into: Theme) -> dict[str, list[int]]:
    """Findings and decisions of drafts that are about a theme are about the other one from then on.
    The record says which were moved; `both` are findings that were about both already."""
    findings = Finding.objects.filter(**_OF_A_DRAFT, themes=theme)
    both = set(findings.filter(pk__in=into.findings.values("pk")).values_list("pk", flat=True))
    found = list(findings)
    for finding in found:
        finding.themes.remove(theme)
        finding.themes.add(into)
    decisions = PackDecision.objects.filter(**_OF_A_DRAFT, theme=theme)
    ids = list(decisions.values_list("pk", flat=True))
    PackDecision.objects.filter(pk__in=ids).update(theme=into)
    return {
        "decisions": ids,
        "findings": [finding.pk for finding in found],
        "findings_of_both": sorted(both),
    }


def put_back_conclusions(record: Mapping[str, Any], theme: int, now: int) -> None:
    """The other way, as far as it still stands."""
    decisions = PackDecision.objects.filter(**_OF_A_DRAFT, theme=now)
    decisions.filter(pk__in=record.get("decisions", [])).update(theme=theme)
    both: Sequence[int] = record.get("findings_of_both", [])
    moved = Finding.objects.filter(**_OF_A_DRAFT, themes=now, pk__in=record.get("findings", []))
    for finding in list(moved):
        finding.themes.add(theme)
        if finding.pk not in both:
            finding.themes.remove(now)
