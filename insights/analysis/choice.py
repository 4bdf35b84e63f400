"""Which themes to suggest, given how likely each is. Plain arithmetic on probabilities."""

import numpy as np
from numpy.typing import NDArray

from insights.analysis.space import Floats

Chosen = NDArray[np.bool_]


def likeliest(chances: Floats) -> Chosen:
    """For each row the themes that a person would agree with most: texts × themes, at least one.

    Takes the k likeliest, with the k that makes the expected F1 with her choice greatest. The
    expectation is approximated by 2 Σ p / (k + Σ all p) (the plug-in form of Ye et al., "Optimizing
    F-measure: a tale of two approaches", 2012). No threshold is tuned, so none has to be learned.
    """
    order = np.argsort(-chances, axis=1, kind="stable")
    sorted_chances = np.take_along_axis(chances, order, axis=1)
    expected = np.maximum(chances.sum(axis=1, keepdims=True), 1)  # themes that she'd choose
    sizes = np.arange(1, chances.shape[1] + 1)
    agreement = np.cumsum(sorted_chances, axis=1) / (sizes + expected)
    best = agreement.argmax(axis=1)
    chosen = np.zeros(chances.shape, dtype=bool)
    np.put_along_axis(chosen, order, sizes[None, :] <= best[:, None] + 1, axis=1)
    return chosen
