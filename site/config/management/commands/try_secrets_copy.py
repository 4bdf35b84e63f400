"""Try a custodian's copy of the secrets."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.secret_copies import SecretsDiffer, try_secrets


class Command(BaseCommand):
    help = "Try whether a copy of .env holds the secrets that this site uses. Shows none of them."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="where she keeps it, such as on a USB stick")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            try_secrets(options["file"])
        except SecretsDiffer as error:
            raise CommandError(str(error)) from None
        self.stdout.write("It holds the secrets that this site uses.")
