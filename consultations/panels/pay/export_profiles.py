"""Export profiles as data: which columns, in which order, with which signs. One JSON file each.

Ours stand beside this file, in `profiles/`. An operator's own stand in DATA_DIR/pay-profiles/, and
may not take the key of one of ours. Nothing of a profile is ever run.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from django.conf import settings

from consultations.panels.pay.owed import Method

OURS = Path(__file__).parent / "profiles"
FORMS = ("csv", "xlsx", "fixed")
ENCODINGS = ("ascii", "utf-8", "utf-8-sig", "cp1252")
# What a column can hold; the rest of a profile is words.
VALUES = frozenset(
    {
        *("name", "account_name", "sort_code", "account_number", "amount", "pence", "reference"),
        *("own_name", "own_sort_code", "own_account_number"),
        *("date", "due", "approved", "run", "copy", "line", "what", "method", "agreed"),
    }
)


class ProfileIsWrong(ValueError):
    """One sentence that says what in which profile."""


@dataclass(frozen=True)
class Column:
    """One column: a value of ours, or a text that is the same in each row. Fixed widths pad with
    `pad` on the side that `align` leaves, and cut only where `clip` says so."""

    title: str = ""
    value: str = ""
    text: str = ""
    width: int = 0
    pad: str = " "
    align: str = "left"
    clip: bool = False


@dataclass(frozen=True)
class Profile:
    """How a file is written. `characters` is what may stand in a cell, as inside [ ] of a regular
    expression; other signs become their plain letter, or a space."""

    key: str
    label: str
    form: str
    columns: tuple[Column, ...]
    methods: tuple[str, ...] = ("bank",)
    encoding: str = "utf-8-sig"
    newline: str = "\r\n"
    header: bool = True
    upper: bool = False
    characters: str = ""
    date_format: str = "%d/%m/%Y"
    separator: str = ","
    needs_own_account: bool = False
    # It pays nobody and enters nothing anywhere, so it may be made at any time.
    is_record: bool = False

    @property
    def suffix(self) -> str:
        return {"csv": "csv", "xlsx": "xlsx", "fixed": "txt"}[self.form]

    @property
    def needs_account(self) -> bool:
        """Whether each payee must have a bank account."""
        return any(column.value == "account_number" for column in self.columns)


def profile_of(told: dict[str, Any]) -> Profile:
    """A profile of its data. Raises ProfileIsWrong."""
    name = str(told.get("key", "?"))
    try:
        columns = tuple(Column(**column) for column in told["columns"])
        rest: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
        }
        profile = Profile(**{**rest, "columns": columns})
    except (TypeError, KeyError, AttributeError) as error:
        raise ProfileIsWrong(f"Profile {name}: {error}.") from None
    for wrong in _wrongs(profile):
        raise ProfileIsWrong(f"Profile {name}: {wrong}.")
    return profile


def _wrong_kinds(told: Profile | Column) -> Iterable[str]:
    """JSON has numbers, words, lists, and true and false: each field takes one kind."""
    for field in fields(told):
        wanted = field.type if isinstance(field.type, type) else tuple
        value = getattr(told, field.name)
        if type(value) is not wanted:
            yield f"{field.name} can't be {value!r}"


def _wrongs(profile: Profile) -> Iterable[str]:
    parts: list[Profile | Column] = [profile, *profile.columns]
    if wrong := [said for part in parts for said in _wrong_kinds(part)]:
        yield from wrong
        return
    known = [value for value in profile.methods if value in Method.values]
    if not known or len(known) < len(profile.methods):
        yield f"methods is a list of: {', '.join(Method.values)}"
    if not re.fullmatch(r"[a-z0-9-]{1,20}", profile.key):
        yield "key has to be 1 to 20 small letters, digits and hyphens"
    if profile.form not in FORMS:
        yield f"form has to be one of {', '.join(FORMS)}"
    if profile.encoding not in ENCODINGS:
        yield f"encoding has to be one of {', '.join(ENCODINGS)}"
    if profile.newline not in ("\n", "\r\n") or len(profile.separator) != 1:
        yield "newline has to be \\n or \\r\\n, and separator one sign"
    if not profile.columns:
        yield "it has no columns"
    yield from _wrong_columns(profile)
    try:
        re.compile(f"[^{profile.characters}]" if profile.characters else "")
    except re.error:
        yield "characters can't be read"


def _wrong_columns(profile: Profile) -> Iterable[str]:
    for column in profile.columns:
        if column.value and column.value not in VALUES:
            yield f"there is no value “{column.value}”"
        if profile.form == "fixed" and column.width < 1:
            yield f"column “{column.title}” has no width"
        if len(column.pad) != 1 or column.align not in ("left", "right"):
            yield f"column “{column.title}”: pad is one sign, align is left or right"


def profiles() -> dict[str, Profile]:
    """All that there are, by key: ours, then the operator's. Raises ProfileIsWrong."""
    found: dict[str, Profile] = {}
    theirs = Path(settings.DATA_DIR) / "pay-profiles"
    for path in [*sorted(OURS.glob("*.json")), *sorted(theirs.glob("*.json"))]:
        try:
            told = json.loads(path.read_text("utf-8"))
        except (ValueError, OSError):
            raise ProfileIsWrong(f"{path.name} is no JSON that can be read.") from None
        if not isinstance(told, dict):
            raise ProfileIsWrong(f"{path.name} holds no profile.")
        profile = profile_of(told)
        if profile.key in found:
            raise ProfileIsWrong(f"{path.name}: there is a profile “{profile.key}” already.")
        found[profile.key] = profile
    return found
