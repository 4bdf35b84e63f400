"""How good a prediction is, in the figures that issue 5 asks for.

F1 is scikit-learn's with zero_division=0; averaged over samples it is the one that i.AI reports of
Consult (themefinder's evaluation), so that figures can be laid beside theirs.
"""

from collections.abc import Iterable

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import f1_score

from tests.benchmarks.themes.methods import BoolArray, FloatArray, Prediction

Figures = dict[str, float | None]


def score(truth: BoolArray, prediction: Prediction) -> Figures:
    """All figures, each from 0 to 1 (spearman from -1); None where there is nothing to count."""
    chosen, scores = prediction.chosen, prediction.scores
    sure = confident_half(scores)
    return {
        "sample_f1": f1(truth, chosen, "samples"),
        "micro_f1": f1(truth, chosen, "micro"),
        "macro_f1": f1(truth, chosen, "macro"),
        "recall_at_5": recall_at(5, truth, scores),
        "hit_at_3": hit_at(3, truth, scores),
        "confident_half_f1": f1(truth[sure], chosen[sure], "samples"),
        "spearman": spearman(truth, chosen),
    }


def mean(figures: Iterable[Figures]) -> Figures:
    """The mean of each figure over splits, without those that had nothing to count."""
    rows = list(figures)
    return {name: _mean([row[name] for row in rows]) for name in rows[0]}


def f1(truth: BoolArray, chosen: BoolArray, average: str) -> float:
    """F1 over "samples", "micro" or "macro", that is over all themes of the codebook alike."""
    # One column more, of no theme and not averaged: scikit-learn would take a codebook of one
    # theme for plain labels, for which there is no average over samples.
    padded = [np.pad(part.astype(int), ((0, 0), (0, 1))) for part in (truth, chosen)]
    themes = range(truth.shape[1])
    return float(f1_score(*padded, average=average, labels=themes, zero_division=0))


def recall_at(number: int, truth: BoolArray, scores: FloatArray) -> float | None:
    """Mean share of a row's themes that are among its highest scores; rows with a theme only."""
    given = np.count_nonzero(truth, axis=1)
    found = np.count_nonzero(listed(number, scores) & truth, axis=1)
    coded = given > 0
    return float((found[coded] / given[coded]).mean()) if coded.any() else None


def hit_at(number: int, truth: BoolArray, scores: FloatArray) -> float | None:
    """Share of rows with a theme that have one of theirs among the highest scores."""
    coded = np.count_nonzero(truth, axis=1) > 0
    hits = np.count_nonzero(listed(number, scores) & truth, axis=1) > 0
    return float(hits[coded].mean()) if coded.any() else None


def listed(number: int, scores: FloatArray) -> BoolArray:
    """rows × T: the highest scores of each row, ties in the order of the codebook, -inf never."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :number]
    top = np.zeros(scores.shape, dtype=np.bool_)
    np.put_along_axis(top, order, True, axis=1)
    return top & (scores > -np.inf)


def confident_half(scores: FloatArray) -> BoolArray:
    """Which rows are in the half with the highest top score; ties in row order, a middle row in."""
    order = np.argsort(-scores.max(axis=1), kind="stable")
    half = np.zeros(len(scores), dtype=np.bool_)
    half[order[: (len(scores) + 1) // 2]] = True
    return half


def spearman(truth: BoolArray, chosen: BoolArray) -> float | None:
    """Rank correlation of how often each theme was given by people and by the method."""
    given, found = truth.sum(axis=0), chosen.sum(axis=0)
    if len(set(given)) < 2 or len(set(found)) < 2:
        return None  # all themes alike often: there is no order to compare
    return float(spearmanr(given, found).statistic)


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4) if known else None
