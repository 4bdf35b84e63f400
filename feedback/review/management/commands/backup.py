"""Back up both databases and uploaded files into a new folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from feedback.review.backups.folders import BackupRefused
from feedback.review.backups.services import make_backup


class Command(BaseCommand):
    help = "Copy both databases and uploaded files into a new folder, without keys and tombstones."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="a new folder, outside DATA_DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            make_backup(options["folder"])
        except BackupRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Backed up into {options['folder']}. Keep the newest `tombstones` file and the keys "
            "of INTAKE_KEYS_DIR somewhere else: nothing can be restored without the first."
        )
