"""Changes of single themes: added, edited, moved, retired, taken back into use, named in an area.

Who may edit codebooks in an area where the codebook is used may make them (decision 0023). Each
raises PermissionDenied, and NotPossible with words for the person who asked.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import user_may
from core.models import Area
from insights.codebook.making import Unusable, make_theme, put_after, stands_after, usable
from insights.codebook.models import CodebookChange, ThemeName
from insights.codebook.own_words import require_own_words
from insights.codebook.recording import (
    NotPossible,
    Work,
    begin,
    finish,
    require_free_name,
    require_reason_for_few,
)
from insights.models import Codebook, Theme
from insights.permissions import EDIT_CODEBOOKS
from insights.services.rows import forget_undecided

Kind = CodebookChange.Kind


@transaction.atomic
def add_theme(
    *,
    codebook: Codebook,
    by: User,
    axis: str = "",
    parent: Theme | None = None,
    why: str = "",
    **fields: Any,
) -> Theme:
    """Add a theme to an axis, or under another theme, whose axis it then has."""
    work = begin(codebook, by)
    stored = checked({"name": "", **fields})
    require_free_name(work.codebook, stored["name"])
    require_own_words(work.codebook, stored)
    above = _can_be_above(work, parent) if parent else None
    place = (above.axis, above.axis_name) if above else _axis(work.codebook, axis)
    theme = make_theme(work.codebook, place, above, stored)
    work.touch(theme)["status"] = [Theme.Status.RETIRED.value, Theme.Status.ACTIVE.value]
    finish(work, Kind.ADDED, theme, why)
    return theme


@transaction.atomic
def edit_theme(*, theme: Theme, by: User, why: str = "", **fields: Any) -> CodebookChange | None:
    """Change what a theme says. None, and no new version, where that is what it says already."""
    work = begin(theme.codebook, by)
    found = work.fresh(theme)
    stored = checked(fields)
    new = stored.get("name", found.name)
    if new.casefold() != found.name.casefold():
        require_free_name(work.codebook, new, but=[found.pk])
    changed = {name: value for name, value in stored.items() if value != getattr(found, name)}
    require_own_words(work.codebook, changed)
    work.set(found, **stored)
    if not work.touch(found):
        return None
    return finish(work, Kind.EDITED, found, why)


@transaction.atomic
def move_theme(
    *,
    theme: Theme,
    by: User,
    parent: Theme | None = None,
    axis: str = "",
    after: Theme | None = None,
    why: str = "",
) -> CodebookChange | None:
    """Put a theme under another one, or on top of an axis (its own where none is named), behind
    `after`, or first. None where it stands there already."""
    work = begin(theme.codebook, by)
    found = work.fresh(theme)
    above = _can_be_above(work, parent) if parent else None
    if above is not None and (above == found or found.children.exists()):
        raise NotPossible(
            _("A theme with sub-themes stays on top: there are two levels only."), "parent"
        )
    if above is not None:  # below another it is no voice of its own any more
        require_reason_for_few(found, why)
    place = (above.axis, above.axis_name) if above else _axis(work.codebook, axis or found.axis)
    before = stands_after(found)
    with_it = list(found.children.all())
    new_parent = above.pk if above else None
    work.set(found, parent_id=new_parent, axis=place[0], axis_name=place[1])
    for child in with_it:  # they go along to another axis
        if child.axis != place[0]:
            work.set(child, axis=place[0], axis_name=place[1])
    put_after(found, after.pk if after else None)
    now = stands_after(found)
    if now != before or work.touch(found):
        work.touch(found)["after"] = [before, now]
        return finish(work, Kind.MOVED, found, why)
    return None


@transaction.atomic
def retire_theme(*, theme: Theme, by: User, why: str = "") -> CodebookChange:
    """Take a theme out of use. Its codings stay and count; nothing new is coded with it."""
    work = begin(theme.codebook, by)
    found = work.fresh(theme)
    require_reason_for_few(found, why)
    take_out_of_use(work, found)
    return finish(work, Kind.RETIRED, found, why)


@transaction.atomic
def restore_theme(*, theme: Theme, by: User, why: str = "") -> CodebookChange:
    """Take a retired theme back into use. What a merge moved stays where it is: undoing the merge
    brings that back."""
    work = begin(theme.codebook, by)
    found = work.fresh(theme)
    if found.status == Theme.Status.ACTIVE:
        raise NotPossible(_("This theme is in use."))
    if found.parent and found.parent.status != Theme.Status.ACTIVE:
        raise NotPossible(_("The theme above it is retired: take that back into use first."))
    require_free_name(work.codebook, found.name, but=[found.pk])
    work.set(found, status=Theme.Status.ACTIVE.value, merged_into_id=None)
    return finish(work, Kind.RESTORED, found, why)


@transaction.atomic
def name_in_area(
    *, theme: Theme, area: Area, by: User, name: str, name_cy: str = "", why: str = ""
) -> CodebookChange | None:
    """Say what an area calls a theme; an empty name takes that back. Codes and counts are those of
    the one codebook, so its version stays. None where it is called so already."""
    if not user_may(by, EDIT_CODEBOOKS, area):
        raise PermissionDenied("This is not one of your areas.")
    work = begin(theme.codebook, by)
    found = work.fresh(theme)
    wanted = {"name": "", "name_cy": ""}
    if name.strip():
        wanted = checked({"name": name, "name_cy": name_cy})
        require_own_words(work.codebook, wanted)
        _require_clear(found, area, wanted["name"])
    elif name_cy.strip():
        raise NotPossible(_("Give the name in English too."), "name")
    before = area_name(found, area.pk)
    if before == wanted:
        return None
    set_area_name(found, area.pk, wanted)
    noted = {key: [before[key], wanted[key]] for key in wanted}
    work.themes[f"{found.pk}@{area.pk}"] = noted
    return finish(work, Kind.NAMED, found, why)


def area_name(theme: Theme, area: int) -> dict[str, str]:
    """What an area calls a theme, as a record has it."""
    names = theme.names.filter(area=area).first()
    return {"name": names.name if names else "", "name_cy": names.name_cy if names else ""}


def set_area_name(theme: Theme, area: int, names: dict[str, str]) -> None:
    """Write it, or take it away where it is empty."""
    if names["name"]:
        ThemeName.objects.update_or_create(theme=theme, area_id=area, defaults=names)
    else:
        theme.names.filter(area=area).delete()


def checked(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as they are stored. Raises NotPossible."""
    try:
        return usable(fields)
    except Unusable as error:
        raise NotPossible(str(error), error.field) from error


def take_out_of_use(work: Work, theme: Theme) -> None:
    """Retire a theme within a change. What was suggested and nobody decided on goes."""
    if theme.status != Theme.Status.ACTIVE:
        raise NotPossible(_("This theme is not in use."))
    if theme.children.filter(status=Theme.Status.ACTIVE).exists():
        raise NotPossible(_("It has sub-themes in use: move, merge or retire those first."))
    work.set(theme, status=Theme.Status.RETIRED.value)
    forget_undecided(theme.suggestions.all())


def _axis(codebook: Codebook, axis: str) -> tuple[str, str]:
    axes = dict(codebook.themes.values_list("axis", "axis_name"))
    if axis not in axes:
        raise NotPossible(_("Choose an axis of this codebook, or a theme above it."), "parent")
    return axis, axes[axis]


def _can_be_above(work: Work, parent: Theme) -> Theme:
    above = work.fresh(parent)
    if above.parent_id is not None or above.status != Theme.Status.ACTIVE:
        raise NotPossible(_("Choose a theme in use that is on top of its axis."), "parent")
    return above


def _require_clear(theme: Theme, area: Area, name: str) -> None:
    """Raise NotPossible if another theme goes by this name in the area."""
    others = theme.codebook.themes.filter(status=Theme.Status.ACTIVE).exclude(pk=theme.pk)
    named = ThemeName.objects.filter(area=area, theme__in=others, name__iexact=name)
    plain = others.filter(name__iexact=name).exclude(names__area=area)
    if named.exists() or plain.exists():
        raise NotPossible(_("Another theme goes by the name “%s” here.") % name, "name")
