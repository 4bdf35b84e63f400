"""What is at hand while somebody weighs a finding: exact counts, for her alone.

Nothing here sets a strength: a person does, in words (domain §6b).
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Channel
from insights.models import Theme
from insights.packs.raised import Raised, raised_in
from insights.rigour.blind import hidden_from
from insights.rigour.quiet import QUIET_BELOW
from insights.rigour.selectors import AgreementLine, comparison_of, is_reflexive, last_compared
from insights.selectors import theming_of


@dataclass(frozen=True)
class OfTheme:
    """One theme that may be ticked: how many women raised it, and for how many it was turned
    down."""

    theme: Theme
    women: int
    fits_not: int
    agreement: AgreementLine | None

    @property
    def is_quiet(self) -> bool:
        """Few raised it: it falls out of every list that is sorted by number."""
        return 0 < self.women < QUIET_BELOW


@dataclass(frozen=True)
class Evidence:
    """Of the themes that are ticked, each and together."""

    themes: list[OfTheme]
    women: int
    channels: list[tuple[str, int]]
    is_measured: bool  # agreement between coders


@dataclass(frozen=True)
class AtHand:
    """All themes of a consultation, counted once; `of` tells of some of them."""

    themes: list[OfTheme]
    raised: Raised
    is_measured: bool

    def of(self, ticked: Collection[int]) -> Evidence:
        """Of the themes with these ids."""
        themes = [line for line in self.themes if line.theme.pk in ticked]
        codes = {line.theme.code for line in themes}
        women = [woman for woman in self.raised.women if woman.themes & codes]
        ways = Counter(woman.channel for woman in women)
        channels = [(str(Channel(key).label), n) for key, n in ways.most_common()]
        return Evidence(themes, len(women), channels, self.is_measured)


def at_hand(consultation: ConsultationPage, reader: User, also: Collection[int] = ()) -> AtHand:
    """Themes on top that are in use, or that a finding has (`also`), in the order of the codebook.
    Without what the reader codes blind."""
    theming = theming_of(consultation)
    codebook = theming.codebook if theming else None
    raised = raised_in(consultation, codebook, hidden_from(reader))
    raising = Counter(code for woman in raised.women for code in woman.themes)
    against = Counter(code for woman in raised.women for code in woman.against)
    measured = {} if is_reflexive(theming) else _measured(consultation)
    themes = {theme.pk: theme for theme in raised.roots.values()}
    lines = [
        OfTheme(theme, raising[theme.code], against[theme.code], measured.get(theme.pk))
        for theme in sorted(themes.values(), key=lambda theme: theme.order)
        if theme.status == Theme.Status.ACTIVE or theme.pk in also
    ]
    return AtHand(lines, raised, bool(measured))


def _measured(consultation: ConsultationPage) -> Mapping[int, AgreementLine]:
    """What two coders came to on each theme, in the last sample that was compared."""
    sample = last_compared(consultation)
    if sample is None:
        return {}
    axes = comparison_of(sample).axes
    return {line.theme.pk: line for _, lines in axes for line in lines}
