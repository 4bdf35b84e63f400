"""Undo on the bench: what she decided, pointed at and marked goes back to what it was a step ago.

A step is what it changed, in ids alone; the login keeps the last ones. One that
doesn't stand any more, since somebody or something changed it meanwhile, is not undone.
"""

import hashlib
import json
from typing import Any, TypedDict

from django.db import transaction

from accounts.models import User
from feedback.models import Response
from insights.models import Coding, Mark, Passage, Theme
from insights.notes.marking import set_mark
from insights.rigour.blind import blind_place
from insights.selectors.words import seal_of, texts_of
from insights.services.coding import (
    decide,
    hers_on,
    refuse_compared,
    require_parts,
    take_away,
)
from insights.services.recoding import suggestion_of


class State(TypedDict):
    """All that she decided on one response. JSON, without a word of anybody's."""

    seal: str  # of her words
    codings: dict[str, dict[str, Any]]  # by theme
    marks: list[str]


class Step(TypedDict):
    """What one thing that she did changed, as far as undoing needs it."""

    codings: dict[str, dict[str, Any] | None]  # by theme, as they were; None: there was none
    marks: dict[str, bool]  # by kind, as they were
    after: str  # says whether all is still as the step left it


class ChangedMeanwhile(ValueError):
    """What was done is not what stands there now."""


def state_of(parts: list[Response], by: User) -> State:
    """What she decided and pointed at, and what is marked."""
    codings = Coding.objects.filter(response__in=parts, coder=by, theme__merged_into=None)
    codings = codings.exclude(decision=Coding.Decision.AGREED).prefetch_related("passages")
    hidden = blind_place(parts, by) is not None
    marks = () if hidden else Mark.objects.filter(response__in=parts)
    return {
        "seal": seal_of(texts_of([part.pk for part in parts])),
        "codings": {
            str(coding.theme_id): {
                "response": coding.response_id,
                "decision": coding.decision,
                "suggested": coding.suggestion_id is not None,
                "version": coding.codebook_version,
                "on": coding.coded_on.isoformat(),
                "passages": [
                    [p.answer, p.start, p.end, p.in_translation] for p in coding.passages.all()
                ],
            }
            for coding in codings.order_by("theme_id")
        },
        "marks": sorted({mark.kind for mark in marks}),
    }


def step_between(before: State, after: State) -> Step | None:
    """The step from one state to the other; None where nothing changed."""
    old, new = before["codings"], after["codings"]
    was, now = set(before["marks"]), set(after["marks"])
    changed = [theme for theme in {**old, **new} if old.get(theme) != new.get(theme)]
    if not changed and was == now:
        return None
    return {
        "codings": {theme: old.get(theme) for theme in changed},
        "marks": {kind: kind in was for kind in sorted(was ^ now)},
        "after": _digest(after),
    }


@transaction.atomic
def put_back(*, response: Response, step: Step, by: User) -> list[Theme]:
    """Undo a step. Returns the themes that it was about.

    Raises ChangedMeanwhile where not all is as the step left it, and what the decisions raise: a
    theme that was retired meanwhile isn't given again.
    """
    parts = require_parts(response, by)
    if _digest(state_of(parts, by)) != step["after"]:
        raise ChangedMeanwhile("That has changed meanwhile.")
    themes = list(Theme.objects.filter(pk__in=step["codings"]).select_related("codebook"))
    if themes:
        refuse_compared(parts)
    for theme in themes:
        if row := step["codings"][str(theme.pk)]:
            _restore(parts, theme, row, by)
        else:
            take_away(hers_on(parts, theme, by), by)
    for kind, was in step["marks"].items():
        set_mark(response=parts[0], kind=Mark.Kind(kind), on=was, by=by)
    return themes


def _digest(state: State) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def _restore(parts: list[Response], theme: Theme, row: dict[str, Any], by: User) -> None:
    where = next((part for part in parts if part.pk == row["response"]), parts[0])
    suggestion = suggestion_of(parts, theme, by) if row["suggested"] else None
    coding = decide(where, theme, by, row["decision"], suggestion)
    Coding.objects.filter(pk=coding.pk).update(codebook_version=row["version"], coded_on=row["on"])
    coding.passages.all().delete()
    Passage.objects.bulk_create(
        Passage(coding=coding, answer=answer, start=start, end=end, in_translation=translated)
        for answer, start, end, translated in row["passages"]
    )
