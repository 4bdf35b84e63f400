"""What was changed in a codebook, by whom and why; and two of its versions side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Area
from insights.codebook.models import CodebookChange
from insights.codebook.undoing import stands_in_the_way
from insights.codebook.versions import parts_of
from insights.models import Codebook, Theme

Kind = CodebookChange.Kind
LABELS = {
    "name": gettext_lazy("Name"),
    "name_cy": gettext_lazy("Name in Welsh"),
    "description": gettext_lazy("What it covers"),
    "include": gettext_lazy("What belongs here"),
    "exclude": gettext_lazy("What doesn't belong here"),
    "cues": gettext_lazy("Cues"),
    "cues_cy": gettext_lazy("Cues in Welsh"),
    "examples": gettext_lazy("Examples"),
    "axis_name": gettext_lazy("Axis"),
    "parent_id": gettext_lazy("Under"),
    "after": gettext_lazy("Stands after"),
    "status": gettext_lazy("Status"),
    "merged_into_id": gettext_lazy("Merged into"),
}
OF_THEMES = {"parent_id", "after", "merged_into_id"}


@dataclass(frozen=True)
class Difference:
    """One field of a theme, before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ThemeDifference:
    """What became of one theme, and in which sort of changes."""

    theme: str
    what: list[str]
    fields: list[Difference]


@dataclass
class Step:
    """One change as the history shows it."""

    change: CodebookChange
    themes: list[ThemeDifference]
    moved: int  # codings
    may_be_undone: bool


@dataclass
class _Sum:
    """Changes of one theme, taken together: field → value before the first, after the last."""

    what: dict[str, None] = field(default_factory=dict)
    fields: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, what: str, fields: Mapping[str, list[Any]], *, back: bool) -> None:
        """Add one more change, or the undoing of one."""
        self.what[what] = None
        for name, (before, after) in fields.items():
            first, last = (after, before) if back else (before, after)
            self.fields[name] = [self.fields.get(name, [first])[0], last]


def steps(codebook: Codebook, changes: Iterable[CodebookChange]) -> list[Step]:
    """These changes with all that a page says of them: three questions for all."""
    holding = CodebookChange.objects.filter(codebook=codebook, undone_on=None)
    standing = list(holding.defer("codings"))  # those may be ids of thousands
    names = _Names(codebook)
    found = []
    for change in changes:
        later = [other for other in standing if other.pk > change.pk]
        found.append(
            Step(
                change=change,
                themes=[
                    names.told(key, [str(change.get_kind_display())], fields)
                    for key, fields in change.themes.items()
                    if fields
                ],
                moved=sum(
                    len(g["ids"])
                    for g in change.codings.get("changes", ())
                    if g["field"] == "theme"
                ),
                may_be_undone=change.undone_on is None and not stands_in_the_way(change, later),
            )
        )
    return found


def versions(codebook: Codebook) -> list[str]:
    """Versions that changes brought or followed, the oldest first, and the one that it has now."""
    rows = CodebookChange.objects.filter(codebook=codebook).exclude(kind=Kind.NAMED).order_by("pk")
    columns = ("version_before", "version_after", "version_undone")
    known = [version for row in rows.values_list(*columns) for version in row if version]
    bases: dict[str, int] = {}
    for version in [*known, codebook.version]:
        bases.setdefault(parts_of(version)[0], len(bases))

    def turn(version: str) -> tuple[int, int]:
        base, number = parts_of(version)
        return bases[base], number

    return sorted({*known, codebook.version}, key=turn)


def differences(codebook: Codebook, old: str, new: str) -> list[ThemeDifference]:
    """What people changed between two versions, a theme at a time. What was made and undone in
    between is no difference; what was made before and undone in between is told as undone."""
    turns = {version: number for number, version in enumerate(versions(codebook))}
    between = range(turns[old] + 1, turns[new] + 1)
    sums: dict[str, _Sum] = {}
    rows = CodebookChange.objects.filter(codebook=codebook).exclude(kind=Kind.NAMED).order_by("pk")
    for change in rows.defer("codings"):
        made = turns[change.version_after] in between
        undone = bool(change.version_undone) and turns[change.version_undone] in between
        if made == undone:
            continue
        what = str(change.get_kind_display())
        if undone:
            what = _("Undone: %(what)s") % {"what": what}
        for key, fields in change.themes.items():
            sums.setdefault(key, _Sum()).add(what, fields, back=undone)
    names = _Names(codebook)
    told = [names.told(key, list(one.what), one.fields) for key, one in sums.items()]
    return sorted(told, key=lambda one: one.theme.casefold())


class _Names:
    """Values of a record in words."""

    def __init__(self, codebook: Codebook) -> None:
        self.themes = dict(codebook.themes.values_list("pk", "name"))
        self.areas = dict(Area.objects.values_list("pk", "name"))

    def told(self, key: str, what: list[str], fields: Mapping[str, list[Any]]) -> ThemeDifference:
        theme, _at, area = key.partition("@")
        name = self.themes.get(int(theme), "")
        if area:
            name = f"{name} ({self.areas.get(int(area), '')})"
        return ThemeDifference(
            theme=name,
            what=what,
            fields=[
                Difference(str(label), *(self._said(field, value) for value in fields[field]))
                for field, label in LABELS.items()
                if field in fields and fields[field][0] != fields[field][1]
            ],
        )

    def _said(self, field: str, value: Any) -> str:
        if field in OF_THEMES:
            return self.themes.get(value, "") if value else ""
        if field == "status":
            return str(Theme.Status(value).label)
        return ", ".join(value) if isinstance(value, list) else str(value)
