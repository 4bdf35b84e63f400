"""Reads of safeguarding cases. None of them opens a seal."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.models import Area
from feedback.intake.selectors import hidden_hashes, withdrawn_hashes
from feedback.review.cases.clock import Clock, clock
from feedback.review.choices import cue_labels
from feedback.review.duty.models import LeadPeriod, RoomRules
from feedback.review.duty.selectors import in_force
from feedback.review.models import CueLevel, SafeguardingCase, WaitingResponse
from feedback.review.permissions import decide_areas, review_areas
from feedback.review.replies.selectors import may_hear

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
    is_taken_back: bool  # and no sweep has been here since
    is_hidden: bool  # that, or she has put other words in the place of these

    @property
    def cues(self) -> list[str]:
        return cue_labels(self.case.waiting.cue_kinds)

    @property
    def flags(self) -> list[str]:
        flags: list[str] = self.case.waiting.content_flags
        return flags

    @property
    def may_open(self) -> bool:
        """Whether her words can still be opened."""
        return bool(self.case.waiting.sealed) and not self.is_hidden

    @property
    def reader_disagrees(self) -> bool:
        """Whether a reader has said another level than the cues."""
        return bool(self.case.marked_by_id) and self.case.level != self.case.waiting.cue_level

    @property
    def waits_for(self) -> str:
        return waits_for(self.case, may_open=self.may_open)


def listed_cases(cases: Iterable[SafeguardingCase], user: User) -> list[CaseRow]:
    """Cases with their clock, and who leads in their area today."""
    found = list(cases)
    areas = {case.waiting.area_id for case in found}
    hours = _urgent_hours(areas)
    leads, now = in_force(areas), timezone.localtime()
    hers = set(decide_areas(user).values_list("pk", flat=True))
    taken_back, hidden = set(withdrawn_hashes()), set(hidden_hashes())
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
            is_taken_back=bytes(case.waiting.receipt_hash or b"") in taken_back,
            is_hidden=bytes(case.waiting.receipt_hash or b"") in hidden,
        )
        for case in found
    ]


def _urgent_hours(areas: Iterable[int]) -> dict[int, int]:
    agreed = dict(RoomRules.objects.filter(area__in=areas).values_list("area", "urgent_hours"))
    return {area: agreed.get(area, RoomRules().urgent_hours) for area in areas}


def can_be_answered(user: User, case: SafeguardingCase) -> bool:
    """Whether she may write a reply that this woman's six words would open."""
    pk = case.waiting.response_id
    return pk is not None and may_hear(user).filter(pk=pk).exists()


def waits_for(case: SafeguardingCase, *, may_open: bool) -> str:
    """What has to happen next, in words."""
    if case.decided_at:
        return _("Nothing: it is decided")
    if not may_open:
        return _("The lead’s decision: her words can’t be opened any more")
    if case.looked_at:
        return _("The lead’s decision: she has looked")
    if case.waiting.status != WaitingResponse.Status.WAITING:
        return _("The lead’s look")
    if case.waiting.batch_id:
        return _("The lead’s look; a reader has it in her batch")
    return _("The lead’s look, and a reader")
