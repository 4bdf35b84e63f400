"""Reads of safeguarding cases. None of them opens a seal."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.models import Area
from feedback.review.cases.clock import Clock, clock
from feedback.review.choices import cue_labels
from feedback.review.duty.models import LeadPeriod, RoomRules
from feedback.review.duty.selectors import in_force
from feedback.review.models import CueLevel, SafeguardingCase, WaitingResponse
from feedback.review.permissions import decide_areas, review_areas

Cases = QuerySet[SafeguardingCase]


def cases_for(user: User) -> Cases:
    """Safeguarding cases of areas where she decides."""
    return _cases(decide_areas(user))


def _cases(areas: QuerySet[Area]) -> Cases:
    cases = SafeguardingCase.objects.filter(waiting__area__in=areas)
    related = ("waiting__area", "waiting__version__form__consultation", "waiting__batch")
    return cases.select_related(*related)


def open_cases_for(user: User) -> Cases:
    """Cases that nobody has decided yet: the most urgent first, of these the oldest."""
    return cases_for(user).filter(decided_at=None).order_by("-level", "running_since")


def urgent_cases_for(user: User) -> Cases:
    """Open urgent cases of areas where she reads, the oldest first: the head of the queue."""
    cases = _cases(review_areas(user)).filter(decided_at=None, level=CueLevel.URGENT)
    return cases.order_by("running_since")


def decided_cases_for(user: User, limit: int = 50) -> Cases:
    """Cases decided last, with all their steps."""
    decided = cases_for(user).exclude(decided_at=None).prefetch_related("acts__by")
    return decided.order_by("-decided_at")[:limit]


@dataclass(frozen=True)
class CaseRow:
    """An open case as a list shows it."""

    case: SafeguardingCase
    clock: Clock
    lead: LeadPeriod | None
    is_hers: bool  # whether she may decide it

    @property
    def cues(self) -> list[str]:
        return cue_labels(self.case.waiting.cue_kinds)

    @property
    def flags(self) -> list[str]:
        flags: list[str] = self.case.waiting.content_flags
        return flags

    @property
    def waits_for(self) -> str:
        return waits_for(self.case)


def listed_cases(cases: Iterable[SafeguardingCase], user: User) -> list[CaseRow]:
    """Cases with their clock, and who leads in their area today."""
    found = list(cases)
    areas = {case.waiting.area_id for case in found}
    hours = _urgent_hours(areas)
    leads, now = in_force(areas), timezone.localtime()
    hers = set(decide_areas(user).values_list("pk", flat=True))
    return [
        CaseRow(
            case=case,
            clock=clock(
                case.level,
                timezone.localtime(case.running_since),
                now,
                hours[case.waiting.area_id],
            ),
            lead=leads.get(case.waiting.area_id),
            is_hers=case.waiting.area_id in hers,
        )
        for case in found
    ]


def _urgent_hours(areas: Iterable[int]) -> dict[int, int]:
    agreed = dict(RoomRules.objects.filter(area__in=areas).values_list("area", "urgent_hours"))
    return {area: agreed.get(area, RoomRules().urgent_hours) for area in areas}


def waits_for(case: SafeguardingCase) -> str:
    """What has to happen next, in words."""
    if case.decided_at:
        return _("Nothing: it is decided")
    if case.looked_at:
        return _("The lead’s decision: she has looked")
    if case.waiting.status != WaitingResponse.Status.WAITING:
        return _("The lead’s look")
    if case.waiting.batch_id:
        return _("The lead’s look; a reader has it in her batch")
    return _("The lead’s look, and a reader")
