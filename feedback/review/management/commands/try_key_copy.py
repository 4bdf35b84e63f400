"""Try a custodian's copy of an intake key."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from feedback.review.key_copies import CopyRefused, copies_tried, try_copy


class Command(BaseCommand):
    help = "Try whether a custodian's copy of an intake key opens what is sealed to it."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="where she keeps it, such as on a USB stick")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key_id = try_copy(options["file"])
        except CopyRefused as error:
            raise CommandError(str(error)) from None
        number = len(copies_tried(key_id))
        self.stdout.write(f"It opens what is sealed to key {key_id}. Copies tried: {number}.")
