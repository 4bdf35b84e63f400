import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feedback.csv_rows import MOST_PROBLEMS, BrokenFile
from feedback.importing import (
    CheckedFile,
    ImportReport,
    Provenance,
    check_file,
    import_file,
    known_rows,
    read_uses,
)
from feedback.keys import NoIntakeKey
from feedback.models import Form


class Command(BaseCommand):
    help = (
        "Bring in responses from a CSV file in UTF-8: all rows or none, and no row twice. "
        "Columns are matched to questions by their words; a column `text` goes to the first "
        "question with long text; id, language, channel and week or date are understood; others "
        "are ignored. Without --already-redacted-by the rows go through the reading room."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--form", required=True, metavar="SLUG")
        parser.add_argument(
            "--already-redacted-by",
            metavar="NAME",
            help="who took personal details out before; needs --consent",
        )
        parser.add_argument(
            "--consent", metavar="USES", help="uses that women allowed, with commas; or: none"
        )
        parser.add_argument(
            "--text-column",
            action="append",
            default=[],
            metavar="COLUMN",
            help="a column for the first question with long text; may be given again",
        )
        parser.add_argument("--dry-run", action="store_true", help="check the file, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        provenance = read_provenance(options["already_redacted_by"], options["consent"])
        checked = read_file(options["file"], options["form"], options["text_column"])
        self.describe(checked)
        if options["dry_run"]:
            new = len(checked.rows) - len(known_rows(checked))
            self.stdout.write(f"Nothing was stored. An import would bring {new:,} responses.")
            return
        try:
            report = import_file(checked=checked, provenance=provenance)
        except NoIntakeKey as error:
            raise CommandError(str(error)) from error
        self.stdout.write(sentence(report, provenance))
        self.stdout.write(f"{time.monotonic() - began:.1f} seconds.")

    def describe(self, checked: CheckedFile) -> None:
        for column, question in checked.matched:
            self.stdout.write(f"Column “{column}” answers: {question}")
        if checked.ignored:
            self.stdout.write(f"Columns ignored: {', '.join(checked.ignored)}")
        if checked.empty:
            self.stdout.write(f"Rows without an answer, left out: {checked.empty:,}")


def read_provenance(removed_by: str | None, consent: str | None) -> Provenance | None:
    """Both or neither of the two options. Raises CommandError."""
    if (removed_by is None) != (consent is None):
        raise CommandError("--already-redacted-by and --consent are given both or not at all.")
    if removed_by is None or consent is None:
        return None
    try:
        return Provenance.of(removed_by, read_uses(consent))
    except ValueError as error:
        raise CommandError(str(error)) from error


def read_file(path: Path, slug: str, text_columns: list[str]) -> CheckedFile:
    """The file, checked. Raises CommandError with a line for each problem."""
    form = Form.objects.filter(slug=slug).first()
    if form is None:
        known = ", ".join(Form.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no form {slug}. Forms: {known}.")
    try:
        return check_file(data=path.read_bytes(), form=form, text_columns=text_columns)
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}.") from error
    except BrokenFile as broken:
        lines = [str(problem) for problem in broken.problems[:MOST_PROBLEMS]]
        if more := len(broken.problems) - MOST_PROBLEMS:
            lines += [f"… and {more:,} more."] if more > 0 else []
        raise CommandError("\n".join(["Nothing was stored.", *lines])) from broken


def sentence(report: ImportReport, provenance: Provenance | None) -> str:
    """What happened, in a sentence."""
    if provenance:
        done = f"{report.new:,} responses stored; details removed by {provenance.removed_by}."
    else:
        done = f"{report.new:,} responses sealed. The next sweep takes them to the reading room."
    return f"{done} {report.before:,} were imported before." if report.before else done
