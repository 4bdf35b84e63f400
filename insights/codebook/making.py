"""What a theme is made of: fields as they are stored, a code that no other has, a place."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from insights.codebook.files import LONGEST, LONGEST_CUE
from insights.models import Codebook, Theme

NAMES = ("name", "name_cy")
NOTES = ("description", "include", "exclude")
CUES = ("cues", "cues_cy")
EDITED = (*NAMES, *NOTES, *CUES, "examples")


class Unusable(ValueError):
    """A field that can't be stored; the message is for the person who typed it."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def usable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a theme as they are stored. Raises Unusable; KeyError for one that is none."""
    stored: dict[str, Any] = {}
    for name, value in fields.items():
        if name in NAMES:
            stored[name] = _name(value, name)
        elif name in NOTES:
            stored[name] = value.replace("\r\n", "\n").strip()
        elif name in (*CUES, "examples"):
            stored[name] = _lines(value, name)
        else:
            raise KeyError(name)
    return stored


def _name(value: str, field: str) -> str:
    name = " ".join(value.split())
    if not name and field == "name":
        raise Unusable(_("A theme needs a name."), field)
    if len(name) > LONGEST["name"]:
        raise Unusable(
            _("The name is longer than %(most)s characters.") % {"most": LONGEST["name"]}, field
        )
    return name


def _lines(values: Iterable[str], field: str) -> list[str]:
    """Each once, without empty ones. A cue needs a letter or a digit: it is looked for as words."""
    lines = [line for line in (" ".join(value.split()) for value in values) if line]
    for line in lines if field in CUES else []:
        if not any(sign.isalnum() for sign in line):
            raise Unusable(_("“%s” has no letter in it.") % line, field)
        if len(line) > LONGEST_CUE:
            raise Unusable(
                _("“%(cue)s…” is too long for a cue: %(most)s characters at most.")
                % {"cue": line[:40], "most": LONGEST_CUE},
                field,
            )
    return list(dict.fromkeys(lines))


def free_code(codebook: Codebook, above: str, name: str) -> str:
    """A code in the manner of ours ("need.evening_groups") that no theme has. `above` is the code
    of the theme above it, or its axis."""
    own = slugify(name).replace("-", "_") or "theme"
    base = f"{above[: LONGEST['code'] // 2]}.{own}"[: LONGEST["code"] - 4]
    taken = set(codebook.themes.values_list("code", flat=True))
    codes = [base, *(f"{base}_{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in codes if code not in taken)


def make_theme(
    codebook: Codebook, axis: tuple[str, str], parent: Theme | None, fields: Mapping[str, Any]
) -> Theme:
    """A theme at the end of its axis, or of the theme above it."""
    above = parent.code if parent else axis[0]
    theme = Theme.objects.create(
        codebook=codebook,
        axis=axis[0],
        axis_name=axis[1],
        parent=parent,
        code=free_code(codebook, above, fields["name"]),
        order=_last(codebook) + 1,
        **fields,
    )
    renumber(codebook)
    return theme


def siblings(theme: Theme) -> list[int]:
    """Ids of the themes that stand beside it under the same theme or axis, itself among them."""
    beside = Theme.objects.filter(codebook=theme.codebook_id, parent=theme.parent_id)
    if theme.parent_id is None:
        beside = beside.filter(axis=theme.axis)
    return list(beside.order_by("order", "pk").values_list("pk", flat=True))


def stands_after(theme: Theme) -> int | None:
    """The id of the theme before it among its siblings; none where it is the first."""
    beside = siblings(theme)
    place = beside.index(theme.pk)
    return beside[place - 1] if place else None


def put_after(theme: Theme, after: int | None) -> None:
    """Give it the place after this sibling, or the first. One that isn't beside it any more counts
    as none."""
    beside = [pk for pk in siblings(theme) if pk != theme.pk]
    if not beside:
        return renumber(theme.codebook)
    # From the end, so that what it brings from another axis doesn't put its new axis first.
    Theme.objects.filter(pk=theme.pk).update(order=_last(theme.codebook) + 1)
    place = beside.index(after) + 1 if after in beside else 0
    beside.insert(place, theme.pk)
    return renumber(theme.codebook, {pk: number for number, pk in enumerate(beside)})


def _last(codebook: Codebook) -> int:
    return codebook.themes.aggregate(last=Max("order"))["last"] or 0


def renumber(codebook: Codebook, places: Mapping[int, int] | None = None) -> None:
    """Number all themes anew: axis by axis, each theme before its sub-themes. `places` says how
    some siblings stand among themselves."""
    themes = list(codebook.themes.order_by("order", "pk"))
    axes: dict[str, int] = {}
    for theme in (one for one in themes if one.parent_id is None):
        axes.setdefault(theme.axis, len(axes))
    numbers = {theme.pk: number for number, theme in enumerate(themes)}
    if places:  # they share the numbers that they have, in another turn
        free = sorted(numbers[pk] for pk in places)
        for pk, place in places.items():
            numbers[pk] = free[place]

    def key(theme: Theme) -> tuple[int, int, int, int]:
        top = theme.parent_id or theme.pk
        return axes[theme.axis], numbers[top], int(theme.parent_id is not None), numbers[theme.pk]

    moved = []
    for number, theme in enumerate(sorted(themes, key=key)):
        if theme.order != number:
            theme.order = number
            moved.append(theme)
    Theme.objects.bulk_update(moved, ["order"], batch_size=200)
