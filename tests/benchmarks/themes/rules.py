"""The keyword rules alone: any cue of the codebook in a text is a theme of it. Learns nothing."""

import numpy as np

from insights.analysis.cues import CueMatcher, ThemeCues, stem_phrase
from tests.benchmarks.themes.methods import BoolArray, IntArray, Prediction, Problem


class Cues:
    """What Alongside suggests before anybody has coded. A score is the number of different cues."""

    def fit_predict(
        self, problem: Problem, train: IntArray, labels: BoolArray, test: IntArray
    ) -> Prediction:
        """A theme without a hit has the score -inf: rules have no list beyond their hits.

        A codebook without keywords has no rules, so nothing is found with it.
        """
        places = {theme.code: place for place, theme in enumerate(problem.themes)}
        matcher = CueMatcher([ThemeCues(t.code, t.cues, t.cues_cy) for t in problem.themes])
        scores = np.full((len(test), len(problem.themes)), -np.inf)
        for number, row in enumerate(test):
            for hit in matcher.match(problem.texts[row]):
                different = {tuple(stem_phrase(span.cue)) for span in hit.spans}
                scores[number, places[hit.key]] = len(different)
        return Prediction(chosen=np.isfinite(scores), scores=scores)
