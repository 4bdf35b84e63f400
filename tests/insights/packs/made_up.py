"""Documents that hold every kind of block, and what stands in a file."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
import openpyxl

from insights.packs.document import lay_out

QUOTE: dict[str, Any] = {
    "theme": "Housing",
    "text": "Dw i ddim yn gwybod ble i fynd.",
    "gone": False,
}
QUOTES: list[dict[str, Any]] = [
    {**QUOTE, "language": "cy"},
    {**QUOTE, "text": "لا أعرف أين أذهب.", "language": "ar"},
    {**QUOTE, "text": "These words are no longer here.", "gone": True, "language": "en-gb"},
]
FINDING = {
    "number": 1,
    "sentence": "Women leave with nowhere to live.",
    "said": "They sleep on sofas.\nOr in the car.",
    "strength": "Moderate",
    "reasons": "Several ways in, little disagreement.",
    "concerns": [("How it was asked", "One centre asked more than the others.")],
    "facts": [("Women who raised it", "40 of 60"), ("By which way", "Web 36; paper 4")],
    "tensions": [("Between women", "Some want to be left alone.")],
    "negative": "Two women had a flat waiting.",
    "quotes": QUOTES[:1],
}
RECOMMENDATION = {
    "number": 1,
    "text": "Book a bed a week before release.",
    "facts": [("Who decides", "The council"), ("From findings", "1")],
}
KINDS: list[dict[str, Any]] = [
    {"kind": "findings", "title": "Findings", "items": [FINDING]},
    {"kind": "recommendations", "title": "", "items": [RECOMMENDATION]},
    {"kind": "quotes", "title": "In their words", "caption": "A hint.", "items": QUOTES},
]


def whole(edition: dict[str, Any]) -> dict[str, Any]:
    """The document of an edition, with the blocks that others lay out added to its parts."""
    document = lay_out(edition)
    findings, recommendations, quotes = deepcopy(KINDS)
    if any(b["kind"] == "findings" for part in document["parts"] for b in part["blocks"]):
        document["parts"][3]["blocks"].append(quotes)
        return document
    document["parts"][3]["blocks"] += [findings, quotes]
    document["parts"][5]["blocks"].append(recommendations)
    for part in document["parts"]:
        for block in part["blocks"]:
            if block["kind"] == "decisions":
                block["items"][0]["facts"] = [("Board", "Southdown board")]
    return document


NOT_SHOWN = {
    "kind",
    "level",
    "code",
    "language",
    "id",
    "gone",
    "share",
    "svg",
    "chart",
    "is_review",
}


def said_in(value: Any) -> Iterator[str]:
    """Every line of words and every number that a document shows."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_SHOWN:
                yield from said_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from said_in(inner)
    elif value is not None and value != "":
        yield from (line.strip() for line in str(value).split("\n") if line.strip())


def words_of_docx(data: bytes) -> str:
    """All text of a Word file: paragraphs, tables, heads and feet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [n for n in archive.namelist() if re.match(r"word/(document|header|footer)", n)]
        xml = "".join(archive.read(name).decode() for name in parts)
    lines = re.split(r"</w:p>", xml)
    texts = ("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", line)) for line in lines)
    found = "\n".join(texts)
    for sign, name in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        found = found.replace(name, sign)
    return found


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def sheets_of(data: bytes) -> dict[str, list[list[Any]]]:
    """Sheet → its lines."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {s.title: [[cell.value for cell in row] for row in s.iter_rows()] for s in book}


def files_of(data: bytes) -> dict[str, list[list[str]]]:
    """File of a ZIP of CSV → its lines."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}
