"""Where texts lie: near to each other when they share words, pairs of words, parts of words or
synonyms. TF-IDF in three views side by side, each of unit length, so that none drowns another.

- words: stems, and pairs of stems that follow each other
  (log tf, smooth idf: Salton & Buckley 1988)
- parts: the 3 to 5 letters inside each stem (sub-words as in fastText, Bojanowski et al. 2017), for
  misspellings and for words of one family that no stemmer joins
- synonyms: the rings of insights.analysis.synonyms in place of the words that stand in them

How often a word occurs is counted on all responses, coded or not; no label is looked at.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from insights.analysis.corpus import Corpus, Numbers
from insights.analysis.stopwords import GRAMMAR
from insights.analysis.synonyms import rings_of
from insights.analysis.tokens import stem

Rows: TypeAlias = sparse.csr_array  # texts × features, float32
Floats = NDArray[np.float32]

PART_LENGTHS = (3, 4, 5)
RARE = 2  # pairs and parts that stand in fewer texts join no two of them
SILENT = frozenset(stem(word) for word in GRAMMAR)
CHUNK = 5_000  # texts counted at once
VIEWS = 3


class Space:
    """Fitted on all responses of a consultation; gives texts as rows of unit length, or shorter
    where a view finds nothing in them."""

    def __init__(self, responses: Iterable[str], others: Iterable[str] = ()) -> None:
        """The words of `responses` are counted. `others` (a codebook's descriptions and quotes)
        only have a place in the space. Both are read once, and neither is kept."""
        corpus = Corpus(responses)
        counted = len(corpus)
        for text in others:
            corpus.add(text)
        self.number_of = corpus.number_of
        words = list(self.number_of)
        kept = np.array([word not in SILENT for word in words], dtype=np.float32)
        self._of_stem = [
            sparse.diags_array(kept, format="csr"),
            _parts(words, kept),
            _synonyms(words, kept),
        ]
        self._pairs, pair_df = _frequent_pairs(corpus, counted, len(words))
        found = self._document_frequencies(corpus, counted)
        self._idf = [_idf(n, counted, rare) for n, rare in zip(found, (1, RARE, 1), strict=True)]
        self._pair_idf = _idf(pair_df, counted, RARE)

    def rows(self, texts: Sequence[str]) -> Rows:
        """Texts × features, float32. Words that the space has not met are left out."""
        stems, pairs = self._counts(Corpus(texts, known=self.number_of))
        single, parts, synonyms = (
            _weighted(stems @ matrix, idf)
            for matrix, idf in zip(self._of_stem, self._idf, strict=True)
        )
        words = sparse.hstack([single, _weighted(pairs, self._pair_idf)], format="csr")
        views = [_unit(view) for view in (words, parts, synonyms)]
        return sparse.hstack(views, format="csr", dtype=np.float32) / np.float32(np.sqrt(VIEWS))

    def of_stems(self, weights: Floats) -> Floats:
        """What each stem brings to a linear score: stems × scores, from features × scores.

        Pairs are left out: a word that is shown as a reason has to stand for itself.
        """
        sizes = [len(self.number_of), len(self._pairs), *(m.shape[1] for m in self._of_stem[1:])]
        ends = np.cumsum(sizes)
        single, _, parts, synonyms = np.split(weights, ends[:-1])
        blocks = zip(self._of_stem, self._idf, (single, parts, synonyms), strict=True)
        return np.asarray(sum(m @ (idf[:, None] * block) for m, idf, block in blocks))

    def _counts(self, corpus: Corpus) -> tuple[Rows, Rows]:
        """How often each stem, and whether each known pair, stands in each text."""
        rows, stems = corpus.slice(0, len(corpus))
        where, keys = _pairs_of(rows, stems, len(self.number_of))
        places = np.searchsorted(self._pairs, keys)
        places[places == len(self._pairs)] = 0
        known = self._pairs[places] == keys if len(self._pairs) else np.zeros(len(keys), dtype=bool)
        return (
            _counted(rows, stems, (len(corpus), len(self.number_of))),
            _counted(where[known], places[known], (len(corpus), len(self._pairs))),
        )

    def _document_frequencies(self, corpus: Corpus, counted: int) -> list[Floats]:
        found = [np.zeros(matrix.shape[1], dtype=np.float32) for matrix in self._of_stem]
        for start in range(0, counted, CHUNK):
            stop = min(start + CHUNK, counted)
            stems = _counted(*corpus.slice(start, stop), (stop - start, len(self.number_of)))
            for total, matrix in zip(found, self._of_stem, strict=True):
                total += np.bincount((stems @ matrix).indices, minlength=len(total))
        return found


def _counted(rows: Numbers, features: Numbers, shape: tuple[int, int]) -> Rows:
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_array((ones, (rows, features)), shape=shape)


def _pairs_of(rows: Numbers, stems: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Row and key of each two stems that follow each other in one text."""
    same = rows[1:] == rows[:-1]
    return rows[1:][same], (stems[:-1] * size + stems[1:])[same]


def _frequent_pairs(corpus: Corpus, counted: int, size: int) -> tuple[Numbers, Floats]:
    """The keys of pairs that stand in RARE texts or more, in order, and in how many they stand."""
    each = [np.zeros(0, dtype=np.int64)]
    for start in range(0, counted, CHUNK):
        rows, keys = _pairs_of(*corpus.slice(start, min(start + CHUNK, counted)), size)
        order = np.lexsort((rows, keys))
        rows, keys = rows[order], keys[order]
        first = np.ones(len(keys), dtype=bool)
        first[1:] = (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])
        each.append(keys[first])
    keys, texts = np.unique(np.concatenate(each), return_counts=True)
    frequent = texts >= RARE
    return keys[frequent], texts[frequent].astype(np.float32)


def _parts(words: Sequence[str], kept: Floats) -> Rows:
    """Stems × parts of words: which runs of letters stand in each, with its two ends marked."""
    number_of: dict[str, int] = {}
    places, stems = [], []
    for stem_number, word in enumerate(words):
        if not kept[stem_number]:
            continue
        marked = f"<{word}>"
        for length in PART_LENGTHS:
            for start in range(len(marked) - length + 1):
                part = marked[start : start + length]
                places.append(number_of.setdefault(part, len(number_of)))
                stems.append(stem_number)
    ones = np.ones(len(places), dtype=np.float32)
    return sparse.csr_array((ones, (stems, places)), shape=(len(words), len(number_of)))


def _synonyms(words: Sequence[str], kept: Floats) -> Rows:
    """Stems × rings: the rings of a stem, or a place of its own where it stands in none."""
    rings = rings_of()
    number_of: dict[int | str, int] = {}
    places, stems = [], []
    for stem_number, word in enumerate(words):
        meanings: Sequence[int | str] = rings.get(word) or ((word,) if kept[stem_number] else ())
        for meaning in meanings:
            places.append(number_of.setdefault(meaning, len(number_of)))
            stems.append(stem_number)
    ones = np.ones(len(places), dtype=np.float32)
    return sparse.csr_array((ones, (stems, places)), shape=(len(words), len(number_of)))


def _idf(texts: Floats, counted: int, rare: int) -> Floats:
    """Smooth idf of features by the number of texts that they stand in; 0 for those of too few."""
    idf = np.log((1 + counted) / (1 + texts)) + 1
    return np.where(texts >= rare, idf, 0).astype(np.float32)


def _weighted(counts: Rows, idf: Floats) -> Rows:
    counts = counts.copy()
    counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
    return counts


def _unit(rows: Rows) -> Rows:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    return sparse.diags_array(scale.astype(np.float32), format="csr") @ rows
