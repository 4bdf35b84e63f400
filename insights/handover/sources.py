"""What one woman said as one plain text, and where in it each answer stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from insights.handover.gathering import Case
from insights.handover.qda_xml import plain
from insights.handover.words import Said

SHORT_NAME = 80  # characters of the words that a selection is named by
Place = tuple[int, bool]  # an answer, and whether it is its translation


@dataclass(frozen=True, slots=True)
class PassageRow:
    """Words that a coding points at."""

    answer: int
    start: int
    end: int
    in_translation: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """A run of a source, how it is called, and who gave it which themes: (theme, by)."""

    start: int
    end: int
    name: str
    given: list[tuple[int, str]]


@dataclass(slots=True)
class Source:
    """A woman's text while it is put together. Positions count code points, the first being 0."""

    guid: str
    text: str = ""
    places: dict[Place, tuple[int, int]] = field(default_factory=dict)

    def add(self, words: str, place: Place | None = None) -> None:
        """Append words; `place` remembers where they stand."""
        start, clean = len(self.text), plain(words)
        self.text += clean
        if place:
            self.places[place] = (start, len(clean))


def source_of(guid: str, said: Iterable[Said]) -> Source:
    """Question, what she chose, her words, their translation; an empty line between."""
    source = Source(guid)
    for one in said:
        source.add(("\n\n" if source.text else "") + one.label + "\n")
        if one.options:
            source.add("; ".join(one.options) + ("\n" if one.text else ""))
        source.add(one.text, (one.answer, False))
        if one.translation:
            source.add("\n" + _("Translation:") + "\n")
            source.add(one.translation, (one.answer, True))
    return source


def selections_of(
    source: Source, case: Case, passages: Mapping[int, Sequence[PassageRow]]
) -> tuple[list[Selection], list[tuple[int, str]]]:
    """Runs that codings point at, and codings that the whole text is given, as (theme, by).

    What points at nothing that is in this text counts for all of it.
    """
    found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    whole: dict[tuple[int, str], None] = {}
    for given in case.given:
        key = (given.theme, given.by)
        runs = list(_runs(source, passages.get(given.coding, ())))
        for run in runs:
            if key not in found[run]:
                found[run].append(key)
        if not runs:
            whole[key] = None
    selections = [
        Selection(start, end, _called(source.text[start:end]), found[start, end])
        for start, end in sorted(found)
    ]
    return selections, list(whole)


def _runs(source: Source, passages: Iterable[PassageRow]) -> Iterator[tuple[int, int]]:
    for one in passages:
        start, length = source.places.get((one.answer, one.in_translation), (0, 0))
        if one.end <= length:
            yield start + one.start, start + one.end


def _called(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHORT_NAME else line[: SHORT_NAME - 1] + "…"
