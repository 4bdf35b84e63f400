"""Reads codebook files: our own with axes, and flat lists of themes. Plain data in and out.

Axes: {"id", "name", "version", "axes": [{"code", "name", "themes": [{"code", "name", "name_cy",
"description", "include", "exclude", "cues", "cues_cy", "variants", "examples", "children": [the
same, one level]}]}]}.
Flat: [{"name", "description", "keywords", "examples"}], all on one axis called "theme".
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify

SHIPPED = Path(__file__).parent.parent / "data" / "codebook.json"
FLAT_AXIS = ("theme", "Theme")
LONGEST = {"axis": 20, "code": 120, "name": 120, "version": 20, "status": 200, "slug": 50}
LONGEST_CUE = 80


class CodebookError(ValueError):
    """A codebook file that can't be used. The message names the entry."""


@dataclass(frozen=True)
class ThemeDraft:
    """One theme as the file has it. `parent` is the code of the theme above it."""

    axis: str
    axis_name: str
    code: str
    name: str
    name_cy: str = ""
    description: str = ""
    parent: str = ""
    cues: tuple[str, ...] = ()
    cues_cy: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    include: str = ""
    exclude: str = ""


@dataclass(frozen=True)
class CodebookDraft:
    """A codebook as the file has it; themes in order, each parent before its children."""

    slug: str
    name: str
    version: str
    status: str
    themes: tuple[ThemeDraft, ...]


def read_codebook(path: Path, *, slug: str = "") -> CodebookDraft:
    """Read a file. The slug is the one given, or the file's "id", or the name of its folder.

    Raises CodebookError.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CodebookError(f"{path} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise CodebookError(f"{path} is not JSON in UTF-8: {error}.") from error
    return parse_codebook(data, slug=slug, folder=path.resolve().parent.name)


def parse_codebook(data: Any, *, slug: str = "", folder: str = "") -> CodebookDraft:
    """Make a draft of what a file holds. Raises CodebookError."""
    if isinstance(data, list):
        head, themes = {}, list(_flat(data))
    elif isinstance(data, dict) and isinstance(data.get("axes"), list):
        head, themes = data, list(_with_axes(data["axes"]))
    else:
        raise CodebookError('The file holds neither a list of themes nor an object with "axes".')
    if not themes:
        raise CodebookError("The file has no theme in it.")
    _refuse_twins(themes)
    chosen = slugify(slug or _text(head, "id", "the file") or folder)
    if not chosen:
        raise CodebookError("The codebook has no short name: give one with --slug.")
    return CodebookDraft(
        slug=_fits("slug", chosen, "the file"),
        name=_text(head, "name", "the file", "name") or chosen.replace("-", " ").capitalize(),
        version=_text(head, "version", "the file", "version") or _fingerprint(data),
        status=_text(head, "status", "the file", "status"),
        themes=tuple(themes),
    )


def _flat(entries: list[Any]) -> Iterator[ThemeDraft]:
    for number, entry in enumerate(entries, 1):
        where = _where(entry, f"theme {number}")
        name = _required(entry, "name", where)
        code = slugify(name)
        if not code:
            raise CodebookError(f"{where}: the name has no letter in it.")
        yield ThemeDraft(
            *FLAT_AXIS,
            code=code,
            name=name,
            name_cy=_text(entry, "name_cy", where),
            description=_text(entry, "description", where),
            cues=_words(entry, "keywords", where),
            examples=_words(entry, "examples", where, longest=0),
            include=_text(entry, "include", where),
            exclude=_text(entry, "exclude", where),
        )


def _with_axes(axes: list[Any]) -> Iterator[ThemeDraft]:
    for number, axis in enumerate(axes, 1):
        where = _where(axis, f"axis {number}")
        place = (_required(axis, "code", where, "axis"), _required(axis, "name", where))
        for order, entry in enumerate(_list(axis, "themes", where), 1):
            theme = _theme(entry, place, f"{where}, theme {order}")
            yield theme
            for low, child in enumerate(_list(entry, "children", theme.code), 1):
                sub = _theme(child, place, f"{theme.code}, sub-theme {low}", parent=theme.code)
                if child.get("children"):
                    raise CodebookError(
                        f"{sub.code}: sub-themes can't have sub-themes of their own."
                    )
                yield sub


def _theme(entry: Any, axis: tuple[str, str], where: str, parent: str = "") -> ThemeDraft:
    where = _where(entry, where)
    cues = _words(entry, "cues", where) + _words(entry, "variants", where)
    return ThemeDraft(
        *axis,
        code=_required(entry, "code", where),
        name=_required(entry, "name", where),
        name_cy=_text(entry, "name_cy", where),
        description=_text(entry, "description", where),
        parent=parent,
        cues=tuple(dict.fromkeys(cues)),
        cues_cy=_words(entry, "cues_cy", where),
        examples=_words(entry, "examples", where, longest=0),
        include=_text(entry, "include", where),
        exclude=_text(entry, "exclude", where),
    )


def _where(entry: Any, place: str) -> str:
    """How to name an entry in an error: by its code or name where it has one."""
    if not isinstance(entry, dict):
        raise CodebookError(f"{place}: expected an object with a name, found {entry!r:.60}.")
    name = entry.get("code") or entry.get("name")
    return f"{place} ({name})" if isinstance(name, str) and name else place


def _text(entry: dict[str, Any], key: str, where: str, limit: str = "") -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise CodebookError(f"{where}: “{key}” must be text.")
    return _fits(limit, value.strip(), where) if limit else value.strip()


def _required(entry: dict[str, Any], key: str, where: str, limit: str = "") -> str:
    value = _text(entry, key, where, limit or key)
    if not value:
        raise CodebookError(f"{where}: “{key}” is missing.")
    return value


def _fits(limit: str, value: str, where: str) -> str:
    if len(value) > LONGEST[limit]:
        raise CodebookError(f"{where}: “{value:.40}…” is longer than {LONGEST[limit]} characters.")
    return value


def _list(entry: dict[str, Any], key: str, where: str) -> list[Any]:
    value = entry.get(key, [])
    if not isinstance(value, list):
        raise CodebookError(f"{where}: “{key}” must be a list.")
    return value


def _words(
    entry: dict[str, Any], key: str, where: str, longest: int = LONGEST_CUE
) -> tuple[str, ...]:
    """A list of words or phrases, each with a letter or a digit in it, once."""
    values = _list(entry, key, where)
    for value in values:
        if not isinstance(value, str) or not any(sign.isalnum() for sign in value):
            raise CodebookError(f"{where}: “{key}” holds {value!r:.60}, which is not a word.")
        if longest and len(value) > longest:
            raise CodebookError(f"{where}: “{value:.40}…” is too long for a cue.")
    return tuple(dict.fromkeys(value.strip() for value in values))


def _refuse_twins(themes: list[ThemeDraft]) -> None:
    seen: set[str] = set()
    for theme in themes:
        if theme.code in seen:
            raise CodebookError(f"{theme.code}: two themes have this code.")
        seen.add(theme.code)


def _fingerprint(data: Any) -> str:
    """A version for files that carry none: it changes when the file does."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:8]
