"""Sweep sealed equality answers, once."""

from typing import Any

from django.core.management.base import BaseCommand

from feedback.equality.sweep import sweep_equality


class Command(BaseCommand):
    help = (
        "Take in equality answers of months that have ended, of each consultation for which ten "
        "women or more have answered. Safe to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        report = sweep_equality()
        if options["verbosity"]:
            self.stdout.write(
                f"Equality answers of {report.taken_in} women taken in; of {report.deleted} "
                "deleted uncounted, since too few came in half a year."
            )
        for why, number in sorted(report.left.items()):
            self.stderr.write(f"Left in the intake, {why}: {number}.")
