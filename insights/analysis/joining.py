"""Joining neighbours that are too small to say anything by themselves."""

from collections.abc import Sequence


def join_small(counts: Sequence[int], least: int) -> list[range]:
    """Places of `counts` in runs of neighbours, from the first on, each of which adds up to `least`
    or more; what is left over at the end goes to the last run. One run, however small, where all
    of it is less; none where there is nothing."""
    runs: list[range] = []
    start = total = 0
    for place, count in enumerate(counts):
        total += count
        if total >= least:
            runs.append(range(start, place + 1))
            start, total = place + 1, 0
    if start < len(counts):
        start = runs.pop().start if runs else start
        runs.append(range(start, len(counts)))
    return runs
