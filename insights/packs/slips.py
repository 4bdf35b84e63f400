"""What a woman's six words tell of the pack her response was part of (feedback.slips)."""

from typing import Any

from feedback.models import FormVersion, Response
from feedback.slips import Part
from insights.models import ReviewPack

SAID = (ReviewPack.Status.SIGNED, ReviewPack.Status.PUBLISHED)


def outcome_parts(responses: list[Response]) -> dict[int, dict[str, Part]]:
    """Response id → {"outcome": …}, for responses whose pack is signed or published.

    A signed pack says where it is taken; a published one also when, what was decided and why.
    The consultation is never named: somebody else may have found her words (design §11.11).
    """
    key_of = dict(
        FormVersion.objects.filter(pk__in={r.version_id for r in responses}).values_list(
            "pk", "form__consultation__translation_key"
        )
    )
    parts = _parts_by_consultation(set(key_of.values()))
    return {
        response.pk: {"outcome": parts[key_of[response.version_id]]}
        for response in responses
        if key_of[response.version_id] in parts
    }


def _parts_by_consultation(keys: set[Any]) -> dict[Any, Part]:
    """The newest published pack of each consultation, or else the newest signed one."""
    packs = (
        ReviewPack.objects.filter(consultation__translation_key__in=keys, status__in=SAID)
        .select_related("consultation", "outcome")
        .prefetch_related("outcome__decisions")
        .order_by("number")
    )
    found: dict[Any, ReviewPack] = {}
    for pack in packs:
        key = pack.consultation.translation_key
        if key not in found or pack.outcome or not found[key].outcome:
            found[key] = pack
    return {key: _part(pack) for key, pack in found.items()}


def _part(pack: ReviewPack) -> Part:
    if pack.outcome is None:
        return {"taken_to": pack.taken_to}
    return {
        "taken_to": pack.outcome.taken_to,
        "published_on": pack.outcome.published_on.isoformat(),
        "decisions": [
            {
                "you_said": decision.you_said,
                "answer": decision.answer,
                "what": decision.what,
                "because": decision.because,
            }
            for decision in pack.outcome.decisions.all()
        ],
    }
