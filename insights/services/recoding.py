"""Changing a decision into other themes in one step: one is a change, several are a split."""

from collections.abc import Collection, Mapping

from django.db import transaction

from accounts.models import User
from feedback.models import Response
from insights.models import Coding, Passage, Suggestion, Theme
from insights.notes.moving import give_passage
from insights.rigour.blind import blind_place
from insights.selectors.suggested import suggestions_for
from insights.services.coding import (
    ThemeNotOffered,
    decide,
    hers_on,
    refuse_compared,
    require_parts,
    take_away,
)
from insights.services.runs import learn_if_due


class NothingChosen(ValueError):
    """A decision is changed into something else than it is."""


@transaction.atomic
def recode(
    *,
    response: Response,
    theme: Theme,
    into: Collection[Theme],
    by: User,
    passages: Mapping[int, Collection[int]] | None = None,
) -> list[Coding]:
    """Change her decision on a theme, or a suggestion of it, into decisions on others.

    Where the machine suggested the theme, the suggestion stays and is turned down; where it
    suggested another one, that is accepted: both are kept. What she had added herself goes. The
    theme stays hers where `into` names it too. `passages` says to which themes (ids) each passage
    (id) goes; one that it doesn't name goes to all.

    Returns her decisions on the others. Raises PermissionDenied, Response.DoesNotExist,
    CodingCompared, ThemeNotOffered, NothingChosen, and Coding.DoesNotExist where there is nothing
    to change.
    """
    parts = require_parts(response, by)
    refuse_compared(parts)
    old = hers_on(parts, theme, by).order_by("pk").first()
    suggestion = suggestion_of(parts, theme, by)
    if old is None and suggestion is None:
        raise Coding.DoesNotExist("There is nothing to change.")
    others = [one for one in dict.fromkeys(into) if one != theme]
    if not others:
        raise NothingChosen("Choose another theme.")
    pointed = list(old.passages.all()) if old else []
    made = [_given(response, parts, one, by) for one in others]
    if theme in into:
        made.append(_given(response, parts, theme, by))
    _share(pointed, made, passages or {})
    if theme not in into:
        _let_go(parts, theme, by, suggestion)
    learn_if_due(consultation=response.version.form.consultation)
    return made[: len(others)]


def suggestion_of(parts: list[Response], theme: Theme, by: User) -> Suggestion | None:
    """What the machine suggests of a theme for these rows, as far as she is shown it."""
    if blind_place(parts, by) is not None:
        return None
    found = suggestions_for([part.pk for part in parts], theme.codebook)
    return next((one for one in found if one.theme_id == theme.pk), None)


def _given(response: Response, parts: list[Response], theme: Theme, by: User) -> Coding:
    """Her decision that a theme applies: the one that there is, or a new one."""
    there = hers_on(parts, theme, by).exclude(decision=Coding.Decision.REJECTED).first()
    if there is not None:
        return there
    if Theme.objects.filter(pk=theme.pk).exclude(status=Theme.Status.ACTIVE).exists():
        raise ThemeNotOffered(f"“{theme}” is retired.")
    suggestion = suggestion_of(parts, theme, by)
    if suggestion is not None:
        return decide(suggestion.response, theme, by, Coding.Decision.ACCEPTED, suggestion)
    return decide(response, theme, by, Coding.Decision.ADDED, None)


def _share(
    pointed: Collection[Passage],
    codings: Collection[Coding],
    chosen: Mapping[int, Collection[int]],
) -> None:
    for passage in pointed:
        wanted = chosen.get(passage.pk)
        give_passage(passage, [c for c in codings if wanted is None or c.theme_id in wanted])


def _let_go(parts: list[Response], theme: Theme, by: User, suggestion: Suggestion | None) -> None:
    if suggestion is not None:
        decide(suggestion.response, theme, by, Coding.Decision.REJECTED, suggestion)
    else:
        take_away(hers_on(parts, theme, by), by)
