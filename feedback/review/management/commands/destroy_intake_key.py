"""Destroy one retired intake key now, rather than with the next purge."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from feedback.review.retention.key_ends import KeyInUse
from feedback.review.retention.services import destroy_key_now


class Command(BaseCommand):
    help = "Destroy a retired intake key that nothing is sealed to. Refuses, with why, otherwise."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("key", help="the id of the key, as create_intake_key named it")
        parser.add_argument("--by", default="the command line", help="who runs it, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            destroy_key_now(key_id=options["key"], ran_by=options["by"])
        except KeyInUse as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Intake key {options['key']} is destroyed on this machine. "
            "Each custodian has to destroy the copy that she keeps."
        )
