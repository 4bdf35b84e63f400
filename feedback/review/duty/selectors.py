"""Reads about duty: who leads today, what an area has agreed, and which alarms stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.permissions import people_who_may
from core.models import Area
from feedback.review.contacts.permissions import contact_areas
from feedback.review.duty.models import (
    CONTACT_ALARMS,
    Alarm,
    LastSweep,
    LeadPeriod,
    RoomRules,
)
from feedback.review.duty.working_time import working_hours
from feedback.review.permissions import DECIDE, Anyone, decide_areas, review_areas, set_up_areas

SWEEP_HOURS = 12  # a sweep a working day leaves 8 between two; after 12 one was left out


def rules_of(area: Area | int) -> RoomRules:
    """What the area has agreed, or the defaults, not stored."""
    pk = area.pk if isinstance(area, Area) else area
    return RoomRules.objects.filter(area_id=pk).first() or RoomRules(area_id=pk)


def periods_of(area: Area | int) -> QuerySet[LeadPeriod]:
    """All periods of an area, the earliest first."""
    return LeadPeriod.objects.filter(area=area).select_related("person", "area")


def in_force(areas: Iterable[Area | int], day: date | None = None) -> dict[int, LeadPeriod]:
    """Area id → who leads it on this day: who stands in goes before who leads.

    A person whose account is off, or who may not decide there any more, leads nothing.
    """
    day = day or timezone.localdate()
    found: dict[int, LeadPeriod] = {}
    periods = LeadPeriod.objects.filter(
        Q(last_day=None) | Q(last_day__gte=day), area__in=list(areas), first_day__lte=day
    ).select_related("person", "area")
    may: dict[int, set[int]] = {}
    # in this order a period that stands in, and of two alike the later, is written last
    for period in sorted(periods, key=lambda p: (p.part == p.Part.STANDS_IN, p.first_day, p.pk)):
        if period.area_id not in may:
            may[period.area_id] = set(
                people_who_may(DECIDE, period.area_id).values_list("pk", flat=True)
            )
        if period.person_id in may[period.area_id]:
            found[period.area_id] = period
    return found


def lead_of(area: Area | int, day: date | None = None) -> LeadPeriod | None:
    """Who leads the area's safeguarding on this day (today), or None."""
    pk = area.pk if isinstance(area, Area) else area
    return in_force([pk], day).get(pk)


def room_areas(user: Anyone) -> list[Area]:
    """Areas whose reading room is hers in any way: to read, to decide, to set up."""
    ids = {
        pk
        for areas in (review_areas(user), decide_areas(user), set_up_areas(user))
        for pk in areas.values_list("pk", flat=True)
    }
    return list(Area.objects.filter(pk__in=ids))


def _alarms() -> QuerySet[Alarm]:
    return Alarm.objects.filter(ended_at=None).select_related("area")


def contact_alarms_for(user: Anyone) -> list[Alarm]:
    """Alarms about requests for contact that she passes on, or that her areas should."""
    hers = [contact_areas(user), decide_areas(user), set_up_areas(user)]
    ids = {pk for areas in hers for pk in areas.values_list("pk", flat=True)}
    return list(_alarms().filter(area__in=ids, kind__in=CONTACT_ALARMS))


@dataclass(frozen=True)
class Notices:
    """What is not as promised in the reading rooms of somebody's areas."""

    alarms: list[Alarm]
    without_lead: list[Area]
    last_sweep: datetime | None  # only where it is too long ago
    may_set_up: bool

    def __bool__(self) -> bool:
        return bool(self.alarms or self.without_lead or self.last_sweep)


def notices_for(user: Anyone) -> Notices:
    """Alarms that stand, areas without a lead today, and a sweep that has stopped."""
    areas = room_areas(user)
    leads = in_force(areas)
    return Notices(
        alarms=list(_alarms().filter(area__in=areas).exclude(kind__in=CONTACT_ALARMS)),
        without_lead=[area for area in areas if area.pk not in leads],
        last_sweep=_late_sweep() if areas else None,
        may_set_up=set_up_areas(user).exists(),
    )


def _late_sweep() -> datetime | None:
    last = LastSweep.objects.first()
    if last is None:
        return None
    at = timezone.localtime(last.at)
    return at if working_hours(at, timezone.localtime()) > SWEEP_HOURS else None
