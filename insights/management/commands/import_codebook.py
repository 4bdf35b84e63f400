"""manage.py import_codebook FILE.json [--slug S] [--consultation SLUG]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.models import ConsultationPage
from insights.codebook.files import SHIPPED, CodebookError, read_codebook
from insights.models import Theme
from insights.services import SampleGoingOn, choose_codebook, import_codebook


class Command(BaseCommand):
    help = "Store a codebook from a JSON file. Doing it again updates it and keeps all codings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--slug", default="", help="Short name; else the file's id or folder.")
        parser.add_argument("--consultation", help="Slug of a consultation to code with it.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = read_codebook(options["file"], slug=options["slug"])
        except CodebookError as error:
            raise CommandError(str(error)) from error
        page = find_consultation(options["consultation"]) if options["consultation"] else None
        codebook = import_codebook(draft=draft, tell=self.tell_what_stays)
        self.stdout.write(f"{codebook}: {len(draft.themes)} themes ({codebook.slug}).")
        if page is not None:
            try:
                choose_codebook(consultation=page, codebook=codebook, by=None)
            except SampleGoingOn as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"“{page}” is coded with it.")

    def tell_what_stays(self, theme: Theme, fields: list[str]) -> None:
        """A theme that people changed here, of which the file says otherwise."""
        names = ", ".join(name.removesuffix("_id") for name in fields)
        self.stdout.write(f"Kept as it was changed here: {theme.code} ({names}).")


def find_consultation(slug: str) -> ConsultationPage:
    """The consultation with this slug. Raises CommandError with the slugs that there are."""
    pages = ConsultationPage.objects.filter(slug=slug).order_by("locale_id", "pk")
    page: ConsultationPage | None = pages.first()
    if page is None:
        known = ", ".join(sorted(set(ConsultationPage.objects.values_list("slug", flat=True))))
        raise CommandError(f"There is no consultation “{slug}”. There are: {known or 'none'}.")
    return page
