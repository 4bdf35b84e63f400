"""The tables of an edition, for spreadsheets: no quote is in them, and nothing that is not in the
edition. Where a number may not be told, words say so: an empty cell could be counted as none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from insights.packs import wording
from insights.packs.blocks import NOTHING, Block
from insights.packs.bodies_part import bodies_title, kind_name, number_of
from insights.packs.document import lay_out, method_title
from insights.packs.editions import Edition
from insights.packs.files.dictionary import meanings
from insights.suppression import Words

Cell = str | int
Line = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """A sheet of the workbook, or a file of the archive. Each line begins with the mark."""

    name: str
    file: str
    head: Sequence[str]
    lines: Sequence[Line]


def tables_of(edition: Edition) -> list[Table]:
    """All tables of an edition, in the order of its parts."""
    document = lay_out(edition)
    is_review = document["is_review"]
    blocks = [(part, block) for part in document["parts"] for block in part["blocks"]]
    found = [
        ("About", "about", *_about(document, blocks)),
        ("Themes", "themes", *(_exact_themes if is_review else _public_themes)(edition)),
        *([("Themes by stage", "themes-by-stage", *_stages(edition))] if is_review else []),
        ("Channels", "channels", *_channels(edition)),
        ("Findings", "findings", *_findings(_items(blocks, "findings"))),
        ("Recommendations", "recommendations", *_recommended(_items(blocks, "recommendations"))),
        ("Decisions", "decisions", *_decisions(_items(blocks, "decisions"))),
        *([("Organisations", "organisations", *_bodies(edition))] if edition["bodies"] else []),
        ("Method", "method", *_method(blocks)),
    ]
    mark = mark_of(document)
    tables = [_marked(mark, *table) for table in found]
    return [*tables, _marked(mark, "Dictionary", "dictionary", *meanings(tables, is_review))]


def mark_of(document: dict[str, Any]) -> str:
    """What stands in each line: which edition it is, and whom it is for."""
    parts = [document["edition"], document["version"], document["draft"], document["mark"]]
    return ". ".join(part for part in parts if part)


def _marked(mark: str, name: str, file: str, head: Sequence[str], lines: Iterable[Line]) -> Table:
    made = [[mark, *(cell if cell != "" else NOTHING for cell in line)] for line in lines]
    nothing = [[mark, _("Nothing of this is in this edition."), *[NOTHING] * (len(head) - 1)]]
    return Table(name, file, ["edition", *head], made or nothing)


def _items(blocks: Sequence[tuple[Any, Block]], kind: str) -> list[dict[str, Any]]:
    return [item for _part, block in blocks if block["kind"] == kind for item in block["items"]]


# -- texts

TEXTS: dict[str, Callable[[Block], Sequence[str]]] = {
    "text": lambda block: [block["text"]],
    "lead": lambda block: [block["text"]],
    "note": lambda block: [block["text"]],
    "list": lambda block: block["items"],
    "bars": lambda block: [block["caption"]] if block["caption"] else [],
    "matrix": lambda block: [block["caption"]] if block["caption"] else [],
}


def _about(
    document: dict[str, Any], blocks: Sequence[tuple[Any, Block]]
) -> tuple[list[str], list[Line]]:
    """The words of the edition, part by part; tables, quotes and method stand elsewhere."""
    apart = {method_title(), bodies_title()}  # these have tables of their own
    lines: list[Line] = [(_("Title"), document["title"], document["kind"])]
    for part, block in blocks:
        if part["title"] not in apart:
            lines += [(part["title"], label, words) for label, words in _said(block)]
    return ["part", "about", "words"], lines


def _method(blocks: Sequence[tuple[Any, Block]]) -> tuple[list[str], list[Line]]:
    rows = [_said(block) for part, block in blocks if part["title"] == method_title()]
    return ["about", "words"], [line for lines in rows for line in lines]


def _said(block: Block) -> list[tuple[str, str]]:
    if block["kind"] == "facts":
        return [(label, words) for label, words in block["rows"]]
    texts = TEXTS.get(block["kind"])
    title = block.get("title", "")
    return [(title, words) for words in texts(block)] if texts else []


# -- numbers of women


def _exact_themes(edition: Edition) -> tuple[list[str], list[Line]]:
    head = ["kind", "code", "theme", "women", "share_percent"]
    return head, [
        (axis["name"], row["code"], row["name"], row["number"], row["share"])
        for axis in edition["axes"]
        for row in axis["rows"]
    ]


def _public_themes(edition: Edition) -> tuple[list[str], list[Line]]:
    head = ["kind", "code", "theme", "in_words", "women_rounded", "share_percent"]
    return head, [
        (
            axis["name"],
            row["code"],
            row["name"],
            wording.share_words(row["words"]),
            *_told(row),
        )
        for axis in edition["axes"]
        for row in axis["rows"]
    ]


def _told(row: dict[str, Any]) -> tuple[Cell, Cell]:
    """Number and share, or words in place of both."""
    if row["number"] is not None:
        return row["number"], row["share"]
    few = _("not told: a few or none")
    many = _("not told: too few women in all, or fewer than when it was counted")
    hidden = few if row["words"] == Words.FEW_OR_NONE else many
    return hidden, hidden


def _stages(edition: Edition) -> tuple[list[str], list[Line]]:
    """A line for each theme at each stage, so that it sorts and filters."""
    head = ["kind", "theme", "stage", "women", "women_at_any_stage"]
    return head, [
        (matrix["rows_name"], row["name"], stage, number, row["number"])
        for matrix in edition["matrices"]
        for row in matrix["rows"]
        for stage, number in zip(matrix["columns"], row["cells"], strict=True)
    ]


def _channels(edition: Edition) -> tuple[list[str], list[Line]]:
    """Ways that women came by; of languages the review edition alone tells numbers."""
    hidden = _("not told: a number could point to someone")
    lines: list[Line] = [
        (
            _("Way"),
            wording.channel_name(row["key"]),
            hidden if row["number"] is None else row["number"],
        )
        for row in edition["channels"]
    ]
    lines += [
        (_("Language"), wording.language_name(row["key"]), row["number"])
        for row in edition.get("languages", [])
    ]
    return ["what", "name", "women"], lines


# -- what bodies said


def _bodies(edition: Edition) -> tuple[list[str], list[Line]]:
    """Who answered, and who spoke of which theme. Words are in the PDF and in Word."""
    told, is_review = edition["bodies"], edition["edition"] == "review"
    rows = told["kinds"] if is_review else [{"kind": kind} for kind in told["kinds"]]
    lines: list[Line] = [
        *((_("May be named"), row["name"], kind_name(row["kind"]), 1) for row in told["named"]),
        *((_("Without a name"), NOTHING, kind_name(row["kind"]), _number(row)) for row in rows),
    ]
    for row in told["themes"]:
        lines += [(row["name"], name, NOTHING, 1) for name in row["named"]]
        if row["has_others"]:
            lines.append((row["name"], _("Without a name"), NOTHING, _number(row)))
    return ["of_what", "organisation", "kind_of_organisation", "organisations"], lines


def _number(row: dict[str, Any]) -> Cell:
    return row.get("number") or number_of(row)


# -- findings and what follows


def _findings(items: Sequence[dict[str, Any]]) -> tuple[list[str], list[Line]]:
    fixed = ("number", "sentence", "said", "strength", "reasons", "negative")
    return _with_labels(items, fixed, ("concerns", "facts", "tensions"))


def _recommended(items: Sequence[dict[str, Any]]) -> tuple[list[str], list[Line]]:
    return _with_labels(items, ("number", "text"), ("facts",))


def _decisions(items: Sequence[dict[str, Any]]) -> tuple[list[str], list[Line]]:
    fixed = ("you_said", "answer", "what", "because")
    return _with_labels(items, fixed, ("facts",))


def _with_labels(
    items: Sequence[dict[str, Any]], fixed: Sequence[str], pairs: Sequence[str]
) -> tuple[list[str], list[Line]]:
    """A column for each thing that all of them have, then one for each label that any has."""
    labelled = [
        [(str(label), str(words)) for kind in pairs for label, words in item.get(kind, ())]
        for item in items
    ]
    labels = list(dict.fromkeys(label for row in labelled for label, _words in row))
    lines: list[Line] = []
    for item, row in zip(items, labelled, strict=True):
        told = {label: "; ".join(w for name, w in row if name == label) for label in labels}
        lines.append([*(item[name] for name in fixed), *told.values()])
    return [*fixed, *labels], lines
