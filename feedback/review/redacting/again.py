"""Opening a response that was read once more, for as long as its original is kept.

Her words are made again from the sealed original. What hangs on the response stays: codings are of
the response, and answers keep their ids. What points into the words is told by a signal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.services import audit
from feedback.models import Response
from feedback.payload import Payload
from feedback.redaction import Span, merged
from feedback.review.choices import WHY_AGAIN
from feedback.review.models import CueLevel, Redaction, SafeguardingCase, WaitingResponse
from feedback.review.permissions import user_can_review
from feedback.review.selectors import is_standing
from feedback.review.services import (
    Spans,
    TakenBack,
    TranslatedBy,
    check_spans,
    note_level,
    note_redactions,
    redacted_answers,
)
from feedback.review.unsealing import open_sealed
from feedback.review.welfare.openings import count_opening
from feedback.selectors import answers_for
from feedback.services import Translated, rewrite_answers, translate_answers
from feedback.signals import answers_changed
from feedback.uses import Use

Status = WaitingResponse.Status
UNDO, CHECK = "undo", "check"  # reasons that a screen gives by itself
REASONS = {*dict(WHY_AGAIN), UNDO, CHECK}
BySpan = Mapping[str, list[Span]]


class OriginalGone(Exception):
    """The sealed original was destroyed, or was never here: what is stored stays as it is."""


class NotRead(Exception):
    """Nobody has read it yet: it is read in a batch."""


@dataclass(frozen=True)
class StoredAgain:
    """What became of it. `notes` are sentences of apps above, for the reader."""

    response: Response
    before: BySpan
    after: BySpan
    notes: list[str]


def open_again(*, user: User, waiting: WaitingResponse, why: str) -> Payload:
    """Unseal a response of her areas that was read, in memory, with an audit line that says why.
    It counts towards what she opens in a day, once.

    Raises PermissionDenied, ValueError (no such reason), NotRead, TakenBack, OriginalGone,
    EnoughForToday, CannotBeOpened.
    """
    _require(user, waiting)
    if why not in REASONS:
        raise ValueError("Say why.")
    count_opening(user=user, waiting=waiting)
    audit(user=user, action=f"opened response again: {why}", subject=_subject(waiting))
    return open_sealed(waiting.key_id, bytes(waiting.sealed))


def _subject(waiting: WaitingResponse) -> str:
    """A batch, as audit lines hold it; where that is gone, an area."""
    return str(waiting.batch_id or f"area {waiting.area_id}")


def _require(user: User, waiting: WaitingResponse) -> None:
    if not user_can_review(user, waiting.area_id):
        raise PermissionDenied
    if not is_standing(waiting) or waiting.status == Status.SET_ASIDE:
        raise TakenBack
    if waiting.status != Status.READ:
        raise NotRead
    if not waiting.sealed:
        raise OriginalGone


def chosen_spans(waiting: WaitingResponse) -> dict[str, list[Span]]:
    """What was taken out, by question key."""
    spans: dict[str, list[Span]] = {}
    for row in waiting.redactions.order_by("start"):
        span = Span(row.start, row.end, row.kind, row.reason)
        spans.setdefault(row.question_key.hex, []).append(span)
    return spans


def level_of(waiting: WaitingResponse) -> CueLevel | None:
    """How safe she sounded to whoever read it; None when a lead has decided on it since."""
    case = SafeguardingCase.objects.filter(waiting=waiting).first()
    if case is None:
        return CueLevel.NONE
    return CueLevel(case.level) if case.decided_at is None else None


@transaction.atomic
def store_again(
    *,
    user: User,
    waiting: WaitingResponse,
    spans: Spans,
    payload: Payload,
    level: int | None = None,
    translated: TranslatedBy | None = None,
) -> StoredAgain:
    """Store the words anew, with these spans out instead of those before.

    `payload` is what open_again gave. `level` None leaves safety as it is. Raises as open_again
    does, and ValueError for a span that doesn't lie in the words.
    """
    locked = WaitingResponse.objects.select_for_update(of=("self",))
    fresh = locked.filter(pk=waiting.pk).first()
    if fresh is None:
        raise TakenBack
    _require(user, fresh)
    check_spans(spans, payload)
    response = Response.objects.filter(pk=fresh.response_id or 0).first()
    if response is None:
        raise TakenBack
    before = chosen_spans(fresh)
    after = {key: merged(of_question) for key, of_question in spans.items()}
    rewritten = rewrite_answers(response=response, answers=redacted_answers(payload, after))
    retold = translate_answers(response=response, translated=translated or {})
    _note_changes(user, fresh, before, after)
    if level is not None and level != level_of(fresh) and level_of(fresh) is not None:
        note_level(user, fresh, CueLevel(level))
    audit(user=user, action="stored response again", subject=_subject(fresh))
    notes = _tell(response, hides_more=bool(more_out(before, after))) if rewritten or retold else []
    return StoredAgain(response, before, after, notes)


def _note_changes(user: User, waiting: WaitingResponse, before: BySpan, after: BySpan) -> None:
    """Spans that stand stay hers who chose them; the others go, and new ones come."""
    for key in before.keys() | after.keys():
        old, new = set(before.get(key, [])), set(after.get(key, []))
        for span in old - new:
            places = {"start": span.start, "end": span.end, "question_key": key}
            Redaction.objects.filter(waiting=waiting, **places).delete()
        note_redactions(user, waiting, {key: sorted(new - old)})


def more_out(before: BySpan, after: BySpan) -> list[Span]:
    """Spans of `after` that reach over letters which `before` had left in."""
    return [
        span
        for key, spans in after.items()
        for span in spans
        if any(not _covered(place, before.get(key, [])) for place in range(span.start, span.end))
    ]


def _covered(place: int, spans: list[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _tell(response: Response, *, hides_more: bool) -> list[str]:
    heard = answers_changed.send(sender=Response, response=response, hides_more=hides_more)
    return [str(note) for _, note in heard if note]


def translated_before(response_id: int | None) -> dict[str, Translated]:
    """Language and translation of each stored answer, by question key."""
    answers = answers_for(use=Use.READING_TEAM, responses=[response_id or 0])
    rows = answers.values_list("question_key", "language", "translation")
    return {key.hex: Translated(language, words) for key, language, words in rows}
