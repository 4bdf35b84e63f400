"""Plain logistic regression on TF-IDF, one for each theme: what anybody would try first.

TF-IDF over words and pairs of words, its IDF from all texts; each row gets its likeliest theme, and
others above one threshold, chosen on the labelled rows by cross-validation. Neither the codebook's
words nor its descriptions are used. C and the balanced weights were chosen among eight settings on
the judged rows of the NHS data, in this rival's favour.
"""

from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from tests.benchmarks.themes.methods import (
    BoolArray,
    FloatArray,
    IntArray,
    NothingToSay,
    Prediction,
    Problem,
    best_one,
)
from tests.benchmarks.themes.metrics import f1

C = 30.0
FOLDS = 5
THRESHOLDS = np.arange(0.05, 1.0, 0.05)


class LrTfidf:
    """One-versus-rest logistic regression (scikit-learn, L2, liblinear). Scores are 0 to 1."""

    def fit_predict(
        self, problem: Problem, train: IntArray, labels: BoolArray, test: IntArray
    ) -> Prediction:
        """Raises NothingToSay with fewer labels than folds."""
        if len(train) < FOLDS:
            raise NothingToSay(f"it learns from labels, {FOLDS} of them at least")
        table = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(problem.texts)
        threshold = _best_threshold(table[train], labels)
        scores = _probabilities(table[train], labels, table[test])
        return Prediction(chosen=_choose(scores, threshold), scores=scores)


def _probabilities(table: Any, labels: BoolArray, unseen: Any) -> FloatArray:
    """unseen × T: how likely each theme is; -inf for a theme that no labelled row has."""
    scores = np.full((unseen.shape[0], labels.shape[1]), -np.inf)
    for theme, wanted in enumerate(labels.T):
        if wanted.all():
            scores[:, theme] = 1.0
        elif wanted.any():
            model = _classifier().fit(table, wanted)
            scores[:, theme] = model.predict_proba(unseen)[:, 1]
    return scores


def _classifier() -> LogisticRegression:
    return LogisticRegression(C=C, class_weight="balanced", solver="liblinear", random_state=0)


def _best_threshold(table: Any, labels: BoolArray) -> float:
    """The threshold with the best F1 over samples on labelled rows, each coded by other rows."""
    unseen = np.full(labels.shape, -np.inf)
    for learned, held in KFold(FOLDS, shuffle=True, random_state=0).split(labels):
        unseen[held] = _probabilities(table[learned], labels[learned], table[held])
    found = [f1(labels, _choose(unseen, least), "samples") for least in THRESHOLDS]
    return float(THRESHOLDS[int(np.argmax(found))])


def _choose(scores: FloatArray, threshold: float) -> BoolArray:
    return best_one(scores) | (scores > threshold)
