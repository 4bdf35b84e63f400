"""Which column answers what: chosen on a page, kept for the next file, told in records."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AuditLine
from core.models import Area
from feedback.models import Answer, Form, Response
from feedback.review.models import ImportMapping, ImportRecord
from tests.factories.feedback import live
from tests.feedback.review.test_imports import REMOVED, parcel_in, store, upload
from tests.feedback.test_importing import file_of
from tests.feedback.workbooks import workbook
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
MakeForm = Callable[..., Form]
COLUMNS, DONE = "review_imports:columns", "review_imports:done"
ROWS = [["Nr", "Good", "Place", "Email"], ["1", "Kind <b>staff</b>", "a cell", "a@example.org"]]
FILE = file_of(*ROWS)


@pytest.fixture
def facilitator(staff: Staff, area: Area) -> StaffClient:
    return staff("facilitator", area)


def keys(form: Form) -> dict[str, str]:
    long, single, _ = live(form).definition["questions"]
    return {"long": long["key"], "single": single["key"], "prison": single["options"][0]["key"]}


def choose(client: StaffClient, page: str, **fields: str) -> str:
    posted = {"parcel": parcel_in(page), **{k.replace("_", "-"): v for k, v in fields.items()}}
    answer = client.post(reverse(COLUMNS), posted)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def as_she_means(form: Form) -> dict[str, str]:
    named = keys(form)
    return {
        "column_0": "id",
        "column_1": f"question:{named['long']}",
        "column_2": f"question:{named['single']}",
        "column_3": "skip",
    }


def choice_field(page: str) -> str:
    found = re.search(r'<select name="(choice-2-[0-9a-f]{24})"', page)
    assert found
    return found[1]


def test_columns_that_are_not_known_are_asked_for(facilitator: StaffClient, form: MakeForm) -> None:
    asked = form()
    page = upload(facilitator, asked, FILE, **REMOVED)
    assert "What do the columns say?" in page
    assert "No column has the name of a question" in page
    assert re.search(r'<label for="column-3">Email</label> <span[^>]*>A detail', page)
    assert "Kind <b>staff</b>" in page  # unescaped here: it was escaped in the page
    page = choose(facilitator, page, **as_she_means(asked))
    assert "Row 2, column “Place”: It can be: In prison;" in page
    assert re.search(rf'value="question:{keys(asked)["long"]}" selected', page)  # nothing is lost
    page = choose(facilitator, page, **as_she_means(asked), **{choice_field(page): "?"})
    assert "It can be" in page
    page = choose(
        facilitator, page, **as_she_means(asked), **{choice_field(page): keys(asked)["prison"]}
    )
    assert "Nothing is stored yet." in page
    assert "Import 1 response" in page
    assert re.search(r"could show who she is</th>\s*<td>Email</td>", page)
    assert not Response.objects.exists()
    assert "1 response imported." in store(facilitator, parcel_in(page))
    assert Answer.objects.filter(options=[keys(asked)["prison"]]).exists()


def test_a_choice_is_kept_for_the_next_file_without_its_words(
    facilitator: StaffClient, form: MakeForm
) -> None:
    asked = form()
    page = choose(facilitator, upload(facilitator, asked, FILE, **REMOVED), **as_she_means(asked))
    assert not ImportMapping.objects.exists()
    choose(facilitator, page, **as_she_means(asked), **{choice_field(page): keys(asked)["prison"]})
    kept = ImportMapping.objects.get()
    assert "cell" not in str([kept.targets, kept.choices])
    assert AuditLine.objects.filter(action="chose columns of an import").count() == 1
    again = workbook(["NR ", "good", "Place", "email"], ["2", "Other words", "A  cell", ""])
    page = upload(facilitator, asked, again, **REMOVED)
    assert "Import 1 response" in page
    assert "In prison" in page


def test_the_command_uses_what_was_chosen(
    facilitator: StaffClient, form: MakeForm, tmp_path: Any, capsys: Any
) -> None:
    asked = form()
    page = upload(facilitator, asked, file_of(["Good"], ["Kind"]), **REMOVED)
    choose(facilitator, page, column_0=f"question:{keys(asked)['long']}")
    (tmp_path / "rows.csv").write_bytes(file_of(["Good"], ["Late"]))
    given = ("--already-redacted-by", "Trust", "--consent", "none", "--source", "Paper")
    call_command("import_responses", str(tmp_path / "rows.csv"), "--form", asked.slug, *given)
    assert "“Good” answers: What happened on the day?" in capsys.readouterr().out
    record = ImportRecord.objects.get()
    assert (record.imported_by, record.source, record.new) == (None, "Paper", 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"column_0": "skip"}, "No column has the name of a question"),
        ({"column_0": "question:gone"}, "No column has the name of a question"),
        ({"column_1": "question:long", "column_2": "question:long", "column_0": "week"}, "Row 2"),
    ],
)
def test_a_choice_that_can_not_be_is_told_and_not_kept(
    facilitator: StaffClient, form: MakeForm, fields: dict[str, str], sentence: str
) -> None:
    asked = form()
    named = {k: v.replace("long", keys(asked)["long"]) for k, v in fields.items()}
    page = upload(facilitator, asked, FILE, **REMOVED)
    page = choose(facilitator, page, **{"column_0": "skip", **named})
    assert sentence in page
    assert not ImportMapping.objects.exists()


def test_what_the_columns_say_can_be_changed_after_the_check(
    facilitator: StaffClient, form: MakeForm
) -> None:
    asked = form()
    page = upload(facilitator, asked, file_of(["text", "age"], ["x", "34"]), **REMOVED)
    page = choose(facilitator, page)
    assert re.search(rf'value="question:{keys(asked)["long"]}" selected', page)
    assert '<option value="skip" selected>' in page


@pytest.mark.parametrize("role", ["editor", "safeguarding_lead", "administrator"])
def test_others_neither_choose_nor_see_imports(staff: Staff, area: Area, role: str) -> None:
    client = staff(role, area)
    assert client.get(reverse(DONE)).status_code == 302
    assert client.post(reverse(COLUMNS), {"parcel": "x"}).status_code == 302


@pytest.mark.parametrize("parcel", ["", "x", "....", "AAAA"])
def test_columns_of_a_page_that_was_not_made_here_are_refused(
    facilitator: StaffClient, parcel: str
) -> None:
    answer = facilitator.post(reverse(COLUMNS), {"parcel": parcel, "column-0": "id"}, follow=True)
    assert "this page can&#x27;t be used any more" in answer.content.decode()


def test_an_import_is_listed_with_where_it_came_from(
    facilitator: StaffClient, staff: Staff, other_area: Area, form: MakeForm
) -> None:
    asked = form()
    data = file_of(["Timestamp", "text"], ["2026/10/25 9:41:12 am GMT+1", "Kind"])
    store(
        facilitator, parcel_in(upload(facilitator, asked, data, source="The <i>centre", **REMOVED))
    )
    record = ImportRecord.objects.get()
    assert (record.tool, record.kind, record.new, record.before) == ("Google Forms", "csv", 1, 0)
    listed = facilitator.get(reverse(DONE)).content.decode()
    for words in (
        "The &lt;i&gt;centre",
        record.file_hash[:12],
        "Trust data team",
        "1 new, 0 known",
    ):
        assert words in listed
    elsewhere = staff("facilitator", other_area).get(reverse(DONE)).content.decode()
    assert record.file_hash[:12] not in elsewhere
    again = upload(facilitator, asked, data, **REMOVED)
    assert "This very file was imported on" in again
    assert "Every row was imported before" in again
    store(facilitator, parcel_in(again))
    assert [r.new for r in ImportRecord.objects.order_by("pk")] == [1, 0]


def test_the_same_rows_as_a_workbook_come_once(facilitator: StaffClient, form: MakeForm) -> None:
    asked = form()
    rows = [["text", "Where were you?", "date"], ["Kind", "In prison", "2026-10-05"]]
    store(facilitator, parcel_in(upload(facilitator, asked, file_of(*rows), **REMOVED)))
    page = upload(facilitator, asked, workbook(*rows), **REMOVED)
    assert "Every row was imported before" in page


def test_a_file_must_say_where_it_comes_from(facilitator: StaffClient, form: MakeForm) -> None:
    assert "This field is required" in upload(facilitator, form(), source=" ")
