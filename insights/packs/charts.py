"""Pictures beside the tables of a pack: what they show, in numbers from 0 to 1 and in a sentence.

The table holds every number and is what a screen reader reads; a picture says in its other text
what it shows, and no more. The page draws them as SVG, files by charts.typ.
"""

from math import sqrt
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from consultations.models import Decision
from insights.packs.blocks import Block

Chart = dict[str, Any]
LEFT, COLUMN, ROW, HEAD, BIGGEST = 240.0, 58.0, 34.0, 185.0, 15.0  # of the map, in its own units
WIDTH, BAR = 640.0, 34.0  # of the split of answers
LONGEST, UPRIGHT = 36, 30  # signs of a line of a name
LINE, MOST_LINES = 14.0, 2  # of a name; a longer one is cut, and the table has it whole


def with_charts(document: dict[str, Any]) -> dict[str, Any]:
    """The same document with a "chart" in each block that is a table of numbers."""
    blocks = [block for part in document["parts"] for block in part["blocks"]]
    for number, block in enumerate(blocks, start=1):
        draw = DRAWN.get(block["kind"])
        if draw and (chart := draw(block)):
            block["chart"] = {"id": f"chart-{number}", "kind": block["kind"], **chart}
    return document


def _bars(block: Block) -> Chart | None:
    """Bars stand in the table itself on the page, and beside it in a file for Word."""
    rows = [row for row in block["rows"] if row["share"] is not None]
    if not rows:
        return None
    longest = max(rows, key=lambda row: row["share"])
    told = _("Bars, one for each line of the table. The longest: %(name)s, %(number)s.")
    return _said(block, told % {"name": longest["name"], "number": longest["label"]})


def _matrix(block: Block) -> Chart | None:
    numbers = [[int(cell["text"]) for cell in row["cells"]] for row in block["rows"]]
    most = max((number for row in numbers for number in row), default=0)
    if not most:
        return None
    dots = [
        {"row": y, "column": x, "part": round(sqrt(number / most), 3)}
        for y, row in enumerate(numbers)
        for x, number in enumerate(row)
        if number
    ]
    y, x = next((y, row.index(most)) for y, row in enumerate(numbers) if most in row)
    told = _(
        "Circles on a grid: the larger, the more women spoke of a theme at a place of the "
        "journey. The largest: %(row)s, %(column)s, %(number)d."
    )
    largest = {"row": block["rows"][y]["name"], "column": block["columns"][x], "number": most}
    names = {"rows": [row["name"] for row in block["rows"]], "columns": block["columns"]}
    return {**_said(block, told % largest), **names, "dots": dots, "svg": _map(names, dots)}


def _map(names: dict[str, list[str]], dots: list[dict[str, Any]]) -> Chart:
    """Where the parts of the map stand on a page."""

    def x(column: int) -> float:
        return LEFT + COLUMN * (column + 0.5)

    def y(row: int) -> float:
        return HEAD + ROW * (row + 0.5)

    right = LEFT + COLUMN * len(names["columns"])
    foot = HEAD + ROW * len(names["rows"])
    return {
        "width": right + 100,
        "height": foot + 6,
        "right": right,
        "left": LEFT,
        "foot": foot,
        "head": HEAD,
        "columns": [
            {"lines": _lines(n, UPRIGHT, last=-4), "x": x(i)}
            for i, n in enumerate(names["columns"])
        ],
        "rows": [
            {"lines": _lines(n, LONGEST, middle=5), "y": y(i)} for i, n in enumerate(names["rows"])
        ],
        "dots": [
            {"x": x(d["column"]), "y": y(d["row"]), "r": round(2 + BIGGEST * d["part"], 1)}
            for d in dots
        ],
    }


def _split(block: Block) -> Chart | None:
    """How the answers to what women said split up: done, in part, not."""
    codes = [item["code"] for item in block["items"]]
    if not codes:
        return None
    found = [(answer, codes.count(answer.value)) for answer in Decision.Answer]
    parts, at = [], 0.0
    for answer, number in found:
        if number:
            share = number / len(codes)
            label = {"label": str(answer.label), "number": number, "code": answer.value}
            place = {"x": round(WIDTH * at, 1), "width": round(WIDTH * share, 1)}
            parts.append({**label, "share": round(share, 4), **place})
            at += share
    told = _("One bar of all decisions, split by the answer: %(parts)s.")
    named = ", ".join(f"{part['label']}: {part['number']}" for part in parts)
    chart = {"title": _("How the answers split"), "alt": told % {"parts": named}}
    return {**chart, "parts": parts, "svg": {"width": WIDTH, "height": BAR}}


def _said(block: Block, shows: str) -> Chart:
    """What a picture is called, and what stands in its place."""
    rest = _("Every number is in the table.")
    return {"title": block["title"], "alt": f"{shows} {rest}"}


def _lines(
    name: str, most: int, *, middle: float = 0.0, last: float | None = None
) -> list[dict[str, Any]]:
    """A name in lines of at most so many signs, each with its distance from where the name stands:
    around it, or up from the last."""
    lines = wrap(name, most, max_lines=MOST_LINES, placeholder="…", break_on_hyphens=False) or [""]
    first = middle - LINE * (len(lines) - 1) / 2
    if last is not None:
        first = last - LINE * (len(lines) - 1)
    return [{"text": line, "dy": first + LINE * place} for place, line in enumerate(lines)]


DRAWN = {"bars": _bars, "matrix": _matrix, "decisions": _split}
