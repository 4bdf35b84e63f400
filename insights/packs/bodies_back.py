"""Words of a body that a reader took out, or set aside, leave what was signed and published too: as
with a woman's quote, a frozen pack may only lose words (design §11.10). So does the name of one
that was set aside: a woman may have written hers there."""

from typing import Any

from django.db import transaction

from consultations.bodies.models import BodyAnswer
from consultations.services import take_back_words_of_bodies
from insights.bodies.told import Leaving, as_shown, without
from insights.models import ReviewPack
from insights.packs.trail import save_lost, version_of


@transaction.atomic
def take_back_from_packs(*, answer: BodyAnswer, leaving: Leaving) -> int:
    """Take what an answer says no more out of every signed pack and its outcome for good; how many
    packs changed. What another body says stays beside that one. An edition that lost any becomes
    N.1."""
    packs = ReviewPack.objects.select_for_update(of=("self",)).exclude(
        status=ReviewPack.Status.DRAFT
    )
    changed = 0
    page = answer.consultation
    for pack in packs.filter(consultation__translation_key=page.translation_key):
        lost = _lose(pack.editions, leaving)
        if not lost:
            continue
        save_lost(pack, lost)
        if pack.outcome and "public" in lost:
            bodies = as_shown(pack.editions["public"]["bodies"])
            version = version_of(pack, "public")
            take_back_words_of_bodies(outcome=pack.outcome, bodies=bodies, version=version)
        changed += 1
    return changed


def _lose(editions: dict[str, Any], leaving: Leaving) -> list[str]:
    """The editions that lost any of it."""
    lost = []
    for name, edition in editions.items():
        if before := edition.get("bodies"):
            edition["bodies"] = without(before, leaving)
            if edition["bodies"] != before:
                lost.append(name)
    return lost
