"""Groups of texts that share words, as many as the texts themselves hold up. Plain Python.

Non-negative matrix factorisation (Lee and Seung, Nature 401, 1999; scikit-learn's coordinate
descent from an NNDSVD start). How many groups there are is read from their stability (Greene,
O'Callaghan and Cunningham, "How many topics? Stability analysis for topic models", 2014): for each
number up to the most that is asked for, the texts are grouped again `SAMPLES` times, each time with
a part of them left out. The number is taken at which most groups come again, less those that don't;
of equals the smaller. What doesn't come again is no group.
"""

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # heavy: loaded when something is grouped, by the worker alone (trap 4)
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float64]

SEED = 20261122  # any number: no two runs may differ
SAMPLES, SAMPLE_SHARE = 5, 0.8
MOST_SAMPLED = 2_000  # texts of a sample: more change nothing and cost seconds
MOST_GROUPED = 4_000  # texts that groups are looked for in; all texts are then compared with them
STABLE = 0.8  # cosine of a group's words with those of its like in the samples, on average


def stable_groups(
    vectors: Any, *, most: int, go_on: Callable[[], None] = lambda: None
) -> "Vectors":
    """Groups that come again, as weights of words.

    `vectors`: a sparse matrix of texts × words (TF-IDF), n × m, without negative numbers. Rows of
    nothing are left out. Returns g × m with 0 ≤ g ≤ `most`, each row of length 1; g is 0 where
    nothing comes again, or where there are fewer than two texts or no words. `go_on` is called
    before each number of groups that is tried, and may raise.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    rows = np.flatnonzero(vectors.getnnz(axis=1))
    draw = np.random.default_rng(SEED)
    part = min(int(SAMPLE_SHARE * len(rows)), MOST_SAMPLED)
    samples = [vectors[_some(draw, rows, part)] for _ in range(SAMPLES)]
    within = vectors[_some(draw, rows, min(len(rows), MOST_GROUPED))]
    found, best = np.zeros((0, vectors.shape[1])), 0
    # matrices this small keep threads busy with waiting for each other: six times the work
    with threadpool_limits(1):
        for number in range(1, min(most, part, vectors.shape[1]) + 1):
            go_on()
            groups = _factorise(within, number)
            again = np.mean([_likeness(groups, _factorise(s, number)) for s in samples], axis=0)
            holds = 2 * int((again >= STABLE).sum()) - number
            if holds > best:
                found, best = groups[again >= STABLE], holds
    return found


def _some(draw: "np.random.Generator", rows: "NDArray[np.intp]", number: int) -> Any:
    """So many of the rows, in their order, so that all of them are always the same matrix."""
    return sorted(draw.choice(rows, number, replace=False))


def _factorise(vectors: Any, number: int) -> "Vectors":
    """The words of so many groups, each row of length 1 (or of nothing, where a group is empty)."""
    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(number, init="nndsvd", random_state=SEED, max_iter=200, tol=1e-3)
    # A few rounds more would move no word; and where nothing is left unexplained, scikit-learn may
    # take the root of a little less than nothing.
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)
        words: Vectors = model.fit(vectors).components_
    lengths = np.linalg.norm(words, axis=1, keepdims=True)
    return words / np.where(lengths, lengths, 1)


def _likeness(groups: "Vectors", others: "Vectors") -> "Vectors":
    """The cosine of each group with its like among as many others, each taken once."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    cosines = groups @ others.T
    rows, columns = linear_sum_assignment(cosines, maximize=True)
    likeness = np.zeros(len(groups))
    likeness[rows] = cosines[rows, columns]
    return likeness
