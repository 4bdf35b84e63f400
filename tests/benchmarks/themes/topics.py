"""BERTopic, fed with our own vectors: TF-IDF over our stems, then SVD. No language model.

BERTopic is no part of this project: install it in an environment of its own to measure it. It
groups all texts without the codes; a topic then stands for the theme that most of its labelled
rows have, and for any other that more than half of them have; a topic without a labelled row, for
the commonest theme. (Of eight such rules this did best on the NHS data.) Topic -1, its outliers, is
treated as a topic like another.
"""

import warnings

import numpy as np
from bertopic import BERTopic  # type: ignore[import-not-found]
from hdbscan import HDBSCAN  # type: ignore[import-not-found]
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from umap import UMAP  # type: ignore[import-not-found]

from insights.analysis.tokens import tokenise
from tests.benchmarks.themes.methods import (
    BoolArray,
    FloatArray,
    IntArray,
    NothingToSay,
    Prediction,
    Problem,
    best_one,
)

DIMENSIONS = 100
LEAST_ROWS = 20  # UMAP looks at 15 neighbours


class Topics:
    """BERTopic with its own settings for UMAP and HDBSCAN, and a seed. Scores are 0 to 1."""

    def fit_predict(
        self, problem: Problem, train: IntArray, labels: BoolArray, test: IntArray
    ) -> Prediction:
        """Raises NothingToSay without a label, or with too few texts to group."""
        if not len(train):
            raise NothingToSay("its topics are named by labels")
        if len(problem.texts) < LEAST_ROWS:
            raise NothingToSay(f"it groups {LEAST_ROWS} texts or more")
        topics = _grouped(problem)
        overall = labels.mean(axis=0)
        scores = np.empty((len(test), labels.shape[1]))
        for topic in set(topics[test]):
            inside = labels[topics[train] == topic]
            # As if one row more had what all rows have: a topic with few labels says little.
            shares = (inside.sum(axis=0) + overall) / (len(inside) + 1)
            scores[topics[test] == topic] = shares
        return Prediction(chosen=best_one(scores) | (scores > 0.5), scores=scores)


def _grouped(problem: Problem) -> IntArray:
    """The topic of each text, -1 for outliers. Settings are those BERTopic has by itself."""
    vectors = _vectors(problem)
    reduce = UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0, n_jobs=1
    )
    cluster = HDBSCAN(min_cluster_size=10, prediction_data=True, core_dist_n_jobs=1)
    model = BERTopic(embedding_model=None, umap_model=reduce, hdbscan_model=cluster)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of UMAP and HDBSCAN, on what is not ours to change
        found, _ = model.fit_transform(list(problem.texts), embeddings=vectors)
    return np.asarray(found, dtype=np.intp)


def _vectors(problem: Problem) -> FloatArray:
    """n × DIMENSIONS or fewer, each of length 1."""
    words = TfidfVectorizer(
        analyzer=lambda text: [token.stem for token in tokenise(text)], sublinear_tf=True
    )
    table = words.fit_transform(problem.texts)
    dimensions = min(DIMENSIONS, min(table.shape) - 1)
    made = TruncatedSVD(dimensions, random_state=0).fit_transform(table)
    return np.asarray(normalize(made), dtype=np.float64)
