"""Destroy what is kept no longer, or say what would go."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services import ChainIsBroken
from feedback.review.retention.clearing import NotClear
from feedback.review.retention.kinds import BY_NAME
from feedback.review.retention.ledger import file_of
from feedback.review.retention.services import PurgeReport, purge_expired, what_is_due


class Command(BaseCommand):
    help = (
        "Destroy what is kept no longer, clear the files and write a certificate. Safe to repeat."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument("--by", default="the command line", help="who runs it, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = what_is_due() if options["dry_run"] else purge_expired(ran_by=options["by"])
        except (NotClear, ChainIsBroken) as error:
            raise CommandError(str(error)) from None
        if options["verbosity"]:
            self._say(report, "would go" if options["dry_run"] else "destroyed")
        for form, number in sorted(report.unread.items()):
            self.stderr.write(
                f"Unread for longer than its period, form {form}: {number}. Read them."
            )
        for key_id in report.keys_elsewhere:
            self.stderr.write(f"Key {key_id} is of no use any more, but its file isn't here.")

    def _say(self, report: PurgeReport, done: str) -> None:
        lines = [*self._lines(report.counts, done), *self._lines(report.held, "on hold")]
        lines += [f"Intake key {key_id}: {done}." for key_id in report.keys]
        if report.certificate is not None:
            lines.append(f"Certificate: {file_of(report.certificate)}")
        self.stdout.write("\n".join(lines or ["Nothing is due."]))

    @staticmethod
    def _lines(counts: dict[str, Counter[str]], done: str) -> list[str]:
        return [
            f"{BY_NAME[kind].label}{f', form {form}' if form else ''}: {number} {done}."
            for kind, counted in counts.items()
            for form, number in sorted(counted.items())
        ]
