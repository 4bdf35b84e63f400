"""Which words a pack quotes: those of the bank that its findings are told with, one woman at most
once. And which words are close to what others said, for lists to choose from."""

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from feedback.uses import Use

if TYPE_CHECKING:
    from insights.packs.material import Material

SHORTEST, LONGEST = 20, 280  # characters of a quote
WORD = re.compile(r"[^\W\d_]{4,}")

Quote = dict[str, Any]


def edition_quotes(
    material: "Material",
    use: Use,
    *,
    codes: Collection[str],
    numbers: Mapping[int, int],
    only: Collection[int] | None = None,
) -> list[Quote]:
    """Quotes of an edition, of these themes and findings: `numbers` says which number a finding has
    in it; `only` of these responses, where given.

    A quote is {"response", "code", "theme", "text", "language", "print", "finding"}.
    """
    names = {theme.code: theme.name for theme in material.themes}
    quoted: set[Hashable] = set()
    found = []
    for one in material.quotes[use]:
        is_open = one.code in codes and one.finding in numbers and one.woman not in quoted
        if not is_open or (only is not None and one.response not in only):
            continue
        quoted.add(one.woman)
        found.append(
            {
                "response": one.response,
                "code": one.code,
                "theme": names[one.code],
                "text": one.text,
                "language": one.language,
                "print": one.response in material.printable,
                "finding": numbers[one.finding],
            }
        )
    return found


class HasText(Protocol):
    """Anything that a woman said."""

    @property
    def woman(self) -> Hashable: ...

    @property
    def text(self) -> str: ...


Said = TypeVar("Said", bound=HasText)
LOOKED_AT = 60  # of which the most central are found


def filled_up(chosen: Sequence[Said], words: Iterable[Said], *, most: int) -> list[Said]:
    """What is chosen, and then the most central of these words until there are so many: a woman's
    once."""
    full = list(chosen)
    there = {one.woman for one in full}
    left = [one for one in words if one.woman not in there][:LOOKED_AT]
    while left and len(full) < most:
        best = most_central(left)
        full.append(best)
        left = [one for one in left if one.woman != best.woman]
    return full


def most_central(words: list[Said]) -> Said:
    """The answer that shares most of its words with the others."""
    bags = {w: set(WORD.findall(w.text.casefold())) for w in words}
    seen = Counter(word for bag in bags.values() for word in bag)

    def shared(answer: Said) -> tuple[float, str]:
        bag = bags[answer]
        common = sum(seen[word] - 1 for word in bag)
        return common / (len(bag) + 3), answer.text  # a few more words cost little

    return max(words, key=shared)
