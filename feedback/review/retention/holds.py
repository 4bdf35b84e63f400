"""Legal holds: what is on hold stays, whatever its period says."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from feedback.models import Form
from feedback.review.models import LegalHold, SafeguardingCase
from feedback.review.permissions import user_can_hold, user_can_retain


class HoldIncomplete(ValueError):
    """A hold lacks its reason or a day that is still to come."""


class AlreadyLifted(Exception):
    """Somebody has lifted it, or it came to its end."""


def active_holds(today: date | None = None) -> QuerySet[LegalHold]:
    """Holds that hold on this day."""
    today = today or timezone.localdate()
    standing = LegalHold.objects.filter(lifted_at=None)
    return standing.filter(Q(ends_on=None) | Q(ends_on__gte=today))


def forms_on_hold(today: date | None = None) -> set[int]:
    """Ids of forms of which nothing may go."""
    ids = active_holds(today).exclude(form=None).values_list("form_id", flat=True)
    return {pk for pk in ids if pk is not None}


def cases_on_hold(today: date | None = None) -> set[int]:
    """Ids of safeguarding cases that may not go, nor the response that they are about."""
    ids = active_holds(today).exclude(case=None).values_list("case_id", flat=True)
    return {pk for pk in ids if pk is not None}


def _day(today: date, *days: date | None) -> bool:
    given = [day for day in days if day is not None]
    return bool(given) and all(day >= today for day in given)


@transaction.atomic
def place_hold(
    *,
    user: User,
    reason: str,
    form: Form | None = None,
    case: SafeguardingCase | None = None,
    review_on: date | None = None,
    ends_on: date | None = None,
) -> LegalHold:
    """Keep all of a form, or one case with its response, from being destroyed on schedule.

    Raises PermissionDenied, and HoldIncomplete without a reason or a day from today on.
    """
    area = form.area_id if form is not None else case.waiting.area_id if case else 0
    if not (user_can_retain(user, area) if form is not None else user_can_hold(user, area)):
        raise PermissionDenied
    if not reason.strip() or not _day(timezone.localdate(), review_on, ends_on):
        raise HoldIncomplete("A hold needs a reason, and a day to look at it again or to end.")
    hold = LegalHold.objects.create(
        form=form,
        case=case,
        reason=reason.strip(),
        review_on=review_on,
        ends_on=ends_on,
        placed_by=user,
        placed_at=timezone.now(),
    )
    audit(user=user, action="placed a legal hold", subject=_subject(hold))
    return hold


@transaction.atomic
def lift_hold(*, user: User, hold: LegalHold, because: str) -> LegalHold:
    """Let the schedule go on. Raises PermissionDenied, AlreadyLifted, HoldIncomplete."""
    hold = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if not may_lift(user, hold):
        raise PermissionDenied
    if not active_holds().filter(pk=hold.pk).exists():
        raise AlreadyLifted
    if not because.strip():
        raise HoldIncomplete("Say why it is lifted.")
    hold.lifted_by, hold.lifted_at = user, timezone.now()
    hold.lifted_because = because.strip()
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
    audit(user=user, action="lifted a legal hold", subject=_subject(hold))
    return hold


def may_lift(user: User, hold: LegalHold) -> bool:
    """Whether she may lift this hold: who may place one like it."""
    if hold.form is not None:
        return user_can_retain(user, hold.form.area_id)
    return hold.case is not None and user_can_hold(user, hold.case.waiting.area_id)


def _subject(hold: LegalHold) -> str:
    return f"form {hold.form.slug}" if hold.form is not None else f"case {hold.case_id}"


def on_hold(today: date) -> Q:
    """Waiting responses whose form or case is on hold."""
    by_form = Q(version__form__in=forms_on_hold(today))
    return by_form | Q(safeguarding_case__in=cases_on_hold(today))
