"""How far two people agree who coded the same responses without seeing each other's codes.

The measures are NLTK's; what it can't say is left out instead of being called perfect: a code that
neither used, or that both gave to every response, has no kappa and no alpha (NLTK says 1.0). The
intervals are percentiles of a seeded bootstrap over responses. Loads numpy and NLTK: for workers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, masi_distance

Pair = tuple[frozenset[int], frozenset[int]]  # what the first and the second gave one response
Numbers = np.ndarray[Any, np.dtype[Any]]
FIRST, SECOND = "first", "second"
DRAWS = 2_000  # ends of an interval then move by about .01 from one seed to another
SEED = 20_261_126
ENDS = (2.5, 97.5)
# Resamples that miss the few responses which were given a code define no measure. Where that is
# more than one in ten, about when one or two were given it, the others say too little.
LEAST_DEFINED = 0.9
NOTHING = frozenset({0})  # no code at all is an answer too, and MASI can't compare empty sets


@dataclass(frozen=True)
class Measure:
    """A number and its 95 % interval; no ends where too few resamples define it."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class CodeAgreement:
    """One code: how many responses each gave it, and both; the measures as far as there are."""

    first: int
    second: int
    both: int
    percent: Measure
    kappa: Measure | None
    alpha: Measure | None


@dataclass(frozen=True)
class Agreement:
    """`n` responses, all of them coded by both. `sets` compares all codes of a response at once."""

    n: int
    sets: Measure | None
    codes: dict[int, CodeAgreement]


def measure(
    pairs: Sequence[Pair],
    codes: Collection[int],
    *,
    tops: Collection[int] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Agreement:
    """Agreement on each of the codes, and over the sets as far as they are made of `tops`."""
    n = len(pairs)
    if not n:
        return Agreement(0, None, {})
    picks = np.random.default_rng(seed).integers(0, n, size=(draws, n))
    found = {code: _of_code(pairs, code, picks) for code in codes}
    kept = frozenset(codes if tops is None else tops)
    return Agreement(n, _of_sets([(a & kept, b & kept) for a, b in pairs], picks), found)


def kappa(rows: Sequence[tuple[str, str, object]]) -> float:
    """Cohen's kappa by NLTK, of (coder, item, label); every item needs both coders."""
    return float(AnnotationTask(data=list(rows)).kappa())


def alpha(rows: Sequence[tuple[str, str, object]], distance: Any = binary_distance) -> float:
    """Krippendorff's alpha by NLTK, of (coder, item, label)."""
    return float(AnnotationTask(data=list(rows), distance=distance).alpha())


def _of_code(pairs: Sequence[Pair], code: int, picks: Numbers) -> CodeAgreement:
    given = np.array([[code in first, code in second] for first, second in pairs])
    first, second = given[:, 0], given[:, 1]
    both = first & second
    same = first == second
    drawn_same = same[picks].mean(axis=1)
    one, other = first[picks].mean(axis=1), second[picks].mean(axis=1)
    varies = given.any() and not given.all()
    rows = _rows([(bool(a), bool(b)) for a, b in given])
    return CodeAgreement(
        first=int(first.sum()),
        second=int(second.sum()),
        both=int(both.sum()),
        percent=_measured(100 * float(same.mean()), 100 * drawn_same),
        kappa=_measured(kappa(rows), _kappas(drawn_same, one, other)) if varies else None,
        alpha=_measured(alpha(rows), _alphas(drawn_same, one, other, len(pairs)))
        if varies
        else None,
    )


def _kappas(same: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """Cohen's kappa of each resample from the shares that it is made of; NaN where undefined."""
    by_chance = one * other + (1 - one) * (1 - other)
    return _corrected(1 - same, 1 - by_chance)


def _alphas(same: Numbers, one: Numbers, other: Numbers, n: int) -> Numbers:
    """Krippendorff's alpha of each resample for two labels; NaN where all labels are one."""
    share = (one + other) / 2
    expected = 2 * share * (1 - share) * 2 * n / (2 * n - 1)
    return _corrected(1 - same, expected)


def _corrected(observed: Numbers, expected: Numbers) -> Numbers:
    """1 - observed / expected disagreement."""
    defined = expected > 1e-12
    ratio = np.divide(observed, expected, out=np.full(len(observed), np.nan), where=defined)
    return 1 - ratio


def _of_sets(pairs: Sequence[Pair], picks: Numbers) -> Measure | None:
    """Alpha over whole sets, by MASI distance. None where every set is the same one."""
    sets = [(first or NOTHING, second or NOTHING) for first, second in pairs]
    kinds = sorted({one for pair in sets for one in pair}, key=sorted)
    if len(kinds) < 2:
        return None
    place = {one: number for number, one in enumerate(kinds)}
    apart = np.array([[masi_distance(a, b) for b in kinds] for a in kinds])
    ids = np.array([[place[first], place[second]] for first, second in sets])
    between = apart[ids[:, 0], ids[:, 1]]
    labels = 2 * len(pairs)
    resampled = []
    for pick in picks:
        counts = np.bincount(ids[pick].ravel(), minlength=len(kinds))
        expected = float(counts @ apart @ counts) / (labels * (labels - 1))
        resampled.append(1 - between[pick].mean() / expected if expected > 1e-12 else np.nan)
    return _measured(alpha(_rows(sets), masi_distance), np.array(resampled))


def _rows(labels: Sequence[tuple[object, object]]) -> list[tuple[str, str, object]]:
    return [
        (coder, str(item), label)
        for item, pair in enumerate(labels)
        for coder, label in zip((FIRST, SECOND), pair, strict=True)
    ]


def _measured(value: float, resampled: Numbers) -> Measure:
    defined = resampled[~np.isnan(resampled)]
    if len(defined) < LEAST_DEFINED * len(resampled):
        return Measure(value, None, None)
    low, high = np.percentile(defined, ENDS)
    return Measure(value, float(low), float(high))
