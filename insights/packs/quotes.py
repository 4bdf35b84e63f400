"""Which words a pack quotes: short ones, close to what others said, one woman at most once."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable
from typing import Any, Protocol, TypeVar

from insights.packs.material import Material, Words

SHORTEST, LONGEST = 20, 280  # characters of a quote: whole answers only, never cut
MOST = 18  # of the review edition
WORD = re.compile(r"[^\W\d_]{4,}")

Quote = dict[str, Any]


def choose_quotes(
    material: Material, words: list[Words], order: list[str], leave_out: set[int]
) -> list[Quote]:
    """One quote a theme, of themes in this order of codes, from words that a use allows.

    A quote is {"response", "code", "theme", "text", "language", "print"}.
    """
    names = {theme.code: theme.name for theme in material.themes}
    chosen = _choose(_by_theme(material, words, leave_out), order)
    return [
        {
            "response": chosen[code].response,
            "code": code,
            "theme": names[code],
            "text": chosen[code].text,
            "language": chosen[code].language,
            "print": chosen[code].response in material.printable,
        }
        for code in order
        if code in chosen
    ]


def _choose(candidates: dict[str, list[Words]], order: list[str]) -> dict[str, Words]:
    """Themes with the fewest words to choose from go first, so that quiet ones get theirs."""
    chosen: dict[str, Words] = {}
    quoted: set[Hashable] = set()
    for code in sorted(order, key=lambda c: len(candidates.get(c, []))):
        free = [w for w in candidates.get(code, []) if w.woman not in quoted]
        if free:
            chosen[code] = most_central(free)
            quoted.add(chosen[code].woman)
    return chosen


def _by_theme(
    material: Material, words: list[Words], leave_out: set[int]
) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = defaultdict(list)
    for answer in words:
        if answer.response in leave_out or not SHORTEST <= len(answer.text) <= LONGEST:
            continue
        for code in material.codes_of.get(answer.response, ()):
            found[code].append(answer)
    return found


class HasText(Protocol):
    """Anything that a woman said."""

    @property
    def text(self) -> str: ...


Said = TypeVar("Said", bound=HasText)


def most_central(words: list[Said]) -> Said:
    """The answer that shares most of its words with the others."""
    bags = {w: set(WORD.findall(w.text.casefold())) for w in words}
    seen = Counter(word for bag in bags.values() for word in bag)

    def shared(answer: Said) -> tuple[float, str]:
        bag = bags[answer]
        common = sum(seen[word] - 1 for word in bag)
        return common / (len(bag) + 3), answer.text  # a few more words cost little

    return max(words, key=shared)


def quiet_and_loud(counts: dict[str, int], most: int = MOST) -> list[str]:
    """Codes that were said at all, most said first; a third of the places are for the quietest."""
    said = sorted((c for c in counts if counts[c]), key=lambda c: (-counts[c], c))
    if len(said) <= most:
        return said
    quiet = most // 3
    return said[: most - quiet] + said[-quiet:]
