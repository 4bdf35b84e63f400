"""Words of a body that a reader took out, or set aside, leave what was signed and published too: as
with a woman's quote, a frozen pack may only lose words (design §11.10)."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from consultations.models import ConsultationPage
from consultations.services import take_back_words_of_bodies, without_words
from insights.bodies.selectors import bodies_of
from insights.models import ReviewPack
from insights.packs.selectors import version_of


@transaction.atomic
def take_back_from_packs(*, consultation: ConsultationPage, texts: Collection[str]) -> int:
    """Take these texts out of every signed pack and its outcome for good, unless another body says
    the same; how many packs changed. The version becomes N.1."""
    still = {words.text for body in bodies_of(consultation, ()) for words in body.words}
    gone = {text for text in texts if text} - still
    packs = ReviewPack.objects.select_for_update(of=("self",)).exclude(
        status=ReviewPack.Status.DRAFT
    )
    changed = 0
    for pack in packs.filter(consultation__translation_key=consultation.translation_key):
        if gone and _lose(pack.editions, gone):
            pack.changes.append(timezone.localdate().isoformat())
            pack.save(update_fields=["editions", "changes"])
            if pack.outcome:
                version = version_of(pack)
                take_back_words_of_bodies(outcome=pack.outcome, texts=gone, version=version)
            changed += 1
    return changed


def _lose(editions: dict[str, Any], gone: Collection[str]) -> bool:
    lost = False
    for edition in editions.values():
        if before := edition.get("bodies"):
            edition["bodies"] = without_words(before, gone)
            lost = lost or edition["bodies"] != before
    return lost
