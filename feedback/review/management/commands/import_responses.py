import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feedback.importing.checking import CheckedFile, check_table
from feedback.importing.opening import read_table
from feedback.importing.problems import MOST_PROBLEMS, BrokenFile
from feedback.importing.storing import (
    LONGEST_NAME,
    ImportReport,
    Provenance,
    known_rows,
    read_uses,
)
from feedback.importing.targets import DETAIL
from feedback.keys import NoIntakeKey
from feedback.models import Form
from feedback.review.imports.selectors import kept_mapping
from feedback.review.imports.services import file_hash, import_and_record


class Command(BaseCommand):
    help = (
        "Bring in responses from an .xlsx file or CSV in UTF-8: all rows or none, no row twice. "
        "Columns are matched to questions as somebody chose in the admin for files with this "
        "header, or by their words; a column `text` goes to the first question with long text; "
        "id, language, channel and week or date are understood; others are left out. Without "
        "--already-redacted-by the rows go through the reading room."
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
        parser.add_argument(
            "--source", metavar="WORDS", help="where the file comes from; else its name is kept"
        )
        parser.add_argument("--dry-run", action="store_true", help="check the file, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        provenance = read_provenance(options["already_redacted_by"], options["consent"])
        data = read_bytes(options["file"])
        checked = check(data, options["form"], options["text_column"])
        self.describe(checked)
        if options["dry_run"]:
            new = len(checked.rows) - len(known_rows(checked))
            self.stdout.write(f"Nothing was stored. An import would bring {new:,} responses.")
            return
        try:
            report = import_and_record(
                checked=checked,
                provenance=provenance,
                source=(options["source"] or options["file"].name)[:LONGEST_NAME],
                hashed=file_hash(data),
            )
        except NoIntakeKey as error:
            raise CommandError(str(error)) from error
        self.stdout.write(sentence(report, provenance))
        self.stdout.write(f"{time.monotonic() - began:.1f} seconds.")

    def describe(self, checked: CheckedFile) -> None:
        for column, question in checked.matched:
            self.stdout.write(f"Column “{column}” answers: {question}")
        for name, why in checked.columns.left_out:
            reason = "could show who she is" if why == DETAIL else "no question has this name"
            self.stdout.write(f"Column “{name}” is left out: {reason}")
        for note in checked.table.notes:
            self.stdout.write(note)
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


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises CommandError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}.") from error


def check(data: bytes, slug: str, text_columns: list[str]) -> CheckedFile:
    """The file, checked. Raises CommandError with a line for each problem."""
    form = Form.objects.filter(slug=slug).first()
    if form is None:
        known = ", ".join(Form.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no form {slug}. Forms: {known}.")
    try:
        table = read_table(data)
        mapping = kept_mapping(form, table.header)
        return check_table(table=table, form=form, mapping=mapping, text_columns=text_columns)
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
