"""Texts as numbers of stems: read once, kept small, so that 100,000 responses fit in memory."""

from array import array
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from insights.analysis.tokens import stems

Numbers = NDArray[np.int64]


class Corpus:
    """Texts without their words' letters: a text of n words takes 4n + 8 bytes."""

    def __init__(
        self, texts: Iterable[str] = (), *, known: Mapping[str, int] | None = None
    ) -> None:
        """`known` are the stems of another corpus with their numbers: others are then left out."""
        self.number_of: dict[str, int] = dict(known or {})
        self._closed = known is not None
        self._flat = array("i")
        self._ends = array("q", [0])
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Take in a text, behind the others."""
        number_of = self.number_of
        if self._closed:
            self._flat.extend(number_of[word] for word in stems(text) if word in number_of)
        else:
            self._flat.extend(number_of.setdefault(word, len(number_of)) for word in stems(text))
        self._ends.append(len(self._flat))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def slice(self, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """Texts start to stop as two arrays, an entry for each word: its row from 0, its stem."""
        ends = np.asarray(self._ends[start : stop + 1], dtype=np.int64)
        flat = np.asarray(self._flat[ends[0] : ends[-1]], dtype=np.int64)
        return np.repeat(np.arange(len(ends) - 1), np.diff(ends)), flat
