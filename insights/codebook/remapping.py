"""Changes that move codings: merging a theme into another, splitting one into several.

Each may be undone (insights.codebook.undoing). They need the right to edit codebooks in every area
whose codings they would move (decision 0023).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from insights.codebook.changes import checked, take_out_of_use
from insights.codebook.codings import applying, areas_of, move_all, share_out
from insights.codebook.making import CUES, make_theme, put_after, renumber
from insights.codebook.models import CodebookChange
from insights.codebook.own_words import require_own_words
from insights.codebook.recording import (
    NotPossible,
    Work,
    begin,
    finish,
    require_free_name,
    require_reason_for_few,
    require_right_in,
)
from insights.findings.moving import move_conclusions
from insights.framework.remapping import carry_over, follow_split
from insights.models import Theme

FEWEST_PARTS = 2


@transaction.atomic
def merge_theme(*, theme: Theme, into: Theme, by: User, why: str = "") -> CodebookChange:
    """Make two themes one: codings, cues and sub-themes of the first become those of the second,
    and the first is retired.

    Raises PermissionDenied, OtherAreas, NotPossible.
    """
    work = begin(theme.codebook, by)
    gone, stays = work.fresh(theme), work.fresh(into)
    _require_mergeable(gone, stays)
    require_right_in(areas_of(applying(gone)), by)
    require_reason_for_few(gone, why)
    for child in gone.children.all():
        work.set(child, parent_id=stays.pk, axis=stays.axis, axis_name=stays.axis_name)
    renumber(work.codebook)
    work.codings = {
        **move_all(gone, stays),
        **move_conclusions(gone, stays),
        "summaries": carry_over(gone, stays, by),
    }
    work.set(stays, **{kind: _together(getattr(stays, kind), getattr(gone, kind)) for kind in CUES})
    take_out_of_use(work, gone)
    work.set(gone, merged_into_id=stays.pk)
    return finish(work, CodebookChange.Kind.MERGED, gone, why)


@transaction.atomic
def split_theme(
    *,
    theme: Theme,
    by: User,
    parts: Sequence[Mapping[str, Any]],
    below: bool,
    chosen: Mapping[int, Iterable[int]],
    retire: bool = False,
    why: str = "",
) -> list[Theme]:
    """Make several themes of one: `parts` are their fields, `below` puts them under it, else they
    stand beside it.

    `chosen` says for each coding, by its id, which parts it goes to, by their places; what it
    doesn't name stays. `retire` takes the old theme out of use. Raises PermissionDenied,
    OtherAreas, NotPossible.
    """
    work = begin(theme.codebook, by)
    old = work.fresh(theme)
    _require_splittable(old, parts, below=below, retire=retire)
    require_right_in(areas_of(applying(old)), by)
    work.touch(old)
    made = [_part(work, old, fields, below=below) for fields in parts]
    if not below:
        for one, before in zip(made, [old, *made], strict=False):
            put_after(one, before.pk)
    work.codings = share_out(old, made, chosen)
    work.codings["summaries"] = follow_split(old, made, by)
    if retire:
        take_out_of_use(work, old)
    finish(work, CodebookChange.Kind.SPLIT, old, why)
    return made


def _part(work: Work, old: Theme, fields: Mapping[str, Any], *, below: bool) -> Theme:
    stored = checked({"name": "", **fields})
    require_free_name(work.codebook, stored["name"])
    require_own_words(work.codebook, stored)
    parent = old if below else old.parent
    part = make_theme(work.codebook, (old.axis, old.axis_name), parent, stored)
    work.touch(part)["status"] = [Theme.Status.RETIRED.value, Theme.Status.ACTIVE.value]
    return part


def _require_mergeable(gone: Theme, stays: Theme) -> None:
    if gone == stays:
        raise NotPossible(_("Choose another theme than this one."), "into")
    if Theme.Status.RETIRED in (gone.status, stays.status):
        raise NotPossible(_("Both themes have to be in use."), "into")
    if stays.parent_id is not None and gone.children.exists():
        raise NotPossible(
            _("It has sub-themes, so it can only go into a theme on top of an axis."), "into"
        )


def _require_splittable(
    old: Theme, parts: Sequence[Mapping[str, Any]], *, below: bool, retire: bool
) -> None:
    if old.status != Theme.Status.ACTIVE:
        raise NotPossible(_("This theme is not in use."))
    if len(parts) < FEWEST_PARTS:
        raise NotPossible(_("Name two new themes at least."))
    names = [" ".join(part.get("name", "").split()).casefold() for part in parts]
    if len(set(names)) < len(names):
        raise NotPossible(_("Each new theme needs a name of its own."))
    if below and old.parent_id is not None:
        raise NotPossible(_("A sub-theme can't have sub-themes: put the new ones beside it."))
    if below and retire:
        raise NotPossible(_("A theme stays in use while it has sub-themes."))


def _together(mine: list[str], others: list[str]) -> list[str]:
    return list(dict.fromkeys([*mine, *others]))
