"""Paper forms: numbers and their words, what stands on the sheet, who prints, and the file."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from accounts.models import AuditLine
from core.models import Area
from feedback.intake.models import ReceiptSlip, SealedResponse
from feedback.models import Form, FormVersion
from feedback.questionnaire import Questionnaire
from feedback.review.models import PrintRun
from feedback.review.paper.numbers import Copy
from feedback.review.paper.pdf import forms_pdf
from feedback.review.paper.services import most_copies, print_forms
from feedback.review.paper.sheet import About, lay_out
from feedback.uses import WORDING
from tests.fixtures.pdf import wrong_in
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
ABOUT = About(
    title="Coming home",
    purpose="We can still change it.",
    who_reads="Two people of the women’s service.",
    returns="Give it to Reception, closed.",
    address="https://example.org/form/form-1/",
    words="https://example.org/your-words/",
    operator="Alongside",
    wording=1,
)


def asks(kind: str, key: str, text: str = "Why?", **more: Any) -> dict[str, Any]:
    return {"key": key * 32, "kind": kind, "text": {"en-gb": text}, "options": [], **more}


def option(key: str, text: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "text": {"en-gb": text}, **more}


ASKED = Questionnaire.from_json(
    {
        "questions": [
            asks("page", "0", "Before we ask", body={"en-gb": "Take your time."}),
            asks(
                "single",
                "a",
                "Where were you?",
                options=[option("x", "In prison"), option("y", "Elsewhere", more=True)],
            ),
            asks(
                "long_text",
                "b",
                "What happened?",
                show_if=[f"{'a' * 32}:x"],
                content_note={"en-gb": "This may be hard."},
            ),
            asks("several", "c", "What helped?", options=[option("1", "A call")]),
            asks("short_text", "d", "One thing?", show_if=[f"{'c' * 32}:1"]),
        ]
    }
)


# -- numbers and words


def test_a_number_is_read_as_it_is_printed_and_as_people_type() -> None:
    copy = Copy(12, 34)
    run, place, signs = copy.number.split("-")
    assert (run, place, len(signs)) == ("12", "034", 4)
    for typed in (
        copy.number,
        copy.number.lower(),
        f" {copy.number} ",
        f"12 – 34 {signs}",
        f"12-34-{signs}",
    ):
        assert Copy.read(typed) == copy


def test_one_slip_of_the_finger_is_noticed() -> None:
    number = Copy(12, 34).number
    others = [
        number[:at] + sign + number[at + 1 :]
        for at in range(len(number))
        for sign in "0123456789CDFX"
        if sign != number[at] and number[at] != "-"
    ]
    assert not [typed for typed in others if Copy.read(typed) is not None]


@pytest.mark.parametrize("typed", ["", "12", "12-034", "twelve", "12-034-KTQ7-9", "12-034-АВСЕ"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert Copy.read(typed) is None


def test_each_copy_has_six_words_of_its_own() -> None:
    copies = [Copy(run, place) for run in (1, 2, 11) for place in (1, 2, 11, 12)]
    assert len({copy.words for copy in copies}) == len(copies)
    assert {len(copy.words.split()) for copy in copies} == {6}


def test_without_the_key_a_number_gives_other_words(settings: Any) -> None:
    number, words = Copy(1, 1).number, Copy(1, 1).words
    settings.RECEIPT_KEY = "another key of fifty characters or more, for this test"
    assert Copy(1, 1).words != words
    assert Copy.read(number) is None


# -- what stands on the sheet


def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lay_out(ASKED, ABOUT)["items"]
    return found


def test_questions_are_numbered_and_a_page_is_not() -> None:
    assert [item["number"] for item in items()] == [None, 1, 2, 3, 4]


def test_a_rule_is_told_in_words_with_where_to_go() -> None:
    said = [item["only_if"] for item in items()]
    assert said == [
        "",
        "",
        "Only if you ticked “In prison” in question 1. If not, go to question 3.",
        "",
        "Only if you ticked “A call” in question 3. If not, go to the tick boxes after the "
        "questions.",
    ]


def test_there_is_room_to_write_where_words_are_asked_and_nowhere_else() -> None:
    assert [item["lines"] > 0 for item in items()] == [False, False, True, False, True]
    assert [o["lines"] > 0 for o in items()[1]["options"]] == [False, True]


def test_content_notes_come_along() -> None:
    assert [item["content_note"][0] for item in items()] == ["", "", "This may be hard.", "", ""]


def test_the_uses_are_those_of_the_web_word_for_word() -> None:
    shown = lay_out(ASKED, ABOUT)["uses"]["rows"]
    assert shown == [[str(label), str(hint)] for label, hint in WORDING.values()]


def test_who_reads_stands_before_the_questions_and_is_honest_about_prison() -> None:
    cover = str(lay_out(ASKED, ABOUT)["cover"])
    assert ABOUT.who_reads in cover
    assert "In prison, staff check letters in and out" in cover


def test_in_welsh_the_frame_is_welsh_and_what_has_no_welsh_says_so() -> None:
    with override("cy"):
        sheet = lay_out(ASKED, ABOUT)
    assert sheet["language"] == "cy"
    assert sheet["slip"]["english"]
    assert sheet["items"][1]["text"] == ["Where were you?", "en"]
    assert sheet["uses"]["title"] != lay_out(ASKED, ABOUT)["uses"]["title"]


def test_hostile_words_are_printed_as_words() -> None:
    nasty = '#panic("no") *x* @ref <y> \u0645 😀 \x07 "); #read("/etc/passwd") ('
    asked = Questionnaire.from_json({"questions": [asks("long_text", "a", nasty)]})
    pdf = forms_pdf(lay_out(asked, ABOUT), [Copy(1, 1)])
    for mark in (b"pdfuaid:part>1<", b"/StructTreeRoot", b"/Lang(en-GB)"):
        assert mark in pdf


def test_the_whole_form_can_be_read_aloud() -> None:
    for language in ("en-gb", "cy"):
        with override(language):
            assert wrong_in(forms_pdf(lay_out(ASKED, ABOUT), [Copy(1, 1), Copy(1, 2)])) == []


# -- who prints


@pytest.fixture
def asked(form: Callable[..., Form]) -> Form:
    return form()


def printing(client: StaffClient, asked: Form, **fields: Any) -> Any:
    posted = {"form": asked.pk, "language": "en-gb", "copies": 2, "returns": "To us.", **fields}
    return client.post(reverse("paper:print"), posted)


@pytest.mark.pages
@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("centre_worker", True),
        ("reviewer", True),
        ("editor", True),
        ("facilitator", True),
        ("finance", False),
        ("auditor", False),
    ],
)
def test_the_page_asks_for_the_role(staff: Staff, asked: Form, role: str, may: bool) -> None:
    client = staff(role, asked.consultation.area)
    answer = client.get(reverse("paper:print"))
    assert (answer.status_code == 200) is may
    if not may:
        printing(client, asked)
        assert not PrintRun.objects.exists()


def test_printing_gives_a_file_and_an_audit_line_and_stores_no_word(
    staff: Staff, asked: Form
) -> None:
    client = staff("centre_worker", asked.consultation.area)
    answer = printing(client, asked, copies=3)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    run = PrintRun.objects.get()
    line = AuditLine.objects.get()
    assert (run.copies, run.returns, line.action) == (3, "To us.", "printed paper forms")
    assert f"run {run.pk}: 3 of {asked.slug} version 1" in line.subject
    assert not ReceiptSlip.objects.exists()
    assert not SealedResponse.objects.exists()
    kept = {field.column for field in PrintRun._meta.local_fields}
    assert kept == {
        *("id", "version_id", "area_id", "language", "copies", "uses_wording", "returns"),
        *("printed_on", "checked", "differed"),
    }


def test_another_area_is_not_hers_to_print(staff: Staff, asked: Form, other_area: Area) -> None:
    client = staff("centre_worker", other_area)
    assert "Select a valid choice" in printing(client, asked).content.decode()
    with pytest.raises(PermissionDenied):
        print_forms(
            user=client.user,
            form=asked,
            language="en-gb",
            copies=1,
            returns="x",
            root="https://example.org",
        )
    assert not PrintRun.objects.exists()


@pytest.mark.pages
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("copies", "0", "Print at least one copy."),
        ("copies", "201", "Print 200 copies at most"),
        ("copies", "many", "Write a number, such as 20."),
        ("returns", " ", "Say how she gets the form back to you."),
        ("form", "", "Choose the form to print."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_printed(
    staff: Staff, asked: Form, field: str, value: str, said: str
) -> None:
    client = staff("centre_worker", asked.consultation.area)
    page = printing(client, asked, **{field: value}).content.decode()
    assert said in page
    assert not PrintRun.objects.exists()
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize(("items", "most"), [(0, 200), (3, 200), (8, 200), (16, 100), (5000, 1)])
def test_a_long_form_is_printed_in_smaller_runs(items: int, most: int) -> None:
    questions = [asks("short_text", "a")] * items
    assert most_copies(FormVersion(definition={"questions": questions})) == most


def test_how_it_comes_back_is_remembered(staff: Staff, asked: Form) -> None:
    client = staff("centre_worker", asked.consultation.area)
    printing(client, asked, returns="Freepost WOMEN", copies=1)
    assert "Freepost WOMEN" in client.get(reverse("paper:print")).content.decode()
