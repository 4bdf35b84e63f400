"""Undoing a change of a codebook: exactly that, and nothing that people did since.

A value that is another one by now is left alone; what was added to a list meanwhile stays in it.
Codings go back where nobody decided anew. The version goes up: no two contents share one.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import user_may
from insights.codebook.changes import area_name, set_area_name
from insights.codebook.codings import put_back
from insights.codebook.making import put_after, renumber
from insights.codebook.models import CodebookChange
from insights.codebook.recording import (
    MOVES_CODINGS,
    NotPossible,
    begin,
    look_where_it_shows,
    raise_version,
    require_free_name,
    signatures_lapse,
)
from insights.findings.moving import put_back_conclusions
from insights.framework.remapping import put_summaries_back
from insights.models import Codebook, Theme
from insights.permissions import EDIT_CODEBOOKS
from insights.services.rows import forget_undecided

Kind = CodebookChange.Kind


@transaction.atomic
def undo_change(*, change: CodebookChange, by: User) -> None:
    """Undo a change, if it is the latest of those that touch the same themes.

    Raises PermissionDenied, OtherAreas, NotPossible.
    """
    work = begin(change.codebook, by)
    found = CodebookChange.objects.select_related("theme").get(pk=change.pk)
    if found.undone_on is not None:
        raise NotPossible(_("This was undone already."))
    if stands_in_the_way(found, later_changes(found)):
        raise NotPossible(
            _("“%s” was changed again since. Undo the later change first.") % found.theme
        )
    if found.kind == Kind.NAMED:
        _unname(found, by)
    else:
        # Locked first, so that nobody codes meanwhile with a theme that is retired by this.
        list(work.codebook.themes.select_for_update().filter(pk__in=list(found.themes)))
        put_back(found.codings, by)
        put_summaries_back(found.codings.get("summaries", {}), by)
        if found.theme.merged_into_id is not None:
            put_back_conclusions(found.codings, found.theme_id, found.theme.merged_into_id)
        _restore(work.codebook, found.themes)
        raise_version(work.codebook)
        found.version_undone = work.codebook.version
    found.undone_by, found.undone_on = by, timezone.localdate()
    found.save(update_fields=["undone_by", "undone_on", "version_undone"])
    if found.kind != Kind.NAMED:
        look_where_it_shows(work.codebook, found.themes)
    what = _("Undone: %(what)s") % {"what": f"{found.get_kind_display()}: “{found.theme}”."}
    signatures_lapse(work.codebook, by, what if found.kind in MOVES_CODINGS else "")


def later_changes(change: CodebookChange) -> list[CodebookChange]:
    """Changes of the codebook that were made after it and still hold."""
    rows = CodebookChange.objects.filter(codebook=change.codebook_id, undone_on=None)
    return list(rows.filter(pk__gt=change.pk).defer("codings"))


def stands_in_the_way(change: CodebookChange, later: list[CodebookChange]) -> bool:
    """Whether one of the later changes touches a theme that this one touched. A name in an area
    touches that name alone."""
    return any(set(change.themes) & set(other.themes) for other in later)


def _unname(change: CodebookChange, by: User) -> None:
    ((key, fields),) = change.themes.items()
    area = int(key.partition("@")[2])
    if not user_may(by, EDIT_CODEBOOKS, area):
        raise PermissionDenied("This is not one of your areas.")
    if area_name(change.theme, area) == {name: after for name, (_, after) in fields.items()}:
        set_area_name(change.theme, area, {name: before for name, (before, _) in fields.items()})


def _restore(codebook: Codebook, record: Mapping[str, Mapping[str, Any]]) -> None:
    """Put fields of themes back, then see that the codebook still holds together."""
    themes = {str(theme.pk): theme for theme in codebook.themes.filter(pk__in=list(record))}
    for key, theme in themes.items():
        back = {
            name: _back(getattr(theme, name), *values)
            for name, values in record[key].items()
            if name != "after"
        }
        for name, value in back.items():
            setattr(theme, name, value)
        theme.save(update_fields=list(back))
    for key, theme in themes.items():
        if "after" in record[key]:
            put_after(theme, record[key]["after"][0])
        if theme.status == Theme.Status.RETIRED:
            forget_undecided(theme.suggestions.all())
    renumber(codebook)
    for theme in codebook.themes.select_related("parent").filter(pk__in=list(record)):
        _require_sound(theme, set(record[str(theme.pk)]))


def _back(now: Any, before: Any, after: Any) -> Any:
    """The value before a change, unless it was changed again since."""
    if isinstance(before, list):
        brought = [one for one in after if one not in before]
        kept = [one for one in now if one not in brought]
        if sorted(kept) == sorted(before):
            return before  # in its old turn
        return [*kept, *(one for one in before if one not in after and one not in kept)]
    return before if now == after else now


def _require_sound(theme: Theme, changed: set[str]) -> None:
    """Raise NotPossible where undoing would leave a name twice, or a sub-theme without its place.
    Nothing is undone then."""
    parent = theme.parent
    if theme.status == Theme.Status.ACTIVE:
        if changed & {"name", "status"}:  # a file may have a name twice
            require_free_name(theme.codebook, theme.name, but=[theme.pk])
        if parent is not None and parent.status != Theme.Status.ACTIVE:
            raise NotPossible(_("The theme above “%s” is retired by now.") % theme)
    elif theme.children.filter(status=Theme.Status.ACTIVE).exists():
        raise NotPossible(_("“%s” has sub-themes in use by now: move those first.") % theme)
    if parent is not None and (parent.parent_id is not None or theme.children.exists()):
        raise NotPossible(_("“%s” has sub-themes of its own by now: move those first.") % theme)
