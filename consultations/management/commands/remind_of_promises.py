"""Remind staff of promises that are due, once."""

from typing import Any

from django.core.management.base import BaseCommand

from consultations.promises.reminding import remind


class Command(BaseCommand):
    help = "Mail staff what was promised, is due or late, and is not done; each of it once."

    def handle(self, *args: Any, **options: Any) -> None:
        found = remind()
        if options["verbosity"]:
            self.stdout.write(
                f"Promises due or late {found.due}, mails sent {found.mailed}, "
                f"that could not be sent {found.failed}."
            )
