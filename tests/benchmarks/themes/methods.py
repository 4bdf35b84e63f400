"""What a method of finding themes is, and the one place where methods are registered.

A method gets every text, since words without codes are there before anybody has coded, and the
human codes of the training rows alone. It keeps nothing between calls, so that what it costs is
what each answer costs.
"""

import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from insights.codebook.files import ThemeDraft

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

OURS = "alongside"
# Name → where its class is. A name's module is imported in the process that measures it, so that
# no method pays for the libraries of another.
METHODS = {
    OURS: "tests.benchmarks.themes.engine:Alongside",
    "cues": "tests.benchmarks.themes.rules:Cues",
    "lr-tfidf": "tests.benchmarks.themes.logistic:LrTfidf",
    "svc-recipe": "tests.benchmarks.themes.svc:SvcRecipe",
    "svc-recipe-top1": "tests.benchmarks.themes.svc:SvcRecipeTop1",
    "svc-shipped": "tests.benchmarks.themes.svc:SvcShipped",
    "bertopic": "tests.benchmarks.themes.topics:Topics",
}


class NothingToSay(Exception):
    """This method can't answer with so few labels. The message says why, for a person."""


@dataclass(frozen=True)
class Problem:
    """n texts of a file in its order, and the T themes of the codebook in its order."""

    texts: Sequence[str]
    themes: Sequence[ThemeDraft]


@dataclass(frozen=True)
class Prediction:
    """What a method says of the test rows, both len(test) × T.

    `chosen`: the themes it gives. `scores`: how likely it holds each, in any unit, higher is more
    likely; -inf for a theme that it wouldn't put on a list at all.
    """

    chosen: BoolArray
    scores: FloatArray


class Method(Protocol):
    """One way of finding themes."""

    def fit_predict(
        self, problem: Problem, train: IntArray, labels: BoolArray, test: IntArray
    ) -> Prediction:
        """Learn from the rows `train` with `labels` (len(train) × T), and code the rows `test`.

        Raises NothingToSay.
        """


def load_method(name: str) -> Method:
    """The method of that name. Raises KeyError, or ModuleNotFoundError for a library not here."""
    made: Callable[[], Any] = pkgutil.resolve_name(METHODS[name])
    method: Method = made()
    return method


def best_one(scores: FloatArray) -> BoolArray:
    """rows × T: the theme with the highest score of each row; none where all are -inf."""
    chosen = np.zeros(scores.shape, dtype=np.bool_)
    chosen[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return chosen & np.isfinite(scores)
