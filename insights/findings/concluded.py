"""What a draft concludes, read together: what is missing, hinted at, repeated, told and sealed all
look at it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Value

from core.once import once_a_page
from insights.findings.changed import with_published
from insights.models import Finding, PackDecision, Recommendation, ReviewPack

Links = Mapping[int, Collection[int]]
THEMES, FINDINGS = "themes", "findings"


@dataclass(frozen=True)
class Conclusions:
    """What a draft concludes, each kind in its order; which themes a finding is about, and which
    findings a recommendation rests on, by primary key."""

    findings: list[Finding]
    recommended: list[Recommendation]
    decisions: list[PackDecision]
    about: Links
    rests_on: Links


@once_a_page(lambda pack: pack.pk)
def conclusions_of(pack: ReviewPack) -> Conclusions:
    """Read it, in four queries at any size."""
    links = _links(pack)
    return Conclusions(
        list(pack.findings.all()),
        list(pack.recommended.all()),
        list(with_published(pack.decisions.select_related("theme", "recommendation"))),
        about=links[THEMES],
        rests_on=links[FINDINGS],
    )


def _links(pack: ReviewPack) -> dict[str, Links]:
    """Both kinds in one query."""
    of_findings = Finding.themes.through._default_manager.filter(finding__pack=pack)
    of_recommended = Recommendation.findings.through._default_manager.filter(
        recommendation__pack=pack
    )
    rows = of_findings.values_list(Value(THEMES), "finding_id", "theme_id").union(
        of_recommended.values_list(Value(FINDINGS), "recommendation_id", "finding_id"), all=True
    )
    found: dict[str, dict[int, set[int]]] = {THEMES: defaultdict(set), FINDINGS: defaultdict(set)}
    for kind, of, to in rows:
        found[kind][of].add(to)
    return {kind: dict(links) for kind, links in found.items()}
