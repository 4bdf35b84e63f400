"""Writes of an outcome in other forms."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from consultations.models import Outcome, Telling
from consultations.services import ToldDecision, write_telling
from insights.models import ReviewPack
from insights.notices.kinds import WELSH
from insights.notices.selectors import published_outcome
from insights.packs.frozen import SIGN, require
from insights.packs.her_words import refuse_her_words
from insights.packs.own_counts import refuse_own_counts


class NotPublished(ValueError):
    """Only what is published can be told in another form."""


@transaction.atomic
def tell_outcome(
    *,
    pack: ReviewPack,
    by: User,
    form: Telling.Form,
    summary: str,
    decisions: Sequence[ToldDecision],
    checked_by: str,
) -> Telling:
    """Publish the outcome of a pack in another form; from now on it stands.

    Whoever may publish a pack may do this: the public page shows it at once. Raises
    PermissionDenied, NotPublished, HerWords, OwnCounts, and what write_telling raises.
    """
    require(by, SIGN, pack.consultation)
    outcome = published_outcome(pack)
    if outcome is None:
        raise NotPublished
    look_over(outcome, form, summary, decisions)
    telling = write_telling(
        outcome=outcome, form=form, summary=summary, decisions=decisions, checked_by=checked_by
    )
    audit(user=by, action="tell outcome", subject=f"pack {pack.pk}, {telling.form}")
    return telling


def look_over(
    outcome: Outcome, form: Telling.Form, summary: str, decisions: Sequence[ToldDecision]
) -> None:
    """Raises HerWords where it has words as a woman said them, and OwnCounts where it counts women
    otherwise than the public edition."""
    texts = {_("“What women said, in short”"): summary}
    for number, told in enumerate(decisions, start=1):
        for name, text in (
            (_("“You said” of decision %(number)d"), told.you_said),
            (_("“What was decided” of decision %(number)d"), told.what),
            (_("“Because” of decision %(number)d"), told.because),
        ):
            texts[name % {"number": number}] = text
    refuse_her_words(texts, outcome.consultation)
    refuse_own_counts(texts.values(), outcome, in_welsh=form in WELSH)
