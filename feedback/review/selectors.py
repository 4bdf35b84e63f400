"""Reads of the reading room. None of them opens a seal."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import SealedResponse
from feedback.intake.selectors import hidden_hashes
from feedback.models import Response
from feedback.review.choices import DISCARD_REASONS, cue_labels
from feedback.review.models import CueLevel, Invite, ReviewBatch, WaitingResponse
from feedback.review.permissions import review_areas
from feedback.sealing import monday

WAITING = WaitingResponse.Status.WAITING
HEARD_STEP = 10  # no number of a group is shown below it, and none between its multiples (§11.8)


def standing() -> QuerySet[WaitingResponse]:
    """Rows whose words stand: those taken back a moment ago are left out (design §11.2)."""
    rows = WaitingResponse.objects.all()
    if hidden := hidden_hashes():
        # a NULL hash (paper, imports) must stay: SQL's NOT IN would drop it
        rows = rows.filter(Q(receipt_hash=None) | ~Q(receipt_hash__in=hidden))
    return rows


def is_standing(waiting: WaitingResponse) -> bool:
    """Whether nobody took these words back."""
    return standing().filter(pk=waiting.pk).exists()


def in_queue() -> QuerySet[WaitingResponse]:
    """Rows that wait for a reader: those held back are left out."""
    return standing().filter(status=WAITING, held_because="")


def waits_for_a_person() -> QuerySet[WaitingResponse]:
    """All that nobody has read yet, also what is held back: it may be a woman."""
    return standing().filter(status=WAITING)


def held_for(user: User) -> QuerySet[WaitingResponse]:
    """Rows of her areas that are held back: those with a cue first, then the oldest."""
    rows = standing().filter(status=WAITING, area__in=review_areas(user)).exclude(held_because="")
    return rows.select_related("area", "version__form").order_by(
        "-cue_level", "-cue_points", "swept_on", "pk"
    )


def discarded_for(user: User) -> QuerySet[WaitingResponse]:
    """Rows of her areas that a person discarded, the latest first. They are sealed still."""
    rows = standing().filter(status=WaitingResponse.Status.DISCARDED, area__in=review_areas(user))
    return rows.select_related("area", "version__form").order_by("-swept_on", "pk")


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
    unread = in_queue()
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
    return rows.select_related("version__form__consultation").order_by(
        "-cue_level", "-cue_points", "pk"
    )


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


def waiting_count(consultation: ConsultationPage) -> int:
    """How many responses of a consultation nobody has read yet."""
    key = consultation.translation_key
    rows = waits_for_a_person()
    return rows.filter(version__form__consultation__translation_key=key).count()


@dataclass(frozen=True)
class RoomNumbers:
    """What the reading room did with responses of a consultation, as far as it keeps it.

    `waiting` for a reader, or `held` back from the queue; `discarded`: the reader's reason → how
    many. Of words that were taken back no number is kept. `drawn` for a second look,
    `looked_again` by another reader, who took `more_out` in so many. `cases`: the ids of responses
    that a safeguarding case was opened for, which are never quoted.
    """

    waiting: int
    held: int
    discarded: dict[str, int]
    drawn: int
    looked_again: int
    more_out: int
    cases: frozenset[int]


def room_numbers(consultation: ConsultationPage) -> RoomNumbers:
    """Numbers of one consultation, in whichever language its page is."""
    status, key = WaitingResponse.Status, consultation.translation_key
    told = Q(second_check__isnull=False) | Q(safeguarding_case__isnull=False)
    rows = standing().filter(version__form__consultation__translation_key=key).order_by()
    columns = ("status", "held_because", "discarded_because", "response_id")
    found = rows.filter(told | Q(status__in=(WAITING, status.DISCARDED))).values_list(
        *columns, "safeguarding_case", "second_check", "second_check__by", "second_check__missed"
    )
    out: Counter[str] = Counter()
    drawn, missed_in, cases = 0, list[bool](), set[int]()
    for state, held, reason, response, case, check, by, missed in found:
        if case is not None and response is not None:
            cases.add(response)
        if state == WAITING:
            out["held" if held else "waiting"] += 1
        elif state == status.DISCARDED:
            out[reason] += 1
        drawn += check is not None
        if by is not None:
            missed_in.append(bool(missed))
    discarded = {str(label): out[reason] for reason, label in DISCARD_REASONS if out[reason]}
    return RoomNumbers(
        out["waiting"],
        out["held"],
        discarded,
        drawn,
        len(missed_in),
        sum(missed_in),
        frozenset(cases),
    )


def sealed_count(first: date, last: date) -> int:
    """How many responses of the weeks from one day to another no sweep has taken in.

    Which consultation they are of is sealed too.
    """
    return SealedResponse.objects.filter(week__range=(monday(first), monday(last))).count()


def with_a_case(response_ids: Iterable[int]) -> set[int]:
    """Those of these responses that a safeguarding case was opened for: they are never quoted."""
    rows = WaitingResponse.objects.exclude(safeguarding_case=None).exclude(response_id=None)
    return set(response_ids) & {pk or 0 for pk in rows.values_list("response_id", flat=True)}


def heard_by_invite(
    invites: Iterable[Invite], *, consultation: ConsultationPage | None = None
) -> dict[int, int]:
    """Invitation → women who came by its code and were read, in one consultation or in all, down to
    a multiple of ten: nobody is seen to arrive. Two queries, however many invitations."""
    pks = [invite.pk for invite in invites]
    read = standing().filter(invite__in=pks, status=WaitingResponse.Status.READ)
    responses = Response.objects.filter(pk__in=read.values("response_id"))
    if consultation is not None:
        key = consultation.translation_key
        responses = responses.filter(version__form__consultation__translation_key=key)
    visits = dict(responses.order_by().values_list("pk", "visit_hash"))
    women: dict[int, set[Hashable]] = defaultdict(set)
    for invite, response in read.values_list("invite_id", "response_id"):
        if response in visits:
            visit = visits[response]
            women[invite or 0].add(bytes(visit) if visit else response)
    return {pk: len(women[pk]) - len(women[pk]) % HEARD_STEP for pk in pks}


def invites_at(consultation: ConsultationPage) -> QuerySet[Invite]:
    """Codes handed out for a consultation, or for all that its area asks; retired ones too."""
    key = consultation.translation_key
    ours = Q(consultation=None) | Q(consultation__translation_key=key)
    return Invite.objects.filter(ours, area=consultation.area_id)


def hard_to_hear(texts: Iterable[str]) -> set[str]:
    """Those of these texts that may speak of danger, so that whoever shows them gives a heads-up
    first. A hint by cues, as in the queue: a text that isn't among them is not cleared."""
    from feedback.review.cues import safety_cues

    return {text for text in texts if safety_cues(text)[0]}
