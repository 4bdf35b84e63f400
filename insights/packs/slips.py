"""What a woman's six words tell of the pack her response was part of (feedback.slips)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from django.db.models import Q

from consultations.selectors import followed
from feedback.models import FormVersion, Response
from feedback.slips import Part
from insights.models import ReviewPack
from insights.selectors import woman_of

SAID = (ReviewPack.Status.SIGNED, ReviewPack.Status.PUBLISHED)


def outcome_parts(responses: list[Response]) -> dict[int, dict[str, Part]]:
    """Response id → {"outcome": …}, for women whose words a signed or published pack counted.

    A signed pack says where it is taken; a published one also when, what was decided and why.
    Words that were read after it was signed are in no pack yet: nothing is said of them.
    The consultation is never named: somebody else may have found her words (design §11.11).
    """
    packs_of = _packs_by_woman(responses)
    key_of = dict(
        FormVersion.objects.filter(pk__in={r.version_id for r in responses}).values_list(
            "pk", "form__consultation__translation_key"
        )
    )
    packs = {
        pack.pk: pack
        for pack in ReviewPack.objects.filter(pk__in=set[int]().union(*packs_of.values()))
        .select_related("consultation", "outcome")
        .prefetch_related("outcome__decisions")
    }
    after = _told_after(packs.values())
    parts = {pk: _part(pack, after) for pk, pack in packs.items()}
    told = {}
    for response in responses:
        hers = [packs[pk] for pk in packs_of.get(_woman(response), ())]
        key = key_of[response.version_id]
        if ours := [pack for pack in hers if pack.consultation.translation_key == key]:
            told[response.pk] = {"outcome": parts[_newest(ours).pk]}
    return told


def _packs_by_woman(responses: list[Response]) -> dict[Hashable, set[int]]:
    """Woman → packs that counted her: this response, or another row of its visit."""
    rows = Q(response__in=[r.pk for r in responses])
    rows |= Q(response__visit_hash__in=[r.visit_hash for r in responses if r.visit_hash])
    counted = ReviewPack.counted.through.objects.filter(rows, reviewpack__status__in=SAID)
    packs_of: dict[Hashable, set[int]] = defaultdict(set)
    for pack, response, visit in counted.values_list(
        "reviewpack", "response", "response__visit_hash"
    ):
        packs_of[woman_of(response, visit)].add(pack)
    return packs_of


def _woman(response: Response) -> Hashable:
    return woman_of(response.pk, response.visit_hash)


def _newest(packs: list[ReviewPack]) -> ReviewPack:
    """The newest published pack, or else the newest signed one."""
    return max(packs, key=lambda pack: (pack.outcome is not None, pack.number))


Told = dict[int, list[dict[str, str | int]]]  # decision → what happened after it


def _told_after(packs: Iterable[ReviewPack]) -> Told:
    decisions = [one for pack in packs if pack.outcome for one in pack.outcome.decisions.all()]
    return {
        row.decision.pk: [
            {"after": one.after, "state": one.state, "what": one.what} for one in row.told
        ]
        for row in followed(decisions)
    }


def _part(pack: ReviewPack, after: Told) -> Part:
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
                **({"after": told} if (told := after.get(decision.pk)) else {}),
            }
            for decision in pack.outcome.decisions.all()
        ],
    }
