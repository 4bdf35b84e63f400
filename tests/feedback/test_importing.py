"""Imports: columns find their questions, all rows or none, no row twice, provenance kept."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
import time_machine

from feedback.importing import storing
from feedback.importing.checking import CheckedFile, check_file
from feedback.importing.problems import BrokenFile
from feedback.importing.storing import Provenance, import_file, read_uses
from feedback.intake.models import IntakeKey, ReceiptSlip, SealedResponse
from feedback.keys import private_key
from feedback.models import Answer, Form, Question, Response
from feedback.payload import Payload
from feedback.sealing import unseal
from tests.factories.feedback import add_welsh, live, make_form, make_question

TRUST = Provenance.of("Trust data team", ["report"])
MakeForm = Callable[..., Form]


def file_of(*rows: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def checked(form: Form, *rows: list[str], text_columns: list[str] | None = None) -> CheckedFile:
    return check_file(data=file_of(*rows), form=form, text_columns=text_columns or [])


def refusal(form: Form, *rows: list[str], text_columns: list[str] | None = None) -> str:
    with pytest.raises(BrokenFile) as refused:
        checked(form, *rows, text_columns=text_columns)
    return str(refused.value)


def words(form: Form) -> list[str]:
    return sorted(Answer.objects.exclude(text="").values_list("text", flat=True))


# -- which column answers which question


def test_a_column_is_matched_by_label_key_or_the_name_text(form: MakeForm) -> None:
    asked = form()
    long, single, short = live(asked).definition["questions"]
    found = checked(
        asked,
        ["TEXT", " where  were you? ", short["key"], "age"],
        ["They listened.", "In prison", "More staff", "34"],
    )
    answers = found.rows[0].payload.answers
    assert answers[long["key"]].text == "They listened."
    assert answers[single["key"]].options == [single["options"][0]["key"]]
    assert answers[short["key"]].text == "More staff"
    assert found.columns.left_out == [("age", "no question")]
    assert found.matched[0] == ("TEXT", "What happened on the day?")


def test_a_column_is_matched_by_its_words_in_welsh(
    consultation: Callable[..., object], form: MakeForm
) -> None:
    page = consultation()
    question = make_question(Question.Kind.SINGLE, "Where were you?", ("In prison", "At home"))
    add_welsh(question, "Ble roeddech chi?", ("Yn y carchar", "Gartref"))
    asked = form(page, question)
    found = checked(asked, ["Ble roeddech chi?"], ["gartref"])
    key = live(asked).definition["questions"][0]
    assert found.rows[0].payload.answers[key["key"]].options == [key["options"][1]["key"]]


def test_several_options_are_parted_by_semicolons(
    consultation: Callable[..., object], form: MakeForm
) -> None:
    page = consultation()
    asked = form(
        page, make_question(Question.Kind.SEVERAL, "Who helped?", ("Family", "Staff; all"))
    )
    question = live(asked).definition["questions"][0]
    keys = [option["key"] for option in question["options"]]
    found = checked(asked, ["Who helped?"], ["Family"], ["Staff; all"], [f"family;{keys[1]}"])
    assert [row.payload.answers[question["key"]].options for row in found.rows] == [
        keys[:1],
        keys[1:],
        keys,
    ]


def test_named_text_columns_are_joined_in_the_first_long_question(form: MakeForm) -> None:
    asked = form()
    found = checked(
        asked, ["good", "bad", "text"], ["Kind", "Late", "no"], text_columns=["Good", "bad"]
    )
    key = live(asked).definition["questions"][0]["key"]
    assert found.rows[0].payload.answers[key].text == "Kind\n\nLate"
    assert found.columns.why("no question") == ["text"]


@pytest.mark.parametrize(
    ("header", "columns", "sentence"),
    [
        (["comment"], [], "Row 1: No column has the name of a question, or the name “text”."),
        (["text"], ["comment"], "Row 1, column “comment”: The file has no such column."),
        (
            ["text", "What happened on the day?"],
            [],
            "Row 1, column “What happened on the day?”: It answers the same question as “text”.",
        ),
    ],
)
def test_columns_in_doubt_are_refused(
    form: MakeForm, header: list[str], columns: list[str], sentence: str
) -> None:
    assert refusal(form(), header, ["x"] * len(header), text_columns=columns) == sentence


def test_text_without_a_long_question_is_refused(
    consultation: Callable[..., object], form: MakeForm
) -> None:
    asked = form(consultation(), make_question(Question.Kind.SHORT_TEXT))
    assert "no question with long text" in refusal(asked, ["text"], ["x"])


def test_a_form_that_was_never_published_is_refused(
    consultation: Callable[..., object], form: MakeForm
) -> None:
    assert refusal(form(None, publish=False), ["text"], ["x"]).startswith("Publish the form first")


# -- what a cell may say


@time_machine.travel("2026-11-18 12:00")
@pytest.mark.parametrize(
    ("cell", "week"),
    [
        ("2026-10-07", date(2026, 10, 5)),
        ("2026-10-11T23:59:01Z", date(2026, 10, 5)),
        ("07/10/2026 09:30", date(2026, 10, 5)),
        ("", date(2026, 11, 16)),
    ],
)
def test_a_day_becomes_its_monday(form: MakeForm, cell: str, week: date) -> None:
    assert checked(form(), ["date", "text"], [cell, "x"]).rows[0].payload.monday == week


def test_language_and_channel_are_kept(form: MakeForm) -> None:
    rows = checked(
        form(), ["Language", "channel", "text"], ["Welsh", "paper", "x"], ["", "", "y"]
    ).rows
    assert [(r.payload.language, r.payload.channel) for r in rows] == [
        ("cy", "paper"),
        ("en-gb", "import"),
    ]


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("date", "next week", "Row 2, column “date”: Write a day as 2026-10-05 or 05/10/2026."),
        ("week", "2999-01-01", "Row 2, column “week”: This day is still to come."),
        ("language", "Polish", "Row 2, column “language”: It can be: en-gb; cy."),
        (
            "channel",
            "owl",
            "Row 2, column “channel”: It can be: web; kiosk; paper; helped; group; phone",
        ),
        ("Where were you?", "In a tent", "Row 2, column “Where were you?”: It can be: In prison;"),
        ("Where were you?", "In prison; At home", "Row 2, column “Where were you?”: It can be:"),
    ],
)
def test_a_cell_that_says_nothing_we_know_is_refused(
    form: MakeForm, column: str, cell: str, sentence: str
) -> None:
    told = refusal(form(), ["text", column], ["She said Sharon", cell])
    assert told.startswith(sentence)
    assert "Sharon" not in told


def test_answers_that_no_seal_can_hold_are_refused(form: MakeForm) -> None:
    header = ["a", "b", "c", "text"]
    told = refusal(form(), header, ["x" * 19_999] * 3 + ["y"], text_columns=["a", "b", "c"])
    assert told == "Row 2: The answers together are longer than 40000 characters."


def test_the_same_id_twice_in_a_file_is_refused(form: MakeForm) -> None:
    told = refusal(form(), ["id", "text"], ["7", "x"], ["8", "y"], ["7", "z"])
    assert told == "Row 4, column “id”: Row 2 has the same id."


def test_rows_without_an_answer_are_left_out_and_counted(form: MakeForm) -> None:
    found = checked(form(), ["id", "text"], ["1", "  "], ["2", "x"], ["", ""])
    assert [row.number for row in found.rows] == [3]
    assert found.empty == 1
    assert refusal(form(), ["id", "text"], ["1", " "]) == "No row has an answer."


# -- stored at once, with a provenance


def test_redacted_rows_become_responses_with_their_provenance(form: MakeForm) -> None:
    asked = form()
    report = import_file(checked=checked(asked, ["text"], ["One"], ["Two"]), provenance=TRUST)
    assert (report.new, report.before) == (2, 0)
    assert words(asked) == ["One", "Two"]
    stored = Response.objects.all()
    assert {r.details_removed_by for r in stored} == {"Trust data team"}
    assert [r.uses for r in stored] == [["report"], ["report"]]
    assert {(r.channel, r.receipt_hash, r.visit_hash) for r in stored} == {("import", None, None)}
    assert not SealedResponse.objects.exists()


def test_importing_again_brings_nothing_twice(form: MakeForm) -> None:
    asked = form()
    rows = [["text"], ["Same"], ["Same"], ["Other"]]
    assert import_file(checked=checked(asked, *rows), provenance=TRUST).new == 3
    report = import_file(checked=checked(asked, *rows, ["Fourth"]), provenance=TRUST)
    assert (report.new, report.before) == (1, 3)
    assert words(asked) == ["Fourth", "Other", "Same", "Same"]


def test_a_row_is_known_by_its_id_wherever_it_stands(form: MakeForm) -> None:
    asked = form()
    import_file(checked=checked(asked, ["id", "text"], ["1", "x"], ["2", "y"]), provenance=TRUST)
    again = checked(asked, ["text", "id"], ["y", "2"], ["x", "1"])
    assert import_file(checked=again, provenance=TRUST).new == 0


def test_the_same_words_in_another_form_are_another_response(form: MakeForm) -> None:
    first, second = form(), form()
    import_file(checked=checked(first, ["text"], ["x"]), provenance=TRUST)
    assert import_file(checked=checked(second, ["text"], ["x"]), provenance=TRUST).new == 1


def test_responses_are_not_stored_in_the_order_of_the_file(form: MakeForm) -> None:
    asked = form()
    rows = [[str(number)] for number in range(60)]
    import_file(checked=checked(asked, ["text"], *rows), provenance=TRUST)
    order = [int(text) for text in Answer.objects.order_by("pk").values_list("text", flat=True)]
    assert order != sorted(order)


# -- sealed, for the reading room


def test_rows_without_a_provenance_are_sealed(form: MakeForm, intake_key: IntakeKey) -> None:
    asked = form()
    report = import_file(checked=checked(asked, ["text"], ["My name is Sharon"]))
    assert report.new == 1
    assert not Response.objects.exists()
    assert not ReceiptSlip.objects.exists()
    row = SealedResponse.objects.get()
    assert b"Sharon" not in bytes(row.sealed)
    payload = Payload.from_bytes(unseal(bytes(row.sealed), private_key(row.key_id)))
    assert (payload.channel, payload.uses, payload.receipt_hash) == ("import", [], "")


def test_sealing_again_seals_nothing_twice(form: MakeForm, intake_key: IntakeKey) -> None:
    asked = form()
    for _ in range(2):
        import_file(checked=checked(asked, ["text"], ["x"], ["x"]))
    assert SealedResponse.objects.count() == 2


def test_rows_that_the_reading_room_has_are_known(
    form: MakeForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "_known_elsewhere", [])
    storing.register_known_hashes(set)
    storing.register_known_hashes(set)
    assert storing._known_elsewhere == [set]
    assert import_file(checked=checked(form(), ["text"], ["x"])).before == 1


def test_none_is_the_empty_set_of_uses() -> None:
    assert read_uses("none") == []
    assert read_uses("public, report") == ["report", "public"]


def test_a_failure_half_way_leaves_nothing(
    form: MakeForm, intake_key: IntakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = iter([b"first"])
    monkeypatch.setattr(storing, "seal", lambda data, key: next(sealed))
    monkeypatch.setattr(storing, "CHUNK", 1)
    with pytest.raises(StopIteration):
        import_file(checked=checked(make_form(form().consultation), ["text"], ["x"], ["y"]))
    assert not SealedResponse.objects.exists()
