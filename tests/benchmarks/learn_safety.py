"""Learns the points for danger told indirectly, from invented texts; writes safety-points.txt.

    python -m tests.benchmarks.learn_safety

Texts: lines/safety_training.txt, lines/safety_ordinary.txt, lines/safety_dev.jsonl and, as calm
ones, those written for personal details; never the check lines, lines/safety_dev2.jsonl nor
lines/safety_calm_long.jsonl. Each sentence is learned from, on danger at all and on danger now, by
the mean of two logistic regressions (scikit-learn, L2, balanced): over features as they are, and
first weighed by how much likelier danger makes them (Wang and Manning, Baselines and Bigrams,
2012). Calm sentences run together without a full stop are learned from too, and then, in ROUNDS,
parts of calm ones that read like danger when cut out; of a longer text of danger from then on only
the sentence that tells it most, since those around it are often ordinary (Andrews and others,
Support Vector Machines for Multiple-Instance Learning, 2002). Where a flag begins is set by five-
fold cross-validation with the phrases beside the points, so that CALM_SHARE of the texts without
danger are flagged at all; what is flagged is urgent where URGENT_SHARE of the urgent texts are. The
result is the same each time.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from feedback.review.cues import NONE, URGENT, _without_figures, load_cues, told
from feedback.review.danger_points import (
    _FILE,
    LENGTH_POWER,
    LONGEST,
    Points,
    features,
    hint_of,
    sentences,
)
from feedback.review.denials import without_denied
from feedback.review.plain_words import plain_words
from tests.benchmarks.reading import LINES, read_rows

CALM_SHARE = 0.11  # of texts without danger, flagged in any way
URGENT_SHARE = 0.985  # of the urgent texts that points flag at all, flagged urgent
LEAST_TEXTS = 2  # that have a pair; a pair of one text teaches nothing about others
CONCERN_SHARES = (0.6, 0.3)  # how much a text of concern counts beside an urgent one
STRENGTH, PLAIN_STRENGTH = 2, 3  # of fitting; more fits the texts seen closer
SEAMS, SEAM_PART = 4000, 0.5  # calm sentences run together, and how much each counts
ROUNDS, MISREAD_PART = 3, 1.0  # of learning from parts of calm sentences that read like danger
LEAST_WEIGHT = 0.05
BEGINS = 0.1  # of the times a word stands anywhere, at least, it begins a sentence
ENDS = 0.04  # of the times a word stands anywhere, less, it ends one …
OFTEN = 15  # … of a word that stands so often
TRAINING = ("safety_training", "safety_ordinary")  # seams are not learned from the second
LEVELS = {"U": "urgent", "C": "concern", "N": "none"}
HEAD = """\
# Points of words, beginnings (^), pairs and ideas (@name of safety-concepts.txt) for danger told
# indirectly. Written by tests/benchmarks/learn_safety.py from invented texts: not by hand. A line:
# weight for danger at all, weight for danger now, feature. [base] is the start, [least] where a
# flag begins.
"""
SEAM_HEAD = """\
# Words that begin a sentence, and words inside one that end none: between two others a sentence may
# end without a full stop. Written by tests/benchmarks/learn_safety.py: not by hand.
"""
SEAM_FILE = _FILE.with_name("safety-seams.txt")
Text = list[list[str]]  # its sentences


def read_texts(names: Sequence[str] = TRAINING) -> list[tuple[str, str]]:
    """(text, level) of all that may be learned from."""
    texts = [(line[2:], LEVELS[line[0]]) for line in training_lines(names) if line[:1] in LEVELS]
    rows = read_rows(LINES / "safety_dev.jsonl")
    texts += [(row["text"], row["safeguarding"]["level"]) for row in rows]
    return texts + [(text, "none") for text in _calm_of_details()]


def training_lines(names: Sequence[str] = TRAINING) -> Iterator[str]:
    """The lines of the files written to learn from."""
    for name in names:
        yield from (LINES / f"{name}.txt").read_text("utf-8").splitlines()


def _calm_of_details() -> Iterator[str]:
    """Texts written for personal details: addresses, numbers and plain sayings, without danger."""
    left_out = (LINES / "safety_not_calm.txt").read_text("utf-8").splitlines()
    for name in ("personal_details_dev", "personal_details_dev2"):
        for row in read_rows(LINES / f"{name}.jsonl"):
            if row["id"] not in left_out:
                yield row["text"]


def sentences_of(text: str) -> Text:
    """The sentences the engine judges."""
    figures = load_cues().figures
    return list(sentences(without_denied(_without_figures(plain_words(text), figures))))


def shares_of(sentence: list[str]) -> dict[str, float]:
    """Features of a sentence, each weighed by its length as the engine does."""
    counts = Counter(name for _, _, name in features(sentence[:LONGEST]))
    divide = min(len(sentence), LONGEST) ** LENGTH_POWER
    return {name: n / divide for name, n in counts.items()}


def often_enough(texts: list[Text]) -> set[str]:
    """Words, ideas, and the pairs that more than one text has."""
    counts = Counter(
        name for text in texts for name in {n for s in text for _, _, n in features(s)}
    )
    return {name for name, n in counts.items() if " " not in name or n >= LEAST_TEXTS}


def seams_of(calm: list[Text]) -> list[list[str]]:
    """Ends of calm sentences with the beginnings of others, as in a text without full stops."""
    dice = random.Random(0)
    whole = [sentence for text in calm for sentence in text]
    seams = []
    for _ in range(SEAMS):
        one, other = dice.sample(whole, 2)
        seams.append(one[-dice.randint(2, 12) :] + other[: dice.randint(2, 12)])
    return seams


class Model:
    """Weights for danger at all and for danger now."""

    def __init__(self, texts: list[Text], levels: np.ndarray) -> None:
        self._known = often_enough(texts)
        given = list(zip(texts, levels, strict=True))
        calm = [text for text, level in given if level == "none"]
        seams = seams_of(calm)
        quiet = [(s, "none", 1 / len(text)) for text in calm for s in text]
        quiet += [(seam, "none", SEAM_PART) for seam in seams]
        danger = [(text, level) for text, level in given if level != "none"]
        self.points = self._fit(
            quiet + [(s, level, 1 / len(text)) for text, level in danger for s in text]
        )
        for _ in range(ROUNDS):  # parts of calm sentences that read like danger when cut out
            parts = list(self._misread([s for text in calm for s in text] + seams))
            quiet += [(part, "none", MISREAD_PART) for part in parts]
            telling = [(self._telling(text), level, 1.0) for text, level in danger if text]
            self.points = self._fit(quiet + telling)

    def _telling(self, text: Text) -> list[str]:
        """The sentence of a text of danger that tells it; those around it are often ordinary."""
        return max(text, key=lambda sentence: hint_of(sentence, self.points).at_all)

    def _misread(self, calm: list[list[str]]) -> Iterator[list[str]]:
        for sentence in calm:
            hint = hint_of(sentence, self.points)
            start, end = hint.stretch
            if hint.at_all > 0 and end - start < len(sentence):
                yield sentence[start:end]

    def _fit(self, rows: list[tuple[list[str], str, float]]) -> Points:
        names = DictVectorizer()
        table = names.fit_transform(
            {name: share for name, share in shares_of(sentence).items() if name in self._known}
            for sentence, _, _ in rows
        )
        level = np.array([level for _, level, _ in rows])
        part = np.array([part for _, _, part in rows])
        at_all, now = (
            _learn(table, wanted, part * np.where(level == "concern", share, 1.0))
            for wanted, share in zip(
                (level != "none", level == "urgent"), CONCERN_SHARES, strict=True
            )
        )
        pairs = zip(names.get_feature_names_out(), at_all[0], now[0], strict=True)
        weights = {
            str(name): (float(one), float(two))
            for name, one, two in pairs
            if max(abs(one), abs(two)) >= LEAST_WEIGHT
        }
        return Points(weights, (at_all[1], now[1]), (0.0, 0.0))


def _learn(table: Any, wanted: np.ndarray, part: np.ndarray) -> tuple[np.ndarray, float]:
    """The mean of two models: each is sure of other texts, and a mean costs the engine nothing."""
    ratio = _likelier(table, wanted, part)
    weighed = _fitted(table.multiply(ratio).tocsr(), wanted, part, STRENGTH)
    plain = _fitted(table, wanted, part, PLAIN_STRENGTH)
    one, other = weighed[0] * ratio, plain[0]
    scale = (table @ one).std() / (table @ other).std()
    return (one + other * scale) / 2, (weighed[1] + plain[1] * scale) / 2


def _likelier(table: Any, wanted: np.ndarray, part: np.ndarray) -> np.ndarray:
    """How much likelier each feature is where there is danger, as a logarithm."""
    having = (table > 0).astype(float)
    counts = [
        1 + np.asarray(having[rows].multiply(part[rows][:, None]).sum(0)).ravel()
        for rows in (wanted, ~wanted)
    ]
    one, other = (some / some.sum() for some in counts)
    return np.asarray(np.log(one / other))


def _fitted(
    table: Any, wanted: np.ndarray, part: np.ndarray, strength: float
) -> tuple[np.ndarray, float]:
    """Weights and base, with as much said for danger as against it."""
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    evenly = np.where(wanted, part.sum() / part[wanted].sum(), part.sum() / part[~wanted].sum())
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
    model.fit(table, wanted, sample_weight=part * evenly / 2)
    return model.coef_[0], float(model.intercept_[0])


def most_points(text: Text, points: Points) -> tuple[float, float]:
    """The most points of any sentence: of danger at all, and of danger now."""
    hints = [hint_of(sentence, points) for sentence in text]
    return max((h.at_all for h in hints), default=-9.0), max((h.now for h in hints), default=-9.0)


def unseen_points(texts: list[Text], levels: np.ndarray) -> np.ndarray:
    """Points of each text by a model that learned from the other folds."""
    points = np.zeros((len(texts), 2))
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    for learned, unseen in folds.split(texts, levels):
        model = Model([texts[i] for i in learned], levels[learned])
        for i in unseen:
            points[i] = np.maximum(most_points(texts[i], model.points), -9)
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


def phrases_of(texts: Iterable[Text]) -> np.ndarray:
    """The level that phrases alone give each text."""
    cue_list = load_cues()
    return np.array(
        [
            max((of for sentence in text for of in told(sentence, cue_list).values()), default=NONE)
            for text in texts
        ]
    )


def write_seams(texts: list[Text]) -> None:
    """The words that begin sentences, and those that end none."""
    whole = [sentence for text in texts for sentence in text]
    words = Counter(word for sentence in whole for word in sentence)
    first = Counter(sentence[0] for sentence in whole)
    last = Counter(sentence[-1] for sentence in whole)
    begin = sorted(w for w, n in first.items() if w.isalpha() and n >= BEGINS * words[w])
    inside = sorted(w for w, n in words.items() if n >= OFTEN and last[w] < ENDS * n)
    lines = f"begin: {' '.join(begin)}\ninside: {' '.join(inside)}\n"
    SEAM_FILE.write_text(SEAM_HEAD + lines, "utf-8")


def main() -> None:
    """Learn, and write the file."""
    given = read_texts()
    texts = [sentences_of(text) for text, _ in given]
    levels = np.array([level for _, level in given])
    write_seams([sentences_of(text) for text, _ in read_texts(TRAINING[:1])])
    by_phrase = phrases_of(texts)
    phrases = [(by_phrase[levels == level] > NONE).mean() for level in LEVELS.values()]
    print("flagged by phrases:", *(f"{share:.3f}" for share in phrases))
    least = least_of(unseen_points(texts, levels), by_phrase, levels)
    points = Model(texts, levels).points
    rows = [f"{one:.2f} {two:.2f} {name}" for name, (one, two) in sorted(points.weights.items())]
    heads = ((points.base, "[base]"), (least, "[least]"))
    top = [f"{a:.4f} {b:.4f} {name}" for (a, b), name in heads]
    _FILE.write_text(HEAD + "\n".join([*top, *rows]) + "\n", "utf-8")
    print(f"{len(rows)} features of {len(texts)} texts, least {least}")


if __name__ == "__main__":
    main()
