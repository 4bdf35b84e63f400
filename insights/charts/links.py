"""From a number to the responses behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from insights.selectors import Show
from insights.views.filters import query_for


@dataclass(frozen=True)
class Number:
    """A number of women, and a list for each consultation that it is from: its name, address and
    how many of them."""

    value: int
    lists: list[tuple[str, str, int]]


def number_of(
    behind: Sequence[tuple[int, int]],
    titles: Mapping[int, str],
    *,
    show: Show = Show.CODED,
    themes: Iterable[int] = (),
    since: date | None = None,
    until: date | None = None,
) -> Number:
    """A number from how many women of each consultation (id of its page) are behind it."""
    query = query_for(show=show, themes=themes, since=since, until=until)
    return Number(
        value=sum(women for _, women in behind),
        lists=[
            (titles[page], f"{reverse('insights:responses', args=[page])}{query}", women)
            for page, women in behind
        ],
    )
