"""The import command: says what it will do, names what is wrong, stores all or nothing."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form, Response
from tests.feedback.test_importing import file_of

MakeForm = Callable[..., Form]
FILE = [["id", "text", "age"], ["1", "They listened.", "34"], ["2", "Nobody told me.", "51"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "answers.csv"
    file.write_bytes(file_of(*FILE))
    return file


def run(path: Path, form: Form, *options: str) -> str:
    out = StringIO()
    call_command("import_responses", str(path), "--form", form.slug, *options, stdout=out)
    return out.getvalue()


def test_the_command_stores_what_is_redacted(path: Path, form: MakeForm) -> None:
    out = run(path, form(), "--already-redacted-by", "Trust", "--consent", "report,research")
    assert "2 responses stored; details removed by Trust." in out
    assert "Column “age” is left out: no question has this name" in out
    assert Response.objects.first().uses == ["report", "research"]  # type: ignore[union-attr]


def test_the_command_seals_the_rest(path: Path, form: MakeForm, intake_key: IntakeKey) -> None:
    assert "2 responses sealed." in run(path, form())
    assert "0 responses sealed." in run(path, Form.objects.get())


def test_a_dry_run_stores_nothing_and_shows_no_words(path: Path, form: MakeForm) -> None:
    out = run(path, form(), "--dry-run")
    assert "An import would bring 2 responses." in out
    assert "listened" not in out
    assert not SealedResponse.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--consent", "none"], "are given both or not at all"),
        (["--already-redacted-by", "Trust"], "are given both or not at all"),
        (["--already-redacted-by", " ", "--consent", "none"], "Say who took details out"),
        (["--already-redacted-by", "Trust", "--consent", "all"], "Uses are: design_team, report"),
        (["--already-redacted-by", "Trust", "--consent", ""], "Uses are: design_team, report"),
        (["--text-column", "words"], "Row 1, column “words”: The file has no such column."),
    ],
)
def test_the_command_says_what_is_wrong(
    path: Path, form: MakeForm, options: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence.replace("(", r"\(")):
        run(path, form(), *options)


def test_one_broken_row_stops_the_whole_file(path: Path, form: MakeForm) -> None:
    path.write_bytes(file_of(*FILE, ["3", "Three cells", "1", "too many"]) + b"4,short\n" * 30)
    with pytest.raises(CommandError) as refused:
        run(path, form(), "--already-redacted-by", "Trust", "--consent", "none")
    told = str(refused.value)
    assert told.startswith("Nothing was stored.\nRow 4: 4 cells; the header has 3.")
    assert told.endswith("… and 11 more.")
    assert not Response.objects.exists()


def test_an_unknown_form_file_or_missing_key_is_named(path: Path, form: MakeForm) -> None:
    asked = form()
    with pytest.raises(CommandError, match="There is no form nowhere"):
        call_command("import_responses", str(path), "--form", "nowhere")
    with pytest.raises(CommandError, match="can't be read: No such file"):
        run(path.with_name("missing.csv"), asked)
    with pytest.raises(CommandError, match="create_intake_key"):
        run(path, asked)


def test_rows_without_an_answer_are_counted_aloud(path: Path, form: MakeForm) -> None:
    path.write_bytes(b"id,text\n1,\n2,x\n")
    out = run(path, form(), "--dry-run")
    assert "Rows without an answer, left out: 1" in out
    assert "ignored" not in out
