from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from feedback.models import Form
from feedback.review.exports.services import NothingToExport, export_responses
from feedback.uses import OFFERED, Use


class Command(BaseCommand):
    help = (
        "Write a zip file of redacted answers that women allowed for one use: CSV, XLSX, JSON "
        "lines and a dictionary. Leaves an audit line for the person in whose name it is done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the zip file to write; it must not exist yet")
        parser.add_argument("--form", required=True, metavar="SLUG")
        parser.add_argument("--use", required=True, choices=[use.value for use in OFFERED])
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="who exports, and may do so in this area"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        form = Form.objects.filter(slug=options["form"]).first()
        user = User.objects.filter(email__iexact=options["by"]).first()
        if form is None or user is None:
            missing = f"form {options['form']}" if form is None else f"person {options['by']}"
            raise CommandError(f"There is no {missing}.")
        use = Use(options["use"])
        if options["file"].exists():
            raise CommandError(f"{options['file']} exists already: nothing was written.")
        try:
            archive = export_responses(user=user, form=form, use=use)
        except PermissionDenied:
            raise CommandError(f"{user} may not export responses of this area.") from None
        except NothingToExport:
            raise CommandError(f"No response to {form.slug} may be used for {use}.") from None
        try:
            with options["file"].open("xb") as file:
                file.write(archive.data)
        except OSError as error:
            raise CommandError(f"{options['file']} can't be written: {error.strerror}.") from error
        self.stdout.write(f"{archive.responses:,} responses written to {options['file']}.")
