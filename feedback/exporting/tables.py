"""An export as a table for people: a column for each question, options in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from feedback.exporting.gathering import Export, ExportRow
from feedback.importing.targets import label
from feedback.payload import AnswerPayload
from feedback.questionnaire import ENGLISH, WRITTEN, Item
from feedback.uses import WORDING, Use

ABOUT = ("id", "version", "channel", "language", "uses", "details_removed_by")


def columns(export: Export) -> list[tuple[Item, bool]]:
    """Questions, and again for words of her own beside what she chose (True)."""
    found: list[tuple[Item, bool]] = []
    for item in export.questions:
        found.append((item, item.kind in WRITTEN))
        if item.takes_more:
            found.append((item, True))
    return found


def header(export: Export) -> list[str]:
    """Names of the columns; those of questions are unlike each other."""
    names = list(ABOUT)
    for item, words in columns(export):
        own = words and item.kind not in WRITTEN
        name = _("%(question)s (her own words)") % {"question": label(item)} if own else label(item)
        names.append(name if name not in names else f"{name} [{item.key[:8]}]")
    return names


def lines(export: Export) -> Iterator[list[str]]:
    """A line for each response, under `header`."""
    asked = columns(export)
    for row in export.rows:
        yield [*_about(row), *(_cell(row.answers.get(i.key), i, words) for i, words in asked)]


def _about(row: ExportRow) -> list[str]:
    values = (row.id, str(row.version), row.channel, row.language)
    return [*values, "; ".join(row.uses), row.details_removed_by]


def _cell(answer: AnswerPayload | None, item: Item, words: bool) -> str:
    if answer is None:
        return ""
    return answer.text if words else "; ".join(item.chosen_words(answer.options, ENGLISH))


def use_in_words(use: Use) -> str:
    """What women read when they allowed it."""
    return str(WORDING[use][0])
