"""The answers of one row, and the words in it that the form doesn't offer."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from feedback.importing.cells import (
    UnreadableCell,
    find_options,
    is_ticked,
    option_names,
    read_when,
    without_other,
)
from feedback.importing.survey_tools import SEMICOLON, Tool, plain
from feedback.importing.targets import AnswerColumn, Columns
from feedback.keys import receipt_key
from feedback.payload import AnswerPayload
from feedback.questionnaire import WRITTEN, Item, Kind
from feedback.sealing import keyed_hash

Choices = dict[str, dict[str, str]]
LEFT_OUT = ""


def mark_of(words: str) -> str:
    """How a mapping names a cell's words without keeping them."""
    return keyed_hash(receipt_key("import-choice"), plain(words).encode()).hex()[:24]


@dataclass
class Said:
    """What a row says to one question so far."""

    texts: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    def payload(self, item: Item) -> AnswerPayload:
        """Options in the order of the form."""
        order = [o.key for o in item.options if o.key in self.options]
        return AnswerPayload(text="\n\n".join(self.texts), options=order or self.options)


class AnswerReader:
    """Reads the answers of rows, one row after the other."""

    def __init__(self, columns: Columns, tool: Tool, choices: Choices) -> None:
        self.columns, self.tool, self.choices = columns, tool, choices
        self.names = {c.item.key: option_names(c.item) for c in columns.answers}

    def read(
        self, cells: Sequence[str], blame: Callable[[str, str], None]
    ) -> dict[str, AnswerPayload]:
        """Question key → answer. `blame(column, sentence)` is told what is wrong."""
        said: dict[str, Said] = {}
        for column in self.columns.answers:
            cell = cells[column.place].replace("\r\n", "\n").strip()
            if not cell:
                continue
            into = said.setdefault(column.item.key, Said())
            try:
                self._take(column, cell, into)
            except UnreadableCell as error:
                blame(column.name, str(error))
        items = {c.item.key: c.item for c in self.columns.answers}
        answers = {key: words.payload(items[key]) for key, words in said.items()}
        return {key: answer for key, answer in answers.items() if not answer.is_empty}

    def _take(self, column: AnswerColumn, cell: str, into: Said) -> None:
        item = column.item
        if item.kind in WRITTEN:
            into.texts.append(cell)
        elif item.kind is Kind.WHEN:
            into.options.append(read_when(cell))
        elif column.own_words:
            self._own_words(item, cell, into)
        elif column.option is not None:
            self._tick(column, cell, into)
        else:
            self._choose(column, cell, into)

    def _tick(self, column: AnswerColumn, cell: str, into: Said) -> None:
        option = column.option
        if option is None or not is_ticked(cell):
            return
        said_again = plain(cell) in {option.key, *map(plain, option.text.values())}
        if option.more and not said_again and plain(cell) not in {"1", "yes", "true", "selected"}:
            into.texts.append(without_other(cell))
        into.options.append(option.key)

    def _own_words(self, item: Item, words: str, into: Said) -> None:
        into.texts.append(without_other(words))
        into.options.append(next(option.key for option in item.options if option.more))

    def _choose(self, column: AnswerColumn, cell: str, into: Said) -> None:
        found, rest = self._parts(column.item, cell)
        into.options.extend(found)
        kept = self.choices.get(column.name, {})
        for words in rest:
            chosen = kept.get(mark_of(words))
            if chosen is None and column.item.takes_more:
                self._own_words(column.item, words, into)
            elif chosen not in {LEFT_OUT, *(option.key for option in column.item.options)}:
                raise UnreadableCell(
                    _("It can be: %(options)s.") % {"options": _known(column.item)}
                )
            elif chosen:
                into.options.append(chosen)

    def _parts(self, item: Item, cell: str) -> tuple[list[str], list[str]]:
        separators = self.tool.separators if item.kind is Kind.SEVERAL else ()
        found, rest = find_options(cell, self.names[item.key], separators)
        if not separators and rest and cell.strip().endswith(SEMICOLON):
            return find_options(cell.strip().rstrip(SEMICOLON), self.names[item.key], ())
        return found, rest

    def unknown(self, rows: Iterable[Sequence[str]]) -> dict[str, Counter[str]]:
        """Column → words in its cells that the form doesn't offer → in how many rows."""
        found: dict[str, Counter[str]] = {}
        whole = [
            c
            for c in self.columns.answers
            if c.item.options and c.option is None and not c.own_words and not c.item.takes_more
        ]
        for cells in rows:
            for column in whole:
                if cell := cells[column.place].strip():
                    rest = self._parts(column.item, cell)[1]
                    found.setdefault(column.name, Counter()).update(rest)
        return {name: counted for name, counted in found.items() if counted}


def _known(item: Item) -> str:
    return "; ".join(option.text.get("en-gb", "") for option in item.options)
