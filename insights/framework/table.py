"""The matrix as a file for the reading team: what stands in the cells, and none of her words.

Rows are shuffled and numbered for this file alone, as exports are: no id of ours leaves.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from random import SystemRandom

from django.utils.translation import gettext as _

from core.cells import safe_cell
from insights.framework.columns import Column
from insights.framework.selectors import Case, Cell
from insights.templatetags.theme_names import called


def csv_of(cases: Sequence[Case], columns: Sequence[Column], names: Mapping[int, str]) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet reads Welsh; nothing in it runs. Who downloads it
    gets no row of a woman whom she codes blind."""
    rows = [case for case in cases if not case.is_blind]
    SystemRandom().shuffle(rows)
    themes = [_header(column, names) for column in columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(safe_cell, [_("Case"), _("Came by"), *themes]))
    for number, case in enumerate(rows, start=1):
        cells = (_words(cell, names) for cell in case.cells)
        came_by = case.response.get_channel_display()
        writer.writerow([str(number), safe_cell(came_by), *map(safe_cell, cells)])
    return out.getvalue().encode("utf-8-sig", "replace")


def _header(column: Column, names: Mapping[int, str]) -> str:
    name = called(column.theme, names)
    above = column.theme.parent
    return f"{called(above, names)}: {name}" if above else name


def _words(cell: Cell, names: Mapping[int, str]) -> str:
    if cell.waits:
        return _("coded, not summarised yet")
    return "\n".join(
        one.text if one.theme_id == cell.theme_pk else f"{called(one.theme, names)}: {one.text}"
        for one in cell.summaries
    )
