"""How far two people agree, worked out anew by NLTK from what stands in the database."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance

from insights.models import Coding, Sample, Theme
from tests.journeys.coding.walker import Walker

GIVEN = ("accepted", "added")
Sides = dict[int, tuple[set[int], set[int]]]  # response → what the first and the second gave


@dataclass(frozen=True)
class Shown:
    """A line of the comparison as the page has it: numbers, and words where there is none."""

    first: str
    second: str
    percent: str
    kappa: str
    alpha: str


def both_codings(sample: Sample) -> Sides:
    """A sub-theme says the theme above it too."""
    found: Sides = {pk: (set(), set()) for pk in sample.members.values_list("response", flat=True)}
    rows = Coding.objects.filter(response__in=found, decision__in=GIVEN)
    for row in rows.select_related("theme"):
        side = found[row.response_id][row.coder_id == sample.second_id]
        side.add(row.theme_id)
        if row.theme.parent_id:
            side.add(row.theme.parent_id)
    return found


def lines_of(me: Walker) -> dict[str, Shown]:
    """Axis and theme → the line. The number alone, without its interval."""
    found: dict[str, Shown] = {}
    for table in me.tab.locator("table.agreement").all():
        axis = table.locator("caption").inner_text().partition(":")[0]
        for row in table.locator("tbody tr").all():
            cells = [re.sub(r"\s+", " ", cell) for cell in row.locator("th, td").all_inner_texts()]
            numbers = [cell.partition("(")[0].strip() for cell in cells[1:6]]
            found[f"{axis}: {cells[0].strip()}"] = Shown(*[*numbers, *[""] * 5][:5])
    return found


def check(me: Walker, sample: Sample) -> int:
    """Each number of the page is NLTK's. Returns how many themes had a kappa."""
    sides, lines = both_codings(sample), lines_of(me)
    names: dict[str, list[Theme]] = defaultdict(list)
    for theme in Theme.objects.select_related("parent"):
        name = f"{theme.parent.name}: {theme.name}" if theme.parent else theme.name
        names[f"{theme.axis_name}: {name}"].append(theme)
    measured = 0
    for name, line in lines.items():
        (theme,) = names[name]
        measured += _check_theme(line, [(theme.pk in a, theme.pk in b) for a, b in sides.values()])
    used = {pk for pair in sides.values() for side in pair for pk in side}
    assert used <= {theme.pk for name in lines for theme in names[name]}
    shown = me.tab.locator(".facts dd").inner_text().partition("(")[0]
    assert near(shown, _masi(sides)), (shown, _masi(sides))
    return measured


def _check_theme(line: Shown, pairs: list[tuple[bool, bool]]) -> bool:
    first, second = (sum(pair[side] for pair in pairs) for side in (0, 1))
    assert (line.first, line.second) == (str(first), str(second))
    if not first and not second:
        assert (line.percent, line.kappa, line.alpha) == ("not used",) * 3
        return False
    assert near(line.percent, 100 * sum(a == b for a, b in pairs) / len(pairs), digits=0)
    if all(a and b for a, b in pairs):
        assert (line.kappa, line.alpha) == ("given to all",) * 2
        return False
    task = AnnotationTask(
        data=[
            (who, str(item), pair[side])
            for item, pair in enumerate(pairs)
            for side, who in enumerate(("first", "second"))
        ]
    )
    assert near(line.kappa, task.kappa()), (line, task.kappa())
    assert near(line.alpha, task.alpha()), (line, task.alpha())
    return True


def _masi(sides: Sides) -> float:
    """Over whole sets of themes of the first level; no theme at all is a set too."""
    tops = set(Theme.objects.filter(parent=None).values_list("pk", flat=True))
    data = [
        (who, str(item), frozenset(pair[side] & tops) or frozenset({0}))
        for item, pair in enumerate(sides.values())
        for side, who in enumerate(("first", "second"))
    ]
    return float(AnnotationTask(data=data, distance=masi_distance).alpha())


def near(shown: str, value: float, digits: int = 2) -> bool:
    """Whether a page shows this number, rounded."""
    return math.isclose(float(shown), value, abs_tol=0.5 * 10**-digits + 1e-9)
