"""Put a backup in the place of both databases; what was taken back since stays out."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from feedback.review.backups.folders import BackupRefused
from feedback.review.backups.services import RestoreReport, restore_backup


class Command(BaseCommand):
    help = "Restore what `backup` made. Refuses without the tombstones. Safe to repeat."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="the folder that backup made")
        parser.add_argument("--replace", action="store_true", help="also where there are data")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = restore_backup(options["folder"], replace=options["replace"])
        except BackupRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(_said(report)))
        if report.not_purged:
            self.stderr.write(report.not_purged)


def _said(report: RestoreReport) -> list[str]:
    lines = [f"Restored. Kept out, since they were taken back: {report.kept_out}."]
    lines += [f"Destroyed again, {kind}: {number}." for kind, number in report.purged.items()]
    lines += [
        f"Intake key {key_id} has no private half here, so it is retired."
        for key_id in report.keys_retired
    ]
    if report.key_made:
        lines.append(f"Intake key {report.key_made} is made. Copy its private half to custodians.")
    if report.unreadable:
        lines.append(
            f"Sealed to keys that were destroyed, for nobody to read: {report.unreadable}."
        )
    return [
        *lines,
        "Start the web process and the worker again. PostgreSQL: grant_public_role too.",
    ]
