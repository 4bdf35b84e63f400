"""From a number to the responses behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from consultations.models import ConsultationPage
from insights.charts.tally import Tally
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
    pairs: Iterable[tuple[str, str]] = (),
) -> Number:
    """A number from how many women of each consultation (id of its page) are behind it; `pairs` of
    insights.views.behind."""
    query = query_for(show=show, themes=themes, since=since, until=until, named=True, pairs=pairs)
    return Number(
        value=sum(women for _, women in behind),
        lists=[
            (titles[page], f"{reverse('insights:responses', args=[page])}{query}", women)
            for page, women in behind
        ],
    )


def opens_list(consultation: ConsultationPage, value: int, *pairs: tuple[str, str]) -> Number:
    """A number of one consultation; of none, there is nothing to open."""
    page = consultation.pk
    behind = [(page, value)] if value else []
    return number_of(behind, {page: str(consultation)}, show=Show.ALL, pairs=pairs)


@dataclass(frozen=True)
class Base:
    """What the shares of a page are of: women who answered, who are coded, and who were left out
    for this reader."""

    women: Number
    coded: Number
    left_out: Number


def base_of(tally: Tally, titles: Mapping[int, str]) -> Base:
    """The same with the responses behind each."""
    left = sorted(tally.left_out_of.items())
    samples = [(titles[pk], reverse("insights:sample", args=[pk]), n) for pk, n in left]
    return Base(
        women=number_of(tally.by_page(), titles, show=Show.OPEN),
        coded=number_of(tally.by_page(coded=True), titles, show=Show.CODED),
        left_out=Number(tally.left_out, samples),
    )
