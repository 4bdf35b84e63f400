"""The sweep's part in later words: a response of its own, beside hers or in the place of it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.db import transaction

from feedback.intake.models import ReceiptAct, ReceiptSlip, SealedResponse
from feedback.keys import PrivateKeyMissing, current_key
from feedback.later_words import KINDS, LaterWords
from feedback.models import Channel, FormVersion, Response
from feedback.payload import NOTHING, AnswerPayload, Payload
from feedback.questionnaire import WRITTEN, Kind
from feedback.review.forgetting import forget_rows
from feedback.review.models import WaitingResponse
from feedback.review.tombstones import bury, tombstones
from feedback.review.unsealing import CannotBeOpened, FindKey, open_sealed
from feedback.sealing import seal, unseal
from feedback.selectors import choices_of
from feedback.services import intake_hash_of

CHUNK = 500
Store = Callable[[SealedResponse, Payload], None]


def take_in_later(acts: list[ReceiptAct], find_key: FindKey, store: Store) -> None:
    """Make responses of what one woman sent later, in the order in which she sent it.

    Each act goes last, so that a crash repeats its step; rows that go are buried first, so that no
    backup brings them back. Raises CannotBeOpened, NoIntakeKey, OSError: what is left stays.
    """
    opened = sorted(((_open(act, find_key), act) for act in acts), key=lambda pair: pair[0].n)
    for words, act in opened:
        if not _is_stored(act):
            corrects = act.kind == ReceiptAct.Kind.CORRECT
            payload = _payload(words, bytes(act.receipt_hash), find_key, corrects=corrects)
            key = current_key()
            sealed = seal(payload.to_bytes(), bytes(key.public_key))
            row = SealedResponse(id=act.pk, key_id=key.id, week=payload.monday, sealed=sealed)
            earlier = _rows_of(bytes(act.receipt_hash)) if corrects else []
            for intake_hash in earlier:
                bury(intake_hash)
            with transaction.atomic():
                forget_rows(earlier)
                store(row, payload)
        act.delete()


def bury_replaced() -> None:
    """Before a restore: what women put right, and no sweep has seen, must not come back with it."""
    for act in ReceiptAct.objects.filter(kind=ReceiptAct.Kind.CORRECT):
        for intake_hash in _rows_of(bytes(act.receipt_hash)):
            bury(intake_hash)


def forget_replaced() -> None:
    """Remove what was put right and is here again: from a backup that was restored."""
    hashes = sorted(tombstones())
    for start in range(0, len(hashes), CHUNK):
        forget_rows(hashes[start : start + CHUNK])


def acts_by_receipt() -> list[list[ReceiptAct]]:
    """Acts with later words, those of one receipt together. Where the slip is gone, since she took
    her words back or their time is over, they have nothing to stand beside, and go too."""
    slips = ReceiptSlip.objects.values("receipt_hash")
    ReceiptAct.objects.filter(kind__in=KINDS.values()).exclude(receipt_hash__in=slips).delete()
    acts: dict[bytes, list[ReceiptAct]] = defaultdict(list)
    for act in ReceiptAct.objects.filter(kind__in=KINDS.values()).order_by("pk"):
        acts[bytes(act.receipt_hash)].append(act)
    return list(acts.values())


def _open(act: ReceiptAct, find_key: FindKey) -> LaterWords:
    try:
        return LaterWords.from_bytes(unseal(bytes(act.sealed or b""), find_key(act.key_id)))
    except PrivateKeyMissing:
        why = "no_key"
    except ValueError:
        why = "damaged"
    raise CannotBeOpened(why)


def _is_stored(act: ReceiptAct) -> bool:
    """Whether an earlier sweep, stopped before its end, or the backup that was restored has it."""
    return WaitingResponse.objects.filter(intake_hash=intake_hash_of(act.pk)).exists()


def _payload(
    words: LaterWords, receipt_hash: bytes, find_key: FindKey, *, corrects: bool
) -> Payload:
    """Like the last that she sent: its questions, uses and visit. In the place of it: its choices
    too, since she was asked for words alone."""
    before = _last(receipt_hash, find_key)
    key = _question(before.version)
    chosen = _choices(receipt_hash, find_key) if corrects else {}
    options = chosen.get(key, NOTHING).options
    return replace(
        before,
        language=words.language,
        channel=Channel.WEB,
        week=words.week,
        answers=chosen | {key: AnswerPayload(words.text, options)},
        flags=[],
        later="correct" if corrects else "add",
        late=before.late or _is_late(before.version, words.week),
    )


def _is_late(version: int, week: str) -> bool:
    """Whether that week began after the consultation had closed."""
    asked = FormVersion.objects.filter(pk=version)
    closes = asked.values_list("form__consultation__closes_on", flat=True).first()
    return closes is not None and date.fromisoformat(week) > closes


def _last(receipt_hash: bytes, find_key: FindKey) -> Payload:
    """What she sent before: as it is stored, or still sealed where nobody has read it."""
    stored = Response.objects.filter(receipt_hash=receipt_hash).order_by("-week", "pk").first()
    if stored is not None:
        return _as_payload(stored)
    rows = WaitingResponse.objects.filter(receipt_hash=receipt_hash).order_by("-swept_on", "pk")
    row = rows.filter(status=WaitingResponse.Status.WAITING).first() or rows.first()
    if row is None:
        raise CannotBeOpened("nothing_before")
    if row.sealed:
        return open_sealed(row.key_id, bytes(row.sealed), find_key)
    return Payload(  # set aside and destroyed: she allowed nothing that we could still read
        version=row.version_id,
        language=row.language,
        channel=row.channel,
        week="",
        answers={},
        receipt_hash=receipt_hash.hex(),
    )


def _choices(receipt_hash: bytes, find_key: FindKey) -> dict[str, AnswerPayload]:
    """What she chose in all that she sent, read or not, without her words."""
    chosen: dict[str, list[str]] = {}
    unread = WaitingResponse.Status.WAITING
    for row in WaitingResponse.objects.filter(receipt_hash=receipt_hash, status=unread):
        answers = open_sealed(row.key_id, bytes(row.sealed), find_key).answers
        chosen |= {key: answer.options for key, answer in answers.items() if answer.options}
    for stored in Response.objects.filter(receipt_hash=receipt_hash):
        chosen |= choices_of(stored)
    return {key: AnswerPayload(options=options) for key, options in chosen.items()}


def _as_payload(stored: Response) -> Payload:
    return Payload(
        version=stored.version_id,
        language=stored.language,
        channel=stored.channel,
        week=stored.week.isoformat(),
        answers={},
        uses=list(stored.uses),
        uses_wording=stored.uses_wording,
        visit_hash=bytes(stored.visit_hash or b"").hex(),
        receipt_hash=bytes(stored.receipt_hash or b"").hex(),
        late=stored.is_late,
    )


def _question(version_id: int) -> str:
    """The key that her words are stored under: of the first long text, or what comes closest."""
    asked = FormVersion.objects.get(pk=version_id).questionnaire.questions
    kinds = {item.kind: item.key for item in reversed(asked)}
    written = [kinds[kind] for kind in (Kind.LONG_TEXT, *sorted(WRITTEN)) if kind in kinds]
    return (written or [item.key for item in asked])[0]


def _rows_of(receipt_hash: bytes) -> list[bytes]:
    """Intake hashes of all that stands under this receipt."""
    found = (
        model.objects.filter(receipt_hash=receipt_hash).values_list("intake_hash", flat=True)
        for model in (Response, WaitingResponse)
    )
    return sorted({bytes(intake_hash) for hashes in found for intake_hash in hashes})
