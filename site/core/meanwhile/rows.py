"""The rows of a page, such as the questions of a form or the options of a question."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.meanwhile.shown import Json, is_kept
from core.meanwhile.values import changed_sentence, posted_value, put, touched

Row = dict[str, list[str]]  # what was posted for one row, by the name of the field


def woven(main: Sequence[str], more: Sequence[str]) -> list[str]:
    """All of `main` in its order; each other one of `more` after the one it follows there."""
    found = list(main)
    for place, key in enumerate(more):
        if key not in found:
            before = next((k for k in reversed(more[:place]) if k in found), None)
            found.insert(found.index(before) + 1 if before is not None else 0, key)
    return found


class Rows:
    """Posted rows that are brought up to date with the stored ones.

    A row is known by its id, one that she added by its number on the page.
    """

    def __init__(
        self, formset: Any, shown: Sequence[Json], stored: Sequence[Json], data: QueryDict
    ) -> None:
        self.prefix: str = formset.prefix
        self.fields = {n: f for n, f in formset.empty_form.fields.items() if is_kept(n, f)}
        self.shown = {str(row["id"]): row for row in shown}
        self.stored = {str(row["id"]): row for row in stored}
        self.data = data
        self.posted = dict(self._posted())

    def merge(self) -> list[str]:
        """Bring the posted rows up to date, and say what the other person did to them."""
        sentences = [*self._gone(), *self._changed(), *self._added()]
        order, moved = self._order()
        self._write(order)
        return sentences + moved

    def _posted(self) -> Iterator[tuple[str, Row]]:
        total = self.data.get(f"{self.prefix}-TOTAL_FORMS", "")
        for number in range(int(total) if total.isdecimal() and len(total) < 5 else 0):
            start = f"{self.prefix}-{number}-"
            names = [name for name in self.data if name.startswith(start)]
            row = {name.removeprefix(start): self.data.getlist(name) for name in names}
            for name in names:
                del self.data[name]
            known = (row.get("id") or [""])[0]
            yield known or f"new {number}", row

    def _value(self, row: Row, name: str) -> Any:
        return posted_value(self.fields[name], _as_data(row), name)

    def _gone(self) -> Iterator[str]:
        """Rows that are stored no longer: left out, or kept as new ones where she changed them."""
        gone = [key for key in self.posted if key.isdecimal() and key not in self.stored]
        for key in gone:
            row, before = self.posted.pop(key), self.shown.get(key)
            hers = before is None or any(
                touched(field, before[name], self._value(row, name))
                for name, field in self.fields.items()
            )
            called = {"row": before["called"] if before else ""}
            if hers and not _deleted(row):
                self.posted[f"new {key}"] = row | {"id": [""]}
            if hers and before and not _deleted(row):
                yield (
                    _("“%(row)s” was taken out. You changed it: yours stands here as a new one.")
                    % called
                )
            elif before:
                yield _("“%(row)s” was taken out.") % called

    def _changed(self) -> Iterator[str]:
        for key in [key for key in self.shown if key in self.stored and key in self.posted]:
            before, now, row = self.shown[key], self.stored[key], self.posted[key]
            for name, field in self.fields.items():
                if before[name] == now[name]:
                    continue
                sentence = changed_sentence(field, before["called"], before[name], now[name])
                value = self._value(row, name)
                if not touched(field, before[name], value):
                    self._put(row, name, now[name])
                    yield sentence
                elif touched(field, now[name], value):
                    yield sentence + " " + _("You changed it too: yours stands on this page.")

    def _added(self) -> Iterator[str]:
        for key, now in self.stored.items():
            if key not in self.shown and key not in self.posted:
                self.posted[key] = row = {"id": [key], "DELETE": [""]}
                for name in self.fields:
                    self._put(row, name, now[name])
                yield _("“%(row)s” was added.") % {"row": now["called"]}

    def _put(self, row: Row, name: str, value: Any) -> None:
        data = _as_data(row)
        put(data, name, self.fields[name], value)
        row.pop(name, None)
        if name in data:
            row[name] = data.getlist(name)

    def _order(self) -> tuple[list[str], list[str]]:
        """The order that one of the two changed, hers if both did."""
        hers = sorted(self.posted, key=lambda key: _place(self.posted[key]))
        hers = [key for key in hers if key not in self.stored or "ORDER" in self.posted[key]]
        both = [key for key in self.shown if key in self.stored and key in hers]
        theirs = [key for key in self.stored if key in self.posted]
        moved = [key for key in theirs if key in both] != both
        she_moved = [key for key in hers if key in both] != both
        order = woven(hers, theirs) if she_moved else woven(theirs, hers)
        if not moved:
            return order, []
        return order, [
            _("The order was changed. You changed it too: yours stands on this page.")
            if she_moved
            else _("The order was changed.")
        ]

    def _write(self, order: Sequence[str]) -> None:
        """Stored rows first, since forms number them so; ORDER says where each stands."""
        known = [key for key in order if key in self.stored]
        new = [key for key in order if key not in self.stored]
        for number, key in enumerate([*known, *new]):
            row = self.posted[key] | {"ORDER": [str(order.index(key) + 1)]}
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{number}-{name}", values)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(order))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(known))


def _as_data(row: Row) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in row.items():
        data.setlist(name, values)
    return data


def _deleted(row: Row) -> bool:
    return bool((row.get("DELETE") or [""])[0])


def _place(row: Row) -> int:
    place = (row.get("ORDER") or [""])[0]
    return int(place) if place.isdecimal() and len(place) < 7 else 0
