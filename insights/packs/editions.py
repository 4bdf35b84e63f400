"""The two editions of a pack, worked out from its material: data only, no wording.

Review: exact numbers for named people. Public: nothing but what insights.suppression lets through.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from feedback.models import Channel
from feedback.uses import Use
from insights.bodies import told
from insights.bodies.told import Heard, heard_next
from insights.findings.lines import (
    Row,
    decisions_for_review,
    findings_for_review,
    recommendations_for,
)
from insights.findings.publicly import Publicly, publicly
from insights.models import ReviewPack, Theme
from insights.packs.material import Counted, Material
from insights.packs.method import told_in_public
from insights.packs.quotes import Quote, edition_quotes
from insights.packs.raised import STAGE as STAGE
from insights.packs.raised import Woman
from insights.rigour.quiet import QUIET_BELOW
from insights.suppression import (
    Release,
    Words,
    brings_new,
    next_release,
    public_line,
    public_parts,
    public_total,
)

Edition = dict[str, Any]


def build(material: Material) -> dict[str, Any]:
    """Both editions, and the exact counts behind the public one for the next pack to start from."""
    now = _count(material)
    release, public = released_from(material)
    heard = heard_next(heard_by(material.previous), material.bodies)
    only = None
    if public.is_late and material.previous:
        only = {q["response"] for q in material.previous.editions["public"]["quotes"]}
    return {
        "review": _review_edition(material, now, public),
        "public": _public_edition(material, release, public, only, heard),
        "release": {
            "total": release.total,
            "counts": release.counts,
            "heard": {"keys": sorted(heard.keys), "counts": heard.counts},
        },
    }


def released_from(counted: Counted) -> tuple[Release, Publicly]:
    """The counts to publish from, and what anyone may read of what the pack concludes. With fewer
    than ten new women a new quote, finding or decision, or new words of one, would show that one of
    them came."""
    before = released_by(counted.previous)
    release = next_release(before, _count(counted))
    return release, publicly(counted, release, is_late=not brings_new(before, release))


def released_by(pack: ReviewPack | None) -> Release | None:
    """The counts behind what a pack published."""
    stored = pack.editions.get("release") if pack else None
    return Release(stored["total"], stored["counts"]) if stored else None


def heard_by(pack: ReviewPack | None) -> Heard | None:
    """Bodies without a name whose words stand behind what a pack published."""
    stored = pack.editions.get("release", {}).get("heard") if pack else None
    return Heard(frozenset(stored["keys"]), stored["counts"]) if stored else None


def _count(material: Counted) -> Release:
    """Women by theme, channel and language, one way each."""
    counts = Counter({theme.code: 0 for theme in material.themes})
    counts.update(code for woman in material.women for code in woman.themes)
    counts.update({f"channel:{channel}": 0 for channel in Channel.values})
    counts.update(f"channel:{woman.channel}" for woman in material.women)
    counts.update(f"language:{woman.language}" for woman in material.women)
    return Release(len(material.women), dict(counts))


def _common(material: Material, edition: str) -> Edition:
    """What both editions say: about the consultation, and what staff wrote."""
    pack, page = material.pack, material.pack.consultation
    return {
        "edition": edition,
        "title": page.title,
        "area": page.area.name,
        "stage": page.journey_stage,
        "purpose": page.purpose,
        "opens_on": page.opens_on.isoformat(),
        "closes_on": page.closes_on.isoformat(),
        "reply_by": page.reply_by.isoformat(),
        "questions": material.questions,
        "summary": pack.summary,
        "missing_voices": pack.missing_voices,
        "taken_to": pack.taken_to,
        "limits": pack.limits,
        "tensions": pack.tensions,
        "codebook": str(material.codebook or ""),
        **({"signed_by": "", "checked_by": ""} if edition == "public" else _signers(pack)),
        "signed_on": pack.signed_on.isoformat() if pack.signed_on else "",
    }


def _signers(pack: ReviewPack) -> dict[str, str]:
    """Names of staff: for the review edition alone."""
    signed_by = pack.signed_by.name if pack.signed_by else ""
    return {"signed_by": signed_by, "checked_by": pack.checked_by}


def by_axis(themes: list[Theme]) -> list[tuple[str, str, list[Theme]]]:
    """Themes of level 1 in groups: axis, its name, its themes."""
    groups = groupby(sorted(themes, key=lambda t: (t.order, t.pk)), key=lambda t: t.axis)
    found = [(axis, list(group)) for axis, group in groups]
    return [(axis, group[0].axis_name, group) for axis, group in found]


def _numbers(material: Material, findings: list[Row]) -> dict[int, int]:
    """Finding → the number that it has in an edition."""
    numbers = {row["key"]: row["number"] for row in findings}
    keys = ((finding.pk, str(finding.key)) for finding in material.concluded.findings)
    return {pk: numbers[key] for pk, key in keys if key in numbers}


# -- review


def _review_edition(material: Material, now: Release, public: Publicly) -> Edition:
    axes = [
        {"axis": axis, "name": name, "rows": _exact_rows(themes, now)}
        for axis, name, themes in by_axis(material.themes)
    ]
    quiet = _quiet_rows(material, now)
    silent = {row["code"] for row in quiet if not row["is_kept"]}
    codes = {theme.code for theme in material.themes} - silent
    findings = findings_for_review(material)
    recommended = recommendations_for(material, findings)
    return {
        **_common(material, "review"),
        "total": now.total,
        "channels": _exact_parts(now, "channel"),
        "languages": _exact_parts(now, "language"),
        "axes": axes,
        "matrices": _matrices(material),
        "quiet": quiet,
        "findings": findings,
        "recommendations": recommended,
        "decisions": decisions_for_review(material, recommended, public.held),
        "said_by_no_one": [t.name for t in material.themes if not now.counts[t.code]],
        "quotes": edition_quotes(
            material, Use.DESIGN_TEAM, codes=codes, numbers=_numbers(material, findings)
        ),
        "bodies": told.told_in_review(material.bodies, _told_themes(material)),
        "method": material.method,
        "channel_responses": dict(material.channels),
        "engines": material.engines,
        "codebook_versions": material.versions,
    }


def _quiet_rows(material: Material, now: Release) -> list[dict[str, Any]]:
    """Themes that few women raised, and what was decided on each: named whatever it was."""
    return [
        {
            "code": theme.code,
            "name": theme.name,
            "number": now.counts[theme.code],
            "is_kept": theme.code not in material.left_out,
            "why": material.left_out.get(theme.code, ""),
        }
        for theme in material.themes
        if 0 < now.counts[theme.code] < QUIET_BELOW
    ]


def _exact_rows(themes: list[Theme], now: Release) -> list[dict[str, Any]]:
    """Themes that anybody spoke of, most said first."""
    said = sorted((t for t in themes if now.counts[t.code]), key=lambda t: -now.counts[t.code])
    return [
        {
            "code": theme.code,
            "name": theme.name,
            "name_cy": theme.name_cy,
            "number": now.counts[theme.code],
            "share": round(100 * now.counts[theme.code] / now.total),
        }
        for theme in said
    ]


def _exact_parts(now: Release, kind: str) -> list[dict[str, Any]]:
    """Counts of one kind, largest first: [{"key", "number"}]."""
    found = [(k.partition(":")[2], n) for k, n in now.counts.items() if k.startswith(f"{kind}:")]
    return [{"key": key, "number": n} for key, n in sorted(found, key=lambda p: -p[1]) if n]


def _matrices(material: Material) -> list[dict[str, Any]]:
    """Each axis against the stages of the journey: women whose words carry both codes."""
    axes = {axis: (name, themes) for axis, name, themes in by_axis(material.themes)}
    if STAGE not in axes:
        return []
    pairs = _pairs(material.women)
    columns_name, columns = axes.pop(STAGE)
    return [
        {
            "rows_name": name,
            "columns_name": columns_name,
            "columns": [column.name for column in columns],
            "rows": _matrix_rows(themes, columns, pairs),
        }
        for name, themes in axes.values()
    ]


def _pairs(women: list[Woman]) -> Counter[tuple[str, str]]:
    return Counter((a, b) for woman in women for a in woman.themes for b in woman.themes)


def _matrix_rows(
    themes: list[Theme], columns: list[Theme], pairs: Counter[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Rows that anybody said; the last number is of all women who said it, at any stage or none."""
    return [
        {
            "name": theme.name,
            "name_cy": theme.name_cy,
            "cells": [pairs[theme.code, column.code] for column in columns],
            "number": pairs[theme.code, theme.code],
        }
        for theme in themes
        if pairs[theme.code, theme.code]
    ]


# -- public


def _public_edition(
    material: Material,
    release: Release,
    public: Publicly,
    only: set[int] | None,
    heard: Heard,
) -> Edition:
    codes = _public_codes(material, release)
    return {
        **_common(material, "public"),
        "total": public_total(release),
        "channels": _public_parts(release, "channel", Channel.values),
        "how": told_in_public(material.method),
        "axes": [
            {
                "axis": axis,
                "name": name,
                "rows": _public_rows(themes, release),
            }
            for axis, name, themes in by_axis(material.themes)
        ],
        "findings": public.findings,
        "recommendations": public.recommended,
        "decisions": public.decisions,
        "quotes": edition_quotes(
            material,
            Use.PUBLIC,
            codes=codes,
            numbers=_numbers(material, public.findings),
            only=only,
        ),
        "bodies": told.told_in_public(material.bodies, _told_themes(material), heard),
    }


def _told_themes(material: Material) -> list[told.Theme]:
    """All themes of level 1 in the codebook's order: women may have raised others than bodies."""
    roots = {theme.pk: theme for theme in material.roots.values()}
    ordered = sorted(roots.values(), key=lambda theme: (theme.order, theme.pk))
    return [told.Theme(theme.code, theme.name, theme.name_cy) for theme in ordered]


def _public_codes(material: Material, release: Release) -> set[str]:
    """Themes that may be quoted in public: a quote must not show what "a few or none" hides."""
    codes = [theme.code for theme in material.themes]
    return {c for c in codes if public_line(release, c).words is not Words.FEW_OR_NONE}


def _public_rows(themes: list[Theme], release: Release) -> list[dict[str, Any]]:
    """Every theme in use. One that was retired stands only where more than a few raised it: that a
    few did would show by its being there at all."""
    rows = [(theme, _public_row(theme, release)) for theme in themes]
    kept = [
        row
        for theme, row in rows
        if theme.status == Theme.Status.ACTIVE or row["words"] != Words.FEW_OR_NONE
    ]
    return sorted(kept, key=largest_first)


def _public_row(theme: Theme, release: Release) -> dict[str, Any]:
    line = public_line(release, theme.code)
    return {
        "code": theme.code,
        "name": theme.name,
        "name_cy": theme.name_cy,
        "words": line.words.value,
        "number": line.number,
        "share": line.share,
    }


def largest_first(row: dict[str, Any]) -> tuple[int, bool, int]:
    """By words, then by number, else in the codebook's order. A line that has no number where
    others have one is above the total, so it leads."""
    number: int | None = row["number"]
    return list(Words).index(Words(row["words"])), number is not None, -(number or 0)


def _public_parts(release: Release, kind: str, keys: list[str]) -> list[dict[str, Any]]:
    """Every channel there is, so that a new line never shows that somebody came that way."""
    parts = public_parts(release, [f"{kind}:{key}" for key in keys])
    return [{"key": key, "number": parts[f"{kind}:{key}"]} for key in keys]


def quotes_of(editions: dict[str, Any], names: Sequence[str]) -> list[Quote]:
    """Every quote of the editions with these names, for taking words back."""
    return [q for name in names if name in editions for q in editions[name]["quotes"]]
