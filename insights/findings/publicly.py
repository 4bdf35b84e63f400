"""What anyone may read of what a pack concludes, and what is held back: one rule for all of it.

It shows no more of women than the themes do (insights.suppression). While fewer than ten came since
the last version was published, what that one told stands as it was, or goes: anything new would
show that one of them came (decisions 0031, 0044).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.findings.held import Held, held_back, public_code, published_rows
from insights.findings.lines import (
    EARLY,
    WEIGHED,
    Row,
    codes_of,
    decision_row,
    finding_row,
    numbers_of,
    recommendations_for,
)
from insights.models import Finding, PackDecision
from insights.packs.material import Counted
from insights.suppression import Release, Words, public_line


@dataclass(frozen=True)
class Publicly:
    """Rows of the public edition; `held`: key of a decision that is not in it → why."""

    findings: list[Row]
    recommended: list[Row]
    decisions: list[Row]
    held: dict[str, Held]
    is_late: bool  # fewer than ten women came since the last version was published


def publicly(material: Counted, release: Release, *, is_late: bool) -> Publicly:
    """Work it out, of the counts that are released."""
    before = material.previous.editions["public"] if is_late and material.previous else None
    if before is None:
        findings = _findings(material, release)
        recommended = _recommended(material, findings)
        held = held_back(material, release, recommended, None)
    else:
        findings = _findings_as_they_were(material, before["findings"])
        recommended = _recommended_as_they_were(material, before, findings)
        sentences = [row["sentence"] for row in findings]
        held = held_back(material, release, recommended, sentences)
    decisions = _decisions(material, release, recommended, held)
    return Publicly(findings, recommended, decisions, held, is_late)


# -- findings


def _findings(material: Counted, release: Release) -> list[Row]:
    rows: list[Row] = []
    for finding in material.concluded.findings:
        codes = _shown_codes(finding, material, release)
        if codes and _may_be_public(finding):
            rows.append({**_finding(finding, len(rows) + 1), "themes": codes})
    return rows


def _findings_as_they_were(material: Counted, earlier: Sequence[Row]) -> list[Row]:
    kept = {str(f.key) for f in material.concluded.findings if _may_be_public(f)}
    rows = [row for row in earlier if row["key"] in kept]
    return [{**row, "number": number} for number, row in enumerate(rows, start=1)]


def _shown_codes(finding: Finding, material: Counted, release: Release) -> list[str]:
    """Its themes, if more than a few raised each; none otherwise. Beside a theme of many, the
    finding would tell what a few said of the other."""
    codes = codes_of(finding, material)
    small = [c for c in codes if public_line(release, c).words is Words.FEW_OR_NONE]
    return [] if small else codes


def _may_be_public(finding: Finding) -> bool:
    """One woman's account, and what nobody has weighed yet, stays among named people."""
    return finding.strength not in ("", Finding.Strength.SINGLE)


def _finding(finding: Finding, number: int) -> Row:
    row = {**finding_row(finding, number), "strength": finding.strength}
    if finding.strength == Finding.Strength.EMERGING:
        row |= {"strength": EARLY, **dict.fromkeys(WEIGHED, "")}
    return row


# -- recommendations


def _recommended(material: Counted, findings: list[Row]) -> list[Row]:
    """Those that rest on a finding which anyone may read."""
    resting = [row for row in recommendations_for(material, findings) if row["findings"]]
    return [{**row, "number": number} for number, row in enumerate(resting, start=1)]


def _recommended_as_they_were(material: Counted, before: Row, findings: list[Row]) -> list[Row]:
    """As they were published, on those of their findings that still stand."""
    kept = {str(one.key) for one in material.concluded.recommended}
    key_of = {row["number"]: row["key"] for row in before["findings"]}
    numbers = numbers_of(findings)
    rows: list[Row] = []
    for row in before["recommendations"]:
        keys = [key_of[number] for number in row["findings"]]
        rests_on = [numbers[key] for key in keys if key in numbers]
        if row["key"] in kept and rests_on:
            rows.append({**row, "number": len(rows) + 1, "findings": rests_on})
    return rows


# -- decisions


def _decisions(
    material: Counted, release: Release, recommended: list[Row], held: dict[str, Held]
) -> list[Row]:
    told, numbers = published_rows(material), numbers_of(recommended)
    return [
        {**decision_row(one, numbers), "theme": _code(one, material, release, told)}
        for one in material.concluded.decisions
        if str(one.key) not in held
    ]


def _code(decision: PackDecision, material: Counted, release: Release, told: dict[str, Row]) -> str:
    """Of its theme, where that may be told; else the one that was published of it."""
    shown = public_code(decision.theme, material, release) if decision.theme else ""
    before: str = told.get(str(decision.key), {}).get("theme", "")
    return shown or (before if decision.theme else "")
