"""Which decisions the public edition holds back, why, and what frees them (decision 0044).

A decision answers what women said, so it may show no more than its theme does (design §11.8).
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from insights.models import PackDecision, Theme
from insights.packs.material import Counted
from insights.suppression import Release, Words, public_line

Row = dict[str, Any]


class Held(StrEnum):
    """Why one is held back."""

    FEW = "few"  # its theme is one that a few or none spoke of, in what is released
    UNTOLD = "untold"  # its recommendation rests on no finding that anyone may read
    LATE = "late"  # new, while fewer than ten women came: it would show that one did


WORDS: dict[str, LazyText] = {
    Held.FEW: _(
        "Held back: in what is released, fewer than ten women spoke of its theme. It goes public "
        "in the first version after ten more did."
    ),
    Held.UNTOLD: _(
        "Held back: its recommendation rests on no finding that anyone may read. It goes public "
        "with the first of these findings that does."
    ),
    Held.LATE: _(
        "Held back: fewer than ten women came since the last version, so a new decision would show "
        "that one did. It goes public in the first version after ten more; or now, if “You said” "
        "is a finding that was published, word for word."
    ),
}


def held_words(why: str) -> str:
    """Why it is held back and what frees it, for staff and reviewers."""
    return str(WORDS[Held(why)])


def held_back(
    material: Counted, release: Release, recommended: list[Row], sentences: Collection[str] | None
) -> dict[str, Held]:
    """Key → why, of those that are. `recommended`: what the public edition recommends; `sentences`:
    the findings that stand as they were published, where too few women came for anything new.

    What was published stays: women were promised to hear what came of it.
    """
    told, shown = published_rows(material), {row["key"] for row in recommended}
    found = {}
    for decision in material.concluded.decisions:
        key = str(decision.key)
        why = None if key in told else _why(decision, material, release, shown, sentences)
        if why:
            found[key] = why
    return found


def published_rows(material: Counted) -> dict[str, Row]:
    """Decisions as the last version published them, by their keys."""
    before = material.previous.editions["public"] if material.previous else {}
    return {row["key"]: row for row in before.get("decisions", ())}


def _why(
    decision: PackDecision,
    material: Counted,
    release: Release,
    shown: Collection[str],
    sentences: Collection[str] | None,
) -> Held | None:
    if decision.recommendation and str(decision.recommendation.key) not in shown:
        return Held.UNTOLD
    if decision.theme and not public_code(decision.theme, material, release):
        return Held.FEW
    if sentences is not None and not _is_told(decision.you_said, sentences):
        return Held.LATE
    return None


def public_code(theme: Theme, material: Counted, release: Release) -> str:
    """The code of the theme of level 1 that it belongs to, if more than a few raised that."""
    root = material.roots.get(theme.pk)
    if root is None or public_line(release, root.code).words is Words.FEW_OR_NONE:
        return ""
    return root.code


def _is_told(said: str, sentences: Collection[str]) -> bool:
    return " ".join(said.split()) in {" ".join(sentence.split()) for sentence in sentences}
