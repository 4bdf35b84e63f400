"""An area's lists: what is never marked there, what always is, and the finder that knows them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from core.models import Area
from feedback.redaction import TOKENS, Span, candidates
from feedback.redaction.area_lists import fold
from feedback.review.models import ListedPhrase
from feedback.review.permissions import review_areas, user_can_review

MOST_WORDS = 120  # characters of a phrase
MOST_PHRASES = 2000  # of an area
Finder = Callable[[str], list[Span]]


class NotAPhrase(ValueError):
    """What was typed can't be listed. `why` is a code: empty, long, full or kind."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Not listed: {why}.")
        self.why = why


@dataclass(frozen=True)
class AreaLists:
    """Phrases of an area, as feedback.redaction.candidates takes them."""

    allow: list[str] = field(default_factory=list)
    deny: dict[str, str] = field(default_factory=dict)

    def find(self, text: str) -> list[Span]:
        """Candidates of a text, with the area's lists applied."""
        return candidates(text, allow=self.allow, deny=self.deny)


def lists_of(area_id: int) -> AreaLists:
    """The lists of an area. A kind that is no kind any more is taken for a name."""
    lists = AreaLists()
    for words, kind in ListedPhrase.objects.filter(area=area_id).values_list("words", "kind"):
        if kind:
            lists.deny[words] = kind if kind in TOKENS else "PERSON"
        else:
            lists.allow.append(words)
    return lists


def phrases_for(user: User, area: Area) -> QuerySet[ListedPhrase]:
    """Phrases of one of her areas, in the order of the alphabet."""
    return ListedPhrase.objects.filter(area=area, area__in=review_areas(user)).select_related("by")


@transaction.atomic
def list_phrase(*, user: User, area: Area, words: str, kind: str = "") -> ListedPhrase:
    """Never mark these words in an area; with a kind: always mark them as that.

    What was listed before changes its side. Raises PermissionDenied, NotAPhrase.
    """
    if not user_can_review(user, area):
        raise PermissionDenied
    words = " ".join(words.split())
    folded = fold(words)
    if not any(sign.isalnum() for sign in folded):
        raise NotAPhrase("empty")
    if len(words) > MOST_WORDS:
        raise NotAPhrase("long")
    if kind and kind not in TOKENS:
        raise NotAPhrase("kind")
    if ListedPhrase.objects.filter(area=area).exclude(folded=folded).count() >= MOST_PHRASES:
        raise NotAPhrase("full")
    phrase, _ = ListedPhrase.objects.update_or_create(
        area=area,
        folded=folded[: 2 * MOST_WORDS],
        defaults={"words": words, "kind": kind, "by": user, "at": timezone.now()},
    )
    # the words themselves may be a name, and the audit log holds none
    how = "always" if kind else "never"
    audit(user=user, action=f"listed a phrase: {how} marked", subject=f"area {area.slug}")
    return phrase


@transaction.atomic
def unlist_phrase(*, user: User, phrase: ListedPhrase) -> None:
    """Take a phrase off the list. Twice is once. Raises PermissionDenied."""
    if not user_can_review(user, phrase.area_id):
        raise PermissionDenied
    if ListedPhrase.objects.filter(pk=phrase.pk).delete()[0]:
        audit(user=user, action="unlisted a phrase", subject=f"area {phrase.area.slug}")
