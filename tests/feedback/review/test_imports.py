"""The import pages: for her areas alone, shown before done, and carried by the page, sealed."""

import html
import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import AuditLine
from core.models import Area
from feedback.importing import storing
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Answer, Form, FormQuestion, Response
from feedback.review.imports.known import waiting_hashes
from feedback.review.models import WaitingResponse
from feedback.services import publish_form
from tests.factories.accounts import PASSWORD, make_staff
from tests.factories.feedback import make_question
from tests.feedback.review.conftest import sweep_now
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
MakeForm = Callable[..., Form]
FILE = b"id,text,age\n1,They listened.,34\n2,Nobody told me.,51\n3,Third,20\n4,Fourth,20\n"
REMOVED: dict[str, Any] = {
    "details": "removed",
    "removed_by": "Trust data team",
    "uses": ["report"],
}
UPLOAD, STORE = "review_imports:upload", "review_imports:store"


def upload(client: Client, form: Form, data: bytes = FILE, **fields: Any) -> str:
    file = SimpleUploadedFile("answers.csv", data, "text/csv")
    posted = {"form": form.pk, "file": file, "details": "reading_room", "source": "Paper", **fields}
    answer = client.post(reverse(UPLOAD), posted)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def parcel_in(page: str) -> str:
    found = re.search(r'name="parcel" value="([^"]+)"', page)
    assert found
    return found[1]


def store(client: Client, parcel: str) -> str:
    answer = client.post(reverse(STORE), {"parcel": parcel}, follow=True)
    return html.unescape(answer.content.decode())


@pytest.fixture
def facilitator(staff: Staff, area: Area) -> StaffClient:
    return staff("facilitator", area)


# -- who may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("reviewer", True),
        ("facilitator", True),
        ("editor", False),
        ("safeguarding_lead", False),
        ("second_coder", False),
        ("finance", False),
        ("auditor", False),
        ("administrator", False),
    ],
)
def test_reviewers_and_facilitators_import(staff: Staff, area: Area, role: str, may: bool) -> None:
    client = staff(role, area)
    assert (client.get(reverse(UPLOAD)).status_code == 200) is may
    assert client.get(reverse(STORE)).status_code == (405 if may else 302)


def test_nobody_imports_without_a_login(client: Client, db: None) -> None:
    assert client.get(reverse(UPLOAD)).status_code == 302
    assert client.post(reverse(STORE)).status_code == 302


def test_forms_of_other_areas_are_neither_shown_nor_taken(
    staff: Staff, other_area: Area, form: MakeForm
) -> None:
    theirs = form()
    client = staff("facilitator", other_area)
    assert theirs.title not in client.get(reverse(UPLOAD)).content.decode()
    assert "Select a valid choice" in upload(client, theirs)


def test_a_role_that_was_taken_away_stores_nothing(
    facilitator: StaffClient, other_area: Area, form: MakeForm
) -> None:
    page = upload(facilitator, form(), **REMOVED)
    facilitator.user.role_holdings.update(area=other_area)
    store(facilitator, parcel_in(page))
    assert not Response.objects.exists()


def test_a_form_without_questions_is_not_offered(facilitator: StaffClient, form: MakeForm) -> None:
    asked = form(None, publish=False)
    assert asked.title not in facilitator.get(reverse(UPLOAD)).content.decode()


def test_posts_from_elsewhere_are_refused(facilitator: StaffClient, form: MakeForm) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = facilitator.cookies
    file = SimpleUploadedFile("answers.csv", FILE)
    assert strict.post(reverse(UPLOAD), {"form": form().pk, "file": file}).status_code == 403
    assert strict.post(reverse(STORE), {"parcel": "x"}).status_code == 403


# -- what is shown


def test_a_check_shows_what_would_be_stored_and_stores_nothing(
    facilitator: StaffClient, form: MakeForm
) -> None:
    page = upload(facilitator, form(), **REMOVED)
    assert "Import 4 responses" in page
    assert "They listened." in page
    assert "Third" in page
    assert "Fourth" not in page  # three rows are enough to see
    assert "Taken out by Trust data team." in page
    assert "Print them in a report" in page
    assert re.search(r"no question has this name</th>\s*<td>age</td>", page)
    assert not Response.objects.exists()
    assert not SealedResponse.objects.exists()


def test_broken_rows_are_named_without_their_words(
    facilitator: StaffClient, form: MakeForm
) -> None:
    page = upload(facilitator, form(), b"id,text\n1,Sharon,x\n2,ok\n3\n")
    assert "Row 2: 3 cells; the header has 2." in page
    assert "Row 4: 1 cells; the header has 2." in page
    assert "Sharon" not in page


def test_many_problems_are_counted(facilitator: StaffClient, form: MakeForm) -> None:
    assert "and 5 more" in upload(facilitator, form(), b"id,text\n" + b"1\n" * 25)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"details": "removed"}, "Say who took them out."),
        ({"details": "removed", "removed_by": " "}, "Say who took them out."),
        ({"details": "reading_room", "uses": ["report"]}, "Is it yes or no?"),
        ({"details": "reading_room", "removed_by": "Me"}, "Is it yes or no?"),
        ({"details": "removed", "removed_by": "Me", "uses": ["all"]}, "Select a valid choice"),
        ({"details": "removed"}, "Choose the file again"),
    ],
)
def test_a_doubtful_provenance_is_refused(
    facilitator: StaffClient, form: MakeForm, fields: dict[str, Any], sentence: str
) -> None:
    assert sentence in upload(facilitator, form(), **fields)


def test_a_large_file_never_touches_the_disk(
    facilitator: StaffClient,
    form: MakeForm,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", None)
    page = upload(facilitator, form(), b"text\n" + b"words\n" * 30_000)
    assert "This file is larger than 8 MB." in page
    assert "This field is required" not in page


def test_a_file_that_no_page_can_carry_is_refused(facilitator: StaffClient, form: MakeForm) -> None:
    rows = "\n".join(secrets.token_hex(9_000) for _ in range(450))
    page = upload(facilitator, form(), f"text\n{rows}\n".encode())
    assert "This is too much for one page." in page


# -- what is done


def test_redacted_rows_are_stored_and_leave_an_audit_line(
    facilitator: StaffClient, form: MakeForm
) -> None:
    asked = form()
    page = store(facilitator, parcel_in(upload(facilitator, asked, **REMOVED)))
    assert "4 responses imported. They can be grouped by theme now." in page
    assert Answer.objects.filter(text="Nobody told me.").exists()
    assert {r.details_removed_by for r in Response.objects.all()} == {"Trust data team"}
    line = AuditLine.objects.get(action="imported responses")
    assert line.subject == f"{asked.slug}: 4 stored, 0 known"


def test_other_rows_are_sealed(
    facilitator: StaffClient, form: MakeForm, intake_key: IntakeKey
) -> None:
    page = store(facilitator, parcel_in(upload(facilitator, form())))
    assert "They wait for a reviewer after the next sweep." in page
    assert SealedResponse.objects.count() == 4
    assert not Response.objects.exists()


def test_sending_the_page_twice_imports_once(facilitator: StaffClient, form: MakeForm) -> None:
    asked = form()
    parcel = parcel_in(upload(facilitator, asked, **REMOVED))
    store(facilitator, parcel)
    assert "0 responses imported." in store(facilitator, parcel)
    assert Response.objects.count() == 4
    again = upload(facilitator, asked, **REMOVED)
    assert "Every row was imported before" in again
    assert "Import 0" not in again


def test_rows_that_the_sweep_took_in_are_left_out(
    facilitator: StaffClient,
    form: MakeForm,
    intake_key: IntakeKey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(storing, "_known_elsewhere", [waiting_hashes])
    asked = form()
    store(facilitator, parcel_in(upload(facilitator, asked)))
    sweep_now()
    assert not SealedResponse.objects.exists()
    assert WaitingResponse.objects.count() == 4
    assert "Every row was imported before" in upload(facilitator, asked)


def test_without_a_key_nothing_is_sealed(facilitator: StaffClient, form: MakeForm) -> None:
    page = store(facilitator, parcel_in(upload(facilitator, form())))
    assert "there is no key yet" in page
    assert not AuditLine.objects.exists()


def test_a_form_published_anew_has_to_be_checked_again(
    facilitator: StaffClient, form: MakeForm
) -> None:
    asked = form()
    parcel = parcel_in(upload(facilitator, asked, **REMOVED))
    FormQuestion.objects.create(form=asked, question=make_question("short_text"), sort_order=9)
    publish_form(form=asked)
    assert "the form was published anew" in store(facilitator, parcel)
    assert not Response.objects.exists()


@pytest.mark.parametrize("parcel", ["", "x", "....", "AAAA"])
def test_a_page_that_was_not_made_here_is_refused(facilitator: StaffClient, parcel: str) -> None:
    assert "this page can't be used any more" in store(facilitator, parcel)


# -- in a browser


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 320])
def test_a_file_is_imported_in_a_browser(
    page: Page,
    live_server: object,
    axe: Callable[[Page], None],
    area: Area,
    form: MakeForm,
    width: int,
) -> None:
    asked, user = form(), make_staff("facilitator", area)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server}/accounts/login/?next={reverse(UPLOAD)}")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{reverse(UPLOAD)}")
    axe(page)
    file = {"name": "answers.csv", "mimeType": "text/csv", "buffer": FILE}
    page.get_by_label("Form that the rows answer").select_option(str(asked.pk))
    page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Where do the rows come from?").fill("Women’s centre")
    page.get_by_label("Yes, somebody has read every row").check()
    page.get_by_label("If yes: who took them out?").fill("Trust data team")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="Nothing is stored yet").wait_for()
    axe(page)
    page.get_by_role("button", name="Change what the columns say").press("Enter")
    page.get_by_role("heading", name="What do the columns say?").wait_for()
    axe(page)
    page.get_by_label("age").select_option("skip")
    page.get_by_role("button", name="Check").press("Enter")
    page.get_by_role("button", name="Import 4 responses").click()
    page.get_by_text("4 responses imported.").wait_for()
    assert Response.objects.count() == 4
    page.get_by_role("link", name="Imports so far").click()
    page.get_by_text("Women’s centre").wait_for()
    axe(page)
    page.goto(f"{live_server}{reverse('review_exports:export')}")
    axe(page)
