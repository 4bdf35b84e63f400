"""manage.py suggest_themes CONSULTATION-SLUG"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.management.commands.import_codebook import find_consultation
from insights.services import NoCodebook, suggest_themes


class Command(BaseCommand):
    help = "Suggest themes for the responses of a consultation, for people to accept or turn down."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("consultation", help="Slug of the consultation.")

    def handle(self, *args: Any, **options: Any) -> None:
        page = find_consultation(options["consultation"])
        began = time.perf_counter()
        try:
            report = suggest_themes(consultation=page)
        except NoCodebook as error:
            raise CommandError(
                f"{error} manage.py import_codebook --consultation {page.slug}"
            ) from error
        seconds = time.perf_counter() - began
        self.stdout.write(
            f"{report.responses} responses in {seconds:.1f} seconds: {report.written} suggestions "
            f"written, {report.kept} kept that somebody decided on, "
            f"{report.without} responses need a person."
        )
