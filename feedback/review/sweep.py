"""The sweep: takes in what is sealed, shuffled, and tells women what became of their words.

Two databases are not one transaction (design §11.9): every step is copy, then delete, and may be
repeated after a crash at any point. Nothing here logs, or raises with, a word of what was said.
"""

import fcntl
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DataError, connections, transaction
from django.utils import timezone

from feedback.drafts import purge_drafts
from feedback.intake.models import ClosedVisit, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.keys import NoIntakeKey, private_key
from feedback.later_words import KINDS
from feedback.models import FormVersion
from feedback.payload import Payload
from feedback.review.consent import apply_changes
from feedback.review.contacts.services import forget_closed, take_in_requests
from feedback.review.cues import judged
from feedback.review.flags import content_flags
from feedback.review.forgetting import forget
from feedback.review.keying.services import release_first_keys
from feedback.review.later_words import acts_by_receipt, forget_replaced, take_in_later
from feedback.review.models import CueLevel, LastSweep, SafeguardingCase, WaitingResponse
from feedback.review.quarantine import held_because
from feedback.review.redacting.sample import draw_from_finished
from feedback.review.replies.looking import take_in_looks
from feedback.review.slip_parts import write_slips
from feedback.review.tombstones import bury, tombstones
from feedback.review.unsealing import CannotBeOpened, FindKey, open_sealed
from feedback.review.welfare.batches import purge_hand_overs
from feedback.sealing import monday
from feedback.services import intake_hash_of

STALE_HOURS = 24  # unread words of a batch that was left lying go back into the queue
VISIT_WEEKS = 2
CHUNK = 500


@dataclass
class SweepReport:
    """What one sweep did, in numbers alone."""

    taken_back: int = 0
    taken_in: int = 0
    later: int = 0  # women who added to what they had sent, or put it right
    dropped: int = 0  # taken back while still sealed
    urgent: int = 0
    held: int = 0  # of those taken in: out of the queue until a person has looked
    slips: int = 0
    freed: int = 0
    first_keys: int = 0  # sheets that waited long enough for a second key
    visits: int = 0
    drafts: int = 0
    contacts: int = 0  # women who want to be contacted
    looks: int = 0  # women who asked for a second look
    uses: int = 0  # women whose change of uses was applied
    left: Counter[str] = field(default_factory=Counter)  # why → what stays in the intake


def sweep(*, rng: random.Random | None = None) -> SweepReport:
    """Apply what women asked for, take in what is there, write slips, clear old marks."""
    rng = rng or random.SystemRandom()
    report = SweepReport()
    with one_at_a_time():
        apply_acts(report)
        keep_buried()
        report.uses = apply_changes(report.left)
        report.first_keys = send_first_keys(report)
        take_in(report, rng)
        take_in_more(report)
        forget_replaced()
        report.contacts = take_in_requests(report.left)
        forget_closed()
        report.looks = take_in_looks()
        free_stale_batches(report)
        draw_from_finished()
        purge_hand_overs()
        report.slips = write_slips(rng)
        purge_visits(report)
        report.drafts = purge_drafts()
        LastSweep.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
        empty_write_ahead_logs()
    return report


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for another sweep of this machine to end. Of two at once, one could take in words that
    the other has just buried. The lock goes with its process, however that ends."""
    path = Path(settings.DATA_DIR) / "sweep.lock"
    lock = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)  # another user may have made it
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def empty_write_ahead_logs() -> None:
    """SQLite: what was deleted must not stand on in the log beside the file (trap 8)."""
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
        try:
            bury(receipt_hash)
        except OSError:  # the act stays, so that the words stay hidden; others are not kept waiting
            report.left["not_buried"] += 1
            continue
        _remove([receipt_hash])
        act.delete()
        report.taken_back += 1


def keep_buried() -> None:
    """Remove words that were taken back and are here again: from a backup that was restored."""
    hashes = sorted(tombstones())
    for start in range(0, len(hashes), CHUNK):
        _remove(hashes[start : start + CHUNK])


def _remove(hashes: list[bytes]) -> None:
    forget(hashes)
    ReceiptAct.objects.filter(receipt_hash__in=hashes, kind__in=KINDS.values()).delete()
    ReceiptSlip.objects.filter(receipt_hash__in=hashes).delete()


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
        except (ValueError, TypeError, OverflowError, DataError):
            # it opened, but a database can't hold it: nothing that our pages send, and it stops
            # no other. Connections that break raise something else, and end the sweep.
            report.left["damaged"] += 1


def _take_one(
    row: SealedResponse, buried: set[bytes], find_key: FindKey, report: SweepReport
) -> None:
    payload = open_sealed(row.key_id, bytes(row.sealed), find_key)
    if buried & {bytes.fromhex(payload.receipt_hash), intake_hash_of(row.pk)}:
        report.dropped += 1
    else:
        _copy(row, payload, report)
    SealedResponse.objects.filter(pk=row.pk).delete()


def take_in_more(report: SweepReport) -> None:
    """Bring in what women added to their words by receipt, or put in the place of them."""
    find_key = cache(private_key)
    for acts in acts_by_receipt():
        try:
            take_in_later(acts, find_key, lambda row, payload: _copy(row, payload, report))
            report.later += 1
        except CannotBeOpened as error:
            report.left[f"later words: {error.why}"] += len(acts)
        except OSError:  # nothing is removed that could come back, so the acts stay
            report.left["later words: not buried"] += len(acts)
        except NoIntakeKey:
            report.left["later words: no_key"] += len(acts)
        except (ValueError, TypeError, OverflowError, DataError):  # as in take_in
            report.left["later words: damaged"] += len(acts)


@transaction.atomic
def _copy(row: SealedResponse, payload: Payload, report: SweepReport) -> None:
    """Store it sealed as it is, with its cue level. A row that is there already stays."""
    version = _version(payload)
    words = "\n".join(answer.text for answer in payload.answers.values())
    danger = judged(words)
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
        cue_level=CueLevel(danger.level),
        cue_kinds=danger.kinds,
        cue_points=round(100 * danger.points) if danger.level else 0,
        content_flags=sorted(content_flags(words)),
        held_because=held_because(payload, danger.level),
        swept_on=timezone.localdate(),
    )
    if WaitingResponse.objects.filter(intake_hash=intake_hash).exists():
        return  # a sweep was stopped between copy and delete, or she sent the same again
    WaitingResponse.objects.bulk_create([waiting], ignore_conflicts=True)
    report.taken_in += 1
    report.held += bool(waiting.held_because)
    if danger.level == CueLevel.URGENT:
        _open_case(intake_hash, report)


def send_first_keys(report: SweepReport) -> int:
    """Let sheets go their way that nobody has keyed a second time."""
    sent, stay = release_first_keys()
    report.left.update(f"first key: {why}" for why in stay)
    return sent


def _version(payload: Payload) -> FormVersion:
    versions = FormVersion.objects.select_related("form__consultation")
    version = versions.filter(pk=payload.version).first()
    if version is None:
        raise CannotBeOpened("unknown_version")
    return version


def _open_case(intake_hash: bytes, report: SweepReport) -> None:
    """Start the clock of an urgent response: it runs from now (design §11.7)."""
    now = timezone.now()
    SafeguardingCase.objects.get_or_create(
        waiting=WaitingResponse.objects.get(intake_hash=intake_hash),
        defaults={"level": CueLevel.URGENT, "opened_at": now, "running_since": now},
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
