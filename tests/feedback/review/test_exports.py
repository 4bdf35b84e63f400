"""Exports: what women allowed for one use, nothing that runs, nothing that gives an order."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditLine
from core.cells import BREAKS, STARTS, safe_cell
from core.models import Area
from feedback.exporting.archive import as_xlsx
from feedback.exporting.gathering import gather
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Question
from feedback.payload import AnswerPayload
from feedback.services import Translated, translate_answers
from feedback.uses import OFFERED, Use
from tests.factories.feedback import live, make_question, make_response
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
MakeForm = Callable[..., Form]
EXPORT = "review_exports:export"
NASTY = '=HYPERLINK("http://example.org";"x")'


@pytest.fixture
def facilitator(staff: Staff, area: Area) -> StaffClient:
    return staff("facilitator", area)


def get(client: StaffClient, form: Form, use: str = "report") -> Any:
    return client.post(reverse(EXPORT), {"form": form.pk, "use": use})


def files_in(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def records(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files_in(data)["responses.jsonl"].splitlines()]


def table(data: bytes, name: str = "responses.csv") -> list[list[str]]:
    return list(csv.reader(io.StringIO(files_in(data)[name].decode("utf-8-sig"), newline="")))


# -- who may, and what


@pytest.mark.parametrize("role", ["reviewer", "editor", "second_coder", "auditor", "administrator"])
def test_others_export_nothing(staff: Staff, area: Area, form: MakeForm, role: str) -> None:
    asked = form()
    make_response(asked, uses=["report"])
    client = staff(role, area)
    assert client.get(reverse(EXPORT)).status_code == 302
    assert get(client, asked).status_code == 302
    assert not AuditLine.objects.filter(action="exported responses").exists()


def test_forms_of_other_areas_are_not_exported(
    staff: Staff, other_area: Area, form: MakeForm
) -> None:
    asked = form()
    make_response(asked, uses=["report"])
    client = staff("facilitator", other_area)
    assert asked.title not in client.get(reverse(EXPORT)).content.decode()
    assert "Select a valid choice" in get(client, asked).content.decode()


@pytest.mark.parametrize("use", [use.value for use in OFFERED])
def test_each_use_gets_the_words_that_were_allowed_for_it(form: MakeForm, use: str) -> None:
    asked = form()
    for other in OFFERED:
        make_response(asked, f"For {other}", uses=[other.value])
    make_response(asked, "Counted only")
    make_response(form(), "Another form", uses=[use])
    rows = gather(form=asked, use=Use(use)).rows
    assert [answer.text for row in rows for answer in row.answers.values()] == [f"For {use}"]


def test_nothing_leaves_for_the_reading_team(form: MakeForm) -> None:
    with pytest.raises(ValueError, match="nothing is exported for it"):
        gather(form=form(), use=Use.READING_TEAM)


@pytest.mark.parametrize("kind", list(ReceiptAct.Kind))
def test_an_act_that_is_not_applied_yet_holds_at_once(
    facilitator: StaffClient, form: MakeForm, kind: str
) -> None:
    asked, receipt = form(), b"r" * 32
    make_response(asked, "Stays", uses=["report"])
    make_response(asked, "Goes", uses=["report"], receipt_hash=receipt.hex())
    ReceiptAct.objects.create(receipt_hash=receipt, kind=kind)
    told = str(records(get(facilitator, asked).content))
    assert "Stays" in told
    assert "Goes" not in told or kind not in {ReceiptAct.Kind.WITHDRAW, ReceiptAct.Kind.CONSENT}


def test_a_use_that_nobody_allowed_is_told(facilitator: StaffClient, form: MakeForm) -> None:
    asked = form()
    make_response(asked, uses=["public"])
    page = get(facilitator, asked).content.decode()
    assert "No response to this form may be used for that yet." in page
    assert not AuditLine.objects.filter(action="exported responses").exists()


# -- what leaves


def test_an_export_holds_four_files_and_leaves_an_audit_line(
    facilitator: StaffClient, form: MakeForm
) -> None:
    asked = form()
    long, single, _ = live(asked).definition["questions"]
    chosen = single["options"][0]["key"]
    answers = {
        long["key"]: AnswerPayload(text=NASTY + "\nŵ"),
        single["key"]: AnswerPayload(options=[chosen]),
    }
    response = make_response(asked, answers=answers, uses=["report"], receipt_hash="ab" * 32)
    answer = get(facilitator, asked)
    assert "no-store" in answer.headers["Cache-Control"]
    files = files_in(answer.content)
    assert set(files) == {
        *("responses.csv", "responses.xlsx", "responses.jsonl", "dictionary.csv"),
    }
    row = records(answer.content)[0]
    assert row["answers"][long["key"]] == {
        **{"text": NASTY + "\nŵ", "options": []},
        **{"language": "", "translation": ""},
    }
    assert row["answers"][single["key"]]["options"] == [chosen]
    head, line = table(answer.content)
    assert line[head.index("What happened on the day?")] == f"'{NASTY}\nŵ"
    assert line[head.index("Where were you?")] == "In prison"
    sheet = openpyxl.load_workbook(io.BytesIO(files["responses.xlsx"]))["Responses"]
    cell = sheet.cell(2, head.index("What happened on the day?") + 1)
    assert (cell.value, cell.data_type) == (NASTY + "\nŵ", "s")
    whole = b"".join(files.values()).decode("utf-8", "replace") + str(table(answer.content))
    for secret in (str(response.pk), "ab" * 32, response.week.isoformat()):
        assert secret not in whole
    audited = AuditLine.objects.get(action="exported responses")
    assert audited.subject == f"{asked.slug}: 1 for report"


def test_the_dictionary_says_what_everything_means(
    facilitator: StaffClient, consultation: Callable[..., Any], form: MakeForm
) -> None:
    several = make_question(Question.Kind.SEVERAL, "Who helped?", ("Family", "Staff"))
    asked = form(consultation(), several)
    question = live(asked).definition["questions"][0]
    options = [question["options"][0]["key"]]
    answers = {question["key"]: AnswerPayload(options=options)}
    make_response(asked, answers=answers, uses=["report"])
    lines = table(get(facilitator, asked).content, "dictionary.csv")
    assert ["question", "1", question["key"], "Who helped?", "", "Choose all that apply"] in lines
    assert ["option", "1", f"{question['key']}:{options[0]}", "Family", "", ""] in lines
    kinds = {line[0] for line in lines[1:]}
    assert kinds == {
        *("export", "column", "question", "option", "use", "channel", "language", "token")
    }
    assert any(line[2] == "[name]" for line in lines)


def test_a_translation_and_its_language_leave_with_the_words(
    facilitator: StaffClient, form: MakeForm
) -> None:
    asked = form()
    key = live(asked).definition["questions"][0]["key"]
    for uses, words in ((["report"], NASTY), (["public"], "Not for reports")):
        response = make_response(asked, "Pomogli mi", uses=uses)
        translate_answers(response=response, translated={key: Translated("pl", words)})
    data = get(facilitator, asked).content
    head, line = table(data)
    assert line[head.index("What happened on the day? (language)")] == "pl"
    assert line[head.index("What happened on the day? (translation)")] == f"'{NASTY}"
    told = records(data)[0]["answers"][key]
    assert (told["language"], told["translation"]) == ("pl", NASTY)
    sheet = openpyxl.load_workbook(io.BytesIO(files_in(data)["responses.xlsx"]))["Responses"]
    assert [cell.data_type for cell in sheet[2] if cell.value == NASTY] == ["s"]
    assert "Not for reports" not in str(files_in(data)) + str(table(data))


def test_no_column_of_translations_stands_empty(facilitator: StaffClient, form: MakeForm) -> None:
    asked = form()
    make_response(asked, "They helped", uses=["report"])
    head, _ = table(get(facilitator, asked).content)
    assert not [name for name in head if "translation" in name or "(language)" in name]


def test_rows_stand_in_no_order_and_ids_are_new_each_time(form: MakeForm) -> None:
    asked = form()
    for number in range(40):
        make_response(asked, f"{number:02}", uses=["report"])
    first, second = (gather(form=asked, use=Use.REPORT).rows for _ in range(2))
    words = [next(iter(row.answers.values())).text for row in first]
    assert words != sorted(words)
    assert sorted(words) == [f"{number:02}" for number in range(40)]
    assert not {row.id for row in first} & {row.id for row in second}


# -- nothing runs


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\u3000", "\n "])
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(space: str, start: str) -> None:
    assert safe_cell(f"{space}{start}1+1") == f"'{space}{start}1+1"


@pytest.mark.parametrize("start", BREAKS)
def test_what_parts_cells_gets_an_apostrophe(start: str) -> None:
    assert safe_cell(f"{start}words") == f"'{start}words"


@pytest.mark.parametrize("words", ["", " ", "words = more", "'=1", "a@example.org", "1-2", "ŵy"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert safe_cell(words) == words


@given(st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_no_cell_of_a_workbook_is_a_formula(words: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx({"A": [[words, "x"]]})))
    assert book["A"].cell(1, 1).data_type != "f"
    with zipfile.ZipFile(io.BytesIO(as_xlsx({"A": [[words]]}))) as parts:
        sheets = [name for name in parts.namelist() if "/sheet" in name]
        assert sheets
        assert not [name for name in sheets if re.search(rb"<f\b", parts.read(name))]


# -- by command


def test_the_command_writes_a_file(
    facilitator: StaffClient, form: MakeForm, tmp_path: Path
) -> None:
    asked, path = form(), tmp_path / "out.zip"
    make_response(asked, uses=["research"])
    given_ = ("--form", asked.slug, "--use", "research", "--by", facilitator.user.email)
    call_command("export_responses", str(path), *given_)
    assert len(records(path.read_bytes())) == 1
    with pytest.raises(CommandError, match="exists already"):
        call_command("export_responses", str(path), *given_)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--by": "nobody@example.org"}, "There is no person nobody@example.org."),
        ({"--form": "gone"}, "There is no form gone."),
        ({"--use": "public"}, "may be used for public"),
    ],
)
def test_the_command_says_what_is_wrong(
    facilitator: StaffClient,
    form: MakeForm,
    tmp_path: Path,
    change: dict[str, str],
    sentence: str,
) -> None:
    asked = form()
    make_response(asked, uses=["research"])
    usual = {"--form": asked.slug, "--use": "research", "--by": facilitator.user.email}
    words = [word for pair in {**usual, **change}.items() for word in pair]
    with pytest.raises(CommandError, match=sentence):
        call_command("export_responses", str(tmp_path / "out.zip"), *words)
    assert not list(tmp_path.glob("*.zip"))


def test_the_command_asks_what_the_person_may(
    staff: Staff, area: Area, form: MakeForm, tmp_path: Path
) -> None:
    asked, editor = form(), staff("editor", area)
    make_response(asked, uses=["report"])
    words = ("--form", asked.slug, "--use", "report", "--by", editor.user.email)
    with pytest.raises(CommandError, match="may not export"):
        call_command("export_responses", str(tmp_path / "out.zip"), *words)
