"""Learns the points for danger told indirectly, from invented texts; writes safety-points.txt.

    python -m tests.benchmarks.learn_safety

Texts: lines/safety_training.txt and lines/safety_dev.jsonl; never the check lines. Logistic
regression (scikit-learn, L2, C=100, balanced) on danger at all and on danger now; where a flag
begins is set by five-fold cross-validation, so that CALM_SHARE of the texts without
danger are flagged. The result is the same each time.
"""

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from feedback.review.danger_points import _FILE, features
from feedback.review.plain_words import plain_words
from tests.benchmarks.reading import LINES, read_rows

CALM_SHARE = (0.16, 0.15)  # flagged at all, flagged urgent
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


def shares_of(text: str) -> dict[str, float]:
    """Features of a text, as a point at distance 1 from nothing."""
    found = features(plain_words(text))
    return dict.fromkeys(found, 1 / max(1, len(found)) ** 0.5)


def main() -> None:
    """Learn, and write the file."""
    texts = read_texts()
    levels = np.array([level for _, level in texts])
    names = DictVectorizer()
    table = names.fit_transform([shares_of(text) for text, _ in texts])
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    weights, base, least = [], [], []
    for wanted, calm_share in zip((levels != "none", levels == "urgent"), CALM_SHARE, strict=True):
        model = LogisticRegression(
            C=100, class_weight="balanced", solver="liblinear", random_state=0
        )
        folds = StratifiedKFold(5, shuffle=True, random_state=0)
        unseen = cross_val_predict(model, table, wanted, cv=folds, method="decision_function")
        calm = unseen[levels == "none"]
        least.append(float(np.quantile(calm, 1 - calm_share)))
        model.fit(table, wanted)
        weights.append(model.coef_[0])
        base.append(float(model.intercept_[0]))
        for level in ("urgent", "concern"):
            share = (unseen[levels == level] > least[-1]).mean()
            print(f"unseen {level}: {share:.3f} above the least")
    rows = [
        f"{one:.2f} {two:.2f} {name}"
        for one, two, name in zip(*weights, names.get_feature_names_out(), strict=True)
        if max(abs(one), abs(two)) >= LEAST_WEIGHT
    ]
    top = [f"{a:.4f} {b:.4f} {name}" for (a, b), name in ((base, "[base]"), (least, "[least]"))]
    _FILE.write_text(HEAD + "\n".join([*top, *rows]) + "\n", "utf-8")
    print(f"{len(rows)} features of {len(texts)} texts")


if __name__ == "__main__":
    main()
