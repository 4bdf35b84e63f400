"""What a column is for: an answer, one option of it, something about the row, or nothing.

A target is text, so that a select can hold it and a mapping can be kept:
`question:KEY`, `option:KEY:OPTION`, `own:KEY` (words of her own beside what she chose), `id`,
`language`, `channel`, `week`, `skip`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from feedback.importing.problems import ColumnsInDoubt, Problem
from feedback.importing.survey_tools import DASHES, ROW_IDS, WEEKS, is_detail, plain, unnumbered
from feedback.questionnaire import ENGLISH, WRITTEN, Item, Kind, Option, Questionnaire, in_language

SKIP, ID, WEEK = "skip", "id", "week"
ABOUT = (ID, "language", "channel", WEEK)
TEXT_COLUMN = "text"
DETAIL, NO_QUESTION, CHOSEN = "detail", "no question", "chosen"


@dataclass(frozen=True)
class Mapping:
    """What a person chose: column → target; column → mark of a cell's words → option or ""."""

    targets: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerColumn:
    """A column that answers a question: wholly, by one option of it, or in words of her own."""

    place: int
    name: str
    item: Item
    option: Option | None = None
    own_words: bool = False


@dataclass
class Columns:
    """What stands where."""

    answers: list[AnswerColumn] = field(default_factory=list)
    about: dict[str, int] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # column, why

    def why(self, reason: str) -> list[str]:
        """Names of columns that are left out for this reason."""
        return [name for name, why in self.left_out if why == reason]


def propose(
    header: Sequence[str], asked: Questionnaire, text_columns: Sequence[str] = ()
) -> dict[str, str]:
    """Column → target, by the names of the columns. Raises ColumnsInDoubt for unknown columns."""
    names = {plain(name) for name in header}
    missing = [name for name in text_columns if plain(name) not in names]
    if missing:
        raise ColumnsInDoubt(
            [Problem(_("The file has no such column."), 1, name) for name in missing]
        )
    questions = asked.questions
    by_name = {name: q for q in reversed(questions) for name in _names(q)}
    wanted = {plain(name) for name in text_columns} or {TEXT_COLUMN} - by_name.keys()
    found: dict[str, str] = {}
    for column in header:
        name = plain(column)
        if name in wanted:
            found[column] = f"question:{_first_long_text(questions, column).key}"
        elif asked_here := _asked(column, by_name):
            found[column] = f"question:{asked_here.key}"
        else:
            about = _about(name, set(found.values()))
            found[column] = about or _option(column, by_name) or (SKIP if is_detail(column) else "")
    return found


def _names(question: Item) -> Iterator[str]:
    yield question.key
    yield from map(plain, question.text.values())


def _first_long_text(questions: list[Item], column: str) -> Item:
    for question in questions:
        if question.kind is Kind.LONG_TEXT:
            return question
    raise ColumnsInDoubt([Problem(_("The form has no question with long text."), 1, column)])


def _about(name: str, taken: set[str]) -> str:
    if name in ROW_IDS and ID not in taken:
        return ID
    if name in WEEKS and WEEK not in taken:
        return WEEK
    return name if name in ABOUT and name not in taken else ""


def _asked(question: str, by_name: dict[str, Item]) -> Item | None:
    """The question of these words, with its number or without."""
    return by_name.get(plain(question)) or by_name.get(plain(unnumbered(question)))


def _option(column: str, by_name: dict[str, Item]) -> str:
    """“Question - option”, as tools name a column that says whether one option was ticked."""
    for dash in DASHES:
        question, found, option = column.rpartition(dash)
        item = _asked(question, by_name) if found else None
        if item is None:
            continue
        wanted = plain(option.rstrip("]"))
        for known in item.options:
            if wanted in {known.key, *map(plain, known.text.values())}:
                return f"option:{item.key}:{known.key}"
        if wanted.startswith(("other", "comment", "please")) and item.takes_more:
            return f"own:{item.key}"
        if item.kind in WRITTEN:
            return f"question:{item.key}"
    return ""


def arrange(
    header: Sequence[str], asked: Questionnaire, targets: dict[str, str], *, by_hand: bool
) -> Columns:
    """Columns by their targets. A target that the form no longer has counts as none.

    `by_hand`: a person chose them, so that two columns of words may answer one question together.
    Raises ColumnsInDoubt.
    """
    columns = Columns()
    for place, name in enumerate(header):
        target = targets.get(name, "")
        if target in ABOUT and target not in columns.about:
            columns.about[target] = place
        elif answer := _answer(place, name, target, asked):
            columns.answers.append(answer)
        else:
            columns.left_out.append((name, _why(name, target, by_hand)))
    _refuse_doubtful(columns, by_hand)
    return columns


def _why(name: str, target: str, by_hand: bool) -> str:
    if is_detail(name):
        return DETAIL
    return CHOSEN if target == SKIP and by_hand else NO_QUESTION


def _answer(place: int, name: str, target: str, asked: Questionnaire) -> AnswerColumn | None:
    kind, _, rest = target.partition(":")
    key, _, option_key = rest.partition(":")
    item = asked.item(key) if key else None
    if item is None or item.kind is Kind.PAGE:
        return None
    if kind == "own":
        return AnswerColumn(place, name, item, own_words=True) if item.takes_more else None
    if kind == "option":
        option = next((o for o in item.options if o.key == option_key), None)
        return AnswerColumn(place, name, item, option) if option else None
    return AnswerColumn(place, name, item)


def _refuse_doubtful(columns: Columns, by_hand: bool) -> None:
    """No column is read where none answers, and none where two answer the same question."""
    if not columns.answers:
        raise ColumnsInDoubt(
            [Problem(_("No column has the name of a question, or the name “text”."), 1)]
        )
    taken: dict[str, str] = {}
    for column in columns.answers:
        option = column.option.key if column.option else ""
        what = f"{column.item.key}:{option}:{column.own_words}"
        first = taken.setdefault(what, column.name)
        joined = by_hand and (column.item.kind in WRITTEN or column.own_words)
        if first != column.name and not joined:
            sentence = _("It answers the same question as “%(other)s”.") % {"other": first}
            raise ColumnsInDoubt([Problem(sentence, 1, column.name)])


def label(item: Item) -> str:
    """The words of a question for staff."""
    return in_language(item.text, ENGLISH) or next(iter(item.text.values()), "")
