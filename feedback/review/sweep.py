"""The sweep: takes in what is sealed, shuffled, and tells women what became of their words.

Two databases are not one transaction (design §11.9): every step is copy, then delete, and may be
repeated after a crash at any point. Nothing here logs, or raises with, a word of what was said.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from django.db import connections, transaction
from django.utils import timezone

from feedback.intake.models import ClosedVisit, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.keys import private_key
from feedback.models import FormVersion
from feedback.payload import Payload
from feedback.review.cues import safety_cues
from feedback.review.forgetting import forget
from feedback.review.models import CueLevel, SafeguardingCase, WaitingResponse
from feedback.review.slip_parts import write_slips
from feedback.review.tombstones import bury, tombstones
from feedback.review.unsealing import CannotBeOpened, FindKey, open_sealed
from feedback.sealing import monday
from feedback.services import intake_hash_of

STALE_HOURS = 24  # unread words of a batch that was left lying go back into the queue
VISIT_WEEKS = 2


@dataclass
class SweepReport:
    """What one sweep did, in numbers alone."""

    taken_back: int = 0
    taken_in: int = 0
    dropped: int = 0  # taken back while still sealed
    urgent: int = 0
    slips: int = 0
    freed: int = 0
    visits: int = 0
    left: Counter[str] = field(default_factory=Counter)  # why → rows that stay in the intake


def sweep(*, rng: random.Random | None = None) -> SweepReport:
    """Apply what women asked for, take in what is there, write slips, clear old marks."""
    rng = rng or random.SystemRandom()
    report = SweepReport()
    apply_acts(report)
    take_in(report, rng)
    free_stale_batches(report)
    report.slips = write_slips(rng)
    purge_visits(report)
    empty_write_ahead_logs()
    return report


def empty_write_ahead_logs() -> None:
    """SQLite: what was deleted must not stand on in the log beside the file (traps 8)."""
    for alias in ("default", "intake"):
        connection = connections[alias]
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def apply_acts(report: SweepReport) -> None:
    """Remove words that were taken back. The tombstone comes first and the act goes last, so that
    readers leave the words out for as long as any of them is there."""
    for act in ReceiptAct.objects.filter(kind=ReceiptAct.Kind.WITHDRAW):
        receipt_hash = bytes(act.receipt_hash)
        bury(receipt_hash)
        forget([receipt_hash])
        ReceiptSlip.objects.filter(receipt_hash=receipt_hash).delete()
        act.delete()
        report.taken_back += 1


def take_in(report: SweepReport, rng: random.Random) -> None:
    """Bring each sealed response into the reading room, in shuffled order."""
    ids = list(SealedResponse.objects.values_list("pk", flat=True))
    rng.shuffle(ids)
    buried = tombstones() if ids else set()
    find_key = cache(private_key)
    for pk in ids:
        row = SealedResponse.objects.filter(pk=pk).first()
        if row is None:  # another sweep was faster
            continue
        try:
            _take_one(row, buried, find_key, report)
        except CannotBeOpened as error:
            report.left[error.why] += 1


def _take_one(
    row: SealedResponse, buried: set[bytes], find_key: FindKey, report: SweepReport
) -> None:
    payload = open_sealed(row.key_id, bytes(row.sealed), find_key)
    if bytes.fromhex(payload.receipt_hash) in buried:
        report.dropped += 1
    else:
        _copy(row, payload, report)
    SealedResponse.objects.filter(pk=row.pk).delete()


@transaction.atomic
def _copy(row: SealedResponse, payload: Payload, report: SweepReport) -> None:
    """Store it sealed as it is, with its cue level. A row that is there already stays."""
    version = _version(payload)
    level, kinds = safety_cues("\n".join(answer.text for answer in payload.answers.values()))
    intake_hash = intake_hash_of(row.pk)
    waiting = WaitingResponse(
        intake_hash=intake_hash,
        key_id=row.key_id,
        sealed=bytes(row.sealed),
        version=version,
        area_id=version.form.area_id,
        channel=payload.channel,
        language=payload.language,
        receipt_hash=bytes.fromhex(payload.receipt_hash) or None,
        cue_level=CueLevel(level),
        cue_kinds=kinds,
        swept_on=timezone.localdate(),
    )
    if WaitingResponse.objects.filter(intake_hash=intake_hash).exists():
        return  # a sweep was stopped between copy and delete, or she sent the same again
    WaitingResponse.objects.bulk_create([waiting], ignore_conflicts=True)
    report.taken_in += 1
    if level == CueLevel.URGENT:
        _open_case(intake_hash, report)


def _version(payload: Payload) -> FormVersion:
    versions = FormVersion.objects.select_related("form__consultation")
    version = versions.filter(pk=payload.version).first()
    if version is None:
        raise CannotBeOpened("unknown_version")
    return version


def _open_case(intake_hash: bytes, report: SweepReport) -> None:
    """Start the clock of an urgent response: it runs from now (design §11.7)."""
    SafeguardingCase.objects.get_or_create(
        waiting=WaitingResponse.objects.get(intake_hash=intake_hash),
        defaults={"level": CueLevel.URGENT, "opened_at": timezone.now()},
    )
    report.urgent += 1


def free_stale_batches(report: SweepReport) -> None:
    """Put unread words of batches that were left lying back into the queue."""
    limit = timezone.now() - timedelta(hours=STALE_HOURS)
    stale = WaitingResponse.objects.filter(
        status=WaitingResponse.Status.WAITING, batch__opened_at__lt=limit
    )
    report.freed = stale.update(batch=None)


def purge_visits(report: SweepReport) -> None:
    """Forget marks of visits that ended more than two weeks ago."""
    limit = monday(timezone.localdate()) - timedelta(weeks=VISIT_WEEKS)
    report.visits, _ = ClosedVisit.objects.filter(week__lt=limit).delete()
