"""Suggests themes for responses: by cues on day 0, by the pair model once people have coded enough.

Everything is worked out anew for each run and kept nowhere: a trained model is a second copy of
what women wrote. Same texts, codebook and codings give the same suggestions.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from insights.analysis.choice import Chosen, likeliest
from insights.analysis.cues import ENGINE as CUE_ENGINE
from insights.analysis.cues import Band, CueMatcher, ThemeCues, band_of
from insights.analysis.likeness import ThemeRows, likeness, nearest
from insights.analysis.pace import READY_AT
from insights.analysis.pairs import MOST_HITS, Labels, PairModel
from insights.analysis.reasons import Passage, Reasons, Spots, reasons, spots
from insights.analysis.sentences import sentences
from insights.analysis.space import Floats, Rows, Space
from insights.analysis.tokens import tokenise

CUES, PAIRS = CUE_ENGINE, "pairs-1"
MOST_CODED = 3_000  # the model's time grows with their cube; the latest are kept
MOST = 5  # themes suggested for one response, cues apart: a longer list is read by nobody
LIKELY, POSSIBLE, PERHAPS = 0.6, 0.3, 0.1  # from which chance on a suggestion is what
LIKE = 0.15  # less than that isn't worth naming as the nearest coded response
SAMPLE = 5_000  # responses from which the cues' usual share is taken
CUE_LIFT, HIT_LIFT = 0.3, 0.05  # a cue outranks likeness alone, and two outrank one
Weights = list[tuple[str, float]]  # stems, heaviest first


@dataclass(frozen=True)
class ThemeCard:
    """What the engine knows of a theme. `key` is whatever the caller knows it by."""

    key: int
    text: str  # its name and description
    cues: tuple[str, ...] = ()
    cues_cy: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coded:
    """A response that people have decided on: its passages and the themes they gave it. `here`: it
    answers the same questions as those to suggest for."""

    key: int
    passages: tuple[str, ...]
    themes: frozenset[int]
    here: bool = True


@dataclass(frozen=True, slots=True)
class Suggested:
    """A theme for one response. `chance` is 0 to 1, or None before people have coded enough;
    `nearest` the key of the coded response with this theme that is most like it, if any is."""

    theme: int
    band: Band
    chance: float | None
    reasons: Reasons
    nearest: int | None


@dataclass(frozen=True)
class Batch:
    """Responses as the engine works on them; `hits` are responses × themes, and so is what comes
    of them. `near`: responses × coded responses, none before there is a model."""

    passages: list[list[Passage]]
    rows: Rows
    hits: Floats
    near: Floats


class Engine:
    """Made for one run over one consultation."""

    def __init__(
        self, cards: Sequence[ThemeCard], responses: Iterable[str], coded: Sequence[Coded] = ()
    ) -> None:
        """Read all `responses` once, coded or not, each as one text; they are not kept."""
        self._keys = [card.key for card in cards]
        self._number_of = {card.key: number for number, card in enumerate(cards)}
        self._matcher = CueMatcher(
            [ThemeCues(str(n), card.cues, card.cues_cy) for n, card in enumerate(cards)]
        )
        self._share_hit = np.zeros(len(cards), dtype=np.float32)
        self._read = 0
        texts = [" ".join((card.text, *card.cues, *card.cues_cy)) for card in cards]
        quotes = [(number, quote) for number, card in enumerate(cards) for quote in card.quotes]
        self.space = Space(self._counting(responses), [*texts, *(quote for _, quote in quotes)])
        self._share_hit /= max(min(self._read, SAMPLE), 1)
        self._themes = ThemeRows(
            self.space.rows(texts),
            self.space.rows([quote for _, quote in quotes]),
            np.array([number for number, _ in quotes], dtype=np.int64),
        )
        self._model: PairModel | None = None
        self._coded = coded[-MOST_CODED:] if len(coded) >= READY_AT else ()
        self._model = self._train()
        weights = self._model.ridge.weights if self._model else self._themes.texts.T.toarray()
        self._stem_weights = self.space.of_stems(weights)

    @property
    def learned(self) -> bool:
        """Whether people have coded enough for a model."""
        return self._model is not None

    @property
    def name(self) -> str:
        """Which engine it is, for the record beside each suggestion."""
        return PAIRS if self.learned else CUES

    def rows(self, responses: Sequence[Sequence[str]]) -> Rows:
        """Where responses lie in the space: responses × features."""
        return self.space.rows(["\n".join(passages) for passages in responses])

    def scores(self, responses: Sequence[Sequence[str]]) -> tuple[Floats, Chosen]:
        """How much speaks for each theme, and which would be suggested: responses × themes both.

        Scores are chances from 0 to 1 once there is a model, and only an order before that.
        """
        batch = self._batch(responses)
        scores = self._weigh(batch)
        return scores, self._choose(batch, scores)

    def suggest(
        self, responses: Sequence[Sequence[str]], translated: Sequence[Collection[int]] = ()
    ) -> list[list[Suggested]]:
        """Suggestions for responses given as their passages, the best first.

        `translated`: of each response the numbers of passages that the next one is a translation
        of. Cues are found in both; a learned word is pointed at where the reader can judge it.
        """
        batch = self._batch(responses)
        scores = self._weigh(batch)
        listed = self._listed(batch, scores)
        nearest = self._nearest(batch)
        found = []
        for row, here in enumerate(batch.passages):
            themes = np.flatnonzero(listed[row])
            themes = themes[np.argsort(-scores[row, themes], kind="stable")]
            where = spots(here, translated[row] if translated else ())
            each = []
            for theme, weights in zip(themes.tolist(), self._weights(where, themes), strict=True):
                why = reasons(here, theme, weights, where)
                chance = float(scores[row, theme]) if self._model else None
                near = nearest[row].get(theme)
                if why.words:  # nothing of hers speaks for it: it is only a common theme
                    band = _band(chance, why)
                    each.append(Suggested(self._keys[theme], band, chance, why, near))
            found.append(each)
        return found

    def _weights(self, where: Spots, themes: NDArray[np.int64]) -> Iterator[Weights]:
        """For each of the themes, what these stems bring to it."""
        known = self.space.number_of
        stems = [stem for stem in where if stem in known]
        numbers = np.array([known[stem] for stem in stems], dtype=np.int64)
        weights = self._stem_weights[np.ix_(numbers, themes)]
        order = np.argsort(-weights, axis=0, kind="stable")
        for column, heaviest in zip(weights.T.tolist(), order.T.tolist(), strict=True):
            yield [(stems[place], column[place]) for place in heaviest]

    def _weigh(self, batch: Batch) -> Floats:
        if self._model:
            return self._model.chances(batch.rows, batch.hits, batch.near)
        return np.asarray(likeness(batch.rows, self._themes) + _lift(batch.hits), dtype=np.float32)

    def _choose(self, batch: Batch, scores: Floats) -> Chosen:
        if self._model:
            return likeliest(scores)
        hit = batch.hits > 0
        near = nearest(scores - _lift(batch.hits))
        return np.where(hit.any(axis=1, keepdims=True), hit, near)

    def _nearest(self, batch: Batch) -> list[dict[int, int]]:
        """For each response: theme number → key of the coded response that is most like it."""
        if not self._model:
            return [{} for _ in batch.passages]
        which, like = self._model.nearest(batch.near)
        return [
            {
                int(theme): self._coded[which[row, theme]].key
                for theme in np.flatnonzero(like[row] >= LIKE)
            }
            for row in range(len(batch.passages))
        ]

    def _listed(self, batch: Batch, scores: Floats) -> Chosen:
        """Every theme with a cue, and up to MOST others that are possible or, before there is a
        model, chosen for their likeness."""
        possible = scores >= PERHAPS if self._model else self._choose(batch, scores)
        place = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
        return possible & (place < MOST) | (batch.hits > 0)

    def _train(self) -> PairModel | None:
        if not self._coded:
            return None
        texts = [coded.passages for coded in self._coded]
        truth = np.zeros((len(texts), len(self._keys)), dtype=np.float32)
        for row, coded in enumerate(self._coded):
            truth[row, [self._number_of[key] for key in coded.themes if key in self._number_of]] = 1
        if truth.min() == truth.max():  # nothing to tell apart
            return None
        batch = self._batch(texts)
        here = np.array([coded.here for coded in self._coded], dtype=bool)
        labels = Labels(batch.rows, batch.hits, truth, here)
        return PairModel(self._themes, labels, self._share_hit)

    def _batch(self, responses: Sequence[Sequence[str]]) -> Batch:
        rows = self.rows(responses)
        passages = [[self._passage(text) for text in texts] for texts in responses]
        near = self._model.near(rows) if self._model else np.zeros((len(passages), 0), np.float32)
        return Batch(passages, rows, self._hits(passages), near)

    def _passage(self, text: str) -> Passage:
        tokens = tokenise(text)
        hits = self._matcher.match_tokens(tokens)
        return Passage(tokens, sentences(text), {int(hit.key): hit.spans for hit in hits})

    def _hits(self, responses: Sequence[Sequence[Passage]]) -> Floats:
        """How many cues of each theme were found: responses × themes."""
        hits = np.zeros((len(responses), len(self._keys)), dtype=np.float32)
        for row, passages in enumerate(responses):
            for passage in passages:
                for theme, spans in passage.cues.items():
                    hits[row, theme] += len(spans)
        return hits

    def _counting(self, texts: Iterable[str]) -> Iterator[str]:
        """Hand the texts on, and note the share of them that each theme's cues find."""
        for text in texts:
            if self._read < SAMPLE:
                hits = self._matcher.match(text)
                for hit in hits:
                    self._share_hit[int(hit.key)] += 1 / len(hits)
            self._read += 1
            yield text


def _lift(hits: Floats) -> Floats:
    lift = CUE_LIFT * (hits > 0) + HIT_LIFT * np.minimum(hits, MOST_HITS)
    return np.asarray(lift, dtype=np.float32)


def _band(chance: float | None, why: Reasons) -> Band:
    """Before there is a model, by cues; a theme that only its likeness speaks for is faint.

    With a model by chance alone, so that a response for which even the best theme is unlikely needs
    a person.
    """
    if chance is None:
        cues = [word.cue for word in why.words if word.cue]
        return band_of(cues) if cues else Band.FAINT
    if chance < POSSIBLE:
        return Band.FAINT
    return Band.STRONG if chance >= LIKELY else Band.WEAK
