"""Texts sent in nearly the same words: shown, never merged and never left out. Plain Python.

Two texts are alike when they share ALIKE of their pairs of neighbouring words (Jaccard). Each is
compared with the first of the groups that it is likeliest to be of, so that the work grows with the
number of texts and not with its square: the rarest pairs of a text are looked up first, and so many
that texts which are alike share one of them (prefix filtering: Chaudhuri, Ganti and Kaushik, "A
primitive operator for similarity joins in data cleaning", 2006). The limits below bound the work
where thousands of texts are made of the same few words. The same texts give the same groups, in
whatever order they come.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
ALIKE = 0.5
RUN = 2  # words
FEWEST_WORDS = 8  # shorter answers are alike by chance
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MOST_WORDS = 2_000
_MOST_COMPARED = 20  # groups that one text is compared with
_MOST_OF_A_RUN = 50  # groups that one run leads to: one that so many share says little


@dataclass
class _Group:
    runs: frozenset[int]
    texts: list[str] = field(default_factory=list)


def groups_alike(texts: Mapping[Key, str]) -> list[list[Key]]:
    """Keys of texts that are nearly the same, in groups of two and more: the largest first, then
    by what is said. A text is in one group at most; keys keep the order that they came in."""
    keys: dict[str, list[Key]] = defaultdict(list)
    for key, text in texts.items():
        words = _WORD.findall(text.casefold().replace("’", "'"))[:_MOST_WORDS]
        if len(words) >= FEWEST_WORDS:
            keys[" ".join(words)].append(key)
    groups = [[key for said in group.texts for key in keys[said]] for group in _grouped(keys)]
    return sorted((group for group in groups if len(group) > 1), key=len, reverse=True)


def _grouped(said: Iterable[str]) -> list[_Group]:
    """Groups of different texts, longest text first, each text with the group it is most like."""
    ordered = sorted(said, key=lambda words: (-len(words), words))
    runs = _runs_by_rarity(ordered)
    groups: list[_Group] = []
    by_run: dict[int, list[int]] = defaultdict(list)
    for words in ordered:
        mine = runs[words]
        prefix = mine[: len(mine) - ceil(ALIKE * len(mine)) + 1]
        chosen = _most_alike(frozenset(mine), prefix, groups, by_run)
        if chosen is None:
            for run in prefix:
                if len(by_run[run]) < _MOST_OF_A_RUN:
                    by_run[run].append(len(groups))
            chosen = _Group(frozenset(mine))
            groups.append(chosen)
        chosen.texts.append(words)
    return groups


def _runs_by_rarity(said: Iterable[str]) -> dict[str, list[int]]:
    """Text → numbers of its runs, the rarest first."""
    numbers: dict[tuple[str, ...], int] = {}
    seen: Counter[int] = Counter()
    runs: dict[str, list[int]] = {}
    for words in said:
        apart = words.split(" ")
        of_text = {tuple(apart[i : i + RUN]) for i in range(len(apart) - RUN + 1)}
        mine = [numbers.setdefault(run, len(numbers)) for run in sorted(of_text)]
        seen.update(mine)
        runs[words] = mine
    for mine in runs.values():
        mine.sort(key=lambda run: (seen[run], run))
    return runs


def _most_alike(
    mine: frozenset[int],
    prefix: list[int],
    groups: list[_Group],
    by_run: Mapping[int, list[int]],
) -> _Group | None:
    shared: Counter[int] = Counter()
    for run in prefix:
        shared.update(by_run.get(run, ()))
    best, most = None, ALIKE
    for place, _ in sorted(shared.most_common(_MOST_COMPARED)):
        other = groups[place].runs
        both = len(mine & other)
        likeness = both / (len(mine) + len(other) - both)
        if likeness >= most and (best is None or likeness > most):
            best, most = groups[place], likeness
    return best
