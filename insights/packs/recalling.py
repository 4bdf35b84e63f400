"""What was found when staff's texts were laid beside every answer, kept for pages that are opened
often: to look takes a good part of a second for ten thousand women.

No word is kept, of hers or of staff: a digest of the texts, how many answers there are and how
long, and where in staff's own texts something stood. An answer that was changed and stayed as long
as it was is not noticed here; so nothing is signed or told by what is kept.
"""

import hashlib
import json
from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.db.models import Count, Max, Min, Sum
from django.db.models.functions import Length

from consultations.models import ConsultationPage
from feedback.selectors import answers_for
from feedback.uses import Use

Place = tuple[str, int, int]  # label of a text, from which of its words to which
KEPT_FOR = 24 * 60 * 60


def recalled(
    texts: Mapping[str, str],
    consultation: ConsultationPage,
    look: Callable[[], list[Place]],
    may_recall: bool,
) -> list[Place]:
    """What `look` finds, or found when texts and answers were as they are now."""
    if not may_recall:
        return look()
    key = f"her-words:{_digest(texts, consultation)}"
    found: list[Place] | None = cache.get(key)
    if found is None:
        found = look()
        cache.set(key, found, KEPT_FOR)
    return found


def _digest(texts: Mapping[str, str], consultation: ConsultationPage) -> str:
    answers = answers_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    now = answers.aggregate(
        many=Count("pk"),
        first=Min("pk"),
        last=Max("pk"),
        signs=Sum(Length("text")),
        translated=Sum(Length("translation")),
    )
    told = json.dumps([consultation.pk, sorted(texts.items()), sorted(now.items())])
    return hashlib.sha256(told.encode()).hexdigest()
