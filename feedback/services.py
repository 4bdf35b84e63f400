"""Writes of the answering side. All that a public page writes goes to the intake database."""

import logging
import random
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import Error, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from feedback.building.readiness import stops
from feedback.definitions import define, mark_of
from feedback.intake.models import ClosedVisit, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.keys import NoIntakeKey, current_key, page_key, receipt_key
from feedback.languages import LANGUAGES
from feedback.models import Answer, Form, FormVersion, Response
from feedback.payload import AnswerPayload, Payload
from feedback.receipts import code_hash, make_code, slip_keys
from feedback.sealing import keyed_hash, keyed_id, monday, seal
from feedback.selectors import live_version
from feedback.signals import responses_stored
from feedback.slips import received_part, seal_part

RECEIPT_REPEATS_MINUTES = 10
ROWS_AT_ONCE = 500
VERSION_GRACE_DAYS = 2  # a page begun on a version may be sent for 48 hours after its end
SENDING_WAITS_MS, LEAVING_WAITS_MS = 5_000, 500  # for SQLite's one lock, which a sweep may hold
logger = logging.getLogger("alongside.intake")


class NotTakenNow(NoIntakeKey):
    """The intake is locked, full or out of reach. Nothing was stored, and it may be sent again.

    To her it is what a missing key is, so each page that tells her of that tells her of this.
    """


def _minute() -> int:
    return int(timezone.now().timestamp() // 60)


def _mark(visit: str, minute: int) -> bytes:
    return keyed_hash(page_key("visit-mark"), visit.encode(), str(minute).encode())


def _visit_ids(visit: str) -> tuple[int, int]:
    """Ids of the rows that say this visit was sent, or left."""
    key = page_key("visit")
    return keyed_id(key, visit.encode(), b"sent"), keyed_id(key, visit.encode(), b"left")


def _close(visit_id: int, mark: bytes) -> None:
    row = ClosedVisit(id=visit_id, mark=mark, week=monday(timezone.localdate()))
    # ON CONFLICT DO NOTHING: the one write that an INSERT-only role allows (trap 7)
    ClosedVisit.objects.bulk_create([row], ignore_conflicts=True)


def leave_visit(visit: str) -> None:
    """Close a visit because she left: nothing of it is shown again, the receipt included.

    Never raises and hardly waits: whatever is wrong with the intake, she gets away.
    """
    try:
        with _waiting(LEAVING_WAITS_MS):
            _close(_visit_ids(visit)[1], secrets.token_bytes(32))
    except Error as error:
        logger.error("A visit that was left is not closed: %s.", type(error).__name__)


@contextmanager
def _waiting(longest_ms: int) -> Iterator[None]:
    """SQLite: wait this long for the intake's lock, not as long as staff work waits. Each woman
    who waits holds a thread of the server, so that soon nobody would get a page."""
    connection = connections["intake"]
    if connection.vendor != "sqlite":
        yield
        return
    usual_ms = int(connection.settings_dict["OPTIONS"]["timeout"] * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {min(longest_ms, usual_ms)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual_ms}")


def close_sent(visit: str) -> None:
    """Close a visit because it was sent."""
    _close(_visit_ids(visit)[0], _mark(visit, _minute()))


def is_closed(visit: str) -> bool:
    """Whether the visit was sent or left."""
    return ClosedVisit.objects.filter(pk__in=_visit_ids(visit)).exists()


def was_left(visit: str) -> bool:
    """Whether she left the visit: nothing of it is shown again."""
    return ClosedVisit.objects.filter(pk=_visit_ids(visit)[1]).exists()


def may_repeat_receipt(visit: str) -> bool:
    """Whether the receipt page of a sent visit may be shown once more: for ten minutes, not after
    leaving."""
    sent, left = _visit_ids(visit)
    rows = {row.pk: bytes(row.mark) for row in ClosedVisit.objects.filter(pk__in=(sent, left))}
    if left in rows or sent not in rows:
        return False
    now = _minute()
    return rows[sent] in {_mark(visit, now - ago) for ago in range(RECEIPT_REPEATS_MINUTES)}


def receipt_of(visit: str) -> str:
    """The six words of a visit. A visit is sent once, so that sending again gives the same."""
    return make_code(receipt_key("code"), visit.encode())


def submit_response(*, payload: Payload, visit: str, counted_as: str = "") -> str:
    """Seal a response into the intake with its slip, close the visit, and return the six words.

    A visit is sent once: sending again makes no second row and gives the same words, also when
    two posts come at the same moment. `counted_as` is what visits of one draft have in common.
    Raises NoIntakeKey, NotTakenNow, and ValueError when the words together are more than the
    largest bucket holds.
    """
    code = receipt_of(visit)
    hashed = code_hash(receipt_key("slip"), code)
    whole = replace(
        payload,
        receipt_hash=hashed.hex(),
        visit_hash=keyed_hash(page_key("visit"), (counted_as or visit).encode()).hex(),
    )
    key = current_key()
    _, slip_public = slip_keys(code)
    slip = ReceiptSlip(
        receipt_hash=hashed,
        public_key=slip_public,
        week=payload.monday,
        received=seal_part(received_part(payload), slip_public),
    )
    row = SealedResponse(
        id=keyed_id(receipt_key("idem"), visit.encode()),
        key_id=key.id,
        week=payload.monday,
        sealed=seal(whole.to_bytes(), bytes(key.public_key)),
    )
    _keep(row, slip, visit)
    return code


def submit_together(*, payloads: Sequence[Payload], visit: str) -> None:
    """Seal several responses that count as one voice and have no receipt: the points of a group.

    All or none, in shuffled order; the same again adds nothing. Raises NoIntakeKey, NotTakenNow.
    """
    key = current_key()
    visit_hash = keyed_hash(page_key("visit"), visit.encode()).hex()
    rows = [
        SealedResponse(
            id=keyed_id(receipt_key("idem"), visit.encode(), str(place).encode()),
            key_id=key.id,
            week=payload.monday,
            sealed=seal(replace(payload, visit_hash=visit_hash).to_bytes(), bytes(key.public_key)),
        )
        for place, payload in enumerate(payloads)
    ]
    random.SystemRandom().shuffle(rows)
    with taking():
        SealedResponse.objects.bulk_create(rows, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)


def _keep(row: SealedResponse, slip: ReceiptSlip, visit: str) -> None:
    with taking():
        SealedResponse.objects.bulk_create([row], ignore_conflicts=True)
        ReceiptSlip.objects.bulk_create([slip], ignore_conflicts=True)
        close_sent(visit)


@contextmanager
def taking() -> Iterator[None]:
    """What a woman's page writes to the intake: all of it or nothing, and no long wait.

    Raises NotTakenNow when it is locked, full or out of reach.
    """
    try:
        with _waiting(SENDING_WAITS_MS), transaction.atomic(using="intake"):
            yield
    except Error as error:  # "from None": PostgreSQL's messages repeat values
        logger.error("The intake takes nothing: %s.", type(error).__name__)
        raise NotTakenNow("The intake takes nothing now.") from None


def withdraw(slip: ReceiptSlip) -> None:
    """Take her words back. Readers leave them out from this moment; the sweep removes them.

    Raises NotTakenNow when it could not be written down: they are not taken back then.
    """
    act = ReceiptAct(receipt_hash=bytes(slip.receipt_hash), kind=ReceiptAct.Kind.WITHDRAW)
    with taking():
        ReceiptAct.objects.bulk_create([act], ignore_conflicts=True)


def intake_hash_of(intake_id: int) -> bytes:
    """What a stored response keeps of its row in the intake: enough to know it again."""
    return keyed_hash(receipt_key("intake"), intake_id.to_bytes(8, "big"))


@dataclass(frozen=True)
class ReadResponse:
    """A response that has been read. `answers`, what is left of it, replaces payload.answers."""

    payload: Payload
    intake_hash: bytes
    answers: dict[str, AnswerPayload]


def record_response(
    *,
    payload: Payload,
    intake_hash: bytes,
    answers: dict[str, AnswerPayload],
    details_removed_by: str = "",
) -> Response | None:
    """Store a response that has been read, with the words that are left after redaction.

    `answers` replaces payload.answers. Returns None when this intake row was stored before.
    """
    read = ReadResponse(payload=payload, intake_hash=intake_hash, answers=answers)
    stored = record_responses(responses=[read], details_removed_by=details_removed_by)
    return stored[0] if stored else None


@transaction.atomic
def record_responses(
    *, responses: Sequence[ReadResponse], details_removed_by: str = ""
) -> list[Response]:
    """Store many responses at once. Those that were stored before are left out."""
    new = _not_stored(responses)
    rows = [_response(read, details_removed_by) for read in new]
    Response.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    Answer.objects.bulk_create(
        (answer for row, read in zip(rows, new, strict=True) for answer in _answers(row, read)),
        batch_size=ROWS_AT_ONCE,
    )
    if rows:
        responses_stored.send(sender=Response, responses=rows)
    return rows


def _not_stored(responses: Sequence[ReadResponse]) -> list[ReadResponse]:
    stored: set[bytes] = set()
    for start in range(0, len(responses), ROWS_AT_ONCE):
        hashes = [read.intake_hash for read in responses[start : start + ROWS_AT_ONCE]]
        found = Response.objects.filter(intake_hash__in=hashes)
        stored |= {bytes(h) for h in found.values_list("intake_hash", flat=True)}
    return [read for read in responses if read.intake_hash not in stored]


def _response(read: ReadResponse, details_removed_by: str) -> Response:
    payload = read.payload
    return Response(
        version_id=payload.version,
        week=payload.monday,
        channel=payload.channel,
        language=payload.language,
        uses=payload.uses,
        uses_wording=payload.uses_wording,
        intake_hash=read.intake_hash,
        receipt_hash=bytes.fromhex(payload.receipt_hash) or None,
        visit_hash=bytes.fromhex(payload.visit_hash) or None,
        details_removed_by=details_removed_by,
        is_late=payload.late,
    )


def _answers(response: Response, read: ReadResponse) -> Iterator[Answer]:
    for key, answer in read.answers.items():
        if not answer.is_empty:
            yield Answer(
                response=response,
                question_key=key,
                text=_storable(answer.text),
                options=answer.options,
            )


@dataclass(frozen=True)
class Translated:
    """The language of an answer (a code of feedback.languages, empty: not sure), and its words in
    English, where a person has put them so."""

    language: str = ""
    translation: str = ""


@transaction.atomic
def translate_answers(*, response: Response, translated: Mapping[str, Translated]) -> bool:
    """Note languages and translations by question key; whether a translation changed.

    Raises ValueError for a language that we don't know.
    """
    stored = {answer.question_key.hex: answer for answer in _stored_answers(response)}
    changed = []
    for key, new in translated.items():
        if new.language and new.language not in LANGUAGES:
            raise ValueError("A language that we don't know.")
        answer = stored.get(key)
        if answer is None or Translated(answer.language, answer.translation) == new:
            continue
        changed.append(answer.translation != new.translation)
        answer.language, answer.translation = new.language, new.translation
        answer.save(update_fields=["language", "translation"])
    return any(changed)


@transaction.atomic
def rewrite_answers(*, response: Response, answers: Mapping[str, AnswerPayload]) -> bool:
    """Put words that were redacted anew in place of those that are stored; whether any changed.

    Answers keep their ids, so that what points at them goes on pointing at them.
    """
    changed = False
    for answer in _stored_answers(response):
        text = _storable(answers[answer.question_key.hex].text)
        if text != answer.text:
            answer.text = text
            answer.save(update_fields=["text"])
            changed = True
    return changed


def _stored_answers(response: Response) -> QuerySet[Answer]:
    return Answer.objects.select_for_update().filter(response=response)


def _storable(text: str) -> str:
    """PostgreSQL's text can't hold NUL; the sign for "unknown" stands in for it."""
    return text.replace("\0", "\ufffd")


@transaction.atomic
def publish_form(*, form: Form, seen: str | None = None) -> FormVersion:
    """Freeze the questions as a new version, unless they are those of the version that is live.

    `seen` is the mark of what the person who publishes was shown: nothing else is published.
    Raises NotReady, which says why, when the questions can't be asked as they are; NothingToAsk,
    which is one, when there are none; ChangedSince when they are not those that were seen.
    """
    definition = define(form)
    if seen is not None and seen != mark_of(definition):
        raise ChangedSince("The questions were changed since they were shown.")
    if lines := stops(definition):
        raise (NotReady if definition["questions"] else NothingToAsk)(" ".join(lines))
    live = live_version(form)
    if live and live.definition == definition:
        return live
    today = timezone.localdate()
    form.versions.filter(replaced_on=None).update(replaced_on=today)
    return FormVersion.objects.create(
        form=form,
        number=(live.number if live else 0) + 1,
        definition=definition,
        published_on=today,
    )


class ChangedSince(ValueError):
    """The questions are not those that the person who publishes was shown."""


class NotReady(ValueError):
    """A form whose questions can't be asked as they are."""


class NothingToAsk(NotReady):
    """A form without questions can't be published."""


def is_taken(version: FormVersion, today: date) -> bool:
    """Whether an answer to this version is still taken: it is live, or was two days ago."""
    end = version.replaced_on
    return end is None or today <= end + timedelta(days=VERSION_GRACE_DAYS)
