"""What is wrong with a form: each field by name, with a link. Colour alone says too little."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.functional import Promise


@dataclass(frozen=True)
class Wrong:
    """A field that has to be looked at. `name` is what the page calls it."""

    name: str
    anchor: str  # id of what gets the focus
    why: list[str]


def wrong_fields(named: Iterable[tuple[str | Promise, BoundField]]) -> list[Wrong]:
    """Those of these fields that have errors, in the order of the page."""
    return [
        Wrong(str(name), _anchor(field), [str(error) for error in field.errors])
        for name, field in named
        if field.errors
    ]


def _anchor(field: BoundField) -> str:
    """The field, or the first of its choices: the group of them has an id, and takes no focus."""
    if field.id_for_label:
        return field.id_for_label
    return next((part.id_for_label for part in field.subwidgets), field.auto_id)
