"""Quotes in a Word document: each in the language that she wrote, and from right to left where
that is how it is read."""

from collections.abc import Sequence
from typing import Any

from django.conf.locale import LANG_INFO
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

RIGHT_TO_LEFT = {code for code, info in LANG_INFO.items() if info.get("bidi")}


def add_quotes(paper: Any, items: Sequence[dict[str, Any]]) -> None:
    """Her words, and under them the theme."""
    for item in items:
        if item["gone"]:
            paper.add_paragraph(item["text"], style="Pack hint")
        else:
            _add_words(paper, item["text"], item["language"])
        theme = paper.add_paragraph(item["theme"], style="Pack hint")
        theme.paragraph_format.left_indent = Cm(0.6)


def _add_words(paper: Any, text: str, language: str) -> None:
    line = paper.add_paragraph(style="Quote")
    line.paragraph_format.keep_with_next = True
    run = line.add_run(f"“{text}”")
    properties = run._r.get_or_add_rPr()
    from_right = language.partition("-")[0] in RIGHT_TO_LEFT
    if from_right:
        line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        properties.append(OxmlElement("w:rtl"))
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), language)
    if from_right:
        said.set(qn("w:bidi"), language)
    properties.append(said)
