"""The two editions of a pack, worked out from its material: data only, no wording.

Review: exact numbers for named people. Public: nothing but what insights.suppression lets through.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from feedback.models import Channel
from feedback.uses import Use
from insights.models import PackDecision, ReviewPack, Theme
from insights.packs.material import Material, Woman, Words
from insights.packs.quotes import Quote, choose_quotes, quiet_and_loud
from insights.rigour.quiet import QUIET_BELOW
from insights.suppression import Release, next_release, public_line, public_parts, public_total
from insights.suppression import Words as ShareWords

STAGE = "stage"  # the axis that is the columns of a matrix: where in her journey
Edition = dict[str, Any]


def build(material: Material) -> dict[str, Any]:
    """Both editions, and the exact counts behind the public one for the next pack to start from."""
    now = _count(material)
    before = released_by(material.previous)
    release = next_release(before, now)
    words = material.quotable[Use.PUBLIC]
    if before is not None and release.total == before.total and material.previous:
        # fewer than ten new women: a new quote would show that one of them came
        earlier = {q["response"] for q in material.previous.editions["public"]["quotes"]}
        words = [w for w in words if w.response in earlier]
    return {
        "review": _review_edition(material, now),
        "public": _public_edition(material, release, words),
        "release": {"total": release.total, "counts": release.counts},
    }


def released_by(pack: ReviewPack | None) -> Release | None:
    """The counts behind what a pack published."""
    stored = pack.editions.get("release") if pack else None
    return Release(stored["total"], stored["counts"]) if stored else None


def _count(material: Material) -> Release:
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
        "recommendations": pack.recommendations,
        "codebook": str(material.codebook or ""),
        "decisions": [_decision(d) for d in material.decisions],
        **({"signed_by": "", "checked_by": ""} if edition == "public" else _signers(pack)),
        "signed_on": pack.signed_on.isoformat() if pack.signed_on else "",
    }


def _signers(pack: ReviewPack) -> dict[str, str]:
    """Names of staff: for the review edition alone."""
    signed_by = pack.signed_by.name if pack.signed_by else ""
    return {"signed_by": signed_by, "checked_by": pack.checked_by}


def _decision(decision: PackDecision) -> dict[str, str]:
    return {
        "you_said": decision.you_said,
        "answer": decision.answer,
        "what": decision.what,
        "because": decision.because,
        "owner": decision.owner,
        "due_on": decision.due_on.isoformat() if decision.due_on else "",
        "theme": decision.theme.code if decision.theme else "",
    }


def by_axis(themes: list[Theme]) -> list[tuple[str, str, list[Theme]]]:
    """Themes of level 1 in groups: axis, its name, its themes."""
    groups = groupby(sorted(themes, key=lambda t: (t.order, t.pk)), key=lambda t: t.axis)
    found = [(axis, list(group)) for axis, group in groups]
    return [(axis, group[0].axis_name, group) for axis, group in found]


def _leave_out(material: Material) -> set[int]:
    return set(material.pack.left_out)


def _quotable_codes(material: Material) -> list[str]:
    """Themes that say what, not where; a codebook of stages alone has only those."""
    what = [theme.code for theme in material.themes if theme.axis != STAGE]
    return what or [theme.code for theme in material.themes]


# -- review


def _review_edition(material: Material, now: Release) -> Edition:
    axes = [
        {"axis": axis, "name": name, "rows": _exact_rows(themes, now)}
        for axis, name, themes in by_axis(material.themes)
    ]
    quiet = _quiet_rows(material, now)
    silent = {row["code"] for row in quiet if not row["is_kept"]}
    codes = [code for code in _quotable_codes(material) if code not in silent]
    order = quiet_and_loud({code: now.counts[code] for code in codes})
    return {
        **_common(material, "review"),
        "total": now.total,
        "channels": _exact_parts(now, "channel"),
        "languages": _exact_parts(now, "language"),
        "axes": axes,
        "matrices": _matrices(material),
        "quiet": quiet,
        "said_by_no_one": [t.name for t in material.themes if not now.counts[t.code]],
        "quotes": choose_quotes(
            material, material.quotable[Use.DESIGN_TEAM], order, _leave_out(material)
        ),
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


def _public_edition(material: Material, release: Release, words: list[Words]) -> Edition:
    return {
        **_common(material, "public"),
        "total": public_total(release),
        "channels": _public_parts(release, "channel", Channel.values),
        "axes": [
            {
                "axis": axis,
                "name": name,
                "rows": sorted((_public_row(t, release) for t in themes), key=_by_number),
            }
            for axis, name, themes in by_axis(material.themes)
        ],
        "quotes": choose_quotes(
            material, words, _public_codes(material, release), _leave_out(material)
        ),
    }


def _public_codes(material: Material, release: Release) -> list[str]:
    """Themes that may be quoted in public: a quote must not show what "a few or none" hides."""
    codes = _quotable_codes(material)
    return [c for c in codes if public_line(release, c).words is not ShareWords.FEW_OR_NONE]


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


def _by_number(row: dict[str, Any]) -> tuple[int, int]:
    """Largest first; lines without a number by their words, then in the codebook's order."""
    order = ["many", "some", "few", "few_or_none"]
    return -(row["number"] or 0), order.index(row["words"])


def _public_parts(release: Release, kind: str, keys: list[str]) -> list[dict[str, Any]]:
    """Every channel there is, so that a new line never shows that somebody came that way."""
    parts = public_parts(release, [f"{kind}:{key}" for key in keys])
    return [{"key": key, "number": parts[f"{kind}:{key}"]} for key in keys]


def quotes_of(editions: dict[str, Any], names: Sequence[str]) -> list[Quote]:
    """Every quote of the editions with these names, for taking words back."""
    return [q for name in names if name in editions for q in editions[name]["quotes"]]
