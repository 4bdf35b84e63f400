"""Tables in a Word document: a first row that is marked and repeated, and names for both."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from insights.packs.blocks import Block
from insights.packs.files.paper import HAIR, SOFT, TEXT_WIDTH

LEVELS = ("FFFFFF", "E3EFEC", "BFDCD6", "8FC2B9", "5FA79D")  # as pack.typ has them
FIRST, NUMBERS = 4.6, 3.4  # centimetres
HEAD_HEIGHT = 4.4
SMALL = 9.0


def add_bars(paper: Any, block: Block, *, title: str) -> None:
    """Names and numbers. The bars are in the picture."""
    head = (block["head"], _("Women"))
    rows = [(row["name"], row["label"]) for row in block["rows"]]
    table = _new_table(paper, [head, *rows], title=title, says=block["caption"])
    _set_widths(table, [TEXT_WIDTH - NUMBERS, NUMBERS])
    for row in table.rows:
        row.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_matrix(paper: Any, block: Block, *, title: str) -> None:
    """Themes by stages: more women, darker. The names of stages stand upright."""
    head = (block["corner"], *block["columns"], block["total_head"])
    rows = [
        (row["name"], *(cell["text"] for cell in row["cells"]), row["number"])
        for row in block["rows"]
    ]
    table = _new_table(paper, [head, *rows], title=title, says=block["caption"])
    narrow = (TEXT_WIDTH - FIRST) / (len(head) - 1)
    _set_widths(table, [FIRST, *[narrow] * (len(head) - 1)])
    _stand_up(table.rows[0])
    for made, row in zip(table.rows[1:], block["rows"], strict=True):
        for cell, number in zip(made.cells[1:], [*row["cells"], {"level": 0}], strict=True):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            _fill(cell, LEVELS[number["level"]])
    for cell in (cell for row in table.rows for cell in row.cells):
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(SMALL)


def _new_table(paper: Any, lines: Sequence[Sequence[str]], *, title: str, says: str) -> Any:
    table = paper.add_table(rows=len(lines), cols=len(lines[0]))
    table.style = paper.styles["Table Grid"]
    table.autofit = False
    _name(table, title, says)
    for place, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, words) in enumerate(zip(row.cells, line, strict=True)):
            made = cell.paragraphs[0]
            made.style = paper.styles["Pack cell"]
            made.add_run(words).font.bold = place == 0 or column == 0
            if place == 0:
                _fill(cell, SOFT)
    paper.add_paragraph(style="Pack hint")
    return table


def _name(table: Any, title: str, says: str) -> None:
    """What a screen reader says of it, which row and column are heads, and thin lines."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HAIR)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.find(qn("w:tblLayout")).addprevious(borders)  # in the order of the schema
    for name, words in (("w:tblCaption", title), ("w:tblDescription", says)):
        if words:
            made = OxmlElement(name)
            made.set(qn("w:val"), words)
            properties.append(made)


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _fill(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _stand_up(row: Any) -> None:
    """Names of columns from below to above, so that twelve fit a page."""
    row.height, row.height_rule = Cm(HEAD_HEIGHT), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell in row.cells[1:]:
        upright = OxmlElement("w:textDirection")
        upright.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(upright)
