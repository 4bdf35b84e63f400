"""Writes of the reading room. Each unsealing leaves one audit line, also when it fails."""

import random
from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from core.models import Area
from feedback.models import Response
from feedback.payload import AnswerPayload, Payload
from feedback.redaction import REASONS, TOKENS, Span, merged, redact
from feedback.review.consent import as_allowed_now
from feedback.review.duty.alarms import note_opened, note_reading
from feedback.review.invites.services import invite_of
from feedback.review.models import (
    CueLevel,
    Redaction,
    ReviewBatch,
    SafeguardingCase,
    WaitingResponse,
)
from feedback.review.permissions import user_can_review
from feedback.review.redacting.sample import draw_from
from feedback.review.selectors import in_queue, is_standing, unfinished_batches
from feedback.review.unsealing import open_sealed
from feedback.review.welfare.openings import check_limit, count_opening
from feedback.services import Translated, record_response, translate_answers

ConfirmedSpan = Span
Spans = Mapping[str, Sequence[ConfirmedSpan]]  # by question key (32 hex digits)
TranslatedBy = Mapping[str, Translated]  # by question key
WAITING = WaitingResponse.Status.WAITING


class TakenBack(Exception):
    """She took her words back: nobody may read them from that moment."""


class AlreadyRead(Exception):
    """Somebody has read this one."""


@transaction.atomic
def open_batch(*, user: User, area: Area, size: int = 10) -> ReviewBatch | None:
    """Take the next responses of an area to read: urgent first, then in shuffled order.

    Gives back the batch that she has not finished, if there is one: nobody holds two of an area.
    None when nothing waits. Raises PermissionDenied, EnoughForToday.
    """
    if not user_can_review(user, area):
        raise PermissionDenied
    # one reader at a time takes from an area's queue, also where she presses twice
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if unfinished := unfinished_batches(user).filter(area=area).first():
        return unfinished
    check_limit(user=user, area=area)
    free = in_queue().filter(area=area, batch=None)
    rows = list(free.values_list("pk", "cue_level", "cue_points"))
    random.SystemRandom().shuffle(rows)
    rows.sort(key=lambda row: (-row[1], -row[2]))
    if not rows:
        return None
    batch = ReviewBatch.objects.create(area=area, opened_by=user, opened_at=timezone.now())
    picked = [pk for pk, _, _ in rows[:size]]
    WaitingResponse.objects.filter(pk__in=picked, batch=None).update(batch=batch)
    audit(user=user, action="opened batch", subject=str(batch.pk))
    return batch


def open_waiting(*, user: User, waiting: WaitingResponse) -> Payload:
    """Unseal one response of her batch, in memory.

    Raises PermissionDenied, TakenBack, AlreadyRead, EnoughForToday, CannotBeOpened.
    """
    batch = _her_batch(user, waiting)
    if waiting.status != WAITING:
        raise AlreadyRead
    if not is_standing(waiting):
        raise TakenBack
    count_opening(user=user, waiting=waiting)
    audit(user=user, action="opened response", subject=str(batch.pk))
    payload = open_sealed(waiting.key_id, bytes(waiting.sealed))
    note_opened(user=user, waiting=waiting)
    return payload


def _her_batch(user: User, waiting: WaitingResponse) -> ReviewBatch:
    batch = waiting.batch
    if batch is None or batch.opened_by_id != user.pk or not user_can_review(user, waiting.area_id):
        raise PermissionDenied
    return batch


def complete_review(
    *,
    user: User,
    waiting: WaitingResponse,
    spans: Spans,
    level: int,
    payload: Payload | None = None,
    translated: TranslatedBy | None = None,
) -> Response:
    """Store what is left of the words after these spans are out, and what she thinks of safety.

    `translated` says which language an answer is in, and holds a translation where she wrote one.
    `payload` is what open_waiting gave a moment ago; without it the words are unsealed here.
    Doing it twice stores it once. Raises PermissionDenied, TakenBack, AlreadyRead (by somebody
    else), CannotBeOpened, and ValueError for a span that doesn't lie in the words.
    """
    pk = waiting.pk
    fresh = WaitingResponse.objects.select_related("batch").filter(pk=pk).first()
    if fresh is not None and fresh.status == WAITING:
        payload = payload or open_waiting(user=user, waiting=fresh)
    return _complete(user, pk, spans, CueLevel(level), payload, translated or {})


@transaction.atomic
def _complete(
    user: User,
    pk: int,
    spans: Spans,
    level: CueLevel,
    payload: Payload | None,
    translated: TranslatedBy,
) -> Response:
    locked = WaitingResponse.objects.select_for_update(of=("self",)).select_related("batch")
    waiting = locked.filter(pk=pk).first()
    if waiting is None:  # a sweep has deleted it since she opened it
        raise TakenBack
    batch = _her_batch(user, waiting)
    if not is_standing(waiting):
        raise TakenBack
    if waiting.status != WAITING or payload is None:
        return _stored_before(waiting)
    check_spans(spans, payload)
    spans = {key: merged(of_question) for key, of_question in spans.items()}
    response = _store(waiting, spans, payload)
    translate_answers(response=response, translated=translated)
    note_redactions(user, waiting, spans)
    waiting.status = WaitingResponse.Status.READ
    waiting.response_id = response.pk
    waiting.invite = invite_of(payload, waiting.area_id)
    waiting.save(update_fields=["status", "response_id", "invite"])
    note_level(user, waiting, level)
    audit(user=user, action="completed review", subject=str(batch.pk))
    draw_from(batch)
    note_reading(waiting.area_id)
    return response


def _stored_before(waiting: WaitingResponse) -> Response:
    response = Response.objects.filter(pk=waiting.response_id or 0).first()
    if response is None:
        raise AlreadyRead
    return response


def check_spans(spans: Spans, payload: Payload) -> None:
    """Each span names a known kind and reason and lies in the words of its question."""
    for key, of_question in spans.items():
        words = payload.answers[key].text if key in payload.answers else ""
        for span in of_question:
            if span.kind not in TOKENS or span.reason not in REASONS:
                raise ValueError("A span has a kind or a reason that we don't know.")
            if not 0 <= span.start < span.end <= len(words):
                raise ValueError("A span doesn't lie in the words of its question.")


def _store(waiting: WaitingResponse, spans: Spans, payload: Payload) -> Response:
    answers = redacted_answers(payload, spans)
    payload = as_allowed_now(payload)
    intake_hash = bytes(waiting.intake_hash)
    response = record_response(payload=payload, intake_hash=intake_hash, answers=answers)
    return response or Response.objects.get(intake_hash=intake_hash)


def redacted_answers(payload: Payload, spans: Spans) -> dict[str, AnswerPayload]:
    """What she sent, with a token in place of each span."""
    return {
        key: AnswerPayload(text=redact(answer.text, spans.get(key, ())), options=answer.options)
        for key, answer in payload.answers.items()
    }


def note_redactions(user: User, waiting: WaitingResponse, spans: Spans) -> None:
    """Write down where something is taken out, of what kind and why; never the words."""
    now = timezone.now()
    Redaction.objects.bulk_create(
        Redaction(
            waiting=waiting,
            question_key=key,
            start=span.start,
            end=span.end,
            kind=span.kind,
            reason=span.reason,
            by=user,
            at=now,
        )
        for key, of_question in spans.items()
        for span in of_question
    )


def note_level(user: User, waiting: WaitingResponse, level: CueLevel) -> None:
    """Open a case where the reader sees a concern. One that is open stays open, with her level:
    a reader's "none" goes to the lead too, and the lead alone closes it."""
    case = SafeguardingCase.objects.filter(waiting=waiting).first()
    if case is None:
        if level != CueLevel.NONE:
            now = timezone.now()
            SafeguardingCase.objects.create(
                waiting=waiting, level=level, opened_at=now, running_since=now, marked_by=user
            )
        return
    case.level = level
    case.marked_by = user
    case.save(update_fields=["level", "marked_by"])
