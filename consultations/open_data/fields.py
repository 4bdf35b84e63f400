"""Tables and their columns. The files and the dictionary are made of these alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

Said = str | Promise
Cell = str | int | None
Row = dict[str, Cell]
NOT_TOLD = "not told"  # in CSV, where an empty cell would be counted as none (decision 0032)


@dataclass(frozen=True)
class Field:
    """One column. `choices` are the values that it has, and what they are called; `meanings` say
    more of a value."""

    name: str
    label: Said
    meaning: Said = ""
    choices: tuple[tuple[str, Said], ...] = ()
    meanings: Mapping[str, Said] = field(default_factory=dict, hash=False)
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """One table; `name` stands in its addresses."""

    name: str
    title: Said
    fields: tuple[Field, ...]
    rows: Callable[[HttpRequest], Iterator[Row]] = field(compare=False)


def in_welsh(of: Field) -> Field:
    """The column that holds the same in Welsh."""
    label = format_lazy("{} {}", of.label, _("(in Welsh)"))
    return Field(f"{of.name}_cy", label, _("Empty where nobody has written it."))


def both(name: str, label: Said, meaning: Said = "") -> tuple[Field, Field]:
    """A column and its Welsh."""
    english = Field(name, label, meaning)
    return english, in_welsh(english)


def welsh_of(words: Said) -> str:
    """The words in Welsh."""
    with override("cy"):
        return gettext(words) if isinstance(words, str) and words else str(words)


def english_of(words: Said) -> str:
    """The words in English, whatever language is active."""
    with override("en-gb"):
        return str(words)
