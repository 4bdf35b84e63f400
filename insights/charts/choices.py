"""What a chart shall show, as an address asks for it. What can't be understood is left out."""

from collections.abc import Sequence

from django.http import QueryDict

from insights.charts.maps import Axis
from insights.charts.tally import Tally
from insights.models import Theme
from insights.packs.editions import STAGE

MOST, USUAL = 8, 4  # pictures on a page; those that nobody asked for


def themes_asked(asked: QueryDict, themes: Sequence[Theme], tally: Tally) -> list[Theme]:
    """Themes named by `theme=ID`, eight at most; without any, the four given most that say what and
    not where."""
    wanted = set(asked.getlist("theme"))
    if chosen := [theme for theme in themes if str(theme.pk) in wanted]:
        return chosen[:MOST]
    given = tally.given()
    what = [theme for theme in themes if theme.axis != STAGE] or list(themes)
    most = sorted((t for t in what if given[t.pk]), key=lambda theme: -given[theme.pk])[:USUAL]
    return [theme for theme in themes if theme in most]


def axes_asked(asked: QueryDict, axes: Sequence[Axis]) -> tuple[Axis, Axis]:
    """Rows and columns by `rows=AXIS` and `columns=AXIS`; at first, the first axis against the one
    of the journey's stages. A codebook of one axis stands against itself."""
    by_key = {axis.key: axis for axis in axes}
    stages = by_key.get(STAGE, axes[-1])
    first = next((axis for axis in axes if axis is not stages), stages)
    rows = by_key.get(asked.get("rows", ""), first)
    return rows, by_key.get(asked.get("columns", ""), stages)


def only_asked(asked: QueryDict, axes: Sequence[Axis], shown: tuple[Axis, Axis]) -> Theme | None:
    """The theme of another axis that all women shall have, by `only=ID`."""
    wanted = asked.get("only", "")
    others = [theme for axis in axes if axis not in shown for theme in axis.themes]
    return next((theme for theme in others if str(theme.pk) == wanted), None)
