"""Writes about what came of a consultation after its outcome was published."""

from django.db import transaction
from django.utils import timezone

from consultations.outcomes.following import ENDED, followed
from consultations.outcomes.models import Decision, FollowUp
from consultations.stages.services import reach_outcome


class NothingToTell(ValueError):
    """No telling of this decision is open: it was given up, or a year has been told."""


class WordsMissing(ValueError):
    """What happened was not said."""


@transaction.atomic
def tell_what_happened(*, decision: Decision, state: FollowUp.State, what: str) -> FollowUp:
    """Say in public what happened after a decision: its next telling, 6 or 12 months on, or at any
    time that it is done or was given up.

    What was told stands; only on its own day may it be told anew, to put a slip right. Raises
    NothingToTell and WordsMissing.
    """
    if not what.strip():
        raise WordsMissing
    now = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("outcome")
        .get(pk=decision.pk)
    )
    (row,) = followed([now])
    today = timezone.localdate()
    if row.last and row.last.told_on == today:
        if row.last.after == FollowUp.After.ENDED and state not in ENDED:
            raise NothingToTell
        row.last.state, row.last.what = state, what.strip()
        row.last.save(update_fields=["state", "what"])
        reach_outcome(consultation=now.outcome.consultation)
        return row.last
    after = row.after_now
    if after is None and row.may_end and state in ENDED:
        after = FollowUp.After.ENDED
    if after is None:
        raise NothingToTell
    told = FollowUp.objects.create(
        consultation_id=now.outcome.consultation_id,
        decision=now.key,
        after=after,
        state=state,
        what=what.strip(),
        told_on=today,
    )
    reach_outcome(consultation=now.outcome.consultation)
    return told
