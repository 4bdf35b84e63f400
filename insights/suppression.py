"""What may be published of counts, so that nobody in a small group is shown (design §11.8).

Plain Python. Everything public is worked out from a Release: the counts as they stood when ten or
more women had last changed them, coming or leaving. What was published before therefore never
differs from what is published now by fewer than ten women, line by line. Zero is treated like any
small count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

FEWEST = 10  # women behind any number, and behind any change of one
NUMBERS_FROM = 50  # women in all before any number but the total is shown
STEP = 5
MANY_FROM, SOME_FROM = 50, 10  # shares, in per cent


class Words(StrEnum):
    """How large a share is, without a number."""

    MANY = "many"
    SOME = "some"
    FEW = "few"
    FEW_OR_NONE = "few_or_none"


@dataclass(frozen=True)
class Release:
    """Exact counts behind one publication. Kept for the next one, never shown."""

    total: int
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """What the public sees of one count: words, and a rounded number and its share or neither."""

    words: Words
    number: int | None = None
    share: int | None = None


def next_release(previous: Release | None, now: Release, fewest: int = FEWEST) -> Release:
    """Counts to publish from. Earlier ones stand until ten or more women have changed them, or as
    many of others as `fewest` says.

    The first release takes the counts as they are. A line that was never published counts as zero
    before, so it gets a number only once ten women are behind it. Where as many have left, what
    fell by as many falls, and nothing rises: only those who come bring something new.
    """
    if previous is None:
        return now
    change = now.total - previous.total
    counts = {}
    for key, count in now.counts.items():
        before = previous.counts.get(key, 0)
        falls, rises = before - count >= fewest, count - before >= fewest
        moves = (falls and abs(change) >= fewest) or (rises and change >= fewest)
        counts[key] = count if moves else before
    return Release(total=now.total if abs(change) >= fewest else previous.total, counts=counts)


def brings_new(previous: Release | None, release: Release) -> bool:
    """Whether ten or more women came since `previous`, so that what they said may be new in public:
    words, findings, decisions. A total that stands, or fell, tells of nobody who came."""
    return previous is None or release.total > previous.total


def rounded(count: int) -> int:
    """The nearest five."""
    return STEP * ((count + STEP // 2) // STEP)


def public_total(release: Release) -> int | None:
    """How many women in all, rounded; None means fewer than ten."""
    return None if release.total < FEWEST else rounded(release.total)


def public_line(release: Release, key: str) -> Line:
    """One count as the public may see it. Words and share come from the rounded number alone.

    A count may be older than the total, where ten left and fewer than ten of its own. Above the
    total it has no number: the total in its place would say that all of them spoke of it.
    """
    count, total = release.counts.get(key, 0), public_total(release)
    if total is None or count < FEWEST:
        return Line(Words.FEW_OR_NONE)
    number = rounded(count)
    if number > total:
        return Line(Words.MANY)
    share = round(100 * number / total)
    words = _words(share)
    return Line(words, number, share) if release.total >= NUMBERS_FROM else Line(words)


def _words(share: int) -> Words:
    if share >= MANY_FROM:
        return Words.MANY
    return Words.SOME if share >= SOME_FROM else Words.FEW


def public_parts(release: Release, keys: Sequence[str]) -> dict[str, int | None]:
    """Counts that add up to the total, such as channels; None is a count that isn't shown.

    Subtracting what is shown from the total must not give a small group away, so the smallest
    shown number is hidden too, until those hidden are ten women or more together.
    """
    shown = {key: public_line(release, key).number for key in keys}
    hidden = sum(release.counts.get(key, 0) for key in keys if shown[key] is None)
    for key in sorted(keys, key=lambda k: (release.counts.get(k, 0), k)):
        if hidden >= FEWEST:
            break
        if shown[key] is not None:
            shown[key] = None
            hidden += release.counts[key]
    return shown
