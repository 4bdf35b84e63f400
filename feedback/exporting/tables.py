"""An export as a table for people: a column for each question, options in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from feedback.exporting.gathering import Export, ExportAnswer, ExportRow
from feedback.importing.targets import label
from feedback.questionnaire import ENGLISH, WRITTEN, Item
from feedback.uses import WORDING, Use

ABOUT = ("id", "version", "channel", "language", "uses", "details_removed_by")
BESIDE = ("language", "translation")


def columns(export: Export) -> list[tuple[Item, str]]:
    """Questions, each with the part of an answer that stands in the column: "options" or "text",
    both where there may be both, then "language" and "translation" where any answer has one."""
    found: list[tuple[Item, str]] = []
    for item in export.questions:
        parts = ["text"] if item.kind in WRITTEN else ["options"]
        if item.takes_more:
            parts.append("text")
        answers = [row.answers[item.key] for row in export.rows if item.key in row.answers]
        parts += [part for part in BESIDE if any(getattr(answer, part) for answer in answers)]
        found += [(item, part) for part in parts]
    return found


def header(export: Export) -> list[str]:
    """Names of the columns; those of questions are unlike each other."""
    names = list(ABOUT)
    for item, part in columns(export):
        name = _named(part, item)
        names.append(name if name not in names else f"{name} [{item.key[:8]}]")
    return names


def _named(part: str, item: Item) -> str:
    if part == "language":
        return _("%(question)s (language)") % {"question": label(item)}
    if part == "translation":
        return _("%(question)s (translation)") % {"question": label(item)}
    if part == "text" and item.kind not in WRITTEN:
        return _("%(question)s (her own words)") % {"question": label(item)}
    return label(item)


def lines(export: Export) -> Iterator[list[str]]:
    """A line for each response, under `header`."""
    asked = columns(export)
    for row in export.rows:
        yield [*_about(row), *(_cell(row.answers.get(i.key), i, part) for i, part in asked)]


def _about(row: ExportRow) -> list[str]:
    values = (row.id, str(row.version), row.channel, row.language)
    return [*values, "; ".join(row.uses), row.details_removed_by]


def _cell(answer: ExportAnswer | None, item: Item, part: str) -> str:
    if answer is None:
        return ""
    if part == "options":
        return "; ".join(item.chosen_words(answer.options, ENGLISH))
    return str(getattr(answer, part))


def use_in_words(use: Use) -> str:
    """What women read when they allowed it."""
    return str(WORDING[use][0])
