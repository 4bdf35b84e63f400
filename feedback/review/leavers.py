"""What a colleague who leaves has in hand in the reading room. Filled in by ready()."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import people_who_may
from core.open_work import InHand, Kind


def _batches(user: User) -> QuerySet[Any]:
    from feedback.review.models import ReviewBatch
    from feedback.review.selectors import waits_for_a_person

    unread = waits_for_a_person().exclude(batch=None).values("batch")
    return ReviewBatch.objects.filter(opened_by=user, pk__in=unread)


def look_at_batches(user: User) -> InHand | None:
    """Batches with something unread. Who reads in all their areas could go on."""
    from feedback.review.permissions import REVIEW

    found = list(_batches(user))
    if not found:
        return None
    words = ngettext(
        "%(n)s open batch of responses to read.",
        "%(n)s open batches of responses to read.",
        len(found),
    )
    return InHand(
        words % {"n": len(found)},
        _("Back into the queue, for whoever is next"),
        _who_may(REVIEW, {batch.area_id for batch in found}, user),
    )


def hand_over_batches(user: User, *, to: User | None, by: User) -> None:
    """Give them to one reader, or back into the queue."""
    from feedback.review.welfare.batches import hand_back_batch, hand_over_batch

    for batch in _batches(user):
        if to is None:
            hand_back_batch(user=user, batch=batch, by=by)
        else:
            hand_over_batch(user=user, batch=batch, to=to, by=by)


def _periods(user: User) -> QuerySet[Any]:
    from feedback.review.duty.models import LeadPeriod

    today = timezone.localdate()
    still = Q(last_day=None) | Q(last_day__gte=today)
    return LeadPeriod.objects.filter(still, person=user).select_related("area")


def look_at_periods(user: User) -> InHand | None:
    """Times in which she leads an area's safeguarding, or stands in."""
    from feedback.review.permissions import DECIDE

    found = list(_periods(user))
    if not found:
        return None
    areas = ", ".join(sorted({period.area.local_name for period in found}))
    words = _("She is named for safeguarding in %(areas)s.") % {"areas": areas}
    heirs = _who_may(DECIDE, {period.area_id for period in found}, user)
    return InHand(words, _("Nobody: her times end, and you name somebody next"), heirs)


def hand_over_periods(user: User, *, to: User | None, by: User) -> None:
    """Her times go to another, from today; or end. Who led before today stays known."""
    from accounts.services import audit

    today = timezone.localdate()
    for period in _periods(user):
        began, last = period.first_day, period.last_day
        if began < today:
            period.last_day = today - timedelta(days=1)
            period.save(update_fields=["last_day"])
        else:
            period.delete()
        if to is not None:
            period.pk, period.person, period.reach = None, to, to.email
            period.first_day, period.last_day = max(began, today), last
            period.save(force_insert=True)
        action = "ended safeguarding lead" if to is None else "changed safeguarding lead"
        audit(user=by, action=action, subject=f"area {period.area.slug}, somebody left")


def _who_may(action: str, areas: set[int], leaver: User) -> list[User]:
    """People who may do it in all of these areas."""
    found = User.objects.exclude(pk=leaver.pk)
    for area in areas:
        found = found.filter(pk__in=people_who_may(action, area).values("pk"))
    return list(found)


KINDS = (
    Kind("batches", look_at_batches, hand_over_batches),
    Kind("safeguarding", look_at_periods, hand_over_periods),
)
