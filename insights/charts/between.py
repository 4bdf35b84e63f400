"""Between areas or consultations that use one codebook: shares beside each other, and two of them
compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insights.analysis.differences import Difference, Verdict, newcombe, verdict
from insights.analysis.proportions import Share, wilson
from insights.charts.tally import Tally
from insights.models import Theme


@dataclass(frozen=True)
class Place:
    """An area or a consultation, with the ids of its consultations' pages. `coded` are the women
    that shares are of, `uncoded` those still to be coded; both by page as well."""

    key: str
    name: str
    pages: tuple[int, ...]
    coded: int
    uncoded: int
    coded_of: Mapping[int, int]  # page → coded women
    given: Mapping[int, Mapping[int, int]]  # theme → page → women

    def share(self, theme: Theme) -> Share | None:
        """Of its coded women; None where there are none."""
        count = sum(self.given.get(theme.pk, {}).values())
        return wilson(count, self.coded) if self.coded else None

    def behind(self, theme: Theme | None = None) -> list[tuple[int, int]]:
        """Women with the theme, or all who are coded, by page."""
        found = self.given.get(theme.pk, {}) if theme else self.coded_of
        return sorted(found.items())


@dataclass(frozen=True)
class Compared:
    """A theme in two places, and what may be said of the difference."""

    theme: Theme
    first: Share
    second: Share
    difference: Difference
    verdict: Verdict


def places_of(tally: Tally, groups: Sequence[tuple[str, str, Sequence[int]]]) -> list[Place]:
    """A place for each (key, name, pages) in which somebody answered."""
    page_group = {page: key for key, _, pages in groups for page in pages}
    coded: dict[str, Counter[int]] = {key: Counter() for key, _, _ in groups}
    uncoded: Counter[str] = Counter()
    given: dict[str, dict[int, Counter[int]]] = {key: {} for key, _, _ in groups}
    for kind, women in tally.kinds.items():
        key = page_group[kind.consultation]
        if kind.themes:
            coded[key][kind.consultation] += women
        else:
            uncoded[key] += women
        for theme in kind.themes:
            given[key].setdefault(theme, Counter())[kind.consultation] += women
    return [
        Place(key, name, tuple(pages), coded[key].total(), uncoded[key], coded[key], given[key])
        for key, name, pages in groups
        if coded[key] or uncoded[key]
    ]


def compare(first: Place, second: Place, themes: Sequence[Theme]) -> list[Compared]:
    """Each theme that anybody in either place was given. Nothing where one has nobody coded."""
    if not first.coded or not second.coded:
        return []
    said = [t for t in themes if first.given.get(t.pk) or second.given.get(t.pk)]
    return [_compared(first, second, theme, len(said)) for theme in said]


def _compared(first: Place, second: Place, theme: Theme, compared: int) -> Compared:
    one, other = first.share(theme), second.share(theme)
    assert one is not None  # both have coded women
    assert other is not None
    return Compared(
        theme,
        one,
        other,
        newcombe((one.count, one.base), (other.count, other.base)),
        verdict(one, other, compared=compared),
    )
