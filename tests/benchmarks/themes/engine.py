"""The product's own engine, as a run over one consultation uses it."""

import numpy as np

from insights.analysis.engine import Coded, Engine, ThemeCard
from tests.benchmarks.themes.methods import BoolArray, IntArray, Prediction, Problem

CHUNK = 500  # as in a run


class Alongside:
    """insights.analysis.engine, with no other setting than the product has."""

    def fit_predict(
        self, problem: Problem, train: IntArray, labels: BoolArray, test: IntArray
    ) -> Prediction:
        """As in Method."""
        cards = [
            ThemeCard(number, f"{t.name}. {t.description}", t.cues, t.cues_cy, t.examples)
            for number, t in enumerate(problem.themes)
        ]
        coded = [
            Coded(int(row), (problem.texts[row],), frozenset(np.flatnonzero(given).tolist()))
            for row, given in zip(train, labels, strict=True)
        ]
        engine = Engine(cards, problem.texts, coded)
        chunks = [
            engine.scores([(problem.texts[row],) for row in test[start : start + CHUNK]])
            for start in range(0, len(test), CHUNK)
        ]
        return Prediction(
            chosen=np.concatenate([chosen for _, chosen in chunks]),
            scores=np.concatenate([scores for scores, _ in chunks]).astype(np.float64),
        )
