"""Learns which words speak of which kind of danger, from invented texts; writes safety-kinds.txt.

    python -m tests.benchmarks.learn_kinds

Texts: those of lines/safety_training.txt and lines/safety_ordinary.txt below a "# kind: …", and
lines/safety_dev.jsonl. Printed is how often the kind of the first sentence is named, and named
rightly, on lines/safety_dev2.jsonl, which is not learned from.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from feedback.review.danger_kinds import _FILE, BASE, likely_kind, names_of
from feedback.review.danger_points import LENGTH_POWER
from tests.benchmarks.learn_safety import Text, sentences_of, training_lines
from tests.benchmarks.reading import LINES, read_rows

NO_KIND = ("none", "mixed")
STRENGTH = 5
LEAST_WEIGHT = 0.2
HEAD = """\
# Which words, beginnings (^) and ideas (@name of safety-concepts.txt) speak of which kind of
# danger. Written by tests/benchmarks/learn_kinds.py from invented texts: not by hand. A line:
# feature, then kind and weight in turn. [base] is the start.
"""


def read_kinds() -> Iterator[tuple[Text, list[str]]]:
    """(sentences, kinds) of all texts of danger whose kind is known."""
    kind = "none"
    for line in training_lines():
        if line.startswith("# kind: "):
            kind = line.removeprefix("# kind: ")
        elif line[:1] in ("U", "C") and kind not in NO_KIND:
            yield sentences_of(line[2:]), [kind]
    yield from _kinds_in("safety_dev")


def _kinds_in(name: str) -> Iterator[tuple[Text, list[str]]]:
    for row in read_rows(LINES / f"{name}.jsonl"):
        if row["safeguarding"]["categories"]:
            yield sentences_of(row["text"]), row["safeguarding"]["categories"]


def learn() -> tuple[DictVectorizer, Any]:
    """Names of features and the model."""
    rows = [
        ({name: len(s) ** -LENGTH_POWER for name in names_of(s)}, kind, 1 / len(text) / len(kinds))
        for text, kinds in read_kinds()
        for s in text
        for kind in kinds
    ]
    names = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced")
    model.fit(
        names.fit_transform([row for row, _, _ in rows]),
        [kind for _, kind, _ in rows],
        sample_weight=[part for _, _, part in rows],
    )
    return names, model


def main() -> None:
    """Learn, write the file, and tell how well kinds are named."""
    names, model = learn()
    table = [(BASE, model.intercept_, 0.0)]
    features = names.get_feature_names_out()
    table += [(str(f), model.coef_[:, i], LEAST_WEIGHT) for i, f in enumerate(features)]
    lines = []
    for feature, weights, least in table:
        some = [
            f"{kind} {weight:.2f}"
            for kind, weight in zip(model.classes_, weights, strict=True)
            if abs(weight) >= least
        ]
        if some:
            lines.append(f"{feature} {' '.join(some)}")
    _FILE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    told = [(likely_kind(text[0]), kinds) for text, kinds in _kinds_in("safety_dev2")]
    named = np.array([kind in kinds for kind, kinds in told if kind])
    print(f"{len(lines)} features; named {len(named) / len(told):.2f}, rightly {named.mean():.2f}")


if __name__ == "__main__":
    main()
