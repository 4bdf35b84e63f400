"""The sheet that a pack is written on in Word: styles, language, head and foot of each page."""

from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Arial"
TEAL, CLAY, INK, QUIET = "17595A", "A24A26", "22292B", "4C5553"
SOFT, HAIR = "EFE8DB", "CFC4B2"
TEXT_WIDTH = 17.0  # centimetres: A4 without its margins
# name → size, colour, bold, space before and after; of styles that Word has, and of our own
STYLES: dict[str, tuple[float, str, bool, float, float]] = {
    "Normal": (12, INK, False, 0, 8),
    "Title": (24, INK, True, 0, 6),
    "Heading 1": (17, TEAL, True, 24, 8),
    "Heading 2": (13.5, INK, True, 16, 6),
    "Heading 3": (12, TEAL, True, 14, 4),
    "List Bullet": (12, INK, False, 0, 4),
    "Quote": (12, INK, False, 8, 0),
    "Header": (9.5, QUIET, False, 0, 0),
    "Footer": (9.5, QUIET, False, 0, 0),
    "Pack lead": (14, INK, False, 0, 8),
    "Pack hint": (10.5, QUIET, False, 0, 6),
    "Pack note": (12, INK, False, 8, 10),
    "Pack mark": (11, CLAY, True, 0, 6),
    "Pack cell": (10, INK, False, 1, 1),
}
OUR_OWN = tuple(name for name in STYLES if name.startswith("Pack "))


def new_paper(document: dict[str, Any], *, language: str) -> Paper:
    """An empty A4 document in the house's styles, with the mark on each page."""
    paper = Document()
    _forget_the_template(paper, language)
    for name in OUR_OWN:
        paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = paper.styles["Normal"]
    for name, values in STYLES.items():
        _set_style(paper.styles[name], *values)
    _shade(paper.styles["Pack note"].element.get_or_add_pPr(), SOFT)
    _line_beside(paper.styles["Quote"])
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    _head(section.header.paragraphs[0], document)
    _foot(section.footer.paragraphs[0], document)
    return paper


def _forget_the_template(paper: Paper, language: str) -> None:
    """Language of the whole document; away with sessions that edited the template."""
    for lang in paper.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    for mark in list(paper.styles.element.iter(qn("w:rsid"))):
        mark.getparent().remove(mark)
    for element in paper.element.iter():
        for name in [name for name in element.attrib if "}rsid" in name]:
            del element.attrib[name]
    settings = paper.settings.element
    for name in ("w:rsids", "w:savePreviewPicture", "w:proofState"):
        for found in list(settings.iter(qn(name))):
            settings.remove(found)
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), language)
        found.attrib.pop(qn("w:eastAsia"), None)
    for found in [e for e in settings if e.tag.endswith("}docId")]:
        settings.remove(found)


def _set_style(
    style: Any, size: float, colour: str, bold: bool, before: float, after: float
) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
        fonts.attrib.pop(qn(f"w:{name}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if style.name == "Title":  # the template draws a line under it
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def _shade(properties: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    properties.find(qn("w:spacing")).addprevious(shade)  # in the order of the schema


def _line_beside(style: Any) -> None:
    """A line at the left of what women said, as on the page."""
    style.paragraph_format.left_indent = Cm(0.6)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "10"), ("color", CLAY)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    style.element.pPr.find(qn("w:spacing")).addprevious(borders)


def _head(line: Any, document: dict[str, Any]) -> None:
    """Kind, area and version, and to the right the mark, as long as there is one."""
    marks = [document["draft"], document["mark"]]
    shown = ". ".join(filter(None, marks)) or document["edition"]
    _to_the_right(line)
    line.add_run(f"{document['kind']} · {document['area']} · {document['version']}")
    line.add_run("\t")
    mark = line.add_run(shown)
    mark.font.bold, mark.font.color.rgb = True, RGBColor.from_string(CLAY)


def _foot(line: Any, document: dict[str, Any]) -> None:
    _to_the_right(line)
    line.add_run(document["operator"])
    line.add_run("\t" + _("Page") + " ")
    add_field(line, "PAGE")
    line.add_run(" " + _("of") + " ")
    add_field(line, "NUMPAGES")


def _to_the_right(line: Any) -> None:
    """One tab stop at the right margin, in place of those that the template's style has."""
    line.style.paragraph_format.tab_stops.clear_all()
    line.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def add_field(line: Any, code: str) -> None:
    """A number that Word works out, such as of this page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)
