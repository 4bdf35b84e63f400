"""Responses from another system: checked as a whole, then stored or sealed, all or none (§11.5).

With a provenance (who took details out, and which uses were allowed) rows become responses at
once. Without it they are sealed like any other response and go through the reading room. A row
keeps its identity, so that importing a file twice, or a longer copy of it, adds only what is new.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.csv_rows import BrokenFile, Problem, Row, read_table
from feedback.flow import LONGEST_IN_ALL
from feedback.import_columns import (
    Columns,
    UnreadableCell,
    match_columns,
    read_answers,
    read_channel,
    read_language,
    read_week,
)
from feedback.intake.models import SealedResponse
from feedback.keys import current_key, receipt_key
from feedback.models import Form, FormVersion, Response
from feedback.payload import Payload
from feedback.sealing import keyed_id, seal
from feedback.selectors import live_version
from feedback.services import ReadResponse, intake_hash_of, record_responses
from feedback.uses import OFFERED, clean_uses

NOT_OUR_WORDING = 0  # she allowed uses in the words of another form
LONGEST_NAME = 120
CHUNK = 500
Value = TypeVar("Value")


@dataclass(frozen=True)
class Provenance:
    """Who took personal details out before the file came here, and what women allowed."""

    removed_by: str
    uses: list[str]

    @classmethod
    def of(cls, removed_by: str, uses: list[str]) -> "Provenance":
        """Raises ValueError when the name is missing or too long to keep."""
        name, most = removed_by.strip(), LONGEST_NAME
        if not 0 < len(name) <= most:
            raise ValueError(_("Say who took details out, in %s characters or fewer.") % most)
        return cls(name, uses)


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
    rows: list[ImportRow]
    matched: list[tuple[str, str]]  # column, question
    ignored: list[str]
    empty: int  # rows without an answer: left out


@dataclass(frozen=True)
class ImportReport:
    """What an import did, in numbers."""

    new: int
    before: int  # rows that an earlier import brought


# Intake hashes that places above this app know: the reading room, filled in its ready().
KnownHashes = Callable[[Sequence[bytes]], set[bytes]]
_known_elsewhere: list[KnownHashes] = []


def register_known_hashes(known: KnownHashes) -> None:
    """Let an app above say which rows it has taken in."""
    if known not in _known_elsewhere:
        _known_elsewhere.append(known)


def read_uses(words: str) -> list[str]:
    """The uses named in a list with commas; "none" is the empty set. Raises ValueError."""
    named = [word.strip() for word in words.split(",") if word.strip()]
    if named == ["none"]:
        return []
    unknown = [name for name in named if name not in {use.value for use in OFFERED}]
    if unknown or not named:
        known = ", ".join(use.value for use in OFFERED)
        raise ValueError(_("Uses are: %(known)s; or none.") % {"known": known})
    return clean_uses(named)


def check_file(*, data: bytes, form: Form, text_columns: Sequence[str] = ()) -> CheckedFile:
    """Read the whole file against the form's live version. Stores nothing. Raises BrokenFile."""
    version = live_version(form)
    if version is None:
        raise BrokenFile([Problem(_("Publish the form first: it has no questions yet."))])
    table = read_table(data)
    columns = match_columns(table.header, version, text_columns)
    reader = _Reader(form, version, table.header, columns)
    rows = [row for raw in table.rows if (row := reader.read(raw)) is not None]
    if reader.problems:
        raise BrokenFile(reader.problems)
    if not rows:
        raise BrokenFile([Problem(_("No row has an answer."))])
    matched = [(table.header[at], _label(question["text"])) for at, question in columns.questions]
    empty = len(table.rows) - len(rows)
    return CheckedFile(form, version, rows, matched, columns.ignored, empty)


def _label(words: dict[str, str]) -> str:
    return words.get("en-gb") or next(iter(words.values()), "")


class _Reader:
    """Reads rows one after the other, and keeps what is wrong with them."""

    def __init__(
        self, form: Form, version: FormVersion, header: list[str], columns: Columns
    ) -> None:
        self.form, self.version, self.header, self.columns = form, version, header, columns
        self.problems: list[Problem] = []
        self.ids: dict[str, int] = {}
        self.seen: Counter[bytes] = Counter()

    def read(self, row: Row) -> ImportRow | None:
        """The row as it will be kept; None when it has no answer, or a problem was noted."""

        def blame(column: str, sentence: str) -> None:
            self.problems.append(Problem(sentence, row.number, column))

        before = len(self.problems)
        answers = read_answers(self.columns, self.header, row.cells, blame)
        about = {name: row.cells[place].strip() for name, place in self.columns.about.items()}
        language = self._about(read_language, "language", about, blame)
        channel = self._about(read_channel, "channel", about, blame)
        week = self._about(read_week, "week", about, blame)
        self._check_id(about.get("id", ""), row.number, blame)
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
            column = self.header[self.columns.about["id"]]
            blame(column, _("Row %(row)s has the same id.") % {"row": first})

    def _identity(self, payload: Payload, about: dict[str, str]) -> int:
        """From the row's id; without one from what it says and how often it was said before."""
        slug, key = self.form.slug.encode(), receipt_key("import")
        if about.get("id"):
            return keyed_id(key, slug, b"id", about["id"].encode())
        said = {name: [a.text, a.options] for name, a in payload.answers.items()}
        content = json.dumps([said, about], sort_keys=True).encode()
        self.seen[content] += 1
        return keyed_id(key, slug, b"row", content, str(self.seen[content]).encode())


def known_rows(checked: CheckedFile) -> set[int]:
    """Identities of rows that an earlier import brought, wherever they are now."""
    known: set[int] = set()
    for start in range(0, len(checked.rows), CHUNK):
        ids = {row.intake_id for row in checked.rows[start : start + CHUNK]}
        known |= set(SealedResponse.objects.filter(pk__in=ids).values_list("pk", flat=True))
        by_hash = {intake_hash_of(pk): pk for pk in ids}
        stored = Response.objects.filter(intake_hash__in=list(by_hash))
        hashes = {bytes(h) for h in stored.values_list("intake_hash", flat=True)}
        for ask in _known_elsewhere:
            hashes |= ask(list(by_hash))
        known |= {by_hash[h] for h in hashes}
    return known


def import_file(*, checked: CheckedFile, provenance: Provenance | None = None) -> ImportReport:
    """Store (with a provenance) or seal (without) every row that is new. Raises NoIntakeKey."""
    known = known_rows(checked)
    new = [row for row in checked.rows if row.intake_id not in known]
    random.SystemRandom().shuffle(new)  # the file's order may be the order of arrival
    if provenance is not None:
        _store_rows(new, provenance)
    elif new:
        _seal_rows(new)
    return ImportReport(new=len(new), before=len(checked.rows) - len(new))


def _store_rows(rows: list[ImportRow], provenance: Provenance) -> None:
    record_responses(
        responses=[
            ReadResponse(
                payload=replace(row.payload, uses=provenance.uses),
                intake_hash=intake_hash_of(row.intake_id),
                answers=row.payload.answers,
            )
            for row in rows
        ],
        details_removed_by=provenance.removed_by,
    )


@transaction.atomic(using="intake")
def _seal_rows(rows: list[ImportRow]) -> None:
    key = current_key()
    sealed = (
        SealedResponse(
            id=row.intake_id,
            key_id=key.id,
            week=row.payload.monday,
            sealed=seal(row.payload.to_bytes(), bytes(key.public_key)),
        )
        for row in rows
    )
    SealedResponse.objects.bulk_create(sealed, ignore_conflicts=True, batch_size=CHUNK)
