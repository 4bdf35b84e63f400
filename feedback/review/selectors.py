"""Reads of the reading room. None of them opens a seal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.selectors import withdrawn_hashes
from feedback.models import FormVersion
from feedback.review.choices import cue_labels
from feedback.review.models import CueLevel, ReviewBatch, SafeguardingCase, WaitingResponse
from feedback.review.permissions import decide_areas, review_areas

WAITING = WaitingResponse.Status.WAITING


def standing() -> QuerySet[WaitingResponse]:
    """Rows whose words stand: those taken back a moment ago are left out (design §11.2)."""
    rows = WaitingResponse.objects.all()
    if withdrawn := withdrawn_hashes():
        # a NULL hash (paper, imports) must stay: SQL's NOT IN would drop it
        rows = rows.filter(Q(receipt_hash=None) | ~Q(receipt_hash__in=withdrawn))
    return rows


def is_standing(waiting: WaitingResponse) -> bool:
    """Whether nobody took these words back."""
    return standing().filter(pk=waiting.pk).exists()


@dataclass(frozen=True)
class Queue:
    """What waits in one area, in numbers."""

    area: Area
    to_read: int
    urgent: int
    concern: int
    oldest: date | None
    batch: ReviewBatch | None  # the one that she has open here

    @property
    def days(self) -> int:
        """Days since the oldest was taken in."""
        return (timezone.localdate() - self.oldest).days if self.oldest else 0


def queues_for(user: User) -> list[Queue]:
    """One queue for each area where she reads, the most urgent first."""
    unread = standing().filter(status=WAITING)
    counts: dict[int, Any] = {
        row["area"]: row
        for row in unread.order_by()
        .values("area")
        .annotate(
            free=Count("pk", filter=Q(batch=None)),
            urgent=Count("pk", filter=Q(batch=None, cue_level=CueLevel.URGENT)),
            concern=Count("pk", filter=Q(batch=None, cue_level=CueLevel.CONCERN)),
            oldest=Min("swept_on", filter=Q(batch=None)),
        )
    }
    mine = {batch.area_id: batch for batch in unfinished_batches(user)}
    queues = [_queue(area, counts.get(area.pk), mine.get(area.pk)) for area in review_areas(user)]
    return sorted(queues, key=lambda q: (-q.urgent, -q.concern, -q.to_read, q.area.name))


def _queue(area: Area, row: dict[str, Any] | None, batch: ReviewBatch | None) -> Queue:
    if row is None:
        return Queue(area, 0, 0, 0, None, batch)
    return Queue(area, row["free"], row["urgent"], row["concern"], row["oldest"], batch)


def unfinished_batches(user: User) -> QuerySet[ReviewBatch]:
    """Batches that she opened in areas that are still hers, with words left to read."""
    unread = standing().filter(status=WAITING).exclude(batch=None)
    return ReviewBatch.objects.filter(
        opened_by=user, area__in=review_areas(user), pk__in=unread.values("batch")
    ).select_related("area")


def find_batch(user: User, pk: UUID) -> ReviewBatch | None:
    """Her own batch in an area that is still hers, or None."""
    batches = ReviewBatch.objects.filter(opened_by=user, area__in=review_areas(user))
    return batches.select_related("area").filter(pk=pk).first()


def items_of(batch: ReviewBatch) -> QuerySet[WaitingResponse]:
    """What the batch holds, the most urgent first, otherwise in no order that means anything."""
    rows = standing().filter(batch=batch).exclude(status=WaitingResponse.Status.SET_ASIDE)
    return rows.select_related("version__form__consultation").order_by("-cue_level", "pk")


@dataclass(frozen=True)
class Item:
    """One response of a batch as its page lists it."""

    waiting: WaitingResponse
    number: int

    @property
    def is_read(self) -> bool:
        return self.waiting.status == WaitingResponse.Status.READ

    @property
    def days(self) -> int:
        return (timezone.localdate() - self.waiting.swept_on).days

    @property
    def cues(self) -> list[str]:
        return cue_labels(self.waiting.cue_kinds)


def listed_items(batch: ReviewBatch) -> list[Item]:
    """The batch's responses with the numbers that its page gives them."""
    return [Item(waiting, number) for number, waiting in enumerate(items_of(batch), 1)]


def place_in_batch(waiting: WaitingResponse, batch: ReviewBatch) -> tuple[int, int]:
    """The number of this response in its batch, and of how many."""
    items = listed_items(batch)
    numbers = [item.number for item in items if item.waiting.pk == waiting.pk]
    return (numbers[0] if numbers else 1), len(items)


def next_unread(batch: ReviewBatch) -> WaitingResponse | None:
    """The next item of the batch that nobody has read."""
    return items_of(batch).filter(status=WAITING).first()


def cases_for(user: User) -> QuerySet[SafeguardingCase]:
    """Safeguarding cases of areas where she decides: open ones first, most urgent and oldest."""
    cases = SafeguardingCase.objects.filter(waiting__area__in=decide_areas(user))
    return cases.select_related("waiting__area", "waiting__version__form__consultation")


def open_cases_for(user: User) -> QuerySet[SafeguardingCase]:
    """Cases that nobody has decided yet."""
    return cases_for(user).filter(decided_at=None).order_by("-level", "opened_at")


def decided_cases_for(user: User, limit: int = 50) -> QuerySet[SafeguardingCase]:
    """Cases decided last."""
    decided = cases_for(user).exclude(decided_at=None).select_related("decided_by")
    return decided.order_by("-decided_at")[:limit]


def option_labels(version: FormVersion, language: str) -> dict[str, str]:
    """Option key → its words in this language, English where there are none."""
    return {
        option["key"]: option["text"].get(language) or option["text"].get("en-gb", "")
        for question in version.definition["questions"]
        for option in question["options"]
    }


def waiting_count(consultation: ConsultationPage) -> int:
    """How many responses of a consultation nobody has read yet."""
    key = consultation.translation_key
    rows = standing().filter(status=WaitingResponse.Status.WAITING)
    return rows.filter(version__form__consultation__translation_key=key).count()


def with_a_case(response_ids: Iterable[int]) -> set[int]:
    """Those of these responses that a safeguarding case was opened for: they are never quoted."""
    rows = WaitingResponse.objects.exclude(safeguarding_case=None).exclude(response_id=None)
    return set(response_ids) & {pk or 0 for pk in rows.values_list("response_id", flat=True)}
