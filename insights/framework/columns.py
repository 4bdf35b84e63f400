"""The columns of the matrix: themes of one axis, each with what stands in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import CaseSummary, Codebook, Coding, Theme
from insights.selectors.progress import POSITIVE
from insights.selectors.themes import themes_in


@dataclass(frozen=True)
class Column:
    """A theme. `holds` are the themes whose codings and summaries stand under it: itself, its
    sub-themes where they are folded, and what was merged into one of these."""

    theme: Theme
    holds: frozenset[int]


def themes_by_pk(codebook: Codebook) -> dict[int, Theme]:
    """All themes of a codebook in its order, retired and merged ones too."""
    return {theme.pk: theme for theme in themes_in(codebook.pk)}


def axes_of(themes: Mapping[int, Theme]) -> dict[str, str]:
    """Axes with a theme in use, code → name, in the order of the codebook."""
    in_use = (t for t in themes.values() if t.status == Theme.Status.ACTIVE)
    return {theme.axis: theme.axis_name for theme in in_use}


def columns_of(
    *,
    consultation: ConsultationPage,
    themes: Mapping[int, Theme],
    axis: str,
    with_subs: bool,
) -> list[Column]:
    """Themes of an axis in use, and retired ones that still hold something here. Without
    `with_subs`, sub-themes are folded into the theme above them. `themes` as themes_by_pk has
    them."""
    merged = merges_of(themes)
    shown = [t for t in themes.values() if t.axis == axis and t.pk not in merged]
    gone = [theme.pk for theme in shown if theme.status == Theme.Status.RETIRED]
    empty = set(gone) - _holding(consultation, gone) if gone else set()
    place = {t.pk: t.pk if with_subs else (t.parent_id or t.pk) for t in shown}
    holds: dict[int, set[int]] = {}
    for pk in themes:
        column = place.get(final(pk, merged))
        if column is not None:
            holds.setdefault(column, set()).add(pk)
    return [
        Column(theme, frozenset(holds[theme.pk]))
        for theme in shown
        if place[theme.pk] == theme.pk and theme.pk not in empty
    ]


def merges_of(themes: Mapping[int, Theme]) -> dict[int, int]:
    """Theme → the one that it was merged into."""
    return {pk: t.merged_into_id for pk, t in themes.items() if t.merged_into_id is not None}


def with_merged(theme: int, merged: Mapping[int, int]) -> list[int]:
    """A theme and all that was merged into it."""
    return [theme, *(pk for pk in merged if final(pk, merged) == theme)]


def final(theme: int, merged: Mapping[int, int]) -> int:
    """What a theme is by now, after the merges: {theme: the one that it was merged into}."""
    seen: set[int] = set()
    while theme in merged and theme not in seen:
        seen.add(theme)
        theme = merged[theme]
    return theme


def _holding(consultation: ConsultationPage, themes: Iterable[int]) -> set[int]:
    """Those of them that people gave here, or wrote summaries of."""
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by().values("pk")
    codings = Coding.objects.filter(POSITIVE, theme__in=themes, response__in=rows)
    summaries = CaseSummary.objects.filter(theme__in=themes, response__in=rows)
    return {
        theme
        for found in (codings.order_by(), summaries.order_by())
        for theme in found.values_list("theme", flat=True).distinct()
    }
