"""Reads coded responses (CSV) and says which theme of the codebook each was given."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from insights.codebook.files import ThemeDraft
from tests.benchmarks.themes.methods import BoolArray

TEXT, THEMES = "text", "themes"
SEPARATOR = ";"
# A cell may be longer than csv's own limit of 128 kB; what stands here fits a C long anywhere.
csv.field_size_limit(2**31 - 1)


class DataError(ValueError):
    """A file that can't be measured with. The message says in one line what to do."""


@dataclass(frozen=True)
class Responses:
    """n responses that have a text, in the order of the file.

    `truth` is n × T: the themes that people gave. `empty` rows were left out for want of a text;
    `uncoded` rows are in it without a theme, which counts as the code “none of them”.
    """

    texts: tuple[str, ...]
    truth: BoolArray
    empty: int
    uncoded: int


def read_responses(path: Path, themes: Sequence[ThemeDraft]) -> Responses:
    """Columns `text` and `themes` (names or codes, separated by `; `); others are not looked at.

    Raises DataError.
    """
    places = _places(themes)
    texts: list[str] = []
    codes: list[list[int]] = []
    empty = 0
    for where, row in _rows(path, TEXT, THEMES):
        text = row[TEXT].strip()
        if not text:
            empty += 1
            continue
        texts.append(text)
        codes.append([_place(name, places, where) for name in _names(row[THEMES])])
    if not texts:
        raise DataError(f"{path.name} has no row with a text: give a file with responses.")
    truth = np.zeros((len(texts), len(themes)), dtype=np.bool_)
    for number, found in enumerate(codes):
        truth[number, found] = True
    return Responses(tuple(texts), truth, empty, sum(not found for found in codes))


def read_texts(path: Path) -> list[str]:
    """The texts alone, those without a word left out. Raises DataError."""
    found = [row[TEXT].strip() for _, row in _rows(path, TEXT)]
    texts = [text for text in found if text]
    if not texts:
        raise DataError(f"{path.name} has no row with a text: give a file with responses.")
    return texts


def _rows(path: Path, *needed: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with where it stands, for messages; a cell that is not there is empty."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise DataError(
                    f"{path.name} has no column “{missing[0]}”: its first line must name "
                    f"{' and '.join(needed)}."
                )
            for row in reader:
                name = f" ({row['id']})" if row.get("id") else ""
                yield f"{path.name}, line {reader.line_num}{name}", row
    except OSError as error:
        raise DataError(f"{path} can't be read ({error.strerror}): give another file.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not in UTF-8: save it as CSV UTF-8.") from error
    except csv.Error as error:
        raise DataError(f"{path.name} is not a CSV file ({error}): save it as CSV.") from error


def _places(themes: Sequence[ThemeDraft]) -> dict[str, int]:
    """Code or name → which theme. A name that two themes have stands for neither."""
    names = [theme.name for theme in themes]
    by_name = {name: place for place, name in enumerate(names) if names.count(name) == 1}
    return by_name | {theme.code: place for place, theme in enumerate(themes)}


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(SEPARATOR) if name.strip()]


def _place(name: str, places: dict[str, int], where: str) -> int:
    if name not in places:
        raise DataError(f"{where}: the codebook has no one theme “{name:.60}”: add or correct it.")
    return places[name]
