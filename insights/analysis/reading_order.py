"""Which responses a person should code next, so that each coding teaches most.

Coverage first: the response that is most like many which nobody has coded yet (facility location,
chosen greedily, which reaches 63 % of the best: Nemhauser, Wolsey & Fisher 1978). Once there is a
model, responses count by how unsure it is of them, so that a dense corner that is settled draws
nobody. Uncertainty alone picks odd ones out and taught no more than chance (docs/decisions/0021).
"""

from collections.abc import Sequence

import numpy as np

from insights.analysis.space import Floats, Rows

MOST_LOOKED_AT = 2_000  # likeness of each to each takes their square


def sample(many: int, seed: int = 0) -> list[int]:
    """Which of so many responses to look at: all, or MOST_LOOKED_AT drawn by a seed, in order."""
    if many <= MOST_LOOKED_AT:
        return list(range(many))
    return sorted(np.random.default_rng(seed).choice(many, MOST_LOOKED_AT, replace=False).tolist())


def unsure(chances: Floats) -> Floats:
    """How many of a response's themes the model would get wrong, by its own account: one number a
    response, from chances of responses × themes."""
    return np.asarray((chances * (1 - chances)).sum(axis=1), dtype=np.float32)


def read_next(
    rows: Rows, coded: Sequence[int], most: int, weight: Floats | None = None
) -> list[int]:
    """The numbers of up to `most` rows in the order in which to read them.

    `coded` are rows that people have coded: what is like them is covered. `weight` says what
    covering each row is worth; each the same where it is None.
    """
    like = np.asarray((rows @ rows.T).toarray(), dtype=np.float32)
    worth = np.ones(len(like), dtype=np.float32) if weight is None else weight
    covered = like[list(coded)].max(axis=0) if len(coded) else np.zeros_like(worth)
    free = np.ones(len(like), dtype=bool)
    free[list(coded)] = False
    order: list[int] = []
    while len(order) < most and free.any():
        gain = np.maximum(like - covered, 0) @ worth
        best = int(np.where(free, gain, -1).argmax())
        order.append(best)
        free[best] = False
        covered = np.maximum(covered, like[best])
    return order
