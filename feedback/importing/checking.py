"""A file read against a form, as a whole: every row can be taken in, or none is (§11.5)."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from feedback.flow import LONGEST_IN_ALL
from feedback.importing.answers import AnswerReader
from feedback.importing.cells import (
    UnreadableCell,
    day_formats,
    read_channel,
    read_language,
    read_week,
)
from feedback.importing.opening import read_table
from feedback.importing.problems import BrokenFile, Problem, refuse
from feedback.importing.survey_tools import Tool, recognise
from feedback.importing.tables import Row, Table
from feedback.importing.targets import ID, WEEK, Columns, Mapping, arrange, label, propose
from feedback.keys import receipt_key
from feedback.late import IMPORTED, taken_from_staff
from feedback.models import Form, FormVersion
from feedback.payload import Payload
from feedback.sealing import keyed_id
from feedback.selectors import live_version

NOT_OUR_WORDING = 0  # she allowed uses in the words of another form
SERIAL = 8  # an id shorter than this is a serial number, which two files may share
Value = TypeVar("Value")


@dataclass(frozen=True)
class ImportRow:
    """One row as it will be kept. `intake_id` is its identity."""

    number: int
    intake_id: int
    payload: Payload


@dataclass(frozen=True)
class CheckedFile:
    """A file in which every row can be taken in."""

    form: Form
    version: FormVersion
    table: Table
    columns: Columns
    tool: Tool
    rows: list[ImportRow]
    empty: int  # rows without an answer: left out

    @property
    def matched(self) -> list[tuple[str, str]]:
        """Columns that are taken, and the questions that they answer."""
        return [(column.name, label(column.item)) for column in self.columns.answers]


def check_file(
    *,
    data: bytes,
    form: Form,
    mapping: Mapping | None = None,
    text_columns: Sequence[str] = (),
) -> CheckedFile:
    """Read the whole file against the form's live version. Stores nothing. Raises BrokenFile."""
    asked_version(form)
    return check_table(
        table=read_table(data), form=form, mapping=mapping, text_columns=text_columns
    )


def asked_version(form: Form) -> FormVersion:
    """The live version. Raises BrokenFile where there is none, and before it is open."""
    version = live_version(form)
    if version is None:
        raise refuse(_("Publish the form first: it has no questions yet."))
    if why_not := taken_from_staff(form.consultation, IMPORTED).why_not:
        raise refuse(why_not)
    return version


def arranged(
    table: Table, version: FormVersion, mapping: Mapping | None, text_columns: Sequence[str] = ()
) -> Columns:
    """The columns as a mapping says, or as their names say. Raises ColumnsInDoubt."""
    asked = version.questionnaire
    if mapping is not None and not text_columns:
        return arrange(table.header, asked, mapping.targets, by_hand=True)
    targets = propose(table.header, asked, text_columns)
    return arrange(table.header, asked, targets, by_hand=bool(text_columns))


def check_table(
    *,
    table: Table,
    form: Form,
    mapping: Mapping | None = None,
    text_columns: Sequence[str] = (),
) -> CheckedFile:
    """As check_file, for a file that was read before."""
    version = asked_version(form)
    columns = arranged(table, version, mapping, text_columns)
    tool = recognise(table.header)
    reader = AnswerReader(columns, tool, mapping.choices if mapping else {})
    rows = _Rows(form, version, table, columns, reader)
    read = [row for raw in table.rows if (row := rows.read(raw)) is not None]
    if rows.problems:
        raise BrokenFile(rows.problems)
    if not read:
        raise refuse(_("No row has an answer."))
    return CheckedFile(form, version, table, columns, tool, read, len(table.rows) - len(read))


class _Rows:
    """Reads rows one after the other, and keeps what is wrong with them."""

    def __init__(
        self,
        form: Form,
        version: FormVersion,
        table: Table,
        columns: Columns,
        answers: AnswerReader,
    ) -> None:
        self.form, self.version, self.columns, self.answers = form, version, columns, answers
        self.header = table.header
        self.problems: list[Problem] = []
        self.ids: dict[str, int] = {}
        self.seen: Counter[bytes] = Counter()
        at = columns.about.get(WEEK)
        self.days = day_formats(row.cells[at] for row in table.rows) if at is not None else ()

    def read(self, row: Row) -> ImportRow | None:
        """The row as it will be kept; None when it has no answer, or a problem was noted."""

        def blame(column: str, sentence: str) -> None:
            self.problems.append(Problem(sentence, row.number, column))

        before = len(self.problems)
        answers = self.answers.read(row.cells, blame)
        about = {name: row.cells[place].strip() for name, place in self.columns.about.items()}
        language = self._about(read_language, "language", about, blame)
        channel = self._about(read_channel, "channel", about, blame)
        week = self._about(lambda cell: read_week(cell, self.days), WEEK, about, blame)
        self._check_id(about.get(ID, ""), row.number, blame)
        if sum(len(answer.text) for answer in answers.values()) > LONGEST_IN_ALL:
            blame("", _("The answers together are longer than %s characters.") % LONGEST_IN_ALL)
        if len(self.problems) > before or not answers:
            return None
        payload = Payload(
            version=self.version.pk,
            language=language,
            channel=channel,
            week=week.isoformat(),
            answers=answers,
            uses_wording=NOT_OUR_WORDING,
        )
        return ImportRow(row.number, self._identity(payload, about), payload)

    def _about(
        self,
        read: Callable[[str], Value],
        name: str,
        about: dict[str, str],
        blame: Callable[[str, str], None],
    ) -> Value:
        try:
            return read(about.get(name, ""))
        except UnreadableCell as error:
            blame(self.header[self.columns.about[name]], str(error))
            return read("")

    def _check_id(self, name: str, number: int, blame: Callable[[str, str], None]) -> None:
        if name and (first := self.ids.setdefault(name, number)) != number:
            column = self.header[self.columns.about[ID]]
            blame(column, _("Row %(row)s has the same id.") % {"row": first})

    def _identity(self, payload: Payload, about: dict[str, str]) -> int:
        """What makes a row the same row, in any order and either format (decision 0016).

        A long id alone; a serial number with what the row says; without an id what it says, its
        week, and how often the file said it before.
        """
        slug, key = self.form.slug.encode(), receipt_key("import")
        row_id = about.get(ID, "")
        if len(row_id) >= SERIAL:
            return keyed_id(key, slug, b"id", row_id.encode())
        said = {
            name: [unicodedata.normalize("NFC", a.text), sorted(a.options)]
            for name, a in payload.answers.items()
        }
        if row_id:
            content = json.dumps(said, sort_keys=True).encode()
            return keyed_id(key, slug, b"serial", row_id.encode(), content)
        week = payload.week if about.get(WEEK) else ""
        parts = [said, week, payload.language, payload.channel]
        content = json.dumps(parts, sort_keys=True).encode()
        self.seen[content] += 1
        return keyed_id(key, slug, b"row", content, str(self.seen[content]).encode())
