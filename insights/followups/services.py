"""Say what happened after a decision: in public, under the area's own name."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from consultations.models import Decision, FollowUp
from consultations.services import tell_what_happened
from insights.packs.frozen import WRITE, require
from insights.packs.her_words import refuse_her_words
from insights.packs.own_counts import refuse_own_counts


@transaction.atomic
def follow_up(*, decision: Decision, by: User, state: FollowUp.State, what: str) -> FollowUp:
    """Tell it. Raises PermissionDenied, HerWords, OwnCounts, and what tell_what_happened raises."""
    page = decision.outcome.consultation
    require(by, WRITE, page)
    refuse_her_words({_("“What happened”"): what}, page)
    refuse_own_counts([what], decision.outcome)
    told = tell_what_happened(decision=decision, state=state, what=what)
    audit(user=by, action="tell what happened", subject=f"decision {decision.pk}")
    return told
