"""An edition as a Word document, from the same blocks as the page and the PDF.

Real headings, lists and tables whose first row is repeated; quotes in their own language; a
picture beside each table of numbers, with other text that says what it shows.
"""

import io
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from docx.shared import Cm

from core.cells import without_illegal
from core.printing import each_text
from insights.packs.blocks import Block
from insights.packs.charts import with_charts
from insights.packs.document import lay_out
from insights.packs.editions import Edition
from insights.packs.files import word_tables
from insights.packs.files.bundle import without_traces
from insights.packs.files.days import day_of
from insights.packs.files.paper import new_paper
from insights.packs.files.pictures import WIDTH_CM, pictures_of
from insights.packs.files.word_quotes import add_quotes

Pairs = Iterable[tuple[str, str]]


def pack_docx(edition: Edition) -> bytes:
    """The file. `edition` is as shown_edition(printed=True) gives it."""
    document = each_text(with_charts(lay_out(edition)), without_illegal)
    document["operator"] = settings.OPERATOR_NAME
    language = to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-")
    paper = new_paper(document, language=language)
    blocks = [block for part in document["parts"] for block in part["blocks"]]
    _Writer(paper, pictures_of(blocks)).write(document)
    out = io.BytesIO()
    paper.save(out)
    title = f"{document['title']}, {document['kind']}, {document['edition']}"
    return without_traces(out.getvalue(), title=title, language=language, day=day_of(edition))


class _Writer:
    """Writes a document block by block."""

    def __init__(self, paper: Any, pictures: dict[str, bytes]) -> None:
        self.paper, self.pictures = paper, pictures
        self.below = "Heading 2"  # style of headings in a block, so that no level is skipped
        self.kinds: dict[str, Callable[[Block], None]] = {
            "text": lambda block: self.lines(block["text"]),
            "lead": lambda block: self.lines(block["text"], "Pack lead"),
            "note": lambda block: self.lines(block["text"], "Pack note"),
            "facts": lambda block: self.facts(block["rows"]),
            "list": lambda block: self.points(block["items"]),
            "bars": self.bars,
            "matrix": self.matrix,
            "quotes": self.quotes,
            "findings": self.findings,
            "recommendations": self.recommendations,
            "decisions": self.decisions,
        }

    def write(self, document: dict[str, Any]) -> None:
        self.line(f"{document['kind']} · {document['edition']}", "Pack mark")
        self.line(document["title"], "Title")
        self.line(f"{document['area']} · {document['version']}", "Pack hint")
        marks = [mark for mark in (document["draft"], document["mark"]) if mark]
        if marks:
            self.line(". ".join(marks) + ".", "Pack note")
        for part in document["parts"]:
            self.line(f"{part['number']}. {part['title']}", "Heading 1")
            for block in part["blocks"]:
                if block.get("title"):
                    self.line(block["title"], "Heading 2")
                self.below = "Heading 3" if block.get("title") else "Heading 2"
                self.kinds[block["kind"]](block)

    # -- lines

    def line(self, words: str, style: str = "Normal") -> Any:
        return self.paper.add_paragraph(words, style=style)

    def lines(self, words: str, style: str = "Normal") -> None:
        for line in words.split("\n"):
            if line.strip():
                self.line(line.strip(), style)

    def named(self, label: str, words: str, style: str = "Normal") -> None:
        """A line that begins with what it is about."""
        if not words.strip():
            return
        first, *more = [line.strip() for line in words.split("\n") if line.strip()]
        made = self.line("", style)
        made.add_run(f"{label}: ").font.bold = True
        made.add_run(first)
        for line in more:
            self.line(line, style)

    def facts(self, rows: Pairs) -> None:
        for label, words in rows:
            self.named(label, words)

    def points(self, items: Iterable[str]) -> None:
        for item in items:
            self.line(item, "List Bullet")

    # -- tables

    def bars(self, block: Block) -> None:
        self.hint(block)
        self.picture(block)
        word_tables.add_bars(self.paper, block, title=block["title"])

    def matrix(self, block: Block) -> None:
        self.hint(block)
        self.picture(block)
        word_tables.add_matrix(self.paper, block, title=block["title"])

    def hint(self, block: Block) -> None:
        if block.get("caption"):
            made = self.line(block["caption"], "Pack hint")
            made.paragraph_format.keep_with_next = True

    def picture(self, block: Block) -> None:
        chart = block.get("chart")
        if chart is None:
            return
        line = self.line("")
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(
            io.BytesIO(self.pictures[chart["id"]]), width=Cm(WIDTH_CM)
        )
        said = shape._inline.docPr
        said.set("descr", chart["alt"])
        said.set("title", chart["title"])

    # -- what women said, and what follows

    def quotes(self, block: Block) -> None:
        self.hint(block)
        add_quotes(self.paper, block["items"])

    def findings(self, block: Block) -> None:
        for item in block["items"]:
            self.line(f"{item['number']}. {item['sentence']}", self.below)
            self.lines(item["said"])
            self.named(_("How strong this evidence is"), item["strength"])
            self.named(_("Why"), item["reasons"])
            for kind in ("concerns", "facts", "tensions"):
                self.facts(item[kind])
            self.named(_("What does not fit"), item["negative"])
            add_quotes(self.paper, item["quotes"])

    def recommendations(self, block: Block) -> None:
        for item in block["items"]:
            self.line(_("Recommendation %(number)s") % {"number": item["number"]}, self.below)
            self.lines(item["text"])
            self.facts(item["facts"])

    def decisions(self, block: Block) -> None:
        self.picture(block)
        for item in block["items"]:
            first = len(self.paper.paragraphs)
            self.line(f"{_('You said')}: {item['you_said']}", self.below)
            self.named(item["answer"], item["what"])
            self.named(_("Because"), item["because"])
            self.facts(item["facts"])
            for line in self.paper.paragraphs[first:-1]:
                line.paragraph_format.keep_with_next = True
