"""manage.py suggest_themes CONSULTATION-SLUG"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.models import ConsultationPage
from insights.management.commands.import_codebook import find_consultation
from insights.models import SuggestionRun
from insights.selectors.runs import how_far, run_of, said_of
from insights.services import NoCodebook
from insights.services.runs import RunFailed, RunGoingOn, ask_for_run, carry_out_run

STOPPED = 130  # what a shell says of a process that Ctrl-C ended
TENTHS = 10


class Command(BaseCommand):
    help = "Suggest themes for the responses of a consultation, for people to accept or turn down."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("consultation", help="Slug of the consultation.")

    def handle(self, *args: Any, **options: Any) -> None:
        page = find_consultation(options["consultation"])
        run = self._ask(page)
        began = time.perf_counter()
        self.tenth = 0
        try:
            report = carry_out_run(run=run, seen=self._tell)
        except KeyboardInterrupt:
            report = None
        except RunFailed as error:
            raise CommandError(str(error)) from None
        self._end_line()
        run.refresh_from_db()
        if report is None:
            stopped = run.state == SuggestionRun.State.CANCELLED
            raise CommandError(_why(run), returncode=STOPPED if stopped else 1)
        seconds = time.perf_counter() - began
        self.stdout.write(
            f"{report.responses} responses in {seconds:.1f} seconds: {report.written} suggestions "
            f"written, {report.kept} kept that somebody decided on, "
            f"{report.without} responses need a person."
        )

    def _ask(self, page: ConsultationPage) -> SuggestionRun:
        try:
            return ask_for_run(consultation=page, by=None, queued=False)
        except NoCodebook as error:
            raise CommandError(
                f"{error} manage.py import_codebook --consultation {page.slug}"
            ) from error
        except RunGoingOn as error:
            going_on = run_of(page)
            raise CommandError(f"{error} {said_of(going_on) if going_on else ''}") from error

    def _tell(self, run: SuggestionRun) -> None:
        """How far it is: one line that changes at a terminal, ten of them in a log."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{how_far(run)}", style_func=str, ending="")
            self.stderr.flush()
        elif (tenth := TENTHS * run.done // run.total) > self.tenth:
            self.tenth = tenth
            self.stderr.write(how_far(run), style_func=str)

    def _end_line(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("")


def _why(run: SuggestionRun) -> str:
    if run.is_live:
        return f"Another process has begun this anew. {said_of(run)}"
    return said_of(run)
