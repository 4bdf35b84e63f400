"""What sort of word a word is: a name of a list, an ordinary word, or unknown. Plain Python.

Nothing here is remembered from one text to the next: only the lists are.
"""

from functools import cache

from feedback.redaction.words import word_list, word_set

_ENDINGS = word_set("endings")
_LONGEST_ENDING = max(map(len, _ENDINGS))
_WORD_LISTS = ("common-words", "everyday-words", "known-words", "other-words")
_LEAST_FUZZY, _MOST_FUZZY = 6, 24


def is_listed(low: str) -> bool:
    """A first name or surname that is hardly ever another word; of several parts, any of them."""
    if low in _names():
        return True
    return (
        "-" in low
        and len(low) <= 2 * _MOST_FUZZY
        and any(part in _names() for part in low.split("-"))
    )


def is_ordinary_name(low: str) -> bool:
    """A name that is an ordinary word too: it needs a cue."""
    return low in word_list("ordinary-names")


def owner_of(low: str) -> str | None:
    """The name in "bobbys school", "linda's group": a listed name with an s that is no word."""
    bare = low[:-1].removesuffix("'")
    if low.endswith("s") and len(bare) >= 3 and bare in _names() and low not in _plain():
        return bare
    return None


def is_known(low: str) -> bool:
    """An ordinary word, a known proper noun or a form of one."""
    low = low.replace("-", "")
    if low in _plain():
        return True
    for length in range(1, min(_LONGEST_ENDING, len(low) - 2) + 1):
        if low[-length:] in _ENDINGS and _is_base(low[:-length]):
            return True
    return low.startswith(("un", "re")) and low[2:] in _plain()


def is_english(low: str) -> bool:
    """An ordinary English word; the other lists have words of more languages."""
    return low in word_list("common-words") or low in word_list("everyday-words")


def _is_base(base: str) -> bool:
    plain = _plain()
    doubled = len(base) > 3 and base[-1] == base[-2] and base[:-1] in plain
    return len(base) > 1 and (
        base in plain or f"{base}e" in plain or f"{base}y" in plain or doubled
    )


def is_near_name(low: str) -> bool:
    """A word that no list knows, one slip away from a listed name: "micheal", "jaqueline"."""
    if not _LEAST_FUZZY <= len(low) <= _MOST_FUZZY or is_known(low):
        return False
    return any(_is_one_slip(low, name) for key in slips(low) for name in _by_slip().get(key, ()))


def is_near_word(low: str) -> bool:
    """A word that no list knows, one slip away from an ordinary word: "probaton"."""
    return len(low) <= _MOST_FUZZY and any(key in _word_slips() for key in slips(low))


def slips(word: str) -> set[str]:
    """The word, and the word without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _is_one_slip(one: str, other: str) -> bool:
    """One letter too many, too few, another, or two changed over; the first letter stands."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    return len(one) != len(other) or sum(a != b for a, b in zip(one, other, strict=True)) <= 2


@cache
def _names() -> frozenset[str]:
    listed = word_list("first-names") | word_list("more-first-names") | word_list("surnames")
    return listed - word_list("ordinary-names")


@cache
def _plain() -> frozenset[str]:
    return frozenset().union(*map(word_list, _WORD_LISTS))


@cache
def _by_slip() -> dict[str, list[str]]:
    by_slip: dict[str, list[str]] = {}
    for name in _names():
        if len(name) >= _LEAST_FUZZY - 1:
            for key in slips(name):
                by_slip.setdefault(key, []).append(name)
    return by_slip


@cache
def _word_slips() -> frozenset[str]:
    return frozenset(key for word in _plain() if len(word) >= 4 for key in slips(word))
