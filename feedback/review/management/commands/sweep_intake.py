"""Sweep the intake into the reading room, once."""

from typing import Any

from django.core.management.base import BaseCommand

from feedback.review.sweep import sweep


class Command(BaseCommand):
    help = "Take in what is sealed, apply withdrawals and write receipt slips. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        report = sweep()
        if options["verbosity"]:
            self.stdout.write(
                f"Taken in {report.taken_in}, later words of {report.later}, "
                f"urgent {report.urgent}, held back {report.held}, "
                f"taken back {report.taken_back}, dropped while sealed {report.dropped}, "
                f"slips written {report.slips}."
            )
        for why, number in sorted(report.left.items()):
            self.stderr.write(f"Left in the intake, {why}: {number}.")
