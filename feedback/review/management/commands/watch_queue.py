"""Look whether people read as promised, once."""

from typing import Any

from django.core.management.base import BaseCommand

from feedback.review.duty.alarms import watch


class Command(BaseCommand):
    help = "Raise or end alarms where nobody has read for a working day, and mail them once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        report = watch()
        if options["verbosity"]:
            self.stdout.write(f"Alarms that stand {report.standing}, mails sent {report.mailed}.")
