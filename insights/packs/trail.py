"""The trail of each edition of a signed pack: its version, and the days on which it lost words.

Apart, because who compares versions of what is public must not learn that somebody took back words
that only reviewers read (design §11.8, §11.10).
"""

from collections.abc import Iterable

from django.utils import timezone

from insights.models import ReviewPack


def version_of(pack: ReviewPack, edition: str) -> str:
    """Such as 2, or 2.1 after this edition lost words."""
    lost = len(days_of(pack, edition))
    return f"{pack.number}.{lost}" if lost else str(pack.number)


def days_of(pack: ReviewPack, edition: str) -> list[str]:
    """The days on which this edition lost words, in ISO, the first first."""
    return list(pack.changes.get(edition, ()))


def save_lost(pack: ReviewPack, editions: Iterable[str]) -> None:
    """Save a pack of which these editions have just lost words: each becomes N.1."""
    today = timezone.localdate().isoformat()
    for edition in editions:
        pack.changes[edition] = [*days_of(pack, edition), today]
    pack.save(update_fields=["editions", "changes"])
