"""Learns the points for danger told indirectly, from invented texts; writes safety-points.txt.

    python -m tests.benchmarks.learn_safety

Texts: lines/safety_training.txt and lines/safety_dev.jsonl; never the check lines, and not
lines/safety_dev2.jsonl, which shows how the points do on lines they never saw. Logistic regression
(scikit-learn, L2, balanced) on danger at all and on danger now, over features that are first
weighed by how much likelier danger makes them (Wang and Manning, Baselines and Bigrams, 2012).
Where a flag begins is set by five-fold cross-validation with the phrases beside the points, so
that CALM_SHARE of the texts without danger are flagged at all; what is flagged is urgent where
URGENT_SHARE of the urgent texts are. The result is the same each time.
"""

from collections import Counter
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from feedback.review.cues import NONE, URGENT, _told, _without_figures, load_cues
from feedback.review.danger_points import _FILE, features, stretches
from feedback.review.plain_words import plain_words
from tests.benchmarks.reading import LINES, read_rows

CALM_SHARE = 0.235  # of texts without danger, flagged in any way
URGENT_SHARE = 0.975  # of the urgent texts that points flag at all, flagged urgent
LEAST_TEXTS = 2  # that have a pair; a pair of one text teaches nothing about others
CONCERN_SHARES = (0.6, 0.3)  # how much a text of concern counts beside an urgent one
LEAST_WEIGHT = 0.05
LEVELS = {"U": "urgent", "C": "concern", "N": "none"}
HEAD = """\
# Points of words, pairs and ideas (@name of safety-concepts.txt) for danger told indirectly.
# Written by tests/benchmarks/learn_safety.py from invented texts: not by hand. A line: weight for
# danger at all, weight for danger now, feature. [base] is the start, [least] where a flag begins.
"""


def read_texts() -> list[tuple[str, str]]:
    """(text, level) of all that may be learned from."""
    lines = (LINES / "safety_training.txt").read_text("utf-8").splitlines()
    texts = [(line[2:], LEVELS[line[0]]) for line in lines if line and line[0] in LEVELS]
    rows = read_rows(LINES / "safety_dev.jsonl")
    return texts + [(row["text"], row["safeguarding"]["level"]) for row in rows]


def words_of(text: str) -> list[str]:
    """The words the engine gives points for."""
    return _without_figures(plain_words(text), load_cues().figures)


def shares_of(words: list[str]) -> dict[str, float]:
    """Features of a text, as a point at distance 1 from nothing."""
    found = features(words)
    return dict.fromkeys(found, 1 / max(1, len(found)) ** 0.5)


def often_enough(texts: list[list[str]]) -> set[str]:
    """Words, ideas, and the pairs that more than one text has."""
    counts = Counter(name for words in texts for name in features(words))
    return {name for name, n in counts.items() if " " not in name or n >= LEAST_TEXTS}


class Model:
    """Weights for danger at all and for danger now."""

    def __init__(self, texts: list[list[str]], levels: np.ndarray) -> None:
        known = often_enough(texts)
        self.names = DictVectorizer()
        table = self.table(
            [
                {name: share for name, share in shares_of(words).items() if name in known}
                for words in texts
            ],
            learn=True,
        )
        at_all, now = (
            _learn(table, wanted, np.where(levels == "concern", share, 1.0))
            for wanted, share in zip(
                (levels != "none", levels == "urgent"), CONCERN_SHARES, strict=True
            )
        )
        self.weights = (at_all[0], now[0])
        self.base = (at_all[1], now[1])

    def table(self, rows: list[dict[str, float]], *, learn: bool = False) -> Any:
        """Rows of numbers, as liblinear wants them."""
        made = self.names.fit_transform(rows) if learn else self.names.transform(rows)
        made.indices, made.indptr = made.indices.astype("int32"), made.indptr.astype("int32")
        return made

    def points(self, words: list[str]) -> tuple[float, ...]:
        """The most points that any stretch of the text has."""
        table = self.table([shares_of(stretch) for stretch in stretches(words)])
        pairs = zip(self.weights, self.base, strict=True)
        return tuple(float((table @ weights).max() + base) for weights, base in pairs)


def _learn(table: Any, wanted: np.ndarray, part: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and base, where features that danger makes likelier count for more."""
    having = table > 0
    likelier = [1 + np.asarray(having[rows].sum(0)).ravel() for rows in (wanted, ~wanted)]
    one, other = (counts / counts.sum() for counts in likelier)
    ratio = np.log(one / other)
    weighed = table.multiply(ratio).tocsr()
    weighed.indices = weighed.indices.astype("int32")
    weighed.indptr = weighed.indptr.astype("int32")
    model = LogisticRegression(C=30, class_weight="balanced", solver="liblinear", random_state=0)
    model.fit(weighed, wanted, sample_weight=part)
    return model.coef_[0] * ratio, float(model.intercept_[0])


def unseen_points(texts: list[list[str]], levels: np.ndarray) -> np.ndarray:
    """Points of each text by a model that learned from the other folds."""
    points = np.zeros((len(texts), 2))
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    for learned, unseen in folds.split(texts, levels):
        model = Model([texts[i] for i in learned], levels[learned])
        for i in unseen:
            points[i] = model.points(texts[i])
    return points


def least_of(points: np.ndarray, told: np.ndarray, levels: np.ndarray) -> tuple[float, float]:
    """Where flags begin: danger at all by the calm texts, danger now by the urgent ones flagged."""
    is_calm = levels == "none"
    by_points = CALM_SHARE - (told[is_calm] > NONE).mean()
    at_all = float(np.quantile(points[is_calm & (told == NONE), 0], 1 - by_points))
    is_hinted = points[:, 0] >= at_all
    now = float(np.quantile(points[is_hinted & (levels == "urgent"), 1], 1 - URGENT_SHARE))
    is_urgent = is_hinted & (points[:, 1] >= now) | (told == URGENT)
    is_flagged = is_hinted | (told > NONE)
    for level in LEVELS.values():
        urgent, flagged = is_urgent[levels == level].mean(), is_flagged[levels == level].mean()
        print(f"unseen {level}: {flagged:.3f} flagged, {urgent:.3f} as urgent")
    return at_all, now


def main() -> None:
    """Learn, and write the file."""
    told_texts = read_texts()
    texts = [words_of(text) for text, _ in told_texts]
    levels = np.array([level for _, level in told_texts])
    told = np.array([max(_told(words, load_cues()).values(), default=NONE) for words in texts])
    phrases = [(told[levels == level] > NONE).mean() for level in LEVELS.values()]
    print("flagged by phrases:", *(f"{share:.3f}" for share in phrases))
    least = least_of(unseen_points(texts, levels), told, levels)
    model = Model(texts, levels)
    at_all, now = model.weights
    names = model.names.get_feature_names_out()
    rows = [
        f"{one:.2f} {two:.2f} {name}"
        for one, two, name in zip(at_all, now, names, strict=True)
        if max(abs(one), abs(two)) >= LEAST_WEIGHT
    ]
    heads = ((model.base, "[base]"), (least, "[least]"))
    top = [f"{a:.4f} {b:.4f} {name}" for (a, b), name in heads]
    _FILE.write_text(HEAD + "\n".join([*top, *rows]) + "\n", "utf-8")
    print(f"{len(rows)} features of {len(texts)} texts, least {least}")


if __name__ == "__main__":
    main()
