"""The support vector recipes of pxtextmining (NHS England, MIT), written anew from its settings.

Source: github.com/The-Strategy-Unit/pxtextmining (formerly CDU-data-science-team), create_and_
train_svc_model in factories/factory_pipeline.py, fix_no_labels and remove_punc_and_nums beside it,
current_best_model/final_svc/final_svc_summary.txt. Matched: cleaning of text, TfidfVectorizer()
as it comes, fitted on training rows alone, one balanced classifier a theme with C=15, a theme given
above 0, and "the likeliest theme where none was given" (label_fix). Two kernels: their grid has a
linear one, which is what "linear SVC" means here; what they ship has the default, RBF, with
max_iter=1000. Not matched: the likeliest theme is by decision value and not by Platt's
probabilities, no class “Labelling not possible”, no thresholds of its own for each theme.
"""

import string
import warnings
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import SVC, LinearSVC

from tests.benchmarks.themes.methods import (
    BoolArray,
    IntArray,
    NothingToSay,
    Prediction,
    Problem,
    best_one,
)

C = 15
MOST_ROUNDS = 1000
_APART = ",.-"
_CLEANED = str.maketrans(
    dict.fromkeys(string.punctuation + string.digits, "") | dict.fromkeys(_APART + "\r\n", " ")
)


class SvcRecipe:
    """Linear kernel, and nothing given where no decision value is above 0."""

    top_one = False

    def fit_predict(
        self, problem: Problem, train: IntArray, labels: BoolArray, test: IntArray
    ) -> Prediction:
        """Scores are decision values. Raises NothingToSay without a label."""
        if not len(train):
            raise NothingToSay("it learns from labels")
        vectors = TfidfVectorizer()
        table = vectors.fit_transform([cleaned(problem.texts[row]) for row in train])
        unseen = vectors.transform([cleaned(problem.texts[row]) for row in test])
        scores = np.full((len(test), labels.shape[1]), -np.inf)
        with warnings.catch_warnings():
            # They stop at MOST_ROUNDS as well, and so does what they measured.
            warnings.simplefilter("ignore", ConvergenceWarning)
            for theme, wanted in enumerate(labels.T):
                if wanted.all():
                    scores[:, theme] = 1.0
                elif wanted.any():
                    scores[:, theme] = (
                        self.classifier().fit(table, wanted).decision_function(unseen)
                    )
        chosen = scores > 0
        if self.top_one:
            chosen |= best_one(scores) & ~chosen.any(axis=1, keepdims=True)
        return Prediction(chosen=chosen, scores=scores)

    def classifier(self) -> Any:
        """A new classifier for one theme."""
        return LinearSVC(C=C, class_weight="balanced", random_state=0)


class SvcRecipeTop1(SvcRecipe):
    """The same, with the likeliest theme where none was given (their label_fix)."""

    top_one = True


class SvcShipped(SvcRecipe):
    """Their final_svc: RBF kernel, and the likeliest theme where none was given."""

    top_one = True

    def classifier(self) -> Any:
        """A new classifier for one theme."""
        return SVC(C=C, class_weight="balanced", max_iter=MOST_ROUNDS, cache_size=1000)


def cleaned(text: str) -> str:
    """Lower case without digits and punctuation; comma, full stop and hyphen part words."""
    return " ".join(text.translate(_CLEANED).lower().split())
