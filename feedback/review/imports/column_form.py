"""The selects of the page that says which column answers what: no script is needed for it."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Posted
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.importing.answers import AnswerReader, mark_of
from feedback.importing.problems import ColumnsInDoubt
from feedback.importing.survey_tools import is_detail, recognise
from feedback.importing.tables import Table
from feedback.importing.targets import SKIP, Mapping, arrange, label, propose
from feedback.questionnaire import ENGLISH, Item, Kind, Questionnaire, in_language

SAMPLES, SAMPLE_LENGTH = 2, 60
MOST_CHOICES = 40
OPEN = "?"  # nobody has said yet what these words are
ABOUT: tuple[tuple[str, str | Promise], ...] = (
    ("id", gettext_lazy("Number of the row: to know it again, not kept")),
    ("week", gettext_lazy("Day: its week alone is kept")),
    ("language", gettext_lazy("Language")),
    ("channel", gettext_lazy("How it reached you")),
)
Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class ColumnSelect:
    """One column: what it may be for, what it is for now, and how its cells look."""

    name: str
    field: str
    value: str
    samples: list[str]
    is_detail: bool


@dataclass(frozen=True)
class ChoiceSelect:
    """Words of a column that the form doesn't offer, and what they may count as."""

    column: str
    words: str
    rows: int
    field: str
    value: str
    options: list[tuple[str, str]]


def groups(asked: Questionnaire) -> list[Group]:
    """What a column may be for, as groups of a select."""
    found: list[Group] = [
        (_("Not taken"), [(SKIP, _("Leave out"))]),
        (_("About the row"), [(value, str(words)) for value, words in ABOUT]),
        (_("Answers"), [(f"question:{item.key}", label(item)) for item in asked.questions]),
    ]
    found += [
        (label(item), list(_parts(item))) for item in asked.questions if item.kind is Kind.SEVERAL
    ]
    return found


def _parts(item: Item) -> Iterator[tuple[str, str]]:
    for option in item.options:
        yield f"option:{item.key}:{option.key}", in_language(option.text, ENGLISH)
    if item.takes_more:
        yield f"own:{item.key}", _("In her own words")


def proposed(table: Table, asked: Questionnaire, mapping: Mapping | None) -> dict[str, str]:
    """What each column is for so far: as a person chose, or as its name says."""
    try:
        by_name = propose(table.header, asked)
    except ColumnsInDoubt:
        by_name = {}
    chosen = mapping.targets if mapping else {}
    return {name: chosen.get(name) or by_name.get(name) or SKIP for name in table.header}


def column_selects(table: Table, targets: Posted[str, str]) -> list[ColumnSelect]:
    """A select for each column."""
    return [
        ColumnSelect(
            name=name,
            field=f"column-{place}",
            value=targets[name],
            samples=list(_samples(row.cells[place] for row in table.rows)),
            is_detail=is_detail(name),
        )
        for place, name in enumerate(table.header)
    ]


def _samples(cells: Iterable[str]) -> Iterator[str]:
    shown = 0
    for cell in cells:
        if words := " ".join(cell.split()):
            yield words[:SAMPLE_LENGTH] + ("…" if len(words) > SAMPLE_LENGTH else "")
            shown += 1
        if shown == SAMPLES:
            return


def choice_selects(table: Table, asked: Questionnaire, mapping: Mapping) -> list[ChoiceSelect]:
    """A select for each words of a choice that the form doesn't offer. Raises ColumnsInDoubt."""
    columns = arrange(table.header, asked, mapping.targets, by_hand=True)
    reader = AnswerReader(columns, recognise(table.header), {})
    items = {c.name: c.item for c in columns.answers}
    places = {name: place for place, name in enumerate(table.header)}
    found = [
        ChoiceSelect(
            column=name,
            words=words,
            rows=rows,
            field=f"choice-{places[name]}-{mark_of(words)}",
            value=mapping.choices.get(name, {}).get(mark_of(words), OPEN),
            options=[(o.key, in_language(o.text, ENGLISH)) for o in items[name].options],
        )
        for name, counted in reader.unknown(row.cells for row in table.rows).items()
        for words, rows in counted.most_common()
    ]
    still_open = [choice for choice in found if choice.value == OPEN]
    return still_open[:MOST_CHOICES] + [choice for choice in found if choice.value != OPEN]


def read_mapping(table: Table, posted: Posted[str, str]) -> Mapping:
    """What was posted. A select that wasn't there leaves its column out."""
    targets = {name: posted.get(f"column-{place}", SKIP) for place, name in enumerate(table.header)}
    choices: dict[str, dict[str, str]] = {}
    for field, value in posted.items():
        kind, _, rest = field.partition("-")
        place, _, mark = rest.partition("-")
        known = place.isdecimal() and int(place) < len(table.header)
        if kind == "choice" and known and value != OPEN:
            choices.setdefault(table.header[int(place)], {})[mark] = value
    return Mapping(targets, choices)
