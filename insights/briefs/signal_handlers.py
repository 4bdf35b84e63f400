"""What briefs do when a woman changes what her words may be used for. Connected in apps.py."""

from typing import Any

from feedback.models import Response
from feedback.uses import Use


def forget_printed(
    sender: type[Response], instance: Response, created: bool, **kwargs: Any
) -> None:
    """She no longer lets us print her words: they leave every brief. Where she took back that
    anyone may read them, the whole public edition loses them (insights.signal_handlers)."""
    from insights.briefs.services import take_back_from_briefs
    from insights.models import ReviewPack
    from insights.packs.editions import quotes_of

    if created or Use.REPORT in instance.uses:
        return
    key = instance.version.form.consultation.translation_key
    packs = ReviewPack.objects.filter(consultation__translation_key=key)
    for pack in packs.exclude(status=ReviewPack.Status.DRAFT):
        hers = [q for q in quotes_of(pack.editions, ["public"]) if q["response"] == instance.pk]
        take_back_from_briefs(pack=pack, marks={q["mark"] for q in hers if "mark" in q})
