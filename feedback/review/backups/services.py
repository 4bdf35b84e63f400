"""Backup of both databases, and restore: what was taken back since never comes back.

Restoring is done in an order in which no reader sees a word that was taken back, and each step may
be repeated after a crash: the intake first, with an act of withdrawal for every tombstone, which
readers obey at once; then the other database; then the words go for good.
"""

import shutil
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.services import ChainIsBroken
from core.day_one.days import note_day
from feedback.intake.models import IntakeKey, ReceiptAct, SealedResponse
from feedback.keys import create_key, current_key, has_private_half, is_destroyed
from feedback.models import Form, Response
from feedback.payload import to_json
from feedback.review.backups.engines import load, save
from feedback.review.backups.folders import (
    ALIASES,
    BackupRefused,
    Manifest,
    file_name,
    mark_of_receipt_key,
    new_folder,
    read_manifest,
    sha256,
    write_manifest,
)
from feedback.review.consent import apply_changes
from feedback.review.later_words import bury_replaced, forget_replaced
from feedback.review.models import WaitingResponse
from feedback.review.retention.clearing import NotClear, clear_files
from feedback.review.retention.services import purge_expired
from feedback.review.sweep import SweepReport, apply_acts, keep_buried, one_at_a_time
from feedback.review.tombstones import are_here, begin, noted_uses, tombstones
from feedback.sealing import seal

MEDIA = "media"
ROWS = 500


def make_backup(folder: Path) -> Manifest:
    """Copy both databases and uploaded files into a new folder, without keys and tombstones.

    No sweep runs meanwhile, so that no response is in neither copy. Raises BackupRefused.
    """
    folder = new_folder(folder)
    vendor = connections["default"].vendor
    begin()
    with one_at_a_time():
        for alias in reversed(ALIASES):
            save(alias, folder / file_name(alias, vendor))
        if Path(settings.MEDIA_ROOT).is_dir():
            shutil.copytree(settings.MEDIA_ROOT, folder / MEDIA)
    names = [file_name(alias, vendor) for alias in ALIASES]
    manifest = Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        vendor=vendor,
        files={name: sha256(folder / name) for name in names},
        tombstones=len(tombstones()),
        receipts=mark_of_receipt_key(),
    )
    write_manifest(folder, manifest)
    note_day("backup")
    return manifest


@dataclass
class RestoreReport:
    """What a restore did, in numbers and key ids."""

    kept_out: int = 0  # responses of the backup that were taken back
    keys_retired: list[str] = field(default_factory=list)
    key_made: str = ""
    unreadable: int = 0  # rows sealed to keys that were destroyed since
    purged: Counter[str] = field(default_factory=Counter)
    not_purged: str = ""


def restore_backup(folder: Path, *, replace: bool) -> RestoreReport:
    """Put a backup in the place of what is there. Raises BackupRefused before anything is changed.

    `replace` allows it where there are data: what came since the backup is lost.
    """
    folder = folder.resolve()
    manifest = read_manifest(folder)
    _check(manifest, replace)
    report = RestoreReport()
    with one_at_a_time():
        _bury_what_waits()
        load("intake", folder / file_name("intake", manifest.vendor))
        _migrate("intake", "intake")
        key = _put_keys_right(report)
        _hide(tombstones(), key)
        load("default", folder / file_name("default", manifest.vendor))
        _migrate("default")
        report.kept_out = _take_out()
        Session.objects.all().delete()
        report.unreadable = _sealed_for_nobody()
        if (folder / MEDIA).is_dir():
            shutil.copytree(folder / MEDIA, settings.MEDIA_ROOT, dirs_exist_ok=True)
    _purge(report)
    return report


def _check(manifest: Manifest, replace: bool) -> None:
    if manifest.vendor != connections["default"].vendor:
        raise BackupRefused(f"This backup is of {manifest.vendor}, and these databases are not.")
    if manifest.receipts != mark_of_receipt_key():
        raise BackupRefused(
            "RECEIPT_KEY isn't the one that this backup was made with, so nobody's six words would "
            "open anything. Set it as it was, then restore."
        )
    if not are_here():
        raise BackupRefused(
            "There is no file `tombstones` in INTAKE_KEYS_DIR. It says whose words were taken "
            "back, so nothing is restored without it. Copy it there from where the keys are kept."
        )
    if len(tombstones()) < manifest.tombstones:
        raise BackupRefused(
            "The file `tombstones` in INTAKE_KEYS_DIR is older than this backup: words that were "
            "taken back could come back. Copy the newest one there, then restore."
        )
    if not replace and _holds_anything():
        raise BackupRefused(
            "There are data in these databases. With --replace the backup takes their place, and "
            "what came since is lost. Take a backup of them first."
        )


def _holds_anything() -> bool:
    try:
        return any(m._default_manager.exists() for m in (Form, Response, SealedResponse))
    except Error:  # no tables yet, or no database that can be read
        return False


def _bury_what_waits() -> None:
    """What no sweep has seen yet of withdrawals, corrections and changes of uses is in the intake,
    which is about to go."""
    report = SweepReport()
    try:
        apply_acts(report)
        apply_changes(report.left)
        bury_replaced()
    except Error:
        return  # nothing to read there, so nothing that could be served from it either
    except OSError:
        report.left["not_buried"] += 1
    if {"not_buried", "change of uses: not noted"} & set(report.left):
        raise BackupRefused(
            "The file `tombstones` in INTAKE_KEYS_DIR can't be written to, so a withdrawal that "
            "waits would be lost. Make it writable, then restore."
        )


def _migrate(alias: str, *apps: str) -> None:
    """Bring a database to what the code needs: all apps, or those that have tables there."""
    executor = MigrationExecutor(connections[alias])
    if executor.migration_plan(executor.loader.graph.leaf_nodes(*apps)):
        call_command("migrate", *apps, database=alias, interactive=False, verbosity=0)


def _hide(hashes: set[bytes], key: IntakeKey) -> None:
    """An act for each tombstone: every reader leaves the words out as soon as they are there. An
    act for each change of uses too: until it is applied again, the words are counted only."""
    acts = [ReceiptAct(receipt_hash=h, kind=ReceiptAct.Kind.WITHDRAW) for h in sorted(hashes)]
    acts += [
        ReceiptAct(
            receipt_hash=receipt_hash,
            kind=ReceiptAct.Kind.CONSENT,
            key_id=key.id,
            sealed=seal(to_json(asdict(asked)), bytes(key.public_key)),
        )
        for receipt_hash, asked in sorted(noted_uses().items())
        if receipt_hash not in hashes
    ]
    ReceiptAct.objects.bulk_create(acts, batch_size=ROWS)


def _take_out() -> int:
    """Remove what was taken back for good, then the acts that hid it. Returns how many."""
    before = Response.objects.count() + WaitingResponse.objects.count()
    keep_buried()
    forget_replaced()
    hashes = sorted(tombstones())
    for start in range(0, len(hashes), ROWS):  # buried already, so they need no sweep
        chunk = hashes[start : start + ROWS]
        ReceiptAct.objects.filter(kind=ReceiptAct.Kind.WITHDRAW, receipt_hash__in=chunk).delete()
    report = SweepReport()
    apply_acts(report)
    apply_changes(report.left)
    return before - Response.objects.count() - WaitingResponse.objects.count()


def _put_keys_right(report: RestoreReport) -> IntakeKey:
    """No woman seals to a key that nobody has: such a key is retired, and there is a new one.

    Returns the one that is sealed to from now on.
    """
    for key in IntakeKey.objects.filter(retired_on=None):
        if not has_private_half(key.id):
            IntakeKey.objects.filter(pk=key.pk).update(retired_on=timezone.localdate())
            report.keys_retired.append(key.id)
    if not IntakeKey.objects.filter(retired_on=None).exists():
        report.key_made = create_key().id
    return current_key()


def _sealed_for_nobody() -> int:
    """Rows of the backup that are sealed to keys which this machine destroyed since."""
    gone = [pk for pk in IntakeKey.objects.values_list("pk", flat=True) if is_destroyed(pk)]
    waiting = WaitingResponse.objects.filter(key_id__in=gone).exclude(sealed=b"")
    return waiting.count() + SealedResponse.objects.filter(key_id__in=gone).count()


def _purge(report: RestoreReport) -> None:
    """What was destroyed on schedule since the backup goes again, and no old file lies about."""
    try:
        purged = purge_expired(ran_by="restore")
        clear_files()
    except (NotClear, ChainIsBroken) as error:
        report.not_purged = str(error)
        return
    for kind, counted in purged.counts.items():
        report.purged[kind] = counted.total()
