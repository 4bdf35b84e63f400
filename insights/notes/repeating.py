"""Which memos repeat what a woman said. Nobody can tell whose words a memo holds but by looking:
four words in a row that are hers are taken for a quotation."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

RUN = 4
WORD = re.compile(r"\w+")
Run = tuple[str, ...]


def repeating(memos: Mapping[int, str], said: Iterable[str]) -> set[int]:
    """Ids of the memos that have four words in a row with one of these texts; a text of fewer
    words counts as a whole."""
    by_run: dict[Run, set[int]] = defaultdict(set)
    for pk, text in memos.items():
        for run in _runs(text):
            by_run[run].add(pk)
    found: set[int] = set()
    if not by_run:
        return found
    for text in said:
        for run in _runs(text):
            found |= by_run.get(run, set())
    return found


def shared_run(text: str, said: Iterable[str]) -> str:
    """The first four words in a row that a text has with one of these; empty where it has none."""
    theirs = {run for one in said for run in _runs(one)}
    return next((" ".join(run) for run in _runs(text) if run in theirs), "")


def _runs(text: str) -> Iterable[Run]:
    words = WORD.findall(text.casefold())
    last = max(1, len(words) - RUN + 1)
    return (tuple(words[at : at + RUN]) for at in range(last) if words)
