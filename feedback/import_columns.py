"""Which column of a file answers which question, and what its cells say."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.csv_rows import BrokenFile, Problem
from feedback.models import Channel, FormVersion, Question
from feedback.payload import AnswerPayload
from feedback.sealing import monday

QuestionData = dict[str, Any]
TEXT_KINDS = {Question.Kind.LONG_TEXT, Question.Kind.SHORT_TEXT}
TEXT_COLUMN = "text"
ABOUT = {"id": "id", "language": "language", "channel": "channel", "week": "week", "date": "week"}
LANGUAGES = {
    **dict.fromkeys(["", "en", "en-gb", "english", "saesneg"], "en-gb"),
    **dict.fromkeys(["cy", "cy-gb", "welsh", "cymraeg"], "cy"),
}
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


class UnreadableCell(ValueError):
    """A cell says nothing that we understand. The sentence doesn't quote it."""


@dataclass
class Columns:
    """What stands where: positions of columns."""

    questions: list[tuple[int, QuestionData]] = field(default_factory=list)
    about: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def match_columns(
    header: Sequence[str], version: FormVersion, text_columns: Sequence[str] = ()
) -> Columns:
    """Match columns to questions by label, key or `text`; the rest is reported as ignored.

    Columns named in `text_columns` are joined into the first long-text question. Raises BrokenFile.
    """
    missing = [name for name in text_columns if _plain(name) not in map(_plain, header)]
    if missing:
        raise BrokenFile([Problem(_("The file has no such column."), 1, name) for name in missing])
    questions = version.definition["questions"]
    by_name = {name: q for q in reversed(questions) for name in _names(q)}
    wanted = {_plain(name) for name in text_columns} or {TEXT_COLUMN} - by_name.keys()
    columns = Columns()
    for place, column in enumerate(header):
        name = _plain(column)
        if name in wanted:
            columns.questions.append((place, _first_long_text(questions, column)))
        elif name in by_name:
            columns.questions.append((place, by_name[name]))
        elif name in ABOUT and ABOUT[name] not in columns.about:
            columns.about[ABOUT[name]] = place
        else:
            columns.ignored.append(column)
    _refuse_doubtful(columns, header, wanted)
    return columns


def _refuse_doubtful(columns: Columns, header: Sequence[str], wanted: set[str]) -> None:
    """No column is read where none answers, and none where two answer the same question."""
    if not columns.questions:
        raise BrokenFile(
            [Problem(_("No column has the name of a question, or the name “text”."), 1)]
        )
    taken: dict[str, int] = {}
    for place, question in columns.questions:
        first = taken.setdefault(question["key"], place)
        both_joined = {_plain(header[first]), _plain(header[place])} <= wanted
        if first != place and not both_joined:
            other = {"other": header[first]}
            sentence = _("It answers the same question as “%(other)s”.") % other
            raise BrokenFile([Problem(sentence, 1, header[place])])


def _names(question: QuestionData) -> Iterator[str]:
    yield question["key"]
    yield from map(_plain, question["text"].values())


def _plain(name: str) -> str:
    """Names are compared without case, spacing and the hyphens of a key."""
    plain = " ".join(name.casefold().split())
    bare = plain.replace("-", "")
    return bare if len(bare) == 32 and all(c in "0123456789abcdef" for c in bare) else plain


def _first_long_text(questions: list[QuestionData], column: str) -> QuestionData:
    for question in questions:
        if question["kind"] == Question.Kind.LONG_TEXT:
            return question
    raise BrokenFile([Problem(_("The form has no question with long text."), 1, column)])


def read_answers(
    columns: Columns, header: Sequence[str], cells: Sequence[str], blame: Callable[[str, str], None]
) -> dict[str, AnswerPayload]:
    """Question key → what the row answers. `blame(column, sentence)` is told what is wrong."""
    answers: dict[str, AnswerPayload] = {}
    for place, question in columns.questions:
        cell = cells[place].replace("\r\n", "\n").strip()
        if not cell:
            continue
        if question["kind"] in TEXT_KINDS:
            before = answers.get(question["key"])
            text = f"{before.text}\n\n{cell}" if before else cell
            answers[question["key"]] = AnswerPayload(text=text)
            continue
        try:
            answers[question["key"]] = AnswerPayload(options=_options(question, cell))
        except UnreadableCell as error:
            blame(header[place], str(error))
    return answers


def _options(question: QuestionData, cell: str) -> list[str]:
    """Keys of the options that a cell names, by words or key; several are parted by semicolons."""
    by_name = {
        _plain(name): option["key"]
        for option in question["options"]
        for name in (option["key"], *option["text"].values())
    }
    if _plain(cell) in by_name:
        return [by_name[_plain(cell)]]
    several = question["kind"] == Question.Kind.SEVERAL
    named = [_plain(part) for part in cell.split(";") if part.strip()] if several else [""]
    if not named or any(name not in by_name for name in named):
        known = "; ".join(o["text"].get("en-gb", "") for o in question["options"])
        raise UnreadableCell(_("It can be: %(options)s.") % {"options": known})
    return list(dict.fromkeys(by_name[name] for name in named))


def read_language(cell: str) -> str:
    """The code of a language named by code, in English or in Welsh. Empty is English."""
    try:
        return LANGUAGES[cell.strip().casefold()]
    except KeyError:
        raise UnreadableCell(_("It can be: en-gb; cy.")) from None


def read_channel(cell: str) -> str:
    """A channel by code or words. Empty is "brought in from another system"."""
    plain = cell.strip().casefold()
    for value, label in Channel.choices:
        if plain in {value, str(label).casefold()}:
            return value
    if not plain:
        return Channel.IMPORT.value
    raise UnreadableCell(_("It can be: %(options)s.") % {"options": "; ".join(Channel.values)})


def read_week(cell: str) -> date:
    """The Monday of a day; a time of day is dropped. Empty is this week."""
    today = timezone.localdate()
    words = cell.replace("T", " ").split()
    if not words:
        return monday(today)
    for form in DATE_FORMATS:
        try:
            day = datetime.strptime(words[0], form).date()
        except ValueError:
            continue
        if day > today:
            raise UnreadableCell(_("This day is still to come."))
        return monday(day)
    raise UnreadableCell(_("Write a day as 2026-10-05 or 05/10/2026."))
