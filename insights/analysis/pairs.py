"""The pair model: is this theme in this text? One logistic regression over (text, theme) pairs.

Shared by all themes, so 50 coded responses teach it what a cue, a likeness or an example is worth
also for themes that nobody has used yet. Features of a pair (themes.md §4 and what was tried, see
docs/decisions/0021): cues found, how often they were right before, likeness to the theme's text and
to the codebook's quotes, how common the theme is, likeness to the nearest coded responses, and a
linear score of the words. Whatever looks at labels leaves the text's own label out.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from insights.analysis.likeness import ThemeRows, to_quotes, to_texts
from insights.analysis.ridge import Ridge, fit_ridge
from insights.analysis.space import Floats, Rows

PENALTY = 0.3  # of the linear score; 0.1 to 1 measured the same
STRENGTH = 0.02  # C of the logistic regression: with 50 labels, 0.1 and 1 measured worse
QUOTE_WEIGHT = 0.3  # a quote of the codebook shows one theme and doesn't say that others are absent
PRIOR_RESPONSES = 10  # the cues' own counts stand in for so many coded responses
PRIOR_HITS = 5  # and the precision of all cues for so many uses of one theme's
MOST_HITS = 3
NEIGHBOURS = 3
FAINT = 0.005  # scores below this are all alike

# For each row and theme: the number of a label, and how like it is.
Nearest: TypeAlias = tuple[NDArray[np.int64], Floats]


@dataclass(frozen=True)
class Labels:
    """Responses that people have coded: rows × features, cue hits and truth, rows × themes.

    `here`: which of them are answers to the same questions as what is to be suggested for; None for
    all. What a word or a cue is worth is learned from all, how common a theme is from those here.
    """

    rows: Rows
    hits: Floats
    truth: Floats
    here: NDArray[np.bool_] | None = None


class PairModel:
    """Fitted once, then asked for the chance of each theme in new rows."""

    def __init__(self, themes: ThemeRows, labels: Labels, share_hit: Floats) -> None:
        """`share_hit`: for each theme, the share of all responses (coded or not) that its cues
        found, each response counted once. Raises ValueError when nothing or all is coded."""
        truth = labels.truth
        if truth.size == 0 or truth.min() == truth.max():
            raise ValueError("A model needs coded responses, with some themes and without others.")
        self._themes, self._labels = themes, labels
        self._across = labels.rows.T.tocsr()
        mean_themes = float(truth.sum(axis=1).mean())
        here = np.ones(len(truth), dtype=bool) if labels.here is None else labels.here
        self.prior = _prior(truth[here], share_hit * mean_themes)
        elsewhere = _prior(truth[~here], _share_hit(labels.hits[~here]) * mean_themes)
        self._label_prior = np.where(here[:, None], self.prior, elsewhere)
        self.ridge = self._fit_ridge()
        self._rates = _cue_rates(labels)
        near = _square(labels.rows)
        features = self._features(labels.rows, labels.hits, self._left_out(), near, own=True)
        flat = features.reshape(-1, features.shape[-1])
        self._mean, self._spread = flat.mean(axis=0), flat.std(axis=0) + 1e-6
        self._model = LogisticRegression(C=STRENGTH, max_iter=500)
        self._model.fit((flat - self._mean) / self._spread, truth.ravel() > 0.5)
        self.left_out = self._chances(features)  # of the labels, each without its own label

    def near(self, rows: Rows) -> Floats:
        """Likeness of new texts to the labels: rows × labels, 0 to 1."""
        return np.asarray((rows @ self._across).toarray())

    def chances(self, rows: Rows, hits: Floats, near: Floats) -> Floats:
        """How likely each theme is in new texts: rows × themes, 0 to 1."""
        return self._chances(self._features(rows, hits, self.ridge.scores(rows), near))

    def nearest(self, near: Floats) -> Nearest:
        """For each row and theme the label that is most like it and has the theme, and how like it
        is (0 to 1; 0 and label 0 where none has it): two arrays, rows × themes."""
        which = np.zeros((len(near), self._themes.size), dtype=np.int64)
        likeness = np.zeros(which.shape, dtype=np.float32)
        for theme in range(self._themes.size):
            having = np.flatnonzero(self._labels.truth[:, theme] > 0.5)
            if len(having):
                best = near[:, having].argmax(axis=1)
                which[:, theme] = having[best]
                likeness[:, theme] = near[np.arange(len(best)), having[best]]
        return which, likeness

    def _fit_ridge(self) -> Ridge:
        book, labels = self._themes, self._labels
        each = np.eye(book.size, dtype=np.float32)
        quote_truth = each[book.quote_themes]
        rows = _stack([labels.rows, book.texts, book.quotes])
        truth = np.vstack([labels.truth, each, quote_truth])
        prior = np.vstack(
            [self._label_prior, np.tile(self.prior, (len(truth) - len(labels.truth), 1))]
        )
        weight = np.ones(len(truth), dtype=np.float32)
        weight[len(truth) - len(quote_truth) :] = QUOTE_WEIGHT
        return fit_ridge(rows, truth, weight, prior, self.prior, PENALTY)

    def _left_out(self) -> Floats:
        return self.ridge.left_out[: len(self._labels.truth)]

    def _features(
        self, rows: Rows, hits: Floats, linear: Floats, near: Floats, *, own: bool = False
    ) -> Floats:
        """Rows × themes × features. `own`: the rows are the labels themselves."""
        hit = (hits > 0).astype(np.float32)
        like = to_texts(rows, self._themes)
        found = self._rates.left_out() if own else self._rates.of(hit)
        columns = [
            np.minimum(hits, MOST_HITS),
            hit,
            hit / np.maximum(hit.sum(axis=1, keepdims=True), 1),
            np.log(found),
            like,
            _ranked(like),
            np.broadcast_to(np.log(self._label_prior if own else self.prior), hit.shape),
            to_quotes(rows, self._themes),
            _mean_of_nearest(near, self._labels.truth),
            linear,
            np.log(np.clip(linear, FAINT, 1)),
            _ranked(linear),
            linear - _best_other(linear),
        ]
        return np.stack(columns, axis=2).astype(np.float32)

    def _chances(self, features: Floats) -> Floats:
        flat = (features.reshape(-1, features.shape[-1]) - self._mean) / self._spread
        chances = self._model.predict_proba(flat)[:, 1]
        return np.asarray(chances.reshape(features.shape[:2]), dtype=np.float32)


@dataclass(frozen=True)
class _CueRates:
    """How often a theme was right where its cues were found, and where they weren't."""

    hit: Floats
    truth: Floats

    def of(self, hit: Floats) -> Floats:
        """Rows × themes for new rows."""
        nothing = np.zeros(hit.shape[1], dtype=np.float32)
        return self._rates(hit, nothing, nothing)

    def left_out(self) -> Floats:
        """For the labels, each counted without itself."""
        return self._rates(self.hit, self.hit, 1 - self.hit)

    def _rates(self, hit: Floats, own_hit: Floats, own_quiet: Floats) -> Floats:
        missed = (1 - self.hit) * self.truth
        right = self.hit * self.truth
        hits = self.hit.sum(axis=0)
        quiet = len(self.hit) - hits
        own_truth = self.truth if own_hit.ndim > 1 else 0
        with_cue = _smooth(
            right.sum(axis=0) - own_hit * own_truth,
            hits - own_hit,
            right.sum() / max(hits.sum(), 1),
        )
        without = _smooth(
            missed.sum(axis=0) - own_quiet * own_truth,
            quiet - own_quiet,
            missed.sum() / max(quiet.sum(), 1),
        )
        return np.where(hit > 0, with_cue, without)


def _prior(truth: Floats, guess: Floats) -> Floats:
    """How common each theme is: its share of these labels, and a guess in place of ten more."""
    guessed = PRIOR_RESPONSES * (guess + FAINT)
    prior = (truth.sum(axis=0) + guessed) / (len(truth) + PRIOR_RESPONSES)
    return np.asarray(prior, dtype=np.float32)


def _share_hit(hits: Floats) -> Floats:
    """For each theme the share of responses that its cues found, each response counted once."""
    hit = (hits > 0).astype(np.float32)
    each = hit / np.maximum(hit.sum(axis=1, keepdims=True), 1)
    return np.asarray(each.sum(axis=0) / max(len(hits), 1), dtype=np.float32)


def _cue_rates(labels: Labels) -> _CueRates:
    return _CueRates((labels.hits > 0).astype(np.float32), labels.truth)


def _smooth(right: Floats, uses: Floats, usual: float) -> Floats:
    return np.asarray((right + PRIOR_HITS * usual + 1e-4) / (uses + PRIOR_HITS))


def _square(rows: Rows) -> Floats:
    """Likeness of labels to each other, none to itself."""
    near = np.asarray((rows @ rows.T).toarray())
    np.fill_diagonal(near, 0)
    return near


def _stack(blocks: list[Rows]) -> Rows:
    return sparse.vstack([block for block in blocks if block.shape[0]], format="csr")


def _ranked(scores: Floats) -> Floats:
    """1 for the best theme of a row, 1/2 for the second, and so on."""
    order = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    return np.asarray(1 / (1 + order))


def _best_other(scores: Floats) -> Floats:
    """For each theme the best score that another theme has in that row."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    top = np.partition(scores, -2, axis=1)
    return np.where(scores == top[:, -1:], top[:, -2:-1], top[:, -1:])


def _mean_of_nearest(near: Floats, truth: Floats) -> Floats:
    """Mean likeness to the NEIGHBOURS nearest labels that have the theme; missing ones count 0."""
    mean = np.zeros((near.shape[0], truth.shape[1]), dtype=np.float32)
    for theme in range(truth.shape[1]):
        having = near[:, truth[:, theme] > 0.5]
        if having.shape[1] > NEIGHBOURS:
            having = np.partition(having, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:]
        mean[:, theme] = having.sum(axis=1) / NEIGHBOURS
    return mean
