"""The map: how many women were coded with a theme of one axis and a theme of another, at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from insights.charts.tally import Tally
from insights.models import Theme

LEVELS = 4  # of shading, beside none
MOST = 30  # rows, and columns: those given most; a flat list of themes may be long


@dataclass(frozen=True)
class Axis:
    """An axis of a codebook, with its themes of level 1 in order."""

    key: str
    name: str
    themes: list[Theme]


@dataclass(frozen=True)
class Cell:
    """Women coded with all of `themes`; how dark it is, from 0 for none to 4; the length of its
    bar, 0 to 100."""

    women: int
    level: int
    share: float
    themes: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """A theme, its cell in each column, and all women coded with it in whatever column or none."""

    theme: Theme
    cells: list[Cell]
    all: Cell


@dataclass(frozen=True)
class ThemeMap:
    """`coded` women are the base: of those with the theme of `only`, if there is one. What nobody
    said stands beside, so that no table is full of noughts; `left` are themes that it has no room
    for. `steps` say what each shade stands for: level, from, to."""

    rows: Axis
    columns: Axis
    only: Theme | None
    coded: Cell
    heads: list[tuple[Theme, Cell]]
    lines: list[Row]
    unsaid: list[Theme]
    left: list[Theme]
    steps: list[tuple[int, int, int]]

    @property
    def is_of_one_axis(self) -> bool:
        """Whether themes of one axis stand against each other."""
        return self.rows.key == self.columns.key


def axes_of(themes: Sequence[Theme]) -> list[Axis]:
    """The axes of a codebook's themes, in order."""
    axes: dict[str, Axis] = {}
    for theme in themes:
        axes.setdefault(theme.axis, Axis(theme.axis, theme.axis_name, [])).themes.append(theme)
    return list(axes.values())


def map_of(tally: Tally, rows: Axis, columns: Axis, only: Theme | None = None) -> ThemeMap:
    """Two axes against each other, of all coded women or of those with one more theme. An axis
    against itself counts women with both themes; on its diagonal, all with the one."""
    coded, single, pairs = _count(tally, only)
    fixed = (only.pk,) if only else ()
    said_rows, left_rows = _most_given(rows.themes, single)
    said_columns, left_columns = _most_given(columns.themes, single)
    darkest = max(
        (pairs[r.pk, c.pk] for r in said_rows for c in said_columns if r.pk != c.pk), default=0
    )

    def cell(women: int, *themes: int) -> Cell:
        level = min(_level(women, darkest), LEVELS)
        share = min(100.0, round(100 * women / darkest, 1)) if darkest else 0.0
        return Cell(women, level, share, (*dict.fromkeys((*themes, *fixed)),))

    both = list({theme.pk: theme for theme in (*rows.themes, *columns.themes)}.values())
    return ThemeMap(
        rows=rows,
        columns=columns,
        only=only,
        coded=cell(coded),
        heads=[(theme, cell(single[theme.pk], theme.pk)) for theme in said_columns],
        lines=[
            Row(
                theme,
                [cell(pairs[theme.pk, other.pk], theme.pk, other.pk) for other in said_columns],
                cell(single[theme.pk], theme.pk),
            )
            for theme in said_rows
        ],
        unsaid=[theme for theme in both if not single[theme.pk]],
        left=list({theme.pk: theme for theme in (*left_rows, *left_columns)}.values()),
        steps=_steps(darkest),
    )


def _count(tally: Tally, only: Theme | None) -> tuple[int, Counter[int], Counter[tuple[int, int]]]:
    """Women coded at all, by theme, and by pair of themes; a theme with itself is the theme."""
    coded = 0
    single: Counter[int] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    sets: Counter[frozenset[int]] = Counter()
    for kind, women in tally.kinds.items():
        if kind.themes and (only is None or only.pk in kind.themes):
            sets[kind.themes] += women
    for themes, women in sets.items():
        coded += women
        for one in themes:
            single[one] += women
            for other in themes:
                pairs[one, other] += women
    return coded, single, pairs


def _most_given(themes: Sequence[Theme], single: Counter[int]) -> tuple[list[Theme], list[Theme]]:
    """Themes that anybody was coded with, in their order: the most given, and those left over."""
    said = [theme for theme in themes if single[theme.pk]]
    most = {theme.pk for theme in sorted(said, key=lambda theme: -single[theme.pk])[:MOST]}
    return [t for t in said if t.pk in most], [t for t in said if t.pk not in most]


def _level(women: int, darkest: int) -> int:
    """0 for none, and a level for each quarter of the largest number."""
    return -(-women * LEVELS // darkest) if darkest else 0


def _steps(darkest: int) -> list[tuple[int, int, int]]:
    """Which numbers each level stands for; levels that no number falls to are left out."""
    found: dict[int, list[int]] = {}
    for women in range(1, darkest + 1):
        found.setdefault(_level(women, darkest), []).append(women)
    return [(level, numbers[0], numbers[-1]) for level, numbers in found.items()]
