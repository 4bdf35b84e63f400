"""Writes of the answering side. All that a public page writes goes to the intake database."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from feedback.intake.models import ClosedVisit, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.keys import current_key, page_key, receipt_key
from feedback.models import Answer, Form, FormVersion, Response
from feedback.payload import AnswerPayload, Payload
from feedback.receipts import code_hash, make_code, slip_keys
from feedback.sealing import keyed_hash, keyed_id, monday, seal
from feedback.selectors import live_version
from feedback.slips import seal_part

RECEIPT_REPEATS_MINUTES = 10
ROWS_AT_ONCE = 500
VERSION_GRACE_DAYS = 2  # a page begun on a version may be sent for 48 hours after its end


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
    # ON CONFLICT DO NOTHING: the one write that an INSERT-only role allows (research/traps.md 7)
    ClosedVisit.objects.bulk_create([row], ignore_conflicts=True)


def leave_visit(visit: str) -> None:
    """Close a visit because she left: nothing of it is shown again, the receipt included."""
    _close(_visit_ids(visit)[1], secrets.token_bytes(32))


def is_closed(visit: str) -> bool:
    """Whether the visit was sent or left."""
    return ClosedVisit.objects.filter(pk__in=_visit_ids(visit)).exists()


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


def submit_response(*, payload: Payload, visit: str) -> str:
    """Seal a response into the intake with its slip, close the visit, and return the six words.

    A visit is sent once: sending again makes no second row and gives the same words, also when
    two posts come at the same moment. Raises NoIntakeKey, and ValueError when the words together
    are more than the largest bucket holds.
    """
    code = receipt_of(visit)
    hashed = code_hash(receipt_key("slip"), code)
    whole = replace(
        payload,
        receipt_hash=hashed.hex(),
        visit_hash=keyed_hash(page_key("visit"), visit.encode()).hex(),
    )
    key = current_key()
    _, slip_public = slip_keys(code)
    slip = ReceiptSlip(
        receipt_hash=hashed,
        public_key=slip_public,
        week=payload.monday,
        received=seal_part({"week": payload.week}, slip_public),
    )
    row = SealedResponse(
        id=keyed_id(receipt_key("idem"), visit.encode()),
        key_id=key.id,
        week=payload.monday,
        sealed=seal(whole.to_bytes(), bytes(key.public_key)),
    )
    with transaction.atomic(using="intake"):
        SealedResponse.objects.bulk_create([row], ignore_conflicts=True)
        ReceiptSlip.objects.bulk_create([slip], ignore_conflicts=True)
        _close(_visit_ids(visit)[0], _mark(visit, _minute()))
    return code


def withdraw(slip: ReceiptSlip) -> None:
    """Take her words back. Readers leave them out from this moment; the sweep removes them."""
    act = ReceiptAct(receipt_hash=bytes(slip.receipt_hash), kind=ReceiptAct.Kind.WITHDRAW)
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
    )


def _answers(response: Response, read: ReadResponse) -> Iterator[Answer]:
    for key, answer in read.answers.items():
        if not answer.is_empty:
            # PostgreSQL's text can't hold NUL; the sign for "unknown" stands in for it
            text = answer.text.replace("\0", "\ufffd")
            yield Answer(response=response, question_key=key, text=text, options=answer.options)


@transaction.atomic
def publish_form(*, form: Form) -> FormVersion:
    """Freeze the questions as a new version, unless they are those of the version that is live.

    Raises NothingToAsk when the form has no question.
    """
    definition = define(form)
    if not definition["questions"]:
        raise NothingToAsk("Add at least one question before you publish.")
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


class NothingToAsk(ValueError):
    """A form without questions can't be published."""


def define(form: Form) -> dict[str, Any]:
    """The form's questions in every language, as a version keeps them."""
    places = form.questions.select_related("question").order_by("sort_order")
    return {"questions": [_define_question(place.question) for place in places]}


def _define_question(question: Any) -> dict[str, Any]:
    translations = question.get_translations(inclusive=True).select_related("locale")
    by_language = {t.locale.language_code: t for t in translations}

    def words(name: str) -> dict[str, str]:
        return {code: getattr(t, name) for code, t in by_language.items() if getattr(t, name)}

    options: dict[str, dict[str, str]] = {}
    for code, translation in by_language.items():
        for option in translation.options.all():
            options.setdefault(option.translation_key.hex, {})[code] = option.text
    order = [o.translation_key.hex for o in question.options.all()]
    return {
        "key": question.translation_key.hex,
        "kind": question.kind,
        "text": words("text"),
        "hint": words("hint"),
        "content_note": words("content_note"),
        "options": [{"key": key, "text": options[key]} for key in order],
    }


def is_taken(version: FormVersion, today: date) -> bool:
    """Whether an answer to this version is still taken: it is live, or was two days ago."""
    end = version.replaced_on
    return end is None or today <= end + timedelta(days=VERSION_GRACE_DAYS)
