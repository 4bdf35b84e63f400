"""Writes about duty: an area's leads and their cover, and what the area has agreed."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import people_who_may
from accounts.services import audit
from core.models import Area
from feedback.review.duty.models import LeadPeriod, RoomRules
from feedback.review.duty.selectors import rules_of
from feedback.review.permissions import DECIDE, user_can_set_up

Part = LeadPeriod.Part
TURNED = gettext_lazy("The last day comes before the first.")


@transaction.atomic
def save_period(*, user: User, period: LeadPeriod) -> LeadPeriod:
    """Name a lead or her cover for some days, or change that.

    Raises PermissionDenied, and ValidationError with a message for each field that doesn't hold.
    """
    if not user_can_set_up(user, period.area_id):
        raise PermissionDenied
    Area.objects.select_for_update(no_key=True).get(pk=period.area_id)  # of two at once, one waits
    period.clean_fields()
    check_period(period)
    is_new = period.pk is None
    period.save()
    action = "named safeguarding lead" if is_new else "changed safeguarding lead"
    audit(user=user, action=action, subject=f"area {period.area.slug}, period {period.pk}")
    return period


def check_period(period: LeadPeriod) -> None:
    """Raises ValidationError: who may not decide there, no end, or two who lead on one day."""
    if not people_who_may(DECIDE, period.area_id).filter(pk=period.person_id).exists():
        why = _("%(person)s is not a safeguarding lead of this area. Give her that role first.")
        raise ValidationError({"person": why % {"person": period.person}})
    if period.part == Part.STANDS_IN and period.last_day is None:
        raise ValidationError({"last_day": _("Say until when she stands in.")})
    if period.last_day and period.last_day < period.first_day:
        raise ValidationError({"last_day": TURNED})
    if other := _same_days(period):
        until = _until(other.last_day)
        why = _(
            "%(person)s %(part)s from %(first)s %(until)s. Change that first, or choose other days."
        )
        names = {
            "person": other.person,
            "part": other.get_part_display(),
            "first": date_format(other.first_day, "j F Y"),
            "until": until,
        }
        raise ValidationError({"first_day": why % names})


def _until(last: date | None) -> str:
    return _("until %(day)s") % {"day": date_format(last, "j F Y")} if last else _("without an end")


def _same_days(period: LeadPeriod) -> LeadPeriod | None:
    """One of the same part that has a day in common with it."""
    others = LeadPeriod.objects.filter(area=period.area_id, part=period.part).exclude(pk=period.pk)
    others = others.filter(Q(last_day=None) | Q(last_day__gte=period.first_day))
    if period.last_day:
        others = others.filter(first_day__lte=period.last_day)
    return others.select_related("person").first()


@transaction.atomic
def end_period(*, user: User, period: LeadPeriod) -> None:
    """Take a period away that has not begun, or end it yesterday: who led when stays known.

    Raises PermissionDenied.
    """
    if not user_can_set_up(user, period.area_id):
        raise PermissionDenied
    yesterday = timezone.localdate() - timedelta(days=1)
    subject = f"area {period.area.slug}, period {period.pk}"
    if period.first_day > yesterday:
        period.delete()
    else:
        period.last_day = min(period.last_day or yesterday, yesterday)
        period.save(update_fields=["last_day"])
    audit(user=user, action="ended safeguarding lead", subject=subject)


@transaction.atomic
def set_rules(
    *, user: User, area: Area, most_a_day: int, urgent_hours: int, debrief: str
) -> RoomRules:
    """Write down what an area has agreed. Raises PermissionDenied, ValidationError."""
    if not user_can_set_up(user, area):
        raise PermissionDenied
    rules = rules_of(area)
    rules.most_a_day, rules.urgent_hours = most_a_day, urgent_hours
    rules.debrief = debrief.strip()
    rules.full_clean(validate_unique=False)
    RoomRules.objects.update_or_create(
        area=area,
        defaults={
            "most_a_day": rules.most_a_day,
            "urgent_hours": rules.urgent_hours,
            "debrief": rules.debrief,
        },
    )
    audit(user=user, action="changed rules of the reading room", subject=f"area {area.slug}")
    return rules_of(area)
