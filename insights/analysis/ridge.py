"""Linear scores of all themes at once, with what each would have been had its text been left out.

Kernel ridge regression. Its leave-one-out predictions have a closed form, so that no fold is fitted
again: y_i - a_i / G_ii with G the inverse of (K + penalty) and a = G (y - prior); see Rifkin &
Lippert, "Notes on regularized least squares" (MIT, 2007).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from insights.analysis.space import Floats, Rows


@dataclass(frozen=True)
class Ridge:
    """`weights` features × themes, `prior` themes; `left_out` scores of the rows it was fitted on,
    rows × themes, each as if that row had not been there."""

    weights: Floats
    prior: Floats
    left_out: Floats

    def scores(self, rows: Rows) -> Floats:
        """Rows × themes, about the chance that a theme applies; may lie outside 0 to 1."""
        return np.asarray(rows @ self.weights + self.prior, dtype=np.float32)


def fit_ridge(
    rows: Rows, truth: Floats, weight: Floats, own_prior: Floats, prior: Floats, penalty: float
) -> Ridge:
    """Fit to rows × features and rows × themes. `weight` says how much each row counts (> 0).

    What is fitted is by how much the truth differs from `own_prior`, rows × themes: how common the
    themes are where each row comes from. New rows come from where `prior` holds, one a theme.
    """
    kernel: NDArray[np.float64] = np.asarray((rows @ rows.T).toarray(), dtype=np.float64)
    kernel[np.diag_indices_from(kernel)] += penalty / weight
    inverse = np.linalg.inv(kernel)
    dual = inverse @ (truth - own_prior)
    left_out = truth - dual / np.diag(inverse)[:, None]
    weights = np.asarray(rows.T @ dual, dtype=np.float32)
    return Ridge(weights, prior, left_out.astype(np.float32))
