"""How near a text is to each theme before anybody has coded: to its description and its quotes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from insights.analysis.choice import Chosen
from insights.analysis.space import Floats, Rows

QUOTE_SHARE = 0.5  # what likeness to a quote counts beside likeness to the description
ALIKE = 0.6  # themes at least so near, as a share of the nearest, are suggested with it


@dataclass(frozen=True)
class ThemeRows:
    """A codebook's themes in the space: their texts, and quotes with the number of their theme."""

    texts: Rows  # themes × features
    quotes: Rows  # quotes × features; no row where there are none
    quote_themes: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many themes there are."""
        return int(self.texts.shape[0])

    @cached_property
    def across(self) -> tuple[Rows, Rows]:
        """Texts and quotes, features first: turned once and not for each chunk."""
        return self.texts.T.tocsr(), self.quotes.T.tocsr()


def to_texts(rows: Rows, themes: ThemeRows) -> Floats:
    """Likeness to each theme's name, description and cues: rows × themes, 0 to 1."""
    return np.asarray((rows @ themes.across[0]).toarray())


def to_quotes(rows: Rows, themes: ThemeRows) -> Floats:
    """Likeness to the nearest quote of each theme: rows × themes, 0 where it has none."""
    best = np.zeros((rows.shape[0], themes.size), dtype=np.float32)
    if themes.quotes.shape[0]:
        near = np.asarray((rows @ themes.across[1]).toarray())
        for theme in np.unique(themes.quote_themes):
            best[:, theme] = near[:, themes.quote_themes == theme].max(axis=1)
    return best


def likeness(rows: Rows, themes: ThemeRows) -> Floats:
    """Both together: rows × themes, 0 to 1.5."""
    return to_texts(rows, themes) + QUOTE_SHARE * to_quotes(rows, themes)


def nearest(scores: Floats) -> Chosen:
    """For each row the themes that are about as near as the nearest; none where nothing is."""
    return (scores >= ALIKE * scores.max(axis=1, keepdims=True)) & (scores > 0)
