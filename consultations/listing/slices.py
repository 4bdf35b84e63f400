"""A long list in pages of twenty, led through by plain links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator

EACH = 20


@dataclass(frozen=True)
class Slice:
    """One page of a list: which of how many, and the queries that lead on, empty at its ends."""

    rows: Sequence[Any]
    number: int
    of: int
    total: int
    before: str
    after: str


def slice_of(
    rows: Sequence[Any], wanted: str, kept: Mapping[str, str], *, name: str = "page"
) -> Slice:
    """The wanted page, or the nearest that there is. Its links keep what was chosen; `name` is the
    number's in them, where a screen has two lists."""
    page = Paginator(rows, EACH).get_page(wanted if wanted.isdecimal() else 1)
    chosen = {key: value for key, value in kept.items() if value}

    def query(number: int) -> str:
        return "?" + urlencode(chosen | {name: str(number)})

    return Slice(
        rows=list(page.object_list),
        number=page.number,
        of=page.paginator.num_pages,
        total=page.paginator.count,
        before=query(page.number - 1) if page.has_previous() else "",
        after=query(page.number + 1) if page.has_next() else "",
    )
